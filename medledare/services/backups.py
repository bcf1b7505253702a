"""Backups: made on request or by themselves, listed, and brought back. Each is one file that the recovery key opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from medledare.config import settings
from medledare.config.paths import Places
from medledare.domain.problems import OnlyInMemory
from medledare.services.clock import Clock
from medledare.vault.backup import (
    Backup,
    Progress,
    Written,
    WrongKeyForBackup,
    read_backup,
    recipients,
    stream_backup,
    write_backup,
)
from medledare.vault.due import schedule
from medledare.vault.info import describe
from medledare.vault.restore import Restored, fold_in, make_from
from medledare.vault.rolling import Kept, kept
from medledare.vault.rolling import make as make_kept
from medledare.vault.vault import FileVault, Vault

if TYPE_CHECKING:
    from medledare.vault.age import Sink

__all__ = [
    "Backup",
    "Kept",
    "Overview",
    "Restored",
    "Written",
    "WrongKeyForBackup",
    "fold",
    "folder_of",
    "make",
    "make_at",
    "make_to",
    "overview",
    "read",
    "restore",
]


@dataclass(frozen=True, slots=True)
class Overview:
    """The backups kept on this machine, newest first. ``days``: between two of them, 0 if none are made by themselves.

    ``failed``: why the last one could not be made, empty if it could.
    """

    folder: Path
    kept: tuple[Kept, ...]
    days: int
    failed: str

    @property
    def newest(self) -> datetime | None:
        """When the newest was made."""
        return self.kept[0].at if self.kept else None


def folder_of(places: Places, vault_id: str) -> Path:
    """Where backups are kept: as the settings say, else in state. Raises UnreadableSettings, BadSetting."""
    named = str(settings.load(places.config)["backup_folder"])
    return Path(named).expanduser().absolute() if named else places.state_of(vault_id) / "backups"


def overview(places: Places) -> Overview:
    """What is kept, and how it went. Needs no key. Raises NoVault, CannotReach and what reading settings raises."""
    vault = describe(places).id
    folder = folder_of(places, vault)
    known = schedule(places.state_of(vault))
    days = int(settings.load(places.config)["backup_days"])
    return Overview(folder, tuple(kept(folder, vault)), days, known.failed if known else "")


def make(vault: Vault, clock: Clock, progress: Progress | None = None) -> tuple[Path, Written]:
    """Make one more of the backups that are kept. Raises CannotReach, Damaged, VaultBusy."""
    opened = _on_disk(vault)
    most = int(settings.load(opened.places.config)["backup_keep"])
    folder = folder_of(opened.places, opened.info.id)
    return make_kept(opened.places, opened.key, folder, most, now=clock(), progress=progress)


def make_at(
    vault: Vault, clock: Clock, path: Path, *, overwrite: bool = False, progress: Progress | None = None
) -> Written:
    """Make a backup at a path of one's own. Raises CannotReach (also if it is there), Damaged."""
    opened = _on_disk(vault)
    return write_backup(opened.places, opened.key, path.absolute(), now=clock(), replace=overwrite, progress=progress)


def make_to(vault: Vault, clock: Clock, target: "Sink", progress: Progress | None = None) -> Written:
    """Write a backup to an open file, which is not read back. Raises CannotReach, Damaged, OSError."""
    opened = _on_disk(vault)
    return stream_backup(opened.places, opened.key, target, now=clock(), progress=progress)


def read(path: Path, *, vault: Vault | None = None, recovery: str | None = None) -> Backup:
    """Read a backup with the recovery key, or, if it is of this very vault, with the open vault.

    Nothing is changed. Raises NotABackup, BackupDamaged, WrongKeyForBackup, WrongRecoveryKey, CannotReach.
    """
    identities: Sequence[str] = [recovery] if recovery else []
    if isinstance(vault, FileVault):
        identities = [*identities, recipients(vault.places, vault.key).identity]
    return read_backup(path.absolute(), identities)


def fold(vault: Vault, backup: Backup, progress: Progress | None = None) -> Restored:
    """Bring into the open vault whatever a backup holds and the vault does not. Nothing here is lost or replaced.

    Raises CannotReach, VaultBusy; the same again completes it.
    """
    return fold_in(_on_disk(vault), backup, progress)


def restore(
    places: Places, backup: Backup, recovery: str, passphrase: str | None, progress: Progress | None = None
) -> Restored:
    """Make the vault anew from a backup, with a new passphrase (None: none). Raises VaultExists, CannotReach."""
    return make_from(places, backup, recovery, passphrase, progress=progress)


def _on_disk(vault: Vault) -> FileVault:
    if not isinstance(vault, FileVault):
        raise OnlyInMemory
    return vault
