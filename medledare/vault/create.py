"""Makes a new vault: all of it or nothing."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from medledare.config.paths import Places
from medledare.domain.problems import N_, CannotReach, VaultExists
from medledare.vault.access import CAPTURE_FILE, KEYS, PASSPHRASE_FILE, RECOVERY_FILE, keep_key_here
from medledare.vault.age import new_identity, recipient_of
from medledare.vault.device import device_id
from medledare.vault.due import put_off
from medledare.vault.files import TEMPORARY, private_folder, reaching, sync_folder, write_whole
from medledare.vault.info import FORMAT, INFO_FILE, with_check
from medledare.vault.keys import (
    DEFAULT,
    Common,
    KdfCost,
    new_vault_key,
    wrap_capture,
    wrap_for_recovery,
    wrap_with_passphrase,
)

LOG = "log"
FIRST_BACKUP_SECONDS = 3600

_NOT_A_FOLDER = N_("it is a file, not a folder")


def create(places: Places, passphrase: str | None, *, now: datetime, kdf: KdfCost = DEFAULT) -> str:
    """Make a vault at ``places.vault`` and return its recovery key, ``AGE-SECRET-KEY-1…``, to be shown once.

    Without a passphrase the vault key is kept in state on this machine. Raises VaultExists when the folder
    holds anything, CannotReach when something cannot be written; then nothing is left behind.
    """
    vault = os.urandom(16).hex()
    capture, recovery = new_identity(), new_identity()
    common = Common(vault, recipient_of(capture))
    key = new_vault_key(vault)
    files = {
        RECOVERY_FILE: wrap_for_recovery(key, common, recipient_of(recovery)),
        CAPTURE_FILE: wrap_capture(key, common, capture),
    }
    refuse_existing(places.vault)
    if passphrase is not None:
        with reaching(places.vault):
            files[PASSPHRASE_FILE] = wrap_with_passphrase(key, common, passphrase, kdf)
    description = with_check(
        {
            "format": FORMAT,
            "vault": vault,
            "capture": common.capture,
            "created": now.astimezone(UTC).isoformat(timespec="seconds"),
        }
    )
    state = places.state_of(vault)
    try:
        with reaching(state):
            private_folder(state)
            device_id(places, vault)
            # Nothing has been written yet that a backup could save.
            put_off(state, FIRST_BACKUP_SECONDS)
            if passphrase is None:
                keep_key_here(places, key)
        put_in_place(places.vault, files, description)
    except BaseException:
        shutil.rmtree(state, ignore_errors=True)
        raise
    return recovery


def refuse_existing(folder: Path) -> None:
    """See that a vault can be made here. Raises VaultExists, CannotReach."""
    with reaching(folder):
        if not folder.is_dir():
            if folder.exists():
                raise CannotReach(path=folder, reason=_NOT_A_FOLDER)
            if folder.is_symlink():
                raise VaultExists(path=folder)
        elif any(folder.iterdir()):
            raise VaultExists(path=folder)


def put_in_place(
    folder: Path, files: dict[str, bytes], description: bytes, fill: Callable[[Path], None] = lambda building: None
) -> None:
    """Build a vault beside ``folder`` and rename it: after a crash there is a whole vault or none.

    ``fill`` puts in what else belongs there. Raises CannotReach; then nothing is left.
    """
    final = folder.resolve()
    building = final.with_name(f"{TEMPORARY}{final.name}-{os.urandom(6).hex()}")
    with reaching(folder):
        try:
            private_folder(building)
            for inner in (KEYS, LOG):
                private_folder(building / inner)
            for name, content in files.items():
                write_whole(building / KEYS / name, content)
            write_whole(building / INFO_FILE, description)
            fill(building)
            os.rename(building, final)
            try:
                sync_folder(final.parent)
            except BaseException:
                os.rename(final, building)
                raise
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
