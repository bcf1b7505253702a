"""Keeps the folded state in step with the log: folds what others wrote, and writes changes through.

Reads never wait for a write: documents are replaced, never altered, and a dictionary is copied before it is
walked. Writes are one at a time, by a lock within the process and one between processes.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from medledare.domain.problems import TooLong
from medledare.vault import damage, padding
from medledare.vault.clock import VersionClock
from medledare.vault.damage import Damage
from medledare.vault.fold import Document, Fold
from medledare.vault.ids import new_id
from medledare.vault.internal import DEVICES, gone_of, holds
from medledare.vault.log import PATIENCE, Log
from medledare.vault.overlay import Overlay, encode
from medledare.vault.padding import pad
from medledare.vault.reader import Batch


class Change(NamedTuple):
    """One record as it shall be: ``document`` None deletes it. ``undoes`` names a batch taken back.

    ``parents`` are the heads it replaces; all there are, if left out.
    """

    table: str
    id: str
    document: Document | None
    undoes: str | None = None
    parents: tuple[str, ...] = ()


class Store:
    """The state of one vault and the way to change it. Safe to use from several threads."""

    def __init__(self, log: Log, clock: Callable[[], datetime]) -> None:
        self.log = log
        self.fold = Fold()
        self.generation = 0
        self.foreign = 0
        """Grows with every record that did not come through ``write``."""
        self.before_reading: Callable[[], None] = lambda: None
        """Called before each look for news."""
        self._time = clock
        self._clock = VersionClock(clock, log.device)
        self._lock = threading.RLock()
        self._depth = 0
        self._batch = threading.local()
        self._bad: list[Damage] = []

    def refresh(self) -> None:
        """Fold what was added since. When another thread is at it, what is known already will do."""
        if self._lock.acquire(blocking=False):
            try:
                if not self._depth:
                    self.before_reading()
                    self.catch_up()
            finally:
                self._lock.release()

    def catch_up(self) -> None:
        """Fold what anybody added to the log. Raises CannotReach."""
        with self._lock:
            for batch in self.log.poll():
                self._fold(batch)

    def device_changed(self) -> None:
        """Sign new versions with the log's present device."""
        self._clock = VersionClock(self._time, self.log.device)
        if self.fold.newest:
            self._clock.observe(self.fold.newest)

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Be the only writer, and know all there is. May be nested. Raises VaultBusy, CannotReach."""
        with self._lock:
            if self._depth:
                yield
                return
            with self.log.writing(patience):
                self.catch_up()
                if self.log.renewed():
                    self.device_changed()
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Writes of this thread inside are one step for undo. An inner batch is part of the outer one."""
        if getattr(self._batch, "id", None):
            yield
            return
        self._batch.id = new_id()
        try:
            yield
        finally:
            self._batch.id = None

    def change(self, table: str, updater: Callable[[Overlay], None]) -> None:
        """Run ``updater`` on a view of a table and write what it changed: all of it or nothing."""
        with self.writing():
            overlay = Overlay(self.fold.live.get(table, {}))
            updater(overlay)
            self.write(Change(table, record, document) for record, document in overlay.changes())

    def write(self, changes: Iterable[Change]) -> None:
        """Write changes as one step. Raises CannotReach, Unwritable or TooLong; then nothing changed."""
        with self.writing():
            batch = getattr(self._batch, "id", None)
            texts: list[bytes] = []
            for change in changes:
                version = self._version(change)
                # One change alone is its own batch; several name the first one's version.
                batch = batch or version
                texts.append(self._encoded(change, version, batch))
            if texts:
                self.append(texts)

    def append(self, texts: list[bytes]) -> None:
        """Make encoded operations durable, then fold them. The writer's lock must be held."""
        padded = [pad(text) for text in texts]
        if any(len(text) > padding.LONGEST for text in padded):
            raise TooLong(limit=padding.LONGEST // 1024**2)
        self.log.append(padded)
        self.fold.take(texts, self._clock.ceiling())
        if self.fold.newest:
            self._clock.observe(self.fold.newest)
        self.generation += 1

    @contextmanager
    def still(self) -> Iterator[None]:
        """Let no other thread change anything meanwhile."""
        with self._lock:
            yield

    def close(self) -> None:
        """Give files back, once no thread is at work on them."""
        with self._lock:
            self.log.close()

    def flaws(self) -> list[Damage]:
        """Everything wrong with the log and with what it holds."""
        with self._lock:
            gone = {device: gone_of(about) for device, about in self.fold.live.get(DEVICES, {}).items()}
            bad = [one for one in self._bad if not holds(gone.get(_device(one), ()), one.segment)]
            return self.log.flaws(gone) + bad

    def _version(self, change: Change) -> str:
        version = self._clock.tick()
        while self.fold.knows(change.table, change.id, version):
            version = self._clock.tick()
        return version

    def _encoded(self, change: Change, version: str, batch: str) -> bytes:
        heads = self.fold.heads(change.table, change.id)
        fields: dict[str, object] = {
            "table": change.table,
            "id": change.id,
            "version": version,
            "parents": change.parents or [head.version for head in heads],
            "document": change.document,
        }
        if batch != version:
            fields["batch"] = batch
        if change.undoes:
            fields["undoes"] = change.undoes
        return encode(fields)

    def _fold(self, batch: Batch) -> None:
        newest = self.fold.newest
        new, bad = self.fold.take(batch.plain, self._clock.ceiling())
        if self.fold.newest != newest:
            self._clock.observe(self.fold.newest)
        if bad:
            self._bad.append(Damage(damage.NOT_A_RECORD, batch.where, batch.segment))
        if new:
            self.generation += 1
            self.foreign += 1


def _device(flaw: Damage) -> str:
    """The device whose log a flaw is in."""
    return flaw.where.split("/")[1] if flaw.where.count("/") > 1 else ""
