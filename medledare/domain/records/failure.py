"""A failure, and to whom it was told."""

from dataclasses import dataclass
from datetime import datetime

from medledare.domain.records.choices import FailureKind
from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """That a failure was told, when, and to whom (a role, not a name)."""

    whom: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Record):
    """A failure: what was expected, what happened (``text``), why, and what next. It has no severity.

    ``as_colleague``: it is written as about a colleague, to be seen from a distance.
    """

    kind = "failure"
    text: str
    expected: str = ""
    why: str = ""
    next: str = ""
    sort: FailureKind = ""
    goal: str = ""
    told: tuple[Telling, ...] = ()
    recurred: tuple[datetime, ...] = ()
    as_colleague: bool = False

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]
