"""A decision."""

from dataclasses import dataclass

from medledare.domain.records.choices import DecisionKind
from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """A decision: mine within my mandate, delegated, or made after involving others; ``whom`` is a role."""

    kind = "decision"
    text: str
    sort: DecisionKind = ""
    whom: str = ""
    goal: str = ""
    failure: str = ""

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]
