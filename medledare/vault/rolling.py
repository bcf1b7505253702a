"""The backups that are kept by themselves: one after the other in a folder outside the vault, the oldest removed.

A backup gets its name only after it was read back. The oldest go only after that, and only while the vault is whole:
if something in it cannot be read any more, an older backup may be the only place where it still is.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from medledare.config.paths import Places
from medledare.domain.problems import N_, CannotReach
from medledare.vault.backup import Progress, Written, write_backup
from medledare.vault.files import TEMPORARY, private_folder, reaching, sync_folder
from medledare.vault.keys import VaultKey
from medledare.vault.lock import WriterLock

_NAME = re.compile(r"medledare-([0-9a-f]{8})-(\d{8}T\d{6}Z)\.age")
_TIME = "%Y%m%dT%H%M%SZ"
_INSIDE = N_("it lies inside the vault, where a backup would be lost together with it")


class Kept(NamedTuple):
    """A backup in the folder. ``at``: when it was made."""

    path: Path
    at: datetime
    bytes: int


def kept(folder: Path, vault: str) -> list[Kept]:
    """The backups of a vault in a folder, newest first; none where there is no folder. Raises CannotReach."""
    found = []
    with reaching(folder):
        names = os.listdir(folder) if folder.is_dir() else []
    for name in names:
        if (shape := _NAME.fullmatch(name)) and shape[1] == vault[:8]:
            with suppress(OSError, ValueError):
                at = datetime.strptime(shape[2], _TIME).replace(tzinfo=UTC)
                found.append(Kept(folder / name, at, (folder / name).stat().st_size))
    return sorted(found, key=lambda one: one.at, reverse=True)


def make(
    places: Places, key: VaultKey, folder: Path, most: int, *, now: datetime, progress: Progress | None = None
) -> tuple[Path, Written]:
    """Make one more backup in ``folder`` and keep the ``most`` newest. Raises CannotReach, Damaged, VaultBusy.

    VaultBusy: another process is making one.
    """
    _refuse_inside(places, folder)
    with reaching(folder):
        private_folder(folder)
    with _alone(places.state_of(key.vault)):
        path = folder / f"medledare-{key.vault[:8]}-{now.astimezone(UTC).strftime(_TIME)}.age"
        written = write_backup(places, key, path, now=now, replace=True, progress=progress)
        if written.complete:
            _rotate(folder, key.vault, path, most)
    return path, written


def _rotate(folder: Path, vault: str, newest: Path, most: int) -> None:
    """Remove the oldest beyond ``most``, never the one just made, and what a stopped process left half written."""
    others = [one.path for one in kept(folder, vault) if one.path != newest]
    stopped = list(folder.glob(f"{TEMPORARY}medledare-{vault[:8]}-*"))
    with reaching(folder):
        for path in (*others[max(most, 1) - 1 :], *stopped):
            path.unlink(missing_ok=True)
        sync_folder(folder)


def _refuse_inside(places: Places, folder: Path) -> None:
    if places.vault.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise CannotReach(path=folder, reason=_INSIDE)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    with reaching(state):
        private_folder(state)
    lock = WriterLock(state / "backup.lock")
    try:
        with lock.held(0):
            yield
    finally:
        lock.close()
