"""A text to begin an entry from."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(Record):
    """A text of one's own to begin an entry from. ``name`` is what it is asked for by; empty is its first line."""

    kind = "template"
    text: str
    name: str = ""

    @property
    def headline(self) -> str:
        return (self.name.strip() or self.text.strip()).partition("\n")[0]
