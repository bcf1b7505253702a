"""Whom something is sealed to: somebody whose card is kept, a card as a file or a text, or an age recipient alone."""

import os
from pathlib import Path
from typing import NamedTuple

from medledare.services import others
from medledare.services.others import Known
from medledare.sharing.people import CARD_BEGINS, Card, NotACard, read_card
from medledare.vault.age import BadAgeKey, check_recipient
from medledare.vault.vault import Vault

_BARE = "age1"
_SHORT = 14


class Recipient(NamedTuple):
    """``key``: the age recipient. ``card``: None where it stands alone. ``known``: the card is kept already.

    ``compared``: its number was compared. ``by``: the name of whoever introduced its owner, empty where nobody did.
    """

    name: str
    key: str
    card: Card | None = None
    known: bool = False
    compared: bool = False
    by: str = ""


def known(vault: Vault) -> list[Recipient]:
    """Everybody whose card is kept, by name."""
    return [_kept(one) for one in others.known(vault)]


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
        return _of(vault, others.card_named(vault, typed))
    except others.NoSuchCard:
        if not os.path.isfile(Path(typed).expanduser()):
            raise
    return _of(vault, others.card_given(typed))


def _of(vault: Vault, card: Card) -> Recipient:
    kept = others.as_known(vault, card)
    return _kept(kept) if kept else Recipient(card.name, card.recipient, card)


def _kept(one: Known) -> Recipient:
    return Recipient(one.card.name, one.card.recipient, one.card, True, one.compared, one.by)


def _alone(typed: str) -> Recipient:
    try:
        key = check_recipient(typed.lower())
    except BadAgeKey:
        raise NotACard from None
    return Recipient(f"{key[:_SHORT]}…", key)
