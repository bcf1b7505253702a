"""The shelf of a team: put an experience card there, read and search what stands, thank for it, take it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from medledare.domain.matching import fold, holds
from medledare.domain.records import Failure, Learning, Record
from medledare.services import myself, teams
from medledare.services.clock import Clock
from medledare.services.forms import Empty
from medledare.services.spots import Spot
from medledare.services.telling import SaidByAnother, here, one_of, still_told, take_back, tell
from medledare.sharing import shelf as sharing
from medledare.sharing.shelf import EXPERIENCE, THANKS, OnShelf, Thanks
from medledare.sharing.team import Rejected, Team
from medledare.vault.vault import Vault

__all__ = ["KINDS", "OnShelf", "Seen", "Team", "Thanks", "found", "look", "put", "spot", "thank", "withdraw"]

KINDS: tuple[type[Record], ...] = (Failure, Learning)
"""What a card can be made of."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on a shelf, oldest first, in local time. ``me``: one's own ``Card.person``, empty before one has one.

    ``rejected``: files that were to change the shelf and are refused.
    """

    cards: tuple[OnShelf, ...]
    rejected: tuple[Rejected, ...]
    me: str

    def mine(self, said: OnShelf | Thanks) -> bool:
        """Whether one said that oneself."""
        return said.by.person == self.me

    def card(self, given: str) -> OnShelf:
        """The card with this id, which may be shortened. Raises UnknownId, AmbiguousId."""
        id = one_of((one.id for one in self.cards), given)
        return next(one for one in self.cards if one.id == id)


def look(vault: Vault, clock: Clock, team: Team) -> Seen:
    """What stands on the shelf. Takes a while where there are many files. Raises NoFolder, CannotReach, Damaged."""
    now, person = clock(), myself.known(vault)
    shelf = sharing.shelf(teams.look(vault, team))
    cards = (
        replace(one, at=here(one.at, now), thanks=tuple(replace(word, at=here(word.at, now)) for word in one.thanks))
        for one in shelf.cards
    )
    return Seen(tuple(cards), shelf.rejected, person.card.person if person else "")


def found(cards: Iterable[OnShelf], words: Sequence[str]) -> list[OnShelf]:
    """The cards that hold all of the words, in the card itself or in what it was thanked with."""
    wanted = tuple(map(fold, words))
    return [one for one in cards if holds(fold("\n".join([one.text, *(word.text for word in one.thanks)])), wanted)]


def spot(record: Record) -> Spot:
    """Where the card of a record waits while it is written."""
    return Spot(f"shelf {record.id}")


def put(vault: Vault, clock: Clock, team: Team, text: str, *, made_of: int, redacted: bool = False) -> str:
    """Put a card with exactly this text on the shelf; its id. ``made_of``: of how many records.

    Raises Empty and what ``telling.tell`` does.
    """
    if not text.strip():
        raise Empty
    told = tell(vault, clock, team, EXPERIENCE, {"text": text}, text, made_of=made_of, redacted=redacted)
    return told.id


def thank(vault: Vault, clock: Clock, team: Team, card: OnShelf, text: str) -> str:
    """Thank for a card, under one's name; the id of the thanks. Raises Empty and what ``telling.tell`` does."""
    if not text.strip():
        raise Empty
    return tell(vault, clock, team, THANKS, {"about": card.id, "text": text}, text).id


def withdraw(vault: Vault, clock: Clock, team: Team, given: str) -> None:
    """Take back a card, or thanks, of one's own; also where its file is no longer in the folder.

    Raises UnknownId, AmbiguousId, SaidByAnother and what ``telling.take_back`` does.
    """
    seen = look(vault, clock, team)
    said: dict[str, OnShelf | Thanks] = {}
    for card in seen.cards:
        said[card.id] = card
        said.update((word.id, word) for word in card.thanks)
    id = one_of((*said, *still_told(vault, team, EXPERIENCE, THANKS)), given)
    if id in said and not seen.mine(said[id]):
        raise SaidByAnother(name=said[id].by.name)
    take_back(vault, clock, team, [id])
