"""A talk that is coming up."""

from dataclasses import dataclass

from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk(Record):
    """A talk to prepare for, such as a development dialogue (medarbetarsamtal), at ``at``."""

    kind = "talk"
    text: str
    goal: str = ""

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]
