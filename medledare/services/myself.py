"""Who the person is to others: one's card and the secrets behind it, kept in the vault and nowhere else."""

import base64

from medledare.domain.problems import N_, Damaged, Problem, Usage
from medledare.services import pins
from medledare.sharing.people import BadName, Card, Person, checked_name, new_person
from medledare.vault.age import BadAgeKey
from medledare.vault.table import Document
from medledare.vault.vault import Vault

TABLE = "_self"
"""One of the vault's own tables, so that no export, list or step back ever holds the keys."""
_ID = "person"

_ALTERED = N_("your own card does not hold what it should")


class NoCard(Problem):
    sentence = N_("You have no card yet. “medledare team id --name …” makes one, with a name of your choice.")


class NameTaken(Usage):
    sentence = N_("You have the card of somebody else by the name {name}. Choose another name for your own.")


def known(vault: Vault) -> Person | None:
    """Oneself; None before a card was made. Raises Damaged."""
    document = vault.table(TABLE).get(doc_id=_ID)
    if not isinstance(document, Document):
        return None
    try:
        person = Person(document["name"], document["identity"], base64.b64decode(document["seed"], validate=True))
        checked_name(person.name)
        assert person.card
    except (KeyError, TypeError, ValueError, BadAgeKey, BadName):
        raise Damaged(what=_ALTERED, where=TABLE) from None
    return person


def oneself(vault: Vault) -> Person:
    """Oneself. Raises NoCard, Damaged."""
    if (person := known(vault)) is None:
        raise NoCard
    return person


def make_card(vault: Vault, name: str) -> Card:
    """One's card, made with fresh keys the first time; after that the name can be changed and the keys stay.

    Raises BadName, NameTaken, CannotReach.
    """
    with vault.writing():
        before = known(vault)
        _see_free(vault, checked_name(name), before)
        person = Person(checked_name(name), before.identity, before.seed) if before else new_person(name)
        document = {"name": person.name, "identity": person.identity, "seed": base64.b64encode(person.seed).decode()}
        if before != person:
            vault.table(TABLE).upsert(Document(document, doc_id=_ID))
    return person.card


def _see_free(vault: Vault, name: str, oneself: Person | None) -> None:
    """Raises NameTaken where another is known by the name: with it for oneself, they could no longer be seen."""
    own = oneself.card.person if oneself else ""
    for one in pins.pinned(vault):
        if one.card.name.casefold() == name.casefold() and one.card.person != own:
            raise NameTaken(name=one.card.name)
