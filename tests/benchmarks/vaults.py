"""Vaults of any size to measure, filled with the entries of a journal."""

from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import orjson

from medledare.config.paths import Places
from medledare.domain.codec import encode
from medledare.services.importing import plan
from medledare.text.zones import zone
from medledare.vault.access import key_at_hand
from medledare.vault.create import create
from medledare.vault.vault import FileVault, open_vault

PER_WRITE = 500


def now() -> datetime:
    return datetime.now(UTC)


def places(root: Path) -> Places:
    return Places(root / "vault", root / "state", root / "config", None)


def opened(root: Path) -> FileVault:
    """The vault in a folder, which needs no passphrase."""
    key = key_at_hand(places(root), now())
    assert key is not None
    return open_vault(places(root), key, clock=now)


def fill(root: Path, journal: Path, count: int) -> int:
    """Make a vault of ``count`` entries, those of the journal over and over again; the bytes of them all as JSON."""
    create(places(root), None, now=now())
    written = [encode(record) for record in plan(journal, zone=zone("Europe/Stockholm")).records]
    plain = 0
    with opened(root) as vault:
        table, documents = vault.table("entry"), islice(cycle(written), count)
        while some := list(islice(documents, PER_WRITE)):
            plain += sum(len(orjson.dumps(document)) for document in some)
            table.insert_multiple(some)
    return plain
