"""A goal."""

from dataclasses import dataclass
from datetime import date, datetime

from medledare.domain.records.choices import GoalState
from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Record):
    """A goal. ``serves`` says what in the mission it serves; empty means openly standalone (fristående)."""

    kind = "goal"
    title: str
    serves: str = ""
    for_whom: str = ""
    by: date | None = None
    cue: str = ""
    action: str = ""
    principles: tuple[str, ...] = ()
    state: GoalState = "active"
    changed: datetime | None = None
    closing: str = ""

    @property
    def headline(self) -> str:
        return self.title

    @property
    def standalone(self) -> bool:
        return not self.serves
