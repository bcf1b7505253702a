"""TinyDB's Storage over the store: the whole state to read, and a whole state written as what changed in it."""

from typing import Any

from tinydb import Storage

from medledare.vault.overlay import encode
from medledare.vault.store import Change, Store

Tables = dict[str, dict[str, Any]]


class Snapshot(Tables):
    """All tables at one moment. ``taken`` stays as they were, so that a write knows what was removed."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self.taken = {name: dict(rows) for name, rows in tables.items()}


class VaultStorage(Storage):
    """Tables write through the store one record at a time; ``write`` serves the rest (dropping tables)."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def read(self) -> Tables | None:
        """All tables that hold anything. The documents are the store's own: look, do not touch."""
        self.store.refresh()
        live = self.store.fold.live
        return Snapshot({name: rows for name in list(live) if (rows := live[name].copy())})

    def write(self, data: Tables) -> None:
        """Write what differs between ``data`` and the snapshot it was made from, as one step."""
        taken = data.taken if isinstance(data, Snapshot) else self.read() or {}
        changes = [
            Change(name, record, None)
            for name, rows in taken.items()
            for record in rows
            if record not in data.get(name, {})
        ]
        for name, rows in data.items():
            before = taken.get(name, {})
            for record, document in rows.items():
                if record not in before or encode(before[record]) != encode(document):
                    changes.append(Change(name, record, document))
        self.store.write(changes)

    def close(self) -> None:
        """Give files back."""
        self.store.close()
