"""What became of a record, and how to take a step back. Pure: reads a Fold, returns what to write."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from medledare.vault.clock import device_of, time_of
from medledare.vault.fold import Document, Fold, Operation
from medledare.vault.internal import is_internal
from medledare.vault.overlay import copied
from medledare.vault.store import Change


class Version(NamedTuple):
    """One version of a record. ``document`` is None where it was deleted; ``current``: nobody replaced it."""

    version: str
    at: datetime
    device: str
    document: Document | None
    current: bool


def history(fold: Fold, table: str, record: str) -> list[Version]:
    """All versions, parents always before children, otherwise by clock. Empty for an unknown record."""
    heads = {head.version for head in fold.heads(table, record)}
    return [
        Version(
            operation.version,
            time_of(operation.version),
            device_of(operation.version),
            copied(operation.document),
            operation.version in heads,
        )
        for operation in _in_order(fold.versions(table, record))
    ]


def deleted(fold: Fold, table: str) -> dict[str, Document]:
    """Records somebody deleted, by id, with the last document that is known of each (empty if none is).

    What only a step back took away is not among them.
    """
    ended = {record for name, record, operation in fold.operations() if name == table and operation.document is None}
    found = {}
    for record in sorted(ended):
        shown = fold.heads(table, record)[-1]
        if shown.document is None and not shown.undoes:
            known = [one.document for one in _in_order(fold.versions(table, record)) if one.document is not None]
            found[record] = copied(known[-1]) if known else {}
    return found


def made_in(fold: Fold, table: str, record: str) -> str:
    """The step a record was made in; empty for an unknown one."""
    first = next(iter(_in_order(fold.versions(table, record))), None)
    return first.batch if first else ""


def beginners(fold: Fold, table: str) -> set[str]:
    """The records of a table that were the first thing written in the step they were made in."""
    first: dict[str, tuple[str, str, str]] = {}
    for name, record, one in fold.operations():
        written = one.version, name, record
        if one.batch not in first or written < first[one.batch]:
            first[one.batch] = written
    return {record for _version, name, record in first.values() if name == table}


def take_back(fold: Fold, batch: str) -> list[Change]:
    """The changes that take back a step, whenever and on whatever device it was made, as far as it stands."""
    touched = dict.fromkeys((table, record) for table, record, one in fold.operations() if one.batch == batch)
    return taking_back(fold, batch, touched)


def undo(fold: Fold, device: str, keep: Collection[str] = (), stay: Collection[str] = ()) -> list[Change]:
    """The changes that take back the latest step of ``device`` that still stands; empty if there is none.

    Records of the tables in ``keep`` are never taken back, and the making of those in ``stay`` is not.

    A step stands for a record while nothing came after it, or everything after it was taken back. Where a
    later edit stands, that record is left alone; a step that stands nowhere is passed over.
    """
    for batch, touched in _steps(fold, device):
        if changes := taking_back(fold, batch, touched, keep, stay):
            return changes
    return []


def taking_back(
    fold: Fold, batch: str, touched: Iterable[tuple[str, str]], keep: Collection[str] = (), stay: Collection[str] = ()
) -> list[Change]:
    """The changes that take back a step for the records (table, id) it touched, as far as it stands."""
    return [
        Change(table, record, document, undoes=batch, parents=parents)
        for table, record in touched
        if table not in keep and not is_internal(table)
        for document, parents in _without(fold, table, record, batch)
        if document is not None or table not in stay
    ]


def _in_order(versions: dict[str, Operation]) -> list[Operation]:
    waiting = sorted(versions)
    done: dict[str, Operation] = {}
    while waiting:
        ready = [one for one in waiting if all(p in done or p not in versions for p in versions[one].parents)]
        # Versions cannot be their own ancestors unless a record lies; then the clock decides.
        for one in ready or waiting:
            done[one] = versions[one]
        waiting = [one for one in waiting if one not in done]
    return list(done.values())


def _steps(fold: Fold, device: str) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """The device's batches that are neither an undo nor undone, latest first, with the records touched."""
    latest: dict[str, str] = {}
    touched: dict[str, dict[tuple[str, str], None]] = {}
    undone: set[str] = set()
    for table, record, operation in fold.operations():
        if operation.undoes:
            undone.add(operation.undoes)
        elif device_of(operation.version) == device:
            latest[operation.batch] = max(latest.get(operation.batch, ""), operation.version)
            touched.setdefault(operation.batch, {})[table, record] = None
    for batch in sorted(latest, key=latest.__getitem__, reverse=True):
        if batch not in undone:
            yield batch, list(touched[batch])


