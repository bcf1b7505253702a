"""The end of a working day."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Record):
    """That the day was closed at ``at``, what may wait until tomorrow, and the own stop-time (``17:00``), if any."""

    kind = "close"
    text: str
    stop: str = ""
    goal: str = ""

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]
