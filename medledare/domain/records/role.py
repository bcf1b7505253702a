"""What one works as."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """What one works as from ``at`` on, in one's own words. Answers before and after may not be comparable."""

    kind = "role"
    text: str

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]
