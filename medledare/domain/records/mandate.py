"""A line of the mandate map."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate(Record):
    """A responsibility beside the authority that goes with it; ``missing`` is the gap between them, if any."""

    kind = "mandate"
    responsibility: str
    authority: str = ""
    missing: str = ""
    goal: str = ""

    @property
    def headline(self) -> str:
        return self.responsibility.partition("\n")[0]
