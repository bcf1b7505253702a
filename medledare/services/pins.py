"""The cards one keeps of others, as the vault has them: which, whose numbers were compared, and who introduced whom."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from medledare.domain.problems import N_, Damaged
from medledare.sharing.people import BadName, Card, NotACard, read_card
from medledare.vault.table import Document
from medledare.vault.vault import Vault

TABLE, GONE = "_pin", "_gone"
"""The vault's own tables: a card each by its name in small letters, and by person a card each that was let go."""

_ALTERED = N_("what is kept of a card does not hold what it should")


class Pin(NamedTuple):
    """A card that is kept. ``compared``: its owner said its number, and it was the same.

    ``by``: whom one has it through (a ``Card.person``), empty where that is not known.
    """

    card: Card
    compared: bool = False
    by: str = ""


def pinned(vault: Vault) -> list[Pin]:
    """Every card that is kept. Raises Damaged."""
    pins = [_pin(row) for row in vault.table(TABLE).all()]
    # The number is that of the keys: whoever has changed their name since has the same.
    compared = {one.card.person for one in pins if one.compared}
    return [one._replace(compared=one.card.person in compared) for one in pins]


def keep(vault: Vault, pins: Iterable[Pin]) -> None:
    """Keep cards under their names, which are free or theirs already."""
    with vault.writing():
        for one in pins:
            how = {"compared": True} if one.compared else {"by": one.by} if one.by else {}
            vault.table(TABLE).upsert(Document({"card": one.card.text, **how}, doc_id=_id(one.card)))


def let_go(vault: Vault, card: Card) -> None:
    """Free a card's name for another, and remember whose it was."""
    with vault.writing():
        vault.table(GONE).upsert(Document({"card": card.text}, doc_id=card.person))
        vault.table(TABLE).remove(doc_ids=[_id(card)])


def have_back(vault: Vault, card: Card) -> None:
    """A card that was let go is one like others again."""
    vault.table(GONE).remove(doc_ids=[card.person])


def gone(vault: Vault) -> set[str]:
    """The persons whose cards were let go."""
    return {str(row.doc_id) for row in vault.table(GONE).all()}


def _pin(row: Mapping[str, Any]) -> Pin:
    try:
        # Only a clear yes is one: cards that were kept before this was noted may never have been compared.
        return Pin(read_card(row["card"]), row.get("compared") is True, str(row.get("by", "")))
    except (KeyError, TypeError, AttributeError, NotACard, BadName):
        raise Damaged(what=_ALTERED, where=TABLE) from None


def _id(card: Card) -> str:
    return card.name.casefold()
