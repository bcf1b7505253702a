"""A need, on its way up the chain."""

from dataclasses import dataclass
from datetime import date, datetime

from medledare.domain.records.choices import NeedKind, NeedState
from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Record):
    """Feedback upward: a fact, its effect, what is needed and what is asked for. Kept until the writer shares it.

    ``changed`` is when it came into its state; ``follow_up`` the day to ask what came of it; ``answer`` what did.
    """

    kind = "need"
    fact: str
    effect: str = ""
    need: str = ""
    ask: str = ""
    sort: NeedKind = ""
    whom: str = ""
    goal: str = ""
    failure: str = ""
    state: NeedState = "draft"
    changed: datetime | None = None
    answer: str = ""
    follow_up: date | None = None

    @property
    def headline(self) -> str:
        return self.fact.partition("\n")[0]
