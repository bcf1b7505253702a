"""A goal."""

from dataclasses import dataclass
from datetime import date, datetime

from medledare.domain.records.choices import GoalState
from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Record):
    """A goal. ``serves`` says what in the mission it serves; empty means openly standalone (fristående).

    The title is the wish; ``outcome`` is the best that could come of it, ``obstacle`` what in oneself may stand in the
    way (wish, outcome, obstacle, plan: Oettingen 2014). ``every`` is a rule of domain/repeats.py that holds since
    ``at``, or empty.
    """

    kind = "goal"
    title: str
    serves: str = ""
    for_whom: str = ""
    by: date | None = None
    every: str = ""
    outcome: str = ""
    obstacle: str = ""
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
    def planned(self) -> bool:
        """Whether it has an if-then plan: a cue, and what one does then."""
        return bool(self.cue and self.action)

    @property
    def standalone(self) -> bool:
        return not self.serves
