"""That records came into the vault from elsewhere."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival(Record):
    """That ``count`` records came in at once, from which files and in which format or formats.

    It is written in the same step as they, so that the step can be found and taken back later.
    """

    kind = "arrival"
    format: str
    sources: tuple[str, ...] = ()
    count: int = 0

    @property
    def headline(self) -> str:
        return ", ".join(self.sources) or self.format
