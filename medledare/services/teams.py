"""The teams one is a member of: made, joined, left, looked into, and posted to.

A team's key and the cards one knows lie in the vault; what members say to each other lies, sealed, in the team's
folder. Nothing is put there but by ``create``, ``add`` and ``post``.
"""

import base64
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from medledare.domain.matching import alphabetical
from medledare.domain.problems import N_, CannotReach, Damaged, Problem, Usage
from medledare.services import myself, others, pins
from medledare.services.clock import Clock
from medledare.services.pins import Pin
from medledare.sharing import space
from medledare.sharing import team as sharing
from medledare.sharing.message import Forged, Message, Unreadable, read, sign
from medledare.sharing.people import Card, checked_name
from medledare.sharing.reading import Memory
from medledare.sharing.team import (
    LEAST,
    MEMBER,
    MOST,
    BadThreshold,
    Invitation,
    Look,
    Rejected,
    team_of,
)
from medledare.sharing.team import USUAL as USUAL
from medledare.sharing.team import Team as Team
from medledare.text import _
from medledare.vault.table import Document
from medledare.vault.vault import Vault

TABLE = "_team"
"""The vault's own table of teams, each by its id."""
SHORT = 8
"""Hex digits of a team's id by which it may be named."""

_memories: WeakKeyDictionary[Vault, dict[str, Memory]] = WeakKeyDictionary()
"""For each team what was opened since the vault was; it goes when the vault is closed."""

_ALTERED = N_("what is kept of a team does not hold what it should")
_NOT_A_FOLDER = N_("it is not a folder")


class NoTeam(Problem):
    sentence = N_("You are in no team. “medledare team create” makes one, “medledare team join” takes an invitation.")


class NoSuchTeam(Problem):
    sentence = N_("You are in no team called “{name}”.")


class WhichTeam(Usage):
    sentence = N_("You are in several teams. Say with --team which one: {names}.")


class AlreadyInTeam(Usage):
    sentence = N_("You are in a team called “{name}” already.")


class NotInvited(Problem):
    sentence = N_(
        "There is no invitation for you in {path}. Give your card to somebody in the team and ask them to add you; "
        "the file may also still be on its way."
    )


class LeftBefore(Problem):
    sentence = N_(
        "You have left the team {name}. Ask somebody in it to add you again; the file may also still be on its way."
    )


class NoFolder(Problem):
    sentence = N_(
        "The folder of the team {name} is not known on this device. Say where it is: “medledare team folder”."
    )


def teams(vault: Vault) -> list[Team]:
    """The teams one is in, by name. Raises Damaged."""
    rows = vault.table(TABLE).all()
    return sorted((_team(row) for row in rows), key=lambda team: (alphabetical(team.name), team.id))


def team_named(vault: Vault, name: str = "") -> Team:
    """The team of that name, the one whose id begins so, or the only one.

    Raises NoTeam, NoSuchTeam, WhichTeam, Damaged.
    """
    known = teams(vault)
    if not known:
        raise NoTeam
    wanted = name.strip().casefold()
    found = [one for one in known if one.name.casefold() == wanted] if wanted else known
    if not found and len(wanted) >= SHORT:
        found = [one for one in known if one.id.startswith(wanted)]
    if not found:
        raise NoSuchTeam(name=name)
    if len(found) > 1:
        raise WhichTeam(names=", ".join(called(one, known) for one in found))
    return found[0]


def called(team: Team, among: Sequence[Team]) -> str:
    """A team's name; with the beginning of its id where another of them has the same name."""
    same = [one for one in among if one.name.casefold() == team.name.casefold()]
    return f"{team.name} ({team.id[:SHORT]})" if len(same) > 1 else team.name


def create(vault: Vault, clock: Clock, name: str, folder: Path, threshold: int = USUAL) -> Team:
    """Found a team whose space is ``folder``, made if need be.

    Raises NoCard, BadName, BadThreshold, AlreadyInTeam, CannotReach.
    """
    person = myself.oneself(vault)
    if any(one.name.casefold() == checked_name(name).casefold() for one in teams(vault)):
        raise AlreadyInTeam(name=checked_name(name))
    team = sharing.found(person, name, threshold, clock())
    folder = _usable(folder, make=True)
    space.put(folder, team.seal(team.founding))
    _keep(vault, team, folder)
    return team


def add(vault: Vault, clock: Clock, team: Team, card: Card) -> None:
    """Make somebody a member, whose number was compared: a card for the others, and an invitation only they can open.

    Raises OwnCard, OtherKeys, CannotReach, NoFolder.
    """
    person = myself.oneself(vault)
    others.fits(vault, card)
    others.pin_compared(vault, card)
    folder = folder_of(vault, team)
    invitation = space.put(folder, sharing.invite(person, team, card, clock()))
    try:
        post(vault, clock, team, MEMBER, {"card": card.text})
    except CannotReach:
        # Nobody is invited without the others knowing who it is.
        with suppress(CannotReach):
            space.remove(folder, iter([invitation]))
        raise


def threshold_of(typed: str) -> int:
    """How many must take part, as it was typed. Raises BadThreshold."""
    try:
        return int(typed)
    except ValueError:
        raise BadThreshold(least=LEAST, most=MOST) from None


