"""A line of the stop list."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Record):
    """Something one stops doing, so that there is room for what matters."""

    kind = "stop"
    text: str
    goal: str = ""
    failure: str = ""

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]