def _without(fold: Fold, table: str, record: str, batch: str) -> list[tuple[Document | None, tuple[str, ...]]]:
    """The document a record shows without a batch: one, or none at all when the batch does not stand.

    With it the heads it replaces (none: all). What others wrote without having seen it stays a head of its own, so that
    a conflict is not settled by the way.
    """
    versions = fold.versions(table, record)
    heads = fold.heads(table, record)
    past = Past(versions)
    standing = [past.effective(head) for head in heads]
    if not any(one is not None and one.batch == batch for one in standing):
        return []
    if any(one is not None and not _known_before(versions, one, batch) for one in standing):
        return []
    if len(heads) == 1 and standing[0] is not None and len(both := past.beside(standing[0], batch)) > 1:
        # The step settled a conflict: taken back, its versions stand beside each other again.
        return [(copied(one.document), (heads[0].version,)) for one in both]
    left = [past.before(one, batch) if one and one.batch == batch else one for one in standing]
    mine = [one is not None and one.batch == batch for one in standing]
    back = _shown(one for one, own in zip(left, mine, strict=True) if own)
    others = [head for head, own in zip(heads, mine, strict=True) if not own and head.document is not None]
    if back and back.document is not None and others and not _seen_by(versions, others, back.version):
        return [(copied(back.document), tuple(head.version for head, own in zip(heads, mine, strict=True) if own))]
    best = _shown(one for one in left if one is not None)
    return [(None if best is None else copied(best.document), ())]


def _seen_by(versions: dict[str, Operation], heads: list[Operation], version: str) -> bool:
    """Whether any of the heads came after a version."""
    seen: set[str] = set()
    waiting = [head.version for head in heads]
    while waiting:
        if (one := waiting.pop()) not in seen and one in versions:
            seen.add(one)
            waiting += versions[one].parents
    return version in seen


class Past:
    """What each version of a record shows once undoing is seen through, worked out from the oldest on.

    So one may undo as often as one likes, and records that lie and are their own ancestors end somewhere.
    """

    def __init__(self, versions: dict[str, Operation]) -> None:
        self._shows: dict[str, Operation | None] = {}
        for operation in _parents_first(versions):
            self._shows[operation.version] = self._seen_through(operation)

    def effective(self, head: Operation) -> Operation | None:
        """The version whose document a head shows, seen through undoing: None where nothing was before."""
        return self._shows[head.version]

    def before(self, operation: Operation, batch: str) -> Operation | None:
        """The version shown before a batch touched the record; None when it made the record."""
        current: Operation | None = operation
        seen: set[str] = set()
        while current is not None and current.batch == batch and current.version not in seen:
            seen.add(current.version)
            current = _shown(map(self._shows.get, current.parents))
        return None if current is not None and current.version in seen else current

    def beside(self, operation: Operation, batch: str) -> list[Operation]:
        """All that stood beside each other before a batch touched the record, each document once."""
        found: list[Operation] = []
        waiting, seen = [operation], set[str]()
        while waiting:
            one = waiting.pop()
            if one.version in seen:
                continue
            seen.add(one.version)
            if one.batch == batch:
                waiting += [parent for parent in map(self._shows.get, one.parents) if parent is not None]
            elif one.document is not None and all(one.document != other.document for other in found):
                found.append(one)
        return found

    def _seen_through(self, head: Operation) -> Operation | None:
        if not head.undoes:
            return head
        parents = map(self._shows.get, head.parents)
        taken_back = next((one for one in parents if one is not None and one.batch == head.undoes), None)
        if taken_back is None:
            return head
        both = self.beside(taken_back, head.undoes)
        same = (one for one in both if one.document == head.document)
        return next(same, None) or self.before(taken_back, head.undoes)


def _parents_first(versions: dict[str, Operation]) -> Iterable[Operation]:
    """All versions, each after its parents; where records lie and run in a circle, it is cut somewhere."""
    begun: set[str] = set()
    done: dict[str, Operation] = {}
    for version in sorted(versions):
        waiting = [version]
        while waiting:
            one = waiting[-1]
            if one in begun:
                done[waiting.pop()] = versions[one]
            else:
                begun.add(one)
                waiting += [parent for parent in versions[one].parents if parent in versions and parent not in begun]
    return done.values()


def _known_before(versions: dict[str, Operation], operation: Operation, batch: str) -> bool:
    """Whether what a batch changed is still here, or it made the record: else nobody can take it back."""
    waiting, seen = [operation], set[str]()
    while waiting:
        one = waiting.pop()
        if one.batch != batch or one.version in seen:
            continue
        seen.add(one.version)
        if any(parent not in versions for parent in one.parents):
            return False
        waiting += (versions[parent] for parent in one.parents)
    return True


def _shown(operations: Iterable[Operation | None]) -> Operation | None:
    known = [operation for operation in operations if operation is not None]
    return max(known, key=lambda one: (one.document is not None, one.version), default=None)
