"""That records left the vault."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Record):
    """That ``count`` records left the vault in a format, and for which file (empty: shown on the screen or piped).

    ``redacted``: without what is for the writer alone.
    """

    kind = "departure"
    format: str
    target: str = ""
    count: int = 0
    redacted: bool = False

    @property
    def headline(self) -> str:
        return self.target or self.format
