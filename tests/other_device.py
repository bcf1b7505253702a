"""What another device wrote without having seen this one's latest, as it comes in when the folders meet."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from medledare.domain.codec import encode
from medledare.domain.records import Record
from medledare.vault.clock import make_version, milliseconds
from medledare.vault.vault import Vault

DEVICE = "ee" * 16


def arrives(vault: Vault, record: Record, *, at: datetime | None = None, device: str = DEVICE, **fields: Any) -> None:
    """A version of ``record`` with other ``fields``, next to all that came after its first version."""
    first = vault.history(record.kind, record.id)[0]
    moment = at or first.at.astimezone(UTC) + timedelta(minutes=5)
    operation = {
        "table": record.kind,
        "id": record.id,
        "version": make_version(milliseconds(moment), 0, device),
        "parents": [first.version],
        "document": encode(record) | fields,
    }
    vault.store.fold.take([orjson.dumps(operation)], "f")
    vault.store.generation += 1
    vault.store.foreign += 1
