"""The id of this machine in one vault. It lies in state, so that no sync can ever give two machines one id.

Nor may a copy do so: of a home that was cloned, both continue, and would write different records at the same place
of the same log. So an id counts only where it was made. It lies under a mark of the machine and of the place of one
file on its disk; a copy or a restored backup has another mark, finds no id under it, and makes its own.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from medledare.config.paths import Places
from medledare.vault.files import PRIVATE_FILE, private_folder, read_small, write_all
from medledare.vault.info import is_hex

_FILE = "device-"
_HERE = "here"
_MACHINE = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_MOST = 8
"""Ids made in one state folder by its place; a file system that never gives a place twice is then not asked again."""


def device_id(places: Places, vault_id: str) -> str:
    """This machine's id, 32 hex digits; made on first use. Raises OSError.

    An unreadable one is replaced: a new id only begins a new log.
    """
    path = _file(places.state_of(vault_id), vault_id)
    try:
        found = read_small(path).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return _claim(path)
    return found if is_hex(found, 16) else renew_device(places, vault_id)


def renew_device(places: Places, vault_id: str) -> str:
    """Give this machine a new id, so that it begins a new log. Raises OSError."""
    path = _file(places.state_of(vault_id), vault_id)
    path.unlink(missing_ok=True)
    return _claim(path)


def _file(state: Path, vault_id: str) -> Path:
    path = state / f"{_FILE}{_mark(vault_id, _place(state))}"
    if path.exists() or len(list(state.glob(f"{_FILE}*"))) < _MOST:
        return path
    return state / f"{_FILE}{_mark(vault_id, '')}"


def _mark(vault_id: str, place: str) -> str:
    """What this machine and this place are in one vault, in 16 hex digits that tell nothing of either."""
    return hashlib.sha256(f"medledare device 1 {vault_id} {_machine()} {place}".encode()).hexdigest()[:16]


def _machine() -> str:
    for path in _MACHINE:
        with suppress(OSError), open(path, encoding="ascii", errors="replace") as file:
            if found := file.read(64).strip():
                return found
    return ""


def _place(state: Path) -> str:
    """Which file on this disk is the one called ``here``, and since when: a copy of it is another file."""
    path = state / _HERE
    try:
        about = os.stat(path)
    except FileNotFoundError:
        private_folder(state)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE))
        about = os.stat(path)
    return f"{about.st_ino} {int(about.st_ctime)}"


def _claim(path: Path) -> str:
    # Written under another name and linked: of two processes starting at once, one wins, and both read it.
    private_folder(path.parent)
    temporary = path.with_name(f".tmp-{path.name}-{os.urandom(6).hex()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        try:
            write_all(descriptor, os.urandom(16).hex().encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        except OSError:
            # Some file systems have no links. Of two processes starting at once each then keeps an id, and a log, of
            # its own; the next one takes the later.
            os.rename(temporary, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
    return read_small(path).decode("ascii")
