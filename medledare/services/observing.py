"""A colleague who observes: invited by a file, answering without a vault, and the sealed reply taken in or refused.

Each invitation has a key pair of its own, kept in one of the vault's own tables. Revoking destroys the key.
"""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from medledare.domain.problems import N_, CannotReach, Problem
from medledare.domain.records import Observation, Observer, Seen
from medledare.domain.short_id import short
from medledare.services import departures, records
from medledare.services.clock import Clock
from medledare.services.departures import Shared
from medledare.services.outfile import TargetExists, write_out
from medledare.sharing import invitation_file, observing
from medledare.sharing.observing import INVITATION_SIZE
from medledare.sharing.observing import REPLY_SIZE as REPLY_SIZE
from medledare.sharing.observing import Invitation as Invitation
from medledare.text import _
from medledare.vault.age import new_identity, recipient_of
from medledare.vault.ids import new_id
from medledare.vault.table import Document
from medledare.vault.vault import FileVault, Vault

TABLE = "_observe"
"""One of the vault's own tables: no export, list or step back holds the keys in it."""
FORMAT = "invitation"
"""What an invitation is noted as when it leaves."""

REVOKED = N_("Revoked: the key is destroyed, and a reply that comes now cannot be opened.")
LEFT_IN_LOG = N_(
    "The log is damaged, so the key could not be taken out of its history. Run “medledare vault repair” and then "
    "“medledare vault compact”."
)
"""What is said where the log could not be rewritten."""

_ORIGIN = "observe:"
_QUESTIONS = invitation_file.QUESTIONS


class TooLarge(Problem):
    sentence = N_("{path} is too large to be an invitation or a reply. Check that it is the right file.")


class NotAFile(Problem):
    sentence = N_("{path} is no ordinary file. Name the file that you were given.")


class NotForYou(Problem):
    sentence = N_("None of your invitations opens this reply: it was sealed for somebody else. Nothing was taken in.")


class PerhapsRevoked(Problem):
    """A reply that no key opens, where there are invitations whose key was destroyed."""

    sentence = N_(
        "None of your open invitations opens this reply: it was sealed for somebody else, or for an invitation that "
        "you have revoked, whose key is destroyed. Nothing was taken in."
    )


class AlreadyIn(Problem):
    sentence = N_("This reply was taken in before: “medledare show {id}” shows it. Nothing was changed.")


class NothingOpen(Problem):
    sentence = N_("There is no open invitation to revoke.")


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation: its words, the agreement it belongs to, when it was drawn up, and when revoked if it was."""

    id: str
    invitation: Invitation
    observer: str
    at: datetime
    revoked: datetime | None = None
    identity: str = field(default="", repr=False)
    """What opens replies to it; empty once it is destroyed."""

    @property
    def open(self) -> bool:
        """Whether a reply to it can still be opened."""
        return bool(self.identity)


def usual_questions() -> tuple[str, ...]:
    """What is asked if nothing else is, in the language spoken now."""
    return tuple(_(one) for one in _QUESTIONS)


def agreement(clock: Clock, behaviour: str, **fields: Any) -> Observer:
    """That a colleague agrees to observe; kept once the colleague is invited."""
    from medledare.services import capture

    made = capture.written("observer", clock, behaviour, **fields)
    assert isinstance(made, Observer)
    return made


def draw_up(vault: Vault, clock: Clock, agreed: Observer, questions: Sequence[str] = (), name: str = "") -> Asked:
    """An invitation with these words: the open one there is, or a new one with keys of its own. Nothing is kept yet.

    Without questions the usual ones are asked. Raises Unaskable, BadName, Unwritable.
    """
    identity = new_identity()
    made = observing.invitation(
        agreed.behaviour, questions or usual_questions(), recipient_of(identity), agreed.at.date(), agreed.until, name
    )
    for one in invitations(vault, agreed):
        if one.open and _says(one.invitation) == _says(made):
            return one
    return Asked(new_id(), made, agreed.id, clock(), identity=identity)


def text_of(asked: Asked) -> str:
    """The file of an invitation."""
    return invitation_file.file_text(asked.invitation)


def hand_out(
    vault: Vault, clock: Clock, agreed: Observer, asked: Asked, target: Path | None, *, overwrite: bool = False
) -> Path | None:
    """Keep its key, write it to a file (None: the caller shows ``text_of``), and note that it left the vault.

    An agreement that is not in the vault yet is kept with it. Raises TargetExists, CannotReach or LeftUnnoted; then
    nothing is noted, and the same can be written again.
    """
    text = text_of(asked)
    if target is not None:
        target = target.expanduser().absolute()
        see_free(target, overwrite)
    _keep(vault, agreed, asked)
    if target is not None:
        write_out(target, text.encode(), overwrite)
    left = Shared("", text, sha256(text.encode()).hexdigest())
    departures.note(vault, clock, FORMAT, target, 1, shared=left)
    return target


def _keep(vault: Vault, agreed: Observer, asked: Asked) -> None:
    document = {
        "observer": agreed.id,
        "at": asked.at.isoformat(),
        "core": asked.invitation.core.decode(),
        "identity": asked.identity,
    }
    with vault.writing():
        if vault.table(Observer.kind).get(doc_id=agreed.id) is None:
            records.add(vault, agreed)
        if vault.table(TABLE).get(doc_id=asked.id) is None:
            vault.table(TABLE).insert(Document(document, doc_id=asked.id))


def invitations(vault: Vault, agreed: Observer | None = None) -> list[Asked]:
    """Those made for an agreement, or all whose agreement is still there; oldest first."""
    there = {agreed.id} if agreed else {one.id for one in records.all_of(vault, Observer)}
    found = (_asked(row) for row in vault.table(TABLE))
    return sorted((one for one in found if one and one.observer in there), key=lambda one: (one.at, one.id))


def observations(vault: Vault, agreed: Observer) -> list[Observation]:
    """What was seen under an agreement, oldest first."""
    return [one for one in records.all_of(vault, Observation) if one.observer == agreed.id]


def revoke(vault: Vault, clock: Clock, agreed: Observer) -> bool:
    """Destroy the keys of an agreement's open invitations; whether nothing of them is left in this machine's log.

    Raises NothingOpen, CannotReach.
    """
    with vault.writing():
        wanted = [one.id for one in invitations(vault, agreed) if one.open]
        if not wanted:
            raise NothingOpen
        vault.table(TABLE).update({"identity": "", "revoked": clock().isoformat()}, doc_ids=wanted)
    if not isinstance(vault, FileVault):
        return True
    from medledare.vault.compact import MendFirst, destroy_replaced

    try:
        destroy_replaced(vault, TABLE)
    except MendFirst:
        return False
    return True


def read_invitation(path: Path) -> Invitation:
    """The invitation in a file. Needs no vault. Raises NotAnInvitation, TooLarge, NotAFile, CannotReach."""
    return observing.read_invitation(_read(path, INVITATION_SIZE))


def seal(invitation: Invitation, answers: Sequence[str]) -> str:
    """The sealed reply. Needs no vault. Raises OtherNumber, NothingAnswered, LongAnswer, Unwritable."""
    return observing.seal_reply(invitation, answers)


def see_free(target: Path, overwrite: bool = False) -> None:
    """See that a file may be written there, before anybody writes for it. Raises TargetExists."""
    if not overwrite and os.path.lexists(target.expanduser()):
        raise TargetExists(path=target)


def write_reply(target: Path, sealed: str, overwrite: bool = False) -> Path:
    """Put a sealed reply in a file. Needs no vault. Raises TargetExists, CannotReach."""
    target = target.expanduser().absolute()
    write_out(target, sealed.encode(), overwrite)
    return target


def read_reply(path: Path) -> bytes:
    """The bytes of a reply's file. Raises TooLarge, NotAFile, CannotReach."""
    return _read(path, REPLY_SIZE)


