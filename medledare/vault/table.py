"""TinyDB's Table whose writes cost the same at any size, and whose documents are the caller's to keep.

All of TinyDB's writes go through ``_update_table``; overriding that one method turns them into appended
records. The underscore makes it private to TinyDB: hence the pin below 5 and the model test.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb.queries import QueryLike
from tinydb.table import Document as PlainDocument
from tinydb.table import Table as PlainTable

from medledare.vault.ids import new_id
from medledare.vault.overlay import Overlay, copied
from medledare.vault.storage import VaultStorage

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class Document(PlainDocument):
    """A document of the caller's own: nothing done to it reaches the store. ``doc_id`` is a UUIDv7 as text."""

    doc_id: str  # type: ignore[assignment]

    def __init__(self, value: Mapping[str, Any], doc_id: str) -> None:
        super().__init__(copied(value if type(value) is dict else dict(value)), cast(int, doc_id))


class Table(PlainTable):
    """TinyDB's Table with text ids, no query cache, and conditions resolved to ids under the writer's lock."""

    document_class = Document  # type: ignore[assignment]
    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    _storage: VaultStorage

    def __init__(self, storage: VaultStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        # TinyDB's persist_empty clears the table; here a table needs no keeping alive.
        super().__init__(storage, name, cache_size)

    def insert(self, document: Mapping[str, Any]) -> str:  # type: ignore[override]
        """Insert a document under a new id, or under its own if it is a Document; return the id."""
        return cast(str, super().insert(_with_own_id(document)))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[str]:  # type: ignore[override]
        """Insert documents in one step; return their ids."""
        return cast(list[str], super().insert_multiple(map(_with_own_id, documents)))

    def upsert(  # type: ignore[override]
        self, document: Mapping[str, Any], cond: QueryLike | None = None
    ) -> list[str]:
        """Update what fits, or insert it when nothing does; return the ids."""
        with self._storage.store.writing():
            return cast(list[str], super().upsert(_with_own_id(document), cond))

    def update(  # type: ignore[override]
        self, fields: Fields, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
    ) -> list[str]:
        """Update documents by condition, by id, or all; return the ids."""
        with self._storage.store.writing():
            if cond is not None and doc_ids is None:
                doc_ids = self._ids(cond)
            return cast(list[str], super().update(fields, None, cast(Any, doc_ids)))

    def update_multiple(  # type: ignore[override]
        self, updates: Iterable[tuple[Fields, QueryLike]]
    ) -> list[str]:
        """Run several conditional updates over each document, in order and in one step; return the ids."""
        steps = list(updates)
        updated: list[str] = []

        def updater(rows: Overlay) -> None:
            for record in ids:
                for fields, cond in steps:
                    if cond(rows[record]):
                        updated.append(record)
                        if callable(fields):
                            fields(rows[record])
                        else:
                            rows[record].update(copied(dict(fields)))

        with self._storage.store.writing():
            # A document no condition fits as it is will not be changed into one that fits.
            ids = self._ids(lambda row: any(cond(row) for _, cond in steps))
            self._storage.store.change(self.name, updater)
        return updated

    def remove(  # type: ignore[override]
        self, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
    ) -> list[str]:
        """Remove documents by condition or by id; return the ids of those that were there."""
        with self._storage.store.writing():
            if cond is not None and doc_ids is None:
                doc_ids = self._ids(cond)
            return cast(list[str], super().remove(None, cast(Any, doc_ids)))

    def get(  # type: ignore[override]
        self,
        cond: QueryLike | None = None,
        doc_id: str | None = None,
        doc_ids: Iterable[str] | None = None,
    ) -> Document | list[Document] | None:
        """One document by id or condition (None if there is none), or those of several ids as a list."""
        if doc_id is None and doc_ids is None:
            return cast(Document | None, super().get(cast(QueryLike, cond)))
        rows = self._rows()
        if doc_id is not None:
            row = rows.get(str(doc_id))
            return None if row is None else Document(row, str(doc_id))
        wanted = dict.fromkeys(str(one) for one in doc_ids or ())
        return [Document(rows[one], one) for one in wanted if one in rows]

    def shared(self) -> dict[str, dict[str, Any]]:
        """All documents by id, as the store holds them: never alter one. A changed one is another object."""
        return self._read_table()

    def __len__(self) -> int:
        return len(self._rows())

    def __iter__(self) -> Iterator[Document]:
        for record, row in self._read_table().items():
            yield Document(row, record)

    def _rows(self) -> dict[str, Any]:
        # The store's own dictionary: for look-ups only, another thread may change it at any moment.
        self._storage.store.refresh()
        return self._storage.store.fold.live.get(self.name, {})

    def _ids(self, cond: Callable[[Any], bool]) -> list[str]:
        return [record for record, row in self._rows().items() if cond(row)]

    def _get_next_id(self) -> str:
        return new_id()

    def _read_table(self) -> dict[str, Any]:
        return self._rows().copy()

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        self._storage.store.change(self.name, updater)


def _with_own_id(document: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(document, PlainDocument) and not isinstance(document, Document):
        return Document(document, str(document.doc_id))
    return document
