"""The id of this machine in one vault. It lies in state, so that no sync can ever give two machines one id."""

import os
from contextlib import suppress
from pathlib import Path

from medledare.config.paths import Places
from medledare.vault.files import private_folder, read_small, write_all
from medledare.vault.info import is_hex

_FILE = "device"


def device_id(places: Places, vault_id: str) -> str:
    """This machine's id, 32 hex digits; made on first use. Raises OSError.

    An unreadable one is replaced: a new id only begins a new log.
    """
    path = places.state_of(vault_id) / _FILE
    try:
        found = read_small(path).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return _claim(path)
    return found if is_hex(found, 16) else renew_device(places, vault_id)


def renew_device(places: Places, vault_id: str) -> str:
    """Give this machine a new id, so that it begins a new log. Raises OSError."""
    path = places.state_of(vault_id) / _FILE
    path.unlink(missing_ok=True)
    return _claim(path)


def _claim(path: Path) -> str:
    # Written under another name and linked: of two processes starting at once, one wins, and both read it.
    private_folder(path.parent)
    temporary = path.with_name(f".tmp-{_FILE}-{os.urandom(6).hex()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
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
