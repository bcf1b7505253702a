"""A journal entry."""

from dataclasses import dataclass

from medledare.domain.records.choices import Place
from medledare.domain.records.record import Record
from medledare.domain.tags import find_tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Record):
    """A journal entry, kept exactly as it was typed. ``question`` is the code of the question it answers."""

    kind = "entry"
    text: str
    tags: tuple[str, ...] = ()
    goal: str = ""
    principles: tuple[str, ...] = ()
    starred: bool = False
    place: Place = ""
    for_whom: str = ""
    question: str = ""

    @property
    def headline(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0]

    @property
    def body(self) -> str:
        """Everything after the first line."""
        return self.text.partition("\n")[2]

    @property
    def all_tags(self) -> tuple[str, ...]:
        """Tags given beside the text and tags written in it, in that order, each once."""
        return tuple(dict.fromkeys((*self.tags, *find_tags(self.text))))
