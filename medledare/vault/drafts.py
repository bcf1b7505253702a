"""Text being written, kept sealed on the disk until it is saved or thrown away.

Each window has a file of its own and holds its lock for as long as it lives, so the next window can tell a
draft somebody is writing from one left behind by a process that died.
"""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from filelock import FileLock, Timeout

from medledare.config.paths import Places
from medledare.domain.problems import Problem
from medledare.vault.age import NotForUs, open_with
from medledare.vault.files import private_folder, reaching, read_small, write_whole
from medledare.vault.ids import new_id
from medledare.vault.inbox import LARGEST, seal
from medledare.vault.info import VaultInfo

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

_SUFFIX = ".draft"
_LOCK_SUFFIX = ".lock"


class Draft:
    """The draft of one window. ``text`` is what was last saved, or what a dead window left behind."""

    def __init__(self, info: VaultInfo, path: Path | None, lock: FileLock | None, text: str) -> None:
        self.text = text
        self._info = info
        self._path = path
        self._lock = lock

    @property
    def name(self) -> str:
        """The name of its file; empty in a vault that lies nowhere."""
        return self._path.name if self._path is not None else ""

    def save(self, text: str) -> None:
        """Keep ``text``, sealed; on the disk when this returns. Needs no key. Raises CannotReach, Unwritable."""
        if self._path is not None:
            sealed = seal(self._info, {"text": text, "at": datetime.now(UTC).isoformat()})
            with reaching(self._path):
                write_whole(self._path, sealed)
        self.text = text

    def discard(self) -> None:
        """Remove the draft and end the window's claim; to be called once its text is safe or unwanted."""
        self.text = ""
        if self._path is not None:
            with reaching(self._path):
                self._path.unlink(missing_ok=True)
        self.release()

    def release(self) -> None:
        """End the window's claim and keep the draft, for the next window to adopt."""
        if self._lock is not None and self._path is not None:
            if not self._path.exists():
                with suppress(OSError):
                    os.unlink(self._lock.lock_file)
            self._lock.release()
        self._path = self._lock = None


def open_draft(vault: "Vault", name: str) -> Draft:
    """The draft for a window called ``name``: an abandoned one of that name if there is one, else empty.

    Raises CannotReach. Drafts that do not open are left alone.
    """
    if vault.capture_identity() is None:
        return Draft(vault.info, None, None, "")
    return next(left_drafts(vault, name), None) or begin_draft(vault.places, vault.info, name)


def left_drafts(vault: "Vault", name: str) -> Iterator[Draft]:
    """The drafts that windows called ``name`` left, newest first, each claimed for the caller. Raises CannotReach."""
    if (identity := vault.capture_identity()) is None:
        return
    folder = _folder(vault.places, vault.info)
    with reaching(folder):
        names = os.listdir(folder) if folder.exists() else []
    for one in sorted(names, reverse=True):
        if one.startswith(_prefix(name)) and one.endswith(_SUFFIX):
            with reaching(folder):
                adopted = _adopt(vault.info, folder / one, identity)
            if adopted is not None:
                yield adopted


def begin_draft(places: Places, info: VaultInfo, name: str) -> Draft:
    """A new, empty draft; needs no key. Raises CannotReach."""
    return reopen_draft(places, info, f"{_prefix(name)}-{new_id()}{_SUFFIX}")


def reopen_draft(places: Places, info: VaultInfo, file_name: str) -> Draft:
    """The draft with a file name, to be written anew unread. Raises CannotReach, also if somebody has it."""
    folder = _folder(places, info)
    path = folder / Path(file_name).name
    with reaching(path):
        private_folder(folder)
        if (lock := _claim(path)) is None:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return Draft(info, path, lock, "")


def _folder(places: Places, info: VaultInfo) -> Path:
    return places.state_of(info.id) / "drafts"


def _prefix(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _adopt(info: VaultInfo, path: Path, identity: str) -> Draft | None:
    lock = _claim(path)
    if lock is None:
        return None
    try:
        content = orjson.loads(open_with(identity, read_small(path, LARGEST)))
        return Draft(info, path, lock, str(content["text"]))
    except (OSError, Problem, NotForUs, ValueError, KeyError, TypeError):
        lock.release()
        return None


def _claim(path: Path) -> FileLock | None:
    """The lock of a draft's file, or None while its window lives."""
    lock = FileLock(path.with_suffix(_LOCK_SUFFIX), mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return lock
