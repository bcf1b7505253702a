"""Who others are to the person: their cards, and whether a number was compared or its owner only introduced."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from medledare.domain.matching import alphabetical
from medledare.domain.problems import N_, CannotReach, Problem, Usage
from medledare.services import myself, pins
from medledare.services.pins import Pin
from medledare.sharing.people import CARD_BEGINS, Card, read_card
from medledare.vault.vault import Vault

CARD_FILE = 64 * 1024
"""Bytes of a file or a mail that are searched for a card."""


class OtherKeys(Problem):
    sentence = N_(
        "There is already another card by the name {name}, with the number {number}. Nothing was changed. Ask {name} "
        "which is right; the old one goes with “medledare team forget”."
    )


class OwnCard(Usage):
    sentence = N_("That is your own card. Give it to the others, and add theirs.")


class NotThatNumber(Problem):
    sentence = N_("That is not the number of this card, which is {number}. Nothing was changed.")


class NoSuchCard(Problem):
    sentence = N_("You have no card by the name “{name}”.")


class Known(NamedTuple):
    """Somebody whose card is kept. ``compared``: they said its number themselves, and it was the same.

    ``by``: the name of whoever introduced them by adding them to a team; empty where one was told by nobody.
    """

    card: Card
    compared: bool = False
    by: str = ""


def known(vault: Vault) -> list[Known]:
    """Everybody else whose card is kept, by name. Raises Damaged."""
    return [one for one in _all(vault) if not _own(vault, one.card)]


def cards(vault: Vault) -> list[Card]:
    """The cards of everybody else, by name. Raises Damaged."""
    return [one.card for one in known(vault)]


def by_person(vault: Vault) -> dict[str, Known]:
    """Everybody whose card is kept, by ``Card.person``; one's own card needs no comparing. Raises Damaged."""
    own = myself.known(vault)
    found = {one.card.person: one for one in _all(vault)}
    return {**found, own.card.person: Known(own.card, True)} if own else found


def card_named(vault: Vault, name: str) -> Card:
    """The card of somebody by their name. Raises NoSuchCard."""
    wanted = name.strip().casefold()
    for card in cards(vault):
        if card.name.casefold() == wanted:
            return card
    raise NoSuchCard(name=name)


def by_name(cards: Iterable[Card]) -> list[Card]:
    """Cards in the order of the alphabet."""
    return sorted(cards, key=lambda card: (alphabetical(card.name), card.person))


def as_known(vault: Vault, card: Card) -> Known | None:
    """This very card as it is kept, or one's own; else None. Raises OtherKeys where another is kept under its name."""
    own = myself.known(vault)
    found = [*_all(vault), *([Known(own.card, True)] if own else [])]
    same = [one for one in found if one.card.name.casefold() == card.name.casefold()]
    for one in same:
        if one.card.person != card.person:
            raise OtherKeys(name=one.card.name, number=one.card.fingerprint)
    return same[-1] if same else None


def fits(vault: Vault, card: Card) -> None:
    """See that a card can be kept. Raises OwnCard, OtherKeys."""
    if _own(vault, card):
        raise OwnCard
    as_known(vault, card)


def pin(vault: Vault, card: Card) -> None:
    """Keep a card under its name, without a word on whose it is. Raises OtherKeys, CannotReach."""
    if as_known(vault, card) is None:
        _keep(vault, Pin(card))


def pin_compared(vault: Vault, card: Card) -> None:
    """Keep a card whose number its owner has said, also where it was kept before. Raises OtherKeys, CannotReach."""
    kept = as_known(vault, card)
    if kept is None or not kept.compared:
        _keep(vault, Pin(card, compared=True))


def forget(vault: Vault, name: str) -> None:
    """Let a card go, so that another by the same name can be kept; whose it was is no member any more, as seen here.

    Raises NoSuchCard.
    """
    pins.let_go(vault, card_named(vault, name))


def compare(card: Card, number: str) -> None:
    """See that the number somebody read aloud is the card's. Raises NotThatNumber."""
    if not same_number(card, number):
        raise NotThatNumber(number=card.fingerprint)


def same_number(card: Card, number: str) -> bool:
    """Whether it is the card's number, however its digits are grouped."""
    return "".join(filter(str.isdigit, number)) == card.fingerprint.replace(" ", "")


def card_given(given: str) -> Card:
    """The card in a text, or in the file that a text names. Raises NotACard, BadName, CannotReach."""
    if CARD_BEGINS in given.lower():
        return read_card(given)
    path = Path(given.strip()).expanduser()
    try:
        with open(path, "rb") as file:
            return card_in(file.read(CARD_FILE))
    except (OSError, ValueError) as error:
        raise CannotReach(path=path, reason=getattr(error, "strerror", None) or str(error)) from None


def card_in(data: bytes) -> Card:
    """The card in the bytes of a text. Raises NotACard, BadName."""
    return read_card(data.decode(errors="replace"))


def _all(vault: Vault) -> list[Known]:
    found = pins.pinned(vault)
    names = {one.card.person: one.card.name for one in found}
    listed = [Known(one.card, one.compared, "" if one.compared else names.get(one.by, "")) for one in found]
    return sorted(listed, key=lambda one: (alphabetical(one.card.name), one.card.person))


def _own(vault: Vault, card: Card) -> bool:
    own = myself.known(vault)
    return own is not None and own.card.person == card.person


def _keep(vault: Vault, pin: Pin) -> None:
    pins.keep(vault, [pin])
    pins.have_back(vault, pin.card)