def receive(vault: Vault, clock: Clock, data: bytes) -> Observation:
    """Open a reply and keep it.

    Raises NotAReply, AlteredReply, OtherWording, NotForYou, PerhapsRevoked, AlreadyIn, or CannotReach.
    """
    sealed = observing.sealed_in(data)
    asked, reply = _opened(vault, sealed)
    origin = _ORIGIN + reply.id
    with vault.writing():
        for one in records.all_of(vault, Observation):
            if one.origin == origin:
                raise AlreadyIn(id=short(one.id))
        now = clock()
        agreed = records.get(vault, asked.observer, Observer)
        assert isinstance(agreed, Observer)
        questions = ("",) if reply.free else asked.invitation.questions
        return records.add(
            vault,
            Observation(
                id=new_id(),
                at=now,
                created=now,
                origin=origin,
                behaviour=asked.invitation.behaviour,
                whom=agreed.whom,
                observer=agreed.id,
                seen=tuple(Seen(*one) for one in zip(questions, reply.answers, strict=True) if one[1].strip()),
            ),
        )


def _opened(vault: Vault, sealed: bytes) -> tuple[Asked, observing.Reply]:
    every = invitations(vault)
    for one in every:
        if one.open and (reply := observing.open_reply(sealed, one.invitation, one.identity)) is not None:
            return one, reply
    raise NotForYou if all(one.open for one in every) else PerhapsRevoked


def _asked(row: Document) -> Asked | None:
    """What a document holds; None where another version wrote it."""
    with suppress(KeyError, TypeError, ValueError, AttributeError, Problem):
        revoked = row.get("revoked")
        return Asked(
            row.doc_id,
            observing.restored(row["core"].encode()),
            str(row["observer"]),
            datetime.fromisoformat(row["at"]),
            datetime.fromisoformat(revoked) if revoked else None,
            str(row["identity"]),
        )
    return None


def _says(made: Invitation) -> tuple[object, ...]:
    return made.behaviour, made.questions, made.since, made.until, made.name


def _read(path: Path, limit: int) -> bytes:
    """A file's bytes, never more than ``limit``: neither a folder nor a device nor a hundred megabytes is read."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise NotAFile(path=path)
        if about.st_size > limit:
            raise TooLarge(path=path)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise CannotReach(path=path, reason=error.strerror) from None
    except ValueError:
        raise NotAFile(path=path) from None
    if len(data) > limit:
        raise TooLarge(path=path)
    return data
