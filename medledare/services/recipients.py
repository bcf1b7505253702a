"""Whom something is sealed to: somebody whose card is kept, a card as a file or a text, or an age recipient alone."""

import os
from pathlib import Path
from typing import NamedTuple

from medledare.domain.problems import CannotReach
from medledare.services import teams
from medledare.sharing.people import CARD_LENGTH, Card, NotACard, read_card
from medledare.vault.age import BadAgeKey, check_recipient
from medledare.vault.vault import Vault

_BARE, _CARD = "age1", "medledare:1:"
_SHORT = 14
_LARGEST = 16 * CARD_LENGTH


class Recipient(NamedTuple):
    """``key``: the age recipient. ``card``: None where it stands alone. ``known``: the card is kept already."""

    name: str
    key: str
    card: Card | None = None
    known: bool = False


def known(vault: Vault) -> list[Recipient]:
    """Everybody whose card is kept, by name."""
    return [Recipient(one.name, one.recipient, one, known=True) for one in teams.pinned(vault)]


def recipient(vault: Vault, given: str) -> Recipient:
    """Whom a name, a card, a file with a card, or an age recipient means.

    Raises NoSuchCard, NotACard, BadName, CannotReach, or OtherKeys where another card is kept under the same name.
    """
    typed = given.strip()
    if typed.startswith(_BARE):
        try:
            return _alone(check_recipient(typed))
        except BadAgeKey:
            raise NotACard from None
    if typed.startswith(_CARD):
        return _of(vault, read_card(typed))
    try:
        card = teams.card_named(vault, typed)
    except teams.NoSuchCard:
        if not os.path.isfile(path := Path(typed).expanduser()):
            raise
        return _in_file(vault, path)
    return _of(vault, card)


def _in_file(vault: Vault, path: Path) -> Recipient:
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise CannotReach(path=path, reason=error.strerror) from None
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith(_BARE)]
    if _CARD not in text and len(lines) == 1:
        return recipient(vault, lines[0])
    return _of(vault, read_card(text))


def _of(vault: Vault, card: Card) -> Recipient:
    return Recipient(card.name, card.recipient, card, teams.knows(vault, card))


def _alone(key: str) -> Recipient:
    return Recipient(f"{key[:_SHORT]}…", key)
