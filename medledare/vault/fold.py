"""The state of a vault: what all records say together, whatever order they came in.

Pure: no files, no clock. For each record the versions nobody has as a parent are its heads; the heads decide
what is shown. Every operation may come at any time and any number of times; the result is the same.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import orjson

from medledare.vault.clock import SHAPE

Document = dict[str, Any]


class Operation(NamedTuple):
    """One version of one record. ``document`` is None where the record was deleted."""

    version: str
    parents: list[str]
    document: Document | None
    batch: str
    undoes: str | None


# An operation as it is kept for the many records that have only this one: making the tuple is all it costs.
_Bare = tuple[str, list[str], Document | None, str, str | None]
_ALWAYS = 5


class History:
    """The versions of a record that has more than one."""

    __slots__ = ("heads", "replaced", "versions")

    def __init__(self, first: Operation) -> None:
        self.versions = {first.version: first}
        self.replaced = set(first.parents)
        self.heads = {first.version}.difference(first.parents)

    def add(self, operation: Operation) -> bool:
        """Take one more version in; False when it was known."""
        version = operation.version
        if version in self.versions:
            return False
        self.versions[version] = operation
        self.replaced.update(operation.parents)
        if version not in self.replaced:
            self.heads.add(version)
        self.heads.difference_update(operation.parents)
        return True

    def winner(self) -> Operation:
        """The head that is shown: documents before tombstones, then the largest version."""
        return max((self.versions[head] for head in self.shown()), key=_rank)

    def shown(self) -> Iterable[str]:
        """The heads; all versions where records lie and each is another's parent."""
        return self.heads or self.versions


def _rank(operation: Operation) -> tuple[bool, str]:
    return operation.document is not None, operation.version


class Fold:
    """All records of all tables. ``live``: table, then id, to the document shown; never mutate one."""

    def __init__(self) -> None:
        self.live: dict[str, dict[str, Document]] = {}
        self._records: dict[str, dict[str, _Bare | History]] = {}
        self.newest = ""
        """The largest version taken in that was below the ceiling."""

    def take(self, texts: Iterable[bytes], ceiling: str) -> tuple[int, int]:
        """Take plaintexts in. Returns how many were new, and how many were no operation at all.

        ``ceiling`` bounds ``newest``: versions above it are folded, but their clocks are not believed.
        """
        new = bad = 0
        newest = self.newest
        loads, records, live, has_shape = orjson.loads, self._records, self.live, SHAPE.fullmatch
        no_parents: list[str] = []
        last_table: str | None = None
        last_batch = ""
        in_table: dict[str, _Bare | History] = {}
        shown: dict[str, Document] = {}
        for text in texts:
            try:
                fields = loads(text)
                table, record, version = fields["table"], fields["id"], fields["version"]
                parents, document, batch, undoes, replaces = fields["parents"], fields["document"], version, None, None
                if len(fields) > _ALWAYS:
                    batch, undoes = fields.get("batch", version), fields.get("undoes")
                    replaces = fields.get("replaces")
                    if type(batch) is not str or not (undoes is None or type(undoes) is str):
                        raise TypeError
                    if not (replaces is None or _are_texts(replaces)):
                        raise TypeError
                    # The records of a batch, which come one after the other, share its name.
                    if batch == last_batch:
                        batch = last_batch
                    last_batch = batch
                bare = version, parents or no_parents, document, batch, undoes
                if type(record) is not str or type(parents) is not list or not has_shape(version):
                    raise TypeError
                if parents and not all(type(parent) is str for parent in parents):
                    raise TypeError
                if type(document) is dict:
                    # Most are about the moment at which they were written: of so many, its text is kept once.
                    if type(at := document.get("at")) is str and at == document.get("created"):
                        document["created"] = at
                elif document is not None:
                    raise TypeError
                if newest < version < ceiling:
                    newest = version
                if table != last_table:
                    if type(table) is not str:
                        raise TypeError
                    in_table = records.setdefault(table, {})
                    shown = live.setdefault(table, {})
                    last_table = table
            except (ValueError, KeyError, TypeError):
                bad += 1
                continue
            if record in in_table:
                changed = self._take_further(table, record, Operation._make(bare))
            else:
                in_table[record] = bare
                if document is not None:
                    shown[record] = document
                changed = True
            if replaces:
                changed |= self._replace(table, record, replaces)
            new += changed
        self.newest = newest
        return new, bad

    def knows(self, table: str, record: str, version: str) -> bool:
        """Whether this very version was taken in."""
        known = self._records.get(table, {}).get(record)
        if isinstance(known, History):
            return version in known.versions
        return known is not None and known[0] == version

    def heads(self, table: str, record: str) -> list[Operation]:
        """The versions nobody has as a parent, the one shown last; empty for an unknown record."""
        known = self._records.get(table, {}).get(record)
        if known is None:
            return []
        if not isinstance(known, History):
            return [Operation._make(known)]
        return sorted((known.versions[head] for head in known.shown()), key=_rank)

    def versions(self, table: str, record: str) -> dict[str, Operation]:
        """All versions of a record by their version text; empty for an unknown record."""
        known = self._records.get(table, {}).get(record)
        if known is None:
            return {}
        return dict(known.versions) if isinstance(known, History) else {known[0]: Operation._make(known)}

    def replaced(self, table: str, record: str) -> set[str]:
        """Versions of a record that others replaced, whether or not they were taken in."""
        known = self._records.get(table, {}).get(record)
        if known is None:
            return set()
        return set(known.replaced) if isinstance(known, History) else set(known[1])

    def operations(self) -> Iterator[tuple[str, str, Operation]]:
        """Every version of every record: table, id, operation."""
        for table, records in self._records.items():
            for record, known in records.items():
                if isinstance(known, History):
                    for operation in known.versions.values():
                        yield table, record, operation
                else:
                    yield table, record, Operation._make(known)

    def conflicts(self) -> dict[tuple[str, str], int]:
        """Records (table, id) with several heads whose documents differ, and how many those are."""
        found = {}
        for table, records in self._records.items():
            for record, known in records.items():
                if isinstance(known, History) and len(known.heads) > 1:
                    differing: list[Document] = []
                    for head in known.heads:
                        document = known.versions[head].document
                        if document is not None and document not in differing:
                            differing.append(document)
                    if len(differing) > 1:
                        found[table, record] = len(differing)
        return found

    def _replace(self, table: str, record: str, versions: list[str]) -> bool:
        """Take note of replaced versions that no parent names any more; False when all were known."""
        records = self._records[table]
        known = records[record]
        if not isinstance(known, History):
            known = records[record] = History(Operation._make(known))
        if known.replaced.issuperset(versions):
            return False
        known.replaced.update(versions)
        known.heads.difference_update(versions)
        self._show(table, record, known)
        return True

    def _take_further(self, table: str, record: str, operation: Operation) -> bool:
        records = self._records[table]
        known = records[record]
        if not isinstance(known, History):
            if known[0] == operation.version:
                return False
            known = records[record] = History(Operation._make(known))
        if not known.add(operation):
            return False
        self._show(table, record, known)
        return True

    def _show(self, table: str, record: str, known: History) -> None:
        document = known.winner().document
        if document is None:
            self.live[table].pop(record, None)
        else:
            self.live[table][record] = document


def _are_texts(value: object) -> bool:
    return type(value) is list and all(type(one) is str for one in value)
