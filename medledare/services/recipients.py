"""Whom something is sealed to: somebody whose card is kept, a card as a file or a text, or an age recipient alone."""

import os
from pathlib import Path
from typing import NamedTuple

from medledare.services import teams
from medledare.sharing.people import CARD_BEGINS, Card, NotACard, read_card
from medledare.vault.age import BadAgeKey, check_recipient
from medledare.vault.vault import Vault

_BARE = "age1"
_SHORT = 14


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
    if typed.lower().startswith(_BARE):
        return _alone(typed)
    if CARD_BEGINS in typed.lower():
        return _of(vault, read_card(typed))
    try:
        return _of(vault, teams.card_named(vault, typed))
    except teams.NoSuchCard:
        if not os.path.isfile(Path(typed).expanduser()):
            raise
    return _of(vault, teams.card_given(typed))


def _of(vault: Vault, card: Card) -> Recipient:
    return Recipient(card.name, card.recipient, card, teams.knows(vault, card))


def _alone(typed: str) -> Recipient:
    try:
        key = check_recipient(typed.lower())
    except BadAgeKey:
        raise NotACard from None
    return Recipient(f"{key[:_SHORT]}…", key)
