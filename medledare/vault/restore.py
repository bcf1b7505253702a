"""Makes a new vault of a backup, or folds it into the one there is. Nothing is ever replaced by it.

Versions are taken over as they were written, so history, conflicts and deletions come back as well, and folding the
same backup in twice adds nothing.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import orjson

from medledare.config.paths import Places
from medledare.domain.problems import Problem, WrongRecoveryKey
from medledare.vault.access import CAPTURE_FILE, KEYS, RECOVERY_FILE, keep_key_here
from medledare.vault.backup import Backup, BackupDamaged, Progress
from medledare.vault.compact import chunks
from medledare.vault.create import put_in_place, refuse_existing
from medledare.vault.device import renew_device
from medledare.vault.files import private_folder, reaching, remove_secret
from medledare.vault.fold import Fold
from medledare.vault.heads import write_heads
from medledare.vault.info import INFO_FILE, checked
from medledare.vault.internal import is_internal
from medledare.vault.keyfiles import kept_key
from medledare.vault.keys import (
    DEFAULT,
    Common,
    KdfCost,
    VaultKey,
    unwrap_capture,
    unwrap_with_recovery,
    wrap_with_passphrase,
)
from medledare.vault.padding import pad
from medledare.vault.reader import DeviceReader
from medledare.vault.vault import FileVault
from medledare.vault.writer import DeviceWriter


class Restored(NamedTuple):
    """How many versions came in, and how many were here already."""

    added: int
    already: int


def fold_in(vault: FileVault, backup: Backup, progress: Progress | None = None) -> Restored:
    """Bring every version that is not here into the open vault. Raises CannotReach, VaultBusy.

    What came in until then stays, and the same once more completes it.
    """
    own = backup.vault == vault.info.id
    added = done = 0
    for chunk in chunks(backup.texts):
        with vault.store.writing():
            new = [text for text in chunk if _is_new(vault.store.fold, text, internal=own)]
            if new:
                vault.store.append(new)
                vault.store.foreign += 1
        added, done = added + len(new), done + len(chunk)
        if progress:
            progress(done, len(backup.texts))
    return Restored(added, len(backup.texts) - added)


def make_from(
    places: Places,
    backup: Backup,
    identity: str,
    passphrase: str | None,
    *,
    kdf: KdfCost = DEFAULT,
    progress: Progress | None = None,
) -> Restored:
    """Make the vault anew from a backup, under its old keys and as a new device.

    Without a passphrase the key is kept in state. Raises VaultExists, WrongRecoveryKey, BackupDamaged, CannotReach;
    then nothing is left behind.
    """
    refuse_existing(places.vault)
    files, description, common, key = _keys_in(backup, identity)
    if passphrase is not None:
        with reaching(places.vault):
            files["passphrase.json"] = wrap_with_passphrase(key, common, passphrase, kdf)
    state = places.state_of(key.vault)
    with reaching(state):
        private_folder(state)
        # The logs begin anew, so nothing that was seen of them before can be missed.
        write_heads(state, {})
        device = renew_device(places, key.vault)
        if passphrase is None:
            keep_key_here(places, key)
        else:
            remove_secret(kept_key(places, key.vault))

    def fill(building: Path) -> None:
        _write_log(building / "log" / device, key, backup.texts, state / "torn", progress)

    put_in_place(places.vault, files, description, fill)
    return Restored(len(backup.texts), 0)


def _keys_in(backup: Backup, identity: str) -> tuple[dict[str, bytes], bytes, Common, VaultKey]:
    """The key files and vault.json of a backup, each verified, and the vault key."""
    try:
        description = backup.files[INFO_FILE].encode()
        files = {name: backup.files[f"{KEYS}/{name}"].encode() for name in (RECOVERY_FILE, CAPTURE_FILE)}
        fields = checked(description, backup.path)
        key = unwrap_with_recovery(files[RECOVERY_FILE], backup.path, backup.vault, identity)
        unwrap_capture(files[CAPTURE_FILE], backup.path, key)
        common = Common(backup.vault, str(fields["capture"]))
    except WrongRecoveryKey:
        raise
    except (KeyError, AttributeError, Problem):
        raise BackupDamaged(path=backup.path) from None
    if fields.get("vault") != backup.vault:
        raise BackupDamaged(path=backup.path)
    return files, description, common, key


def _write_log(folder: Path, key: VaultKey, texts: Sequence[bytes], torn: Path, progress: Progress | None) -> None:
    writer = DeviceWriter(DeviceReader(folder, key, own=True), key, torn)
    done = 0
    try:
        for chunk in chunks(texts):
            writer.append([pad(text) for text in chunk])
            done += len(chunk)
            if progress:
                progress(done, len(texts))
    finally:
        writer.close()


def _is_new(fold: Fold, text: bytes, *, internal: bool) -> bool:
    fields = orjson.loads(text)
    table, record = fields["table"], fields["id"]
    if is_internal(table) and not internal:
        return False
    if not fold.knows(table, record, fields["version"]):
        return True
    return not fold.replaced(table, record).issuperset(fields.get("replaces") or ())
