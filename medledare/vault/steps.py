"""What one device did, step by step, as it can be shown, taken back and done again. Pure: reads a Fold.

The log alone says it: a step back names the step it took back, and a step done again is a new one that says what the
one taken back last had said, with nothing done in between.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from medledare.vault.clock import device_of, time_of
from medledare.vault.fold import Document, Fold, Operation
from medledare.vault.history import Past
from medledare.vault.internal import is_internal
from medledare.vault.overlay import copied
from medledare.vault.store import Change

Key = tuple[str, str]
"""A record: its table and its id."""


class Touch(NamedTuple):
    """A record, and its document before and after a step; None where it was not there."""

    table: str
    id: str
    before: Document | None
    after: Document | None


class Step(NamedTuple):
    """Something done at once. ``stands``: it was not taken back."""

    batch: str
    at: datetime
    touched: tuple[Touch, ...]
    stands: bool


class _Made:
    """A step as it lies in the log. ``undoes`` names the one it took back."""

    def __init__(self, batch: str, undoes: str | None) -> None:
        self.batch, self.undoes = batch, undoes
        self.last: dict[Key, Operation] = {}

    def add(self, key: Key, operation: Operation) -> None:
        if key not in self.last or self.last[key].version < operation.version:
            self.last[key] = operation

    @property
    def version(self) -> str:
        """The latest version in it."""
        return max(one.version for one in self.last.values())

    def same(self, other: "_Made") -> bool:
        """Whether it says what another did."""
        return {key: one.document for key, one in self.last.items()} == {
            key: one.document for key, one in other.last.items()
        }


class _Run(NamedTuple):
    """Where all steps led: those that stand, those taken back, and of these the ones to be done again, latest last."""

    standing: dict[str, _Made]
    gone: dict[str, _Made]
    again: list[_Made]


def steps(fold: Fold, device: str, most: int, keep: Collection[str] = (), stay: Collection[str] = ()) -> list[Step]:
    """The device's latest steps, latest first, without those that only touched what ``undo`` leaves alone."""
    run = _run(_made(fold, device, keep, stay))
    return [_step(fold, one, one.batch in run.standing) for one in _latest_first(*run[:2])[:most]]


def back_to(
    fold: Fold, device: str, batch: str, keep: Collection[str] = (), stay: Collection[str] = ()
) -> list[tuple[str, list[Key]]]:
    """The steps that stand from the latest to the one named, latest first, each with the records it touched.

    None if that one does not stand.
    """
    standing = _run(_made(fold, device, keep, stay)).standing
    if batch not in standing:
        return []
    return [(one.batch, list(one.last)) for one in _latest_first(standing) if one.version >= standing[batch].version]


def again(
    fold: Fold, device: str, keep: Collection[str] = (), stay: Collection[str] = (), never: Collection[str] = ()
) -> list[Change]:
    """The changes that do again the step taken back last.

    None if something was done since, here or to its records, or if it touched a table in ``never``.
    """
    waiting = _run(_made(fold, device, keep, stay)).again
    if not waiting:
        return []
    step = waiting[-1]
    for (table, record), one in step.last.items():
        now = [head.document for head in fold.heads(table, record)]
        if table in never or now != [_before(fold, table, record, one)]:
            return []
    return [Change(table, record, copied(one.document)) for (table, record), one in step.last.items()]


def _made(fold: Fold, device: str, keep: Collection[str], stay: Collection[str]) -> Iterator[_Made]:
    """Every step of the device, and every step back whoever took it, in the order of the log."""
    found: dict[str, _Made] = {}
    for table, record, one in fold.operations():
        if is_internal(table) or table in keep or (device_of(one.version) != device and not one.undoes):
            continue
        if table in stay and not one.parents and not one.undoes:
            continue
        found.setdefault(one.batch, _Made(one.batch, one.undoes)).add((table, record), one)
    yield from sorted(found.values(), key=lambda made: made.version)


def _run(made: Iterator[_Made]) -> _Run:
    run = _Run({}, {}, [])
    for one in made:
        if one.undoes:
            if (back := run.standing.pop(one.undoes, None)) is not None:
                run.gone[back.batch] = back
                run.again.append(back)
            continue
        if run.again and one.same(run.again[-1]):
            del run.gone[run.again.pop().batch]
        else:
            run.again.clear()
        run.standing[one.batch] = one
    return run


def _latest_first(*made: dict[str, _Made]) -> list[_Made]:
    return sorted((one for some in made for one in some.values()), key=lambda one: one.version, reverse=True)


def _step(fold: Fold, made: _Made, stands: bool) -> Step:
    touched = [
        Touch(table, record, copied(_before(fold, table, record, one)), copied(one.document))
        for (table, record), one in made.last.items()
    ]
    return Step(made.batch, time_of(made.version), tuple(touched), stands)


def _before(fold: Fold, table: str, record: str, one: Operation) -> Document | None:
    """What a record said before a step; None where it was not there."""
    before = Past(fold.versions(table, record)).before(one, one.batch)
    return before.document if before else None
