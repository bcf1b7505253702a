"""Reads vault.json: what may be known of a vault without any key.

Capture needs it on every run, so it uses nothing but json and hashlib.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from medledare.config.paths import Places
from medledare.domain.problems import N_, CannotReach, Damaged, NewerVault, NotYours, NoVault
from medledare.vault.files import reaching, read_small

FORMAT = 1
INFO_FILE = "vault.json"

_SUPERUSER = hasattr(os, "geteuid") and os.geteuid() == 0

_NOT_JSON = N_("a file does not hold what it should")
_BAD_CHECK = N_("a file was changed or is incomplete")
_MISSING = N_("vault.json is missing")
_NOT_A_FOLDER = N_("it is a file, not a folder")


class VaultInfo(NamedTuple):
    """``id``: 32 hex digits. ``format``: 1. ``capture``: the age recipient entries are sealed to."""

    id: str
    format: int
    capture: str
    path: Path


def describe(places: Places) -> VaultInfo:
    """Return what vault.json says. Raises NoVault, Damaged, NewerVault, NotYours or CannotReach."""
    path = places.vault / INFO_FILE
    with reaching(places.vault):
        if _SUPERUSER and os.path.exists(path) and os.stat(path).st_uid:
            raise NotYours(path=places.vault)
        try:
            content = read_small(path)
        except FileNotFoundError:
            if places.vault.is_dir() and any(places.vault.iterdir()):
                raise Damaged(what=_MISSING, where=places.vault) from None
            raise NoVault(path=places.vault) from None
        except NotADirectoryError:
            raise CannotReach(path=places.vault, reason=_NOT_A_FOLDER) from None
    fields = checked(content, path)
    number = fields.get("format")
    if not isinstance(number, int):
        raise Damaged(what=_NOT_JSON, where=path)
    if number > FORMAT:
        raise NewerVault(format=number)
    vault_id, capture = fields.get("vault"), fields.get("capture")
    if not (isinstance(vault_id, str) and is_hex(vault_id, 16) and isinstance(capture, str)):
        raise Damaged(what=_NOT_JSON, where=path)
    return VaultInfo(vault_id, number, capture, places.vault)


def canonical(fields: dict[str, object]) -> bytes:
    """JSON with sorted keys, no spaces, ASCII only: the same bytes for the same fields, always."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def with_check(fields: dict[str, object]) -> bytes:
    """The file for ``fields``: JSON with ``check``, the SHA-256 in hex of all other fields, added."""
    check = hashlib.sha256(canonical(fields)).hexdigest()
    return json.dumps({**fields, "check": check}, indent=1).encode() + b"\n"


def checked(content: bytes, path: Path) -> dict[str, object]:
    """The fields of a file made by ``with_check``, without ``check``. Raises Damaged."""
    try:
        fields = json.loads(content)
        canonical(fields)
    except (ValueError, RecursionError):
        raise Damaged(what=_NOT_JSON, where=path) from None
    if not isinstance(fields, dict):
        raise Damaged(what=_NOT_JSON, where=path)
    check = fields.pop("check", None)
    if check != hashlib.sha256(canonical(fields)).hexdigest():
        raise Damaged(what=_BAD_CHECK, where=path)
    return fields


def is_hex(text: str, size: int) -> bool:
    """Whether ``text`` is ``size`` bytes in lower-case hex."""
    return len(text) == 2 * size and not text.strip("0123456789abcdef")
