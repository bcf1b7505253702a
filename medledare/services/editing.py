"""A text in a file for another program, such as an editor: in memory where possible, for its owner alone, gone
afterwards whatever happens.

What the other program writes is kept as a sealed draft, again and again while it runs. It inherits a lock, so the
next start can tell a text somebody still works at from what a killed program left; that is sealed and removed.
"""

import fcntl
import json
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from medledare.config.paths import Places
from medledare.domain.problems import Problem
from medledare.services import drafts
from medledare.services.spots import Spot
from medledare.vault.drafts import Draft, reopen_draft
from medledare.vault.files import PRIVATE_FILE, PRIVATE_FOLDER, private_folder, reaching, write_all
from medledare.vault.info import describe

FILE = "medledare.md"
_BY_EDITORS = (FILE, f"{FILE}.save", f"#{FILE}#")
"""The file, and where nano and Emacs leave a text they could not save when they were told to end."""
_LOCK = ".lock"
_UNTOUCHED = 0


class OutsideCopy:
    """A text in a file. ``lock`` is the descriptor that the other program should inherit."""

    def __init__(self, folder: Path, lock: int, draft: Draft, spot: Spot) -> None:
        self.path = folder / FILE
        self.lock = lock
        self.draft = draft
        self._spot = spot
        self._kept = _UNTOUCHED

    def text(self) -> str:
        """The text as it is now. Raises CannotReach, UnicodeDecodeError."""
        with reaching(self.path):
            return self.path.read_bytes().decode("utf-8")

    def keep(self) -> bool:
        """Seal what was written, if anything was. True if the draft now holds it. Raises CannotReach, TooLong."""
        latest = max(self._found(), default=None)
        if latest is None or latest[0] == self._kept:
            return bool(self.draft.text)
        with reaching(latest[1]):
            content = latest[1].read_bytes()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            # An old editor's usual choice; it takes every byte.
            text = content.decode("latin-1")
        if text.strip():
            self.draft.save(self._spot.alone(text))
            self._kept = latest[0]
        return bool(self.draft.text)

    def _found(self) -> Iterator[tuple[int, Path]]:
        for name in _BY_EDITORS:
            path = self.path.with_name(name)
            with suppress(OSError):
                if stat.S_ISREG((about := path.lstat()).st_mode):
                    yield about.st_mtime_ns, path


@contextmanager
def outside(places: Places, text: str, spot: Spot) -> Iterator[OutsideCopy]:
    """Put ``text`` into a file of its own folder for a while. What is at stake is written to ``copy.draft``.

    Raises NoVault and what ``describe`` raises, or CannotReach.
    """
    info = describe(places)
    draft = drafts.begin(places, info)
    try:
        with reaching(places.editing):
            lock, name = _begin(places)
        folder = name.with_suffix("")
        try:
            with reaching(folder):
                about = {"vault": str(places.vault), "draft": draft.name, "spot": spot}
                write_all(lock, json.dumps(about).encode())
                folder.mkdir(mode=PRIVATE_FOLDER)
                _write(folder / FILE, text)
            yield OutsideCopy(folder, lock, draft, spot)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                name.unlink()
            os.close(lock)
    except BaseException:
        draft.release()
        raise


def put_away(places: Places) -> None:
    """Seal and remove the texts that programs left outside when they were killed. What cannot be sealed stays."""
    for name in _own_files(places.editing):
        with suppress(OSError):
            lock = os.open(name, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                # Raises BlockingIOError while the program or the editor it started lives.
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                with suppress(Problem):
                    _seal(places, name.with_suffix(""), lock)
                    shutil.rmtree(name.with_suffix(""), ignore_errors=True)
                    name.unlink()
            finally:
                os.close(lock)


def _seal(places: Places, folder: Path, lock: int) -> None:
    try:
        about = json.loads(os.read(lock, 65536))
        draft_name = str(about["draft"])
        places, spot = places._replace(vault=Path(about["vault"])), Spot(*about["spot"])
    except (ValueError, KeyError, TypeError):
        # Killed before there was any text.
        return
    draft = reopen_draft(places, describe(places), draft_name)
    try:
        OutsideCopy(folder, lock, draft, spot).keep()
    finally:
        draft.release()


def _begin(places: Places) -> tuple[int, Path]:
    """A locked file beside which the folder of the same name is to be made. Raises OSError."""
    private_folder(places.editing)
    if not _own_files(places.editing, making=True):
        raise PermissionError(13, os.strerror(13))
    while True:
        name = places.editing / f"{os.urandom(8).hex()}{_LOCK}"
        lock = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name.exists():
            return lock, name
        # Somebody who puts away was quicker.
        os.close(lock)


def _own_files(folder: Path, making: bool = False) -> list[Path]:
    """The locks in a folder that is the user's own and closed to others; with ``making``, the folder itself too."""
    with suppress(OSError):
        about = folder.lstat()
        if stat.S_ISDIR(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & 0o077:
            locks = [path for path in folder.iterdir() if path.suffix == _LOCK]
            return [folder, *locks] if making else locks
    return []


def _write(path: Path, text: str) -> None:
    """Write a new file that looks old, so that any change to it shows."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        write_all(descriptor, text.encode("utf-8"))
        os.utime(descriptor, ns=(_UNTOUCHED, _UNTOUCHED))
    finally:
        os.close(descriptor)
