"""A team's shelf: experience cards, and under each the words it was thanked with, in the order they were said.

Thanks are words to read. They are not counted, and no order here asks how many there are.
"""

from dataclasses import dataclass
from datetime import datetime

from medledare.sharing.people import Card
from medledare.sharing.taken_back import Standing, Unfit, words
from medledare.sharing.team import Look, Rejected

EXPERIENCE, THANKS = "experience", "thanks"


@dataclass(frozen=True, slots=True)
class Thanks:
    """A word of thanks. ``id``: its message's."""

    id: str
    by: Card
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OnShelf:
    """An experience card as somebody put it there. ``id``: its message's. ``text``: Markdown. ``thanks``: by time."""

    id: str
    by: Card
    at: datetime
    text: str
    thanks: tuple[Thanks, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards that stand, oldest first, and the files that were to change the shelf and are refused."""

    cards: tuple[OnShelf, ...]
    rejected: tuple[Rejected, ...]


def shelf(look: Look) -> Shelf:
    """What stands on the shelf. Thanks for what is not there wait, as the card may be on its way."""
    standing = Standing(look)
    found: dict[str, OnShelf] = {}
    thanked: dict[str, list[Thanks]] = {}
    for message, file in standing.of(EXPERIENCE, THANKS):
        by = look.cards[message.by]
        try:
            text = words(message.body, "text")
            if message.kind == EXPERIENCE:
                found[message.id] = OnShelf(message.id, by, message.at, text)
            else:
                about = words(message.body, "about")
                thanked.setdefault(about, []).append(Thanks(message.id, by, message.at, text))
        except Unfit:
            standing.refuse(file)
    cards = (OnShelf(one.id, one.by, one.at, one.text, tuple(thanked.get(one.id, ()))) for one in found.values())
    return Shelf(tuple(cards), tuple(standing.rejected))
