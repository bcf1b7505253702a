"""Something learned."""

from dataclasses import dataclass
from datetime import datetime

from medledare.domain.records.choices import LearnedFrom
from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning(Record):
    """Something learned, where it came from, and the failure it grew out of, if any.

    ``recalled`` and ``used`` are when it was recalled and used again; one that is ``resting`` is not recalled more.
    """

    kind = "learning"
    text: str
    learned_from: LearnedFrom = ""
    failure: str = ""
    goal: str = ""
    recalled: tuple[datetime, ...] = ()
    used: tuple[datetime, ...] = ()
    resting: bool = False

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]
