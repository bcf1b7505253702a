"""What is read of a team's space: each file is opened once, and no more is kept in memory than there is room for."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from medledare.domain.problems import N_
from medledare.sharing.message import Signed, Unreadable, read
from medledare.sharing.space import Held, name_of
from medledare.vault.age import SHORT_HEADER, NotForUs, open_with

UNREADABLE = N_("it does not hold what it should")

ROOM = 64 * 1024 * 1024
"""Bytes of messages that are kept in memory; what is beyond is opened again when it is needed."""

Again = Callable[[str], bytes | None]
"""Reads a file of the space again, by its name."""


class Read(NamedTuple):
    """What is known of a message in a file. ``by``: who it says that it is by. ``size``: its bytes, padded."""

    at: datetime
    id: str
    by: str
    kind: str
    size: int
    file: str
    key: str


class Memory:
    """What was opened in a team's space before. Files never change, so each is opened once."""

    def __init__(self, room: int = ROOM) -> None:
        self._read: dict[str, Read | str | None] = {}
        self._whole: dict[str, Signed] = {}
        self._room = room

    def read(self, identity: str, held: Held) -> Read | str | None:
        """What a file holds; why it is no message; or None where the team's key does not open it."""
        key = name_of(held.data)
        if key not in self._read:
            self._read[key] = self._open(identity, held, key)
        found = self._read[key]
        return found._replace(file=held.name) if isinstance(found, Read) else found

    def whole(self, identity: str, read: Read, again: Again) -> Signed | None:
        """The message itself; None where its file is gone."""
        if (kept := self._whole.get(read.key)) is not None:
            return kept
        data = again(read.file)
        found = _opened(identity, data) if data is not None and name_of(data) == read.key else None
        return found[0] if isinstance(found, tuple) else None

    def _open(self, identity: str, held: Held, key: str) -> Read | str | None:
        found = _opened(identity, held.data)
        if not isinstance(found, tuple):
            return found
        signed, size = found
        if size <= self._room:
            self._room -= size
            self._whole[key] = signed
        message = signed.message
        return Read(message.at, message.id, message.by, message.kind, size, held.name, key)


def _opened(identity: str, data: bytes) -> tuple[Signed, int] | str | None:
    try:
        content = open_with(identity, data, SHORT_HEADER)
        return read(content), len(content)
    except NotForUs:
        # Not whole yet, an invitation, or no message at all: nobody can tell, and nothing is lost by waiting.
        return None
    except Unreadable:
        return UNREADABLE
