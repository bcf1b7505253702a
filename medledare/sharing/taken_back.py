"""What stands of what was said in a team: all but what its own author took back, and what holds what it should."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from medledare.domain.problems import N_
from medledare.sharing.message import Message
from medledare.sharing.team import UNREADABLE, WITHDRAWN, Look, Rejected

ANOTHERS = N_("it takes back what somebody else said")


class Unfit(ValueError):
    """A body that does not hold what its kind should."""


@dataclass(slots=True)
class Standing:
    """What stands in a space. ``rejected`` grows with what is met and does not hold what it should."""

    look: Look
    rejected: list[Rejected] = field(default_factory=list)

    def of(self, *kinds: str) -> Iterator[tuple[Message, str]]:
        """Messages of some kinds that were not taken back, oldest first, each with the file it came in."""
        gone = self._taken_back(kinds)
        for taken in self.look.messages:
            if taken.message.kind in kinds and taken.message.id not in gone:
                yield taken.message, taken.file

    def refuse(self, file: str, reason: str = UNREADABLE) -> None:
        """Name a file whose message is left out."""
        self.rejected.append(Rejected(file, reason))

    def _taken_back(self, kinds: tuple[str, ...]) -> set[str]:
        """The ids that were taken back by whoever had said it. What is not there may still be on its way."""
        authors = {one.message.id: one.message.by for one in self.look.messages if one.message.kind in kinds}
        gone = set()
        for message, file in ((one.message, one.file) for one in self.look.messages if one.message.kind == WITHDRAWN):
            about = message.body.get("about")
            if not isinstance(about, str) or about not in authors:
                continue
            if authors[about] == message.by:
                gone.add(about)
            else:
                self.refuse(file, ANOTHERS)
        return gone


def words(body: Mapping[str, Any], name: str, *, may_be_empty: bool = False) -> str:
    """A text of a body. Raises Unfit."""
    found = body.get(name, "" if may_be_empty else None)
    if not isinstance(found, str) or not (may_be_empty or found.strip()):
        raise Unfit
    return found
