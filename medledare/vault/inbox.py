"""Capture without a key: one record, sealed to the vault's public key, in a file of its own.

This is the road of every ``medledare add``, so it loads nothing but json and pyrage. The next process that
holds the key moves what lies here into the log.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from medledare.config.paths import Places
from medledare.domain.problems import N_, Damaged, TooLong, Unwritable
from medledare.vault import padding
from medledare.vault.age import BadAgeKey, seal_to
from medledare.vault.clock import make_version, milliseconds
from medledare.vault.device import device_id
from medledare.vault.files import private_folder, reaching, write_whole
from medledare.vault.ids import new_id
from medledare.vault.info import INFO_FILE, VaultInfo
from medledare.vault.padding import pad

SUFFIX = ".age"
LARGEST = padding.LONGEST + 1024 * 1024
"""Bytes in a sealed file at most; age adds a little to what it seals."""

_BAD_RECIPIENT = N_("the public key of the vault is not one")


def inbox_folder(places: Places, vault_id: str) -> Path:
    """Where sealed records wait on this machine."""
    return places.state_of(vault_id) / "inbox"


def drop(
    places: Places,
    info: VaultInfo,
    table: str,
    document: dict[str, object],
    *,
    id: str | None = None,
    now: datetime,
) -> str:
    """Seal one record into the inbox and return its id; when this returns, it is on the disk.

    ``document`` must be JSON. ``id`` names an existing record to give a further version. Raises
    Unwritable for half a character (a lone surrogate), TooLong, CannotReach when it cannot be written.
    """
    unique = new_id(milliseconds(now))
    folder = inbox_folder(places, info.id)
    with reaching(places.state_of(info.id)):
        device = device_id(places, info.id)
        private_folder(folder)
    # Two versions of one record from two processes in one millisecond must not look like one.
    counter = 0 if id is None else int.from_bytes(os.urandom(2))
    operation: dict[str, object] = {
        "table": table,
        "id": id or unique,
        "version": make_version(milliseconds(now), counter, device),
        "parents": [],
        "document": document,
    }
    sealed = seal(info, operation)
    path = folder / f"{unique}{SUFFIX}"
    with reaching(path):
        try:
            write_whole(path, sealed)
        except OSError:
            # The name may be there although it could not be made durable; not saved means not there.
            with suppress(OSError):
                path.unlink()
            raise
    return id or unique


def seal(info: VaultInfo, content: dict[str, object]) -> bytes:
    """``content`` as padded JSON, encrypted with age to the vault's capture recipient. Raises as ``drop`` does."""
    try:
        plain = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise Unwritable from error
    padded = pad(plain)
    if len(padded) > padding.LONGEST:
        raise TooLong(limit=padding.LONGEST // 1024**2)
    try:
        return seal_to(info.capture, padded)
    except BadAgeKey as error:
        raise Damaged(what=_BAD_RECIPIENT, where=info.path / INFO_FILE) from error
