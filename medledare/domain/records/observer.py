"""A colleague who supports by observing."""

from dataclasses import dataclass
from datetime import date

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Observer(Record):
    """That a colleague (``whom``, a role) agreed at ``at`` to observe one behaviour, until a day if one was set."""

    kind = "observer"
    behaviour: str
    whom: str = ""
    until: date | None = None
    goal: str = ""

    @property
    def headline(self) -> str:
        return self.behaviour.partition("\n")[0]
