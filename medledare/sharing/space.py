"""A team's space: a folder that the team's own means carry between its members, with one immutable file a message.

A file's name is a hash of its bytes and its time is the same for all, so neither tells who wrote it, when, or what.
Files may come in any order, twice, in part, or as copies under other names; whatever else lies there is left alone.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from medledare.vault.files import TEMPORARY, reaching, sync_folder, write_all

ENDING = ".age"
LARGEST = 640 * 1024
"""Bytes of a file that is looked into; the longest message is half a megabyte and a little as a file."""
SMALLEST = 128
MOMENT = 946_684_800
"""The time that every file and the folder have, in seconds since 1970: the first second of the year 2000."""
UNREAD = 2_145_916_799
"""When they were read, it says: at the end of 2037, so that most systems leave it be when somebody does read them."""


class Held(NamedTuple):
    """A file: its name there, and its bytes."""

    name: str
    data: bytes


def name_of(data: bytes) -> str:
    """What a file with these bytes is called."""
    return sha256(data).hexdigest()[:32] + ENDING


def make(folder: Path) -> None:
    """Make the folder, for those who have the one it lies in; one that is there stays as it is. Raises OSError."""
    if not folder.exists():
        folder.mkdir()
        folder.chmod(stat.S_IMODE(folder.parent.stat().st_mode) & 0o777 | stat.S_IRWXU)


def put(folder: Path, data: bytes) -> str:
    """Put a file there, whole or not at all, and return its name. Raises CannotReach.

    Whoever may look into the folder may read it: it is sealed, and the others in the team may have other accounts.
    """
    name = name_of(data)
    with reaching(folder):
        draft = folder / f"{TEMPORARY}{os.urandom(8).hex()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            try:
                write_all(descriptor, data)
                with suppress(OSError):
                    os.fchmod(descriptor, stat.S_IMODE(os.stat(folder).st_mode) & 0o666 | 0o600)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            os.utime(draft, (UNREAD, MOMENT))
            os.rename(draft, folder / name)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
        with suppress(OSError):
            sync_folder(folder)
            os.utime(folder, (UNREAD, MOMENT))
    return name


def files(folder: Path) -> Iterator[Held]:
    """Every file that may be a message, doubles once, in an order that says nothing. Raises CannotReach.

    One that cannot be read, or is not whole yet, is as good as not there.
    """
    with reaching(folder):
        names = sorted(name for name in os.listdir(folder) if name.endswith(ENDING))
    met: set[str] = set()
    for name in names:
        data = _read(folder / name)
        if data is not None and (known := name_of(data)) not in met:
            met.add(known)
            yield Held(name, data)


def one(folder: Path, name: str) -> bytes | None:
    """The bytes of a file; None where it is gone."""
    return _read(folder / name)


def remove(folder: Path, names: Iterator[str]) -> None:
    """Take files away; one that is gone is no error. Raises CannotReach."""
    with reaching(folder):
        for name in names:
            (folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            os.utime(folder, (UNREAD, MOMENT))


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file of a sensible size; None of anything else (a pipe would never answer)."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:
            about = os.fstat(descriptor)
            if not stat.S_ISREG(about.st_mode) or not SMALLEST <= about.st_size <= LARGEST:
                return None
            return file.read(LARGEST + 1)
    except OSError:
        return None
