"""Ways to the vault key: passphrase, recovery key, a session that ends by itself, or a key left in state."""

import json
import os
import stat
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from medledare.config.paths import Places
from medledare.domain.problems import N_, Damaged, NoPassphrase
from medledare.vault.files import (
    SMALL_FILE,
    TEMPORARY,
    private_folder,
    reaching,
    read_small,
    remove_secret,
    sync_folder,
    write_whole,
)
from medledare.vault.info import describe, is_hex
from medledare.vault.keyfiles import kept_key, session_file
from medledare.vault.keys import (
    DEFAULT,
    KEY_BYTES,
    Common,
    KdfCost,
    VaultKey,
    unwrap_with_passphrase,
    unwrap_with_recovery,
    wrap_with_passphrase,
)

KEYS = "keys"
PASSPHRASE_FILE = "passphrase.json"
RECOVERY_FILE = "recovery.json"
CAPTURE_FILE = "capture.json"

_MISSING = N_("a key file is missing")


def has_passphrase(places: Places) -> bool:
    """Whether a passphrase opens this vault. Raises CannotReach."""
    with reaching(places.vault):
        return (places.vault / KEYS / PASSPHRASE_FILE).exists()


def unlock_with_passphrase(places: Places, passphrase: str) -> VaultKey:
    """The vault key, by the passphrase. Raises WrongPassphrase, NoPassphrase, Damaged, CannotReach.

    Takes as long as Argon2id takes (about a second): call it outside of an event loop.
    """
    info = describe(places)
    if not has_passphrase(places):
        raise NoPassphrase
    path = places.vault / KEYS / PASSPHRASE_FILE
    content = _key_file(path)
    with reaching(path):
        return unwrap_with_passphrase(content, path, info.id, passphrase)


def unlock_with_recovery(places: Places, identity: str) -> VaultKey:
    """The vault key, by the recovery key. Raises WrongRecoveryKey, Damaged, CannotReach."""
    info = describe(places)
    path = places.vault / KEYS / RECOVERY_FILE
    return unwrap_with_recovery(_key_file(path), path, info.id, identity)


def change_passphrase(places: Places, key: VaultKey, passphrase: str, *, kdf: KdfCost = DEFAULT) -> None:
    """Let ``passphrase`` open the vault from now on, beside the recovery key and a keyring that was turned on.

    One small file is replaced in one step: at every moment the old or the new passphrase opens the vault.
    A vault that had none loses the key kept in state. Raises CannotReach.
    """
    info = describe(places)
    path = places.vault / KEYS / PASSPHRASE_FILE
    with reaching(path):
        content = wrap_with_passphrase(key, Common(info.id, info.capture), passphrase, kdf)
        write_whole(path, content)
    kept = kept_key(places, info.id)
    with reaching(kept):
        remove_secret(kept)


def give_up_passphrase(places: Places, key: VaultKey) -> None:
    """Let the vault have no passphrase: the key is kept in state on this machine. Raises CannotReach.

    The key is on the disk before the passphrase goes, so at every moment one of them opens the vault.
    """
    kept = kept_key(places, key.vault)
    with reaching(kept):
        private_folder(kept.parent)
        keep_key_here(places, key)
    path = places.vault / KEYS / PASSPHRASE_FILE
    with reaching(path):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    with reaching(kept):
        # What a process killed while it wrote the key has left.
        for name in os.listdir(kept.parent):
            if name.startswith(f"{TEMPORARY}{kept.name}-"):
                (kept.parent / name).unlink(missing_ok=True)


def keep_key_here(places: Places, key: VaultKey) -> None:
    """Keep the key in state, readable by its owner only: the vault without a passphrase. Raises OSError."""
    write_whole(kept_key(places, key.vault), key.secret.hex().encode())


def key_at_hand(places: Places, now: datetime) -> VaultKey | None:
    """The key of a running session, or the key of a vault without a passphrase, or None."""
    info = describe(places)
    kept = _read_private(kept_key(places, info.id))
    if kept is not None and (secret := _secret(kept.decode("ascii", "replace"))) is not None:
        return VaultKey(info.id, secret)
    return _session_key(places, info.id, now)


def start_session(places: Places, key: VaultKey, *, now: datetime, hours: float) -> None:
    """Keep the vault open for ``hours`` on this machine, across processes. Raises CannotReach."""
    path = session_file(places, key.vault)
    session = {
        "vault": key.vault,
        "key": key.secret.hex(),
        "issued": now.timestamp(),
        "expires": (now + timedelta(hours=hours)).timestamp(),
    }
    with reaching(path):
        private_folder(path.parent)
        write_whole(path, json.dumps(session).encode())


def end_session(places: Places) -> None:
    """Forget the session key, if there is one. Raises CannotReach."""
    path = session_file(places, describe(places).id)
    with reaching(path):
        remove_secret(path)


def _session_key(places: Places, vault: str, now: datetime) -> VaultKey | None:
    path = session_file(places, vault)
    try:
        os.lstat(path)
    except OSError:
        return None
    content = _read_private(path)
    secret = None if content is None else _valid_session(content, vault, now)
    if secret is None:
        with suppress(OSError):
            path.unlink()
        return None
    return VaultKey(vault, secret)


def _valid_session(content: bytes, vault: str, now: datetime) -> bytes | None:
    try:
        session = json.loads(content)
        issued, expires = float(session["issued"]), float(session["expires"])
        secret = _secret(session["key"]) if session["vault"] == vault else None
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return secret if issued <= now.timestamp() < expires else None


def _secret(text: object) -> bytes | None:
    return bytes.fromhex(text) if isinstance(text, str) and is_hex(text, KEY_BYTES) else None


def _read_private(path: Path) -> bytes | None:
    """The bytes of a regular file that is the user's own and closed to all others, else None."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            about = os.fstat(descriptor)
            safe = stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & 0o077
            return file.read(SMALL_FILE) if safe else None
    except OSError:
        return None


def _key_file(path: Path) -> bytes:
    with reaching(path):
        try:
            return read_small(path)
        except FileNotFoundError:
            raise Damaged(what=_MISSING, where=path) from None
