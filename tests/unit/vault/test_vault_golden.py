"""A vault of every released format opens for ever, with the program and with docs/format.md alone.

The secrets below open nothing but the invented text in the folder beside this file.
"""

import base64
import hashlib
import json
import shutil
import struct
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from medledare.config.paths import Places
from medledare.vault.access import unlock_with_passphrase, unlock_with_recovery
from medledare.vault.vault import open_vault

GOLDEN = Path(__file__).with_name("golden") / "format-1"
PASSPHRASE = "gyllene år"
RECOVERY = "AGE-SECRET-KEY-1VMFV02R85N02RHQUGFU7CEY697MFQD84UU60ZXFN2VY6K9V8XJGQ93WYYK"
EDITED = "01a20aba-fb2d-7000-b0bb-3512b073e447"


@pytest.fixture
def golden(tmp_path: Path) -> Places:
    shutil.copytree(GOLDEN, tmp_path / "vault")
    return Places(tmp_path / "vault", tmp_path / "state", tmp_path, None)


def test_format_1_opens_and_can_be_written_to(golden: Places, clock: Callable[[], datetime]) -> None:
    key = unlock_with_passphrase(golden, PASSPHRASE)
    assert unlock_with_recovery(golden, RECOVERY) == key
    before = {path: path.read_bytes() for path in golden.vault.rglob("*.seg")}
    with open_vault(golden, key, clock=clock) as vault:
        assert {row.get("body") for row in vault.table("entries")} == {
            "Hej, världen",
            "i en bunt",
            "ändrad på annan maskin",
        }
        assert [dict(row) for row in vault.table("goals")] == [{"title": "mål"}]
        numbers = [one.document and one.document["n"] for one in vault.history("entries", EDITED)]
        assert numbers == [1, 2, 3, 2]
        assert vault.damage == []
        vault.table("goals").insert({"title": "ny"})
    assert {path: path.read_bytes() for path in before} == before


def test_the_description_of_the_format_is_enough_to_read_it() -> None:
    """Written from docs/format.md, with nothing of the program."""
    fields = json.loads((GOLDEN / "keys" / "passphrase.json").read_text())
    assert fields.pop("check") == hashlib.sha256(_canonical(fields)).hexdigest()
    wrapped = base64.b64decode(fields.pop("wrapped"))
    wrapping = Argon2id(
        salt=base64.b64decode(fields["salt"]),
        length=32,
        iterations=fields["iterations"],
        lanes=fields["lanes"],
        memory_cost=fields["memory_kib"],
    ).derive(unicodedata.normalize("NFC", PASSPHRASE).encode())
    vault_key = ChaCha20Poly1305(wrapping).decrypt(base64.b64decode(fields["nonce"]), wrapped, _canonical(fields))
    records = [one for path in sorted(GOLDEN.glob("log/*/*.seg")) for one in _records(path, vault_key)]
    assert len(records) == 10
    assert {"title": "mål"} in [one["document"] for one in records]
    assert sum(one["document"] is None for one in records) == 1
    assert sum("undoes" in one for one in records) == 1
    assert len({(one["id"], one["version"]) for one in records}) == 10


def _canonical(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def _records(path: Path, vault_key: bytes) -> list[dict[str, object]]:
    data = path.read_bytes()
    header, salt = data[:114], data[46:78]
    assert data[114:228] == header
    assert data[22:38].hex() == path.parent.name
    cipher = ChaCha20Poly1305(HKDF(SHA256(), 32, salt, b"medledare segment 1" + header).derive(vault_key))
    binding, position, previous, found = hashlib.sha256(header).digest(), 228, bytes(32), []
    while position < len(data):
        head = data[position : position + 64]
        length, sequence = struct.unpack("<IQ", head[4:16])
        assert (sequence, head[16:48]) == (len(found), previous)
        end = position + 64 + length
        found.append(json.loads(cipher.decrypt(head[48:60], data[position + 64 : end], binding + head)))
        previous, position = hashlib.sha256(data[position:end]).digest(), end
    return found
