"""Search as you type: every text kept folded, so that each key is a few milliseconds over ten years.

What is kept beside the vault's own documents is hardly more than the folded texts: many of them in one piece, as an
object for each would weigh more, and in UTF-8, as one emoji would make every letter of a text take four bytes.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple, overload

from medledare.domain.codec import Document, decode, decoded
from medledare.domain.matching import fold, words_of
from medledare.domain.records import KINDS, QUIET, Record
from medledare.services.search import TOLD, text_of
from medledare.vault.vault import Vault

_STRETCH = 1024
"""Records that are kept together."""
_AT_ONCE = 4
"""Stretches that are looked through without a pause."""

_Rows = Sequence[int]

SOUGHT = tuple(kind for kind in KINDS if kind not in QUIET or kind == TOLD)
"""Kinds that are found where none is named; of what left, only what was told somebody."""


class _Stretch(NamedTuple):
    """Records that follow each other in time, with their folded texts one behind the other."""

    kinds: tuple[str, ...]
    ids: tuple[str, ...]
    documents: tuple[Document, ...]
    text: bytes
    bounds: Sequence[int]

    def text_at(self, row: int) -> bytes:
        """The folded text of one of them."""
        return self.text[self.bounds[row] : self.bounds[row + 1]]

    def holding(self, words: Iterable[bytes], rows: _Rows) -> _Rows:
        """Those of the rows whose text holds every word."""
        find, bounds = self.text.find, self.bounds
        for word in words:
            # Most words are rare: one look tells that nobody here wrote it.
            if word not in self.text:
                return ()
            rows = array("H", [row for row in rows if find(word, bounds[row], bounds[row + 1]) >= 0])
        return rows


class Found(Sequence[Record]):
    """Records found, newest last; each is decoded when it is first looked at."""

    def __init__(self, stretches: Sequence[_Stretch], rows: Sequence[_Rows]) -> None:
        self._stretches = stretches
        self._rows = rows
        self._starts = list(accumulate(map(len, rows), initial=0))
        self._decoded: dict[int, Record] = {}

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> list[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | list[Record]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        if place not in self._decoded:
            number = bisect_right(self._starts, place) - 1
            stretch, row = self._stretches[number], self._rows[number][place - self._starts[number]]
            self._decoded[place] = decode(stretch.kinds[row], stretch.ids[row], stretch.documents[row])
        return self._decoded[place]


class _Answer(NamedTuple):
    """The last search: its words, the rows found in each stretch, and in which state of the index."""

    words: tuple[str, ...]
    rows: Sequence[_Rows]
    stretches: tuple[_Stretch, ...]


class Index:
    """Everything written, or what is of some kinds, folded and in order.

    Build and refresh it in a worker; search anywhere.
    """

    def __init__(self, vault: Vault, kinds: Sequence[str] = ()) -> None:
        """``kinds``: those alone; without any, all that ``search.find`` finds by words."""
        self._vault = vault
        self._kinds = kinds
        self._generation = -1
        self._stretches: tuple[_Stretch, ...] = ()
        self._last = _Answer((), (), ())
        self.refresh()

    def refresh(self) -> bool:
        """Take in what changed since last time; True if anything did. Only new texts are folded."""
        generation = self._vault.generation
        if generation == self._generation:
            return False
        # A document that changed is another object.
        known = {
            id(document): (stretch, row)
            for stretch in self._stretches
            for row, document in enumerate(stretch.documents)
        }
        kinds: list[str] = []
        ids: list[str] = []
        documents: list[Document] = []
        times = array("d")
        for kind in self._kinds or SOUGHT:
            noted = kind == TOLD and not self._kinds
            for record_id, document in self._vault.table(kind).shared().items():
                if noted and not document.get("text"):
                    continue
                if id(document) in known or decoded(kind, record_id, document):
                    kinds.append(kind)
                    ids.append(record_id)
                    documents.append(document)
                    times.append(datetime.fromisoformat(document["at"]).timestamp())
        # By time, and by id within a moment.
        order = sorted(range(len(ids)), key=ids.__getitem__)
        order.sort(key=times.__getitem__)

        def folded(row: int) -> bytes:
            if at := known.get(id(documents[row])):
                stretch, there = at
                return stretch.text_at(there)
            return _encoded(fold(text_of(kinds[row], documents[row])))

        stretches = []
        for start in range(0, len(order), _STRETCH):
            rows = order[start : start + _STRETCH]
            text, bounds = bytearray(), array("I", [0])
            for row in rows:
                text += folded(row)
                bounds.append(len(text))
            stretches.append(
                _Stretch(
                    tuple(kinds[row] for row in rows),
                    tuple(ids[row] for row in rows),
                    tuple(documents[row] for row in rows),
                    bytes(text),
                    bounds,
                )
            )
        self._stretches, self._generation = tuple(stretches), generation
        return True

    def find(self, text: str) -> Found:
        """Records that hold every word of ``text``; all of them if it has none."""
        *_, found = self.look(text)
        assert found is not None
        return found

    def look(self, text: str) -> Iterator[Found | None]:
        """As ``find``, what it found coming last; before that None whenever others may have their turn."""
        words, stretches, last = words_of(text), self._stretches, self._last
        # Typing on narrows what was found: no need to look further.
        narrows = last.stretches is stretches and all(any(old in new for new in words) for old in last.words)
        among = last.rows if narrows else [range(len(stretch.ids)) for stretch in stretches]
        wanted = [_encoded(word) for word in words if not (narrows and word in last.words)]
        found: list[_Rows] = []
        for stretch, rows in zip(stretches, among, strict=True):
            if found and len(found) % _AT_ONCE == 0:
                yield None
            found.append(stretch.holding(wanted, rows) if rows else rows)
        self._last = _Answer(words, found, stretches)
        yield Found(stretches, found)


def _encoded(text: str) -> bytes:
    # What is typed may hold half a character, which no text does.
    return text.encode("utf-8", "surrogatepass")
