"""Search as you type: every text kept folded, so that each key is a few milliseconds over ten years."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, overload

from medledare.domain.codec import decode, decoded
from medledare.domain.matching import fold, holds, words_of
from medledare.domain.records import KINDS, Record
from medledare.services.search import QUIET, text_of
from medledare.transfer import Stored
from medledare.vault.vault import Vault


class Found(Sequence[Record]):
    """Records found, newest last; each is decoded when it is first looked at."""

    def __init__(self, rows: Sequence["_Row"]) -> None:
        self._rows = rows
        self._decoded: dict[int, Record] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> list[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | list[Record]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        if place not in self._decoded:
            self._decoded[place] = decode(*self._rows[place].stored)
        return self._decoded[place]


class Index:
    """Everything written, folded and in order. Build and refresh it in a worker; ``find`` anywhere."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._generation = -1
        self._rows: dict[tuple[str, str], _Row] = {}
        self._last = _Answer((), ())
        self._order: tuple[_Row, ...] = ()
        self.refresh()

    def refresh(self) -> bool:
        """Take in what changed since last time; True if anything did. Only new texts are folded."""
        generation = self._vault.generation
        if generation == self._generation:
            return False
        rows: dict[tuple[str, str], _Row] = {}
        for kind in KINDS:
            if kind not in QUIET:
                for document in self._vault.table(kind):
                    known = self._rows.get(key := (kind, document.doc_id))
                    unchanged = known is not None and known.stored.document == document
                    if known and unchanged:
                        rows[key] = known
                    elif decoded(kind, document.doc_id, document):
                        rows[key] = _row(kind, document.doc_id, document)
        self._order = tuple(sorted(rows.values(), key=lambda row: (row.at, row.stored.id)))
        self._rows, self._generation = rows, generation
        return True

    def find(self, text: str) -> Found:
        """Records that hold every word of ``text``; all of them if it has none."""
        words, order, last = words_of(text), self._order, self._last
        if not words:
            return Found(order)
        # Typing on narrows what was found: no need to look further.
        narrows = last.order is order and all(any(old in new for new in words) for old in last.words)
        rows = tuple(row for row in (last.rows if narrows else order) if holds(row.folded, words))
        self._last = _Answer(words, rows, order)
        return Found(rows)


class _Row(NamedTuple):
    """A record in the index."""

    at: datetime
    stored: Stored
    folded: str


class _Answer(NamedTuple):
    """The last search: its words, what it found, and in which state of the index."""

    words: tuple[str, ...]
    rows: tuple[_Row, ...]
    order: tuple[_Row, ...] | None = None


def _row(kind: str, record_id: str, document: Mapping[str, Any]) -> _Row:
    at = datetime.fromisoformat(document["at"])
    return _Row(at, Stored(kind, record_id, document), fold(text_of(kind, document)))