def invitation(vault: Vault, folder: Path) -> Invitation:
    """What one is invited to in a folder; the latest of several. Raises NoCard, NotInvited, CannotReach."""
    return invitations(vault, folder)[0]


def invitations(vault: Vault, folder: Path) -> list[Invitation]:
    """Everything one is invited to in a folder, each once, the latest team first.

    Raises NoCard, NotInvited, CannotReach.
    """
    person = myself.oneself(vault)
    found = {(one.team.id, one.by.person): one for one in sharing.invitations(person, space.files(_usable(folder)))}
    if not found:
        raise NotInvited(path=folder)
    return sorted(found.values(), key=lambda one: one.team.founding.message.at, reverse=True)


def join(vault: Vault, invitation: Invitation, folder: Path) -> Team:
    """Become the member one was made by somebody whose number was compared.

    Raises OtherKeys, LeftBefore, CannotReach.
    """
    others.as_known(vault, invitation.by)
    me = myself.oneself(vault).card.person
    if me in sharing.look(invitation.team, space.files(_usable(folder)), {}).left:
        # What they said would be passed over by all.
        raise LeftBefore(name=invitation.team.name)
    others.pin_compared(vault, invitation.by)
    _keep(vault, invitation.team, _usable(folder))
    return invitation.team


def drop(vault: Vault, team: Team) -> None:
    """Keep the team's key no longer."""
    vault.table(TABLE).remove(doc_ids=[team.id])
    _memories.get(vault, {}).pop(team.id, None)


def folder_of(vault: Vault, team: Team) -> Path:
    """Where this device has the team's space. Raises NoFolder."""
    if (folder := folder_known(vault, team)) is None:
        raise NoFolder(name=team.name)
    return Path(folder)


def folder_known(vault: Vault, team: Team) -> str | None:
    """Where this device has the team's space; None where that was never said."""
    row = vault.table(TABLE).get(doc_id=team.id)
    folders = row.get("folders") if isinstance(row, Document) else None
    folder = folders.get(vault.device) if isinstance(folders, dict) else None
    return folder if isinstance(folder, str) else None


def set_folder(vault: Vault, team: Team, folder: Path) -> None:
    """Say where this device has the team's space. Raises CannotReach."""
    _keep(vault, team, _usable(folder))


def look(vault: Vault, team: Team) -> Look:
    """Open all there is in a team's space, and keep the cards met there. Takes a while where there are many files.

    Raises NoFolder, CannotReach, Damaged.
    """
    known = {one.card.name.casefold(): one.card for one in pins.pinned(vault)}
    if person := myself.known(vault):
        known[person.name.casefold()] = person.card
    memory = _memories.setdefault(vault, {}).setdefault(team.id, Memory())
    folder = folder_of(vault, team)
    again = partial(space.one, folder)
    found = sharing.look(team, space.files(folder), known, pins.gone(vault), memory, again)
    new = [one for one in found.members.values() if one.card.name.casefold() not in known]
    if new:
        # Whoever founded a team was introduced by nobody.
        pins.keep(vault, [Pin(one.card, by=one.by if one.by != one.card.person else "") for one in new])
    # Whoever may have the old keys now must not pass for whoever has the name.
    old = {
        person: replace(card, name=_("{name}, old card").format(name=card.name))
        for person, card in found.cards.items()
        if person in found.gone
    }
    return replace(found, cards={**found.cards, **old})


def members(found: Look) -> list[Card]:
    """The cards of those who are members now, in an order by name."""
    return others.by_name(one.card for one in found.members.values())


def post(vault: Vault, clock: Clock, team: Team, kind: str, body: Mapping[str, Any]) -> Message:
    """Say something to the team: a signed and sealed file in its space. Raises TooLong, Unwritable, CannotReach."""
    person = myself.oneself(vault)
    signed = sign(person, Message(team.id, kind, person.card.person, clock(), body))
    space.put(_usable(folder_of(vault, team)), team.seal(signed))
    return signed.message


def reason(rejected: Rejected) -> str:
    """Why a file was not taken, in the language spoken."""
    return _(rejected.reason).format(name=rejected.name)


def _keep(vault: Vault, team: Team, folder: Path) -> None:
    with vault.writing():
        row = vault.table(TABLE).get(doc_id=team.id)
        folders = dict(row["folders"]) if isinstance(row, Document) and isinstance(row.get("folders"), dict) else {}
        document = {
            "founding": base64.b64encode(team.founding.data.rstrip(b" ")).decode(),
            "identity": team.identity,
            "folders": {**folders, vault.device: str(folder)},
        }
        vault.table(TABLE).upsert(Document(document, doc_id=team.id))


def _team(row: Mapping[str, Any]) -> Team:
    try:
        return team_of(read(base64.b64decode(row["founding"], validate=True)), row["identity"])
    except (KeyError, TypeError, ValueError, Unreadable, Forged):
        raise Damaged(what=_ALTERED, where=TABLE) from None


def _usable(folder: Path, make: bool = False) -> Path:
    """The folder, whole path, if it is one. Raises CannotReach."""
    folder = folder.expanduser().absolute()
    try:
        if make:
            space.make(folder)
        os.scandir(folder).close()
    except NotADirectoryError:
        raise CannotReach(path=folder, reason=_NOT_A_FOLDER) from None
    except OSError as error:
        raise CannotReach(path=folder, reason=error.strerror) from None
    return folder
