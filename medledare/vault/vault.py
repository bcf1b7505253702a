"""The open vault: TinyDB over the encrypted logs, with history, undo and an honest account of its state."""

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tinydb import TinyDB

from medledare.config.paths import Places
from medledare.domain.problems import N_, CannotReach, Damaged, VaultBusy
from medledare.vault import history, steps
from medledare.vault.access import CAPTURE_FILE, KEYS
from medledare.vault.adopt import Inbox
from medledare.vault.age import recipient_of
from medledare.vault.damage import Damage
from medledare.vault.files import reaching, read_small
from medledare.vault.fold import Document
from medledare.vault.history import Version
from medledare.vault.inbox import inbox_folder
from medledare.vault.info import FORMAT, INFO_FILE, VaultInfo, describe
from medledare.vault.internal import is_internal
from medledare.vault.keys import ALTERED, VaultKey, unwrap_capture
from medledare.vault.log import PATIENCE, FileLog, MemoryLog
from medledare.vault.steps import Step
from medledare.vault.storage import VaultStorage
from medledare.vault.store import Change, Store
from medledare.vault.table import Table
from medledare.vault.uncollected import uncollected

_NOT_OURS = N_("the public key in vault.json is not the vault's own; what was captured with it cannot be read")
_WRONG_KEY = N_("the key does not belong to this vault")
_NOWHERE = Path(os.devnull) / "memory"


class Database(TinyDB):
    """TinyDB with tables that append."""

    table_class = Table  # type: ignore[assignment]


class VaultStatus(NamedTuple):
    """An account of a vault. ``records``: living ones for each table. ``bytes``: of all segments.

    ``inbox_waiting``: sealed records not yet in the log. ``torn``: files with ends that were set aside.
    ``rolled_back``: devices whose log holds less than was seen before. ``forked``: devices under whose id two machines
    wrote, as after a disk was cloned; a program that carries files kept both, and both are read.
    """

    records: dict[str, int]
    devices: tuple[str, ...]
    damage: tuple[Damage, ...]
    segments: int = 0
    bytes: int = 0
    inbox_waiting: int = 0
    inbox_unreadable: tuple[str, ...] = ()
    torn: tuple[str, ...] = ()
    rolled_back: tuple[str, ...] = ()
    forked: tuple[str, ...] = ()


class Vault:
    """An open vault. Safe to use from several threads; a context manager that closes itself."""

    def __init__(self, info: VaultInfo, places: Places, store: Store) -> None:
        self.info = info
        self.places = places
        self.db: TinyDB = Database(store, storage=VaultStorage)
        self.store = store
        self._foreign = store.foreign

    @property
    def device(self) -> str:
        """This machine's id in the vault, 32 hex digits."""
        return self.store.log.device

    @property
    def generation(self) -> int:
        """Grows with every change seen, one's own and others'."""
        return self.store.generation

    @property
    def damage(self) -> list[Damage]:
        """Everything that is wrong, as far as it was met; empty in a sound vault."""
        return self.store.flaws()

    def table(self, name: str) -> Table:
        """The table of that name. It comes into being with its first record."""
        table = self.db.table(name)
        assert isinstance(table, Table)
        return table

    def refresh(self) -> bool:
        """Fold what others wrote and what lies in the inbox; True when that changed anything since last time.

        Cheap when nothing happened. Raises CannotReach.
        """
        self.store.refresh()
        changed = self.store.foreign != self._foreign
        self._foreign = self.store.foreign
        return changed

    def batch(self) -> AbstractContextManager[None]:
        """Writes of this thread inside are one step for ``undo``."""
        return self.store.batch()

    def writing(self) -> AbstractContextManager[None]:
        """Let nobody else write meanwhile, neither here nor from another process. Raises VaultBusy, CannotReach."""
        return self.store.writing()

    def history(self, table: str, id: str) -> list[Version]:
        """All versions of a record, oldest first; empty for an unknown id."""
        self.store.refresh()
        with self.store.still():
            return history.history(self.store.fold, table, id)

    def deleted(self, table: str) -> dict[str, Document]:
        """Records somebody deleted, by id, with the last document that is known of each (empty if none is)."""
        self.store.refresh()
        with self.store.still():
            return history.deleted(self.store.fold, table)

    def conflicts(self) -> list[tuple[str, str]]:
        """Records (table, id) edited at once on several devices and not yet settled by a further edit."""
        self.store.refresh()
        with self.store.still():
            return list(self.store.fold.conflicts())

    def standing(self) -> dict[str, int]:
        """How many versions stand of each record (by id) that was edited at once on several devices."""
        self.store.refresh()
        with self.store.still():
            return {record: count for (_, record), count in self.store.fold.conflicts().items()}

    def settle(
        self, table: str, id: str, document: Document, versions: Collection[str], further: Mapping[str, Document]
    ) -> bool:
        """Let ``document`` stand for some of the versions that stand beside each other, in one step.

        ``further`` are new records of the same table, by id. Where the versions no longer all stand, nothing is
        written and the answer is False.
        """
        with self.store.writing():
            heads = {head.version for head in self.store.fold.heads(table, id)}
            if not heads.issuperset(versions):
                return False
            added = [Change(table, new, content) for new, content in further.items()]
            self.store.write([*added, Change(table, id, document, parents=tuple(versions))])
        return True

    def undo(self, keep: Collection[str] = (), stay: Collection[str] = ()) -> list[tuple[str, str]]:
        """Take back this device's latest step that still stands; the records (table, id) it touched.

        Nothing is erased: the step back is a new version. Empty when there is nothing to take back. Records of
        the tables in ``keep`` are never taken back; those in ``stay`` can be as they were before, but not go away.
        """
        with self.store.writing():
            changes = history.undo(self.store.fold, self.device, keep, stay)
            self.store.write(changes)
        return list(dict.fromkeys((change.table, change.id) for change in changes))

    def steps(self, most: int, keep: Collection[str] = (), stay: Collection[str] = ()) -> list[Step]:
        """What was done last on this device, latest first, as ``undo`` takes it back."""
        self.store.refresh()
        with self.store.still():
            return steps.steps(self.store.fold, self.device, most, keep, stay)

    def undo_to(self, batch: str, keep: Collection[str] = (), stay: Collection[str] = ()) -> list[tuple[str, str]]:
        """Take back, one by one, every step of this device from the latest to the one named ``batch``.

        Gives the records (table, id) touched. A step that something later stands on is passed over, as by ``undo``.
        """
        touched: dict[tuple[str, str], None] = {}
        with self.store.writing():
            for one, records in steps.back_to(self.store.fold, self.device, batch, keep, stay):
                changes = history.taking_back(self.store.fold, one, records, keep, stay)
                self.store.write(changes)
                touched.update(dict.fromkeys((change.table, change.id) for change in changes))
        return list(touched)

    def redo(
        self, keep: Collection[str] = (), stay: Collection[str] = (), never: Collection[str] = ()
    ) -> list[tuple[str, str]]:
        """Do again the step taken back last, if nothing was done since; the records (table, id) it touched.

        A step that touched a table in ``never`` is not. It is a new step with what the old one said, and can be
        taken back as any. Empty when there is nothing to do.
        """
        with self.store.writing():
            changes = steps.again(self.store.fold, self.device, keep, stay, never)
            self.store.write(changes)
        return [(change.table, change.id) for change in changes]

    def take_back(self, table: str, id: str) -> list[tuple[str, str]]:
        """Take back the step that made a record, as far as it still stands; the records (table, id) it touched.

        What was changed or deleted since is left as it is. It may be long ago, and another device's.
        """
        with self.store.writing():
            batch = history.made_in(self.store.fold, table, id)
            changes = history.take_back(self.store.fold, batch) if batch else []
            self.store.write(changes)
        return list(dict.fromkeys((change.table, change.id) for change in changes))

    def beginners(self, table: str) -> set[str]:
        """The records (by id) of a table that were the first thing written in the step they were made in."""
        self.store.refresh()
        with self.store.still():
            return history.beginners(self.store.fold, table)

    def made_with(self, table: str, id: str) -> list[tuple[str, str]]:
        """The records (table, id) there are that were made in the same step as a record, itself among them."""
        self.store.refresh()
        with self.store.still():
            fold = self.store.fold
            batch = history.made_in(fold, table, id)
            touched = dict.fromkeys((table, record) for table, record, one in fold.operations() if one.batch == batch)
            return [(table, record) for table, record in touched if record in fold.live.get(table, {})]

    @property
    def waiting(self) -> int:
        """How many sealed records could not be taken in yet, as the vault cannot be written to."""
        return 0

    def status(self) -> VaultStatus:
        """What the vault holds and how it is. Raises CannotReach."""
        self.store.refresh()
        with self.store.still():
            live = self.store.fold.live
            return VaultStatus(
                records={name: len(live[name]) for name in sorted(live) if live[name] and not is_internal(name)},
                devices=(self.device,),
                damage=tuple(self.damage),
            )

    def capture_identity(self) -> str | None:
        """The identity that opens what capture and drafts sealed; None where nothing is ever sealed."""
        return None

    def close(self) -> None:
        """Give files back. The vault must not be used afterwards."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class FileVault(Vault):
    """A vault on the disk."""

    def __init__(self, info: VaultInfo, places: Places, key: VaultKey, store: Store, log: FileLog) -> None:
        super().__init__(info, places, store)
        self._key = key
        self._log = log
        self._identity: str | None = None
        self._altered: list[Damage] = []
        self._inbox = Inbox(inbox_folder(places, info.id), self.capture_identity)

    @property
    def key(self) -> VaultKey:
        """The key it was opened with."""
        return self._key

    @property
    def log(self) -> FileLog:
        """The logs on the disk."""
        return self._log

    def load(self) -> None:
        """Read everything there is, mend what may be mended, and take the inbox in. Raises CannotReach."""
        with uncollected():
            self.store.catch_up()
        self._try_key()
        if not self._log.settled():
            self._settle()
        self._inbox.adopt(self.store, PATIENCE)
        self.store.before_reading = lambda: self._inbox.adopt(self.store)
        self._foreign = self.store.foreign
        self._log.remember()

    def _settle(self) -> None:
        try:
            with self.store.writing(PATIENCE):
                self._log.settle()
                self.store.device_changed()
        except (VaultBusy, CannotReach):
            # A vault that cannot be written to can still be read.
            self._log.look_back()

    def refresh(self) -> bool:
        if changed := super().refresh():
            with self.store.still():
                self._log.remember()
        return changed

    def capture_identity(self) -> str:
        """The identity that opens what capture and drafts sealed. Raises Damaged, CannotReach."""
        if self._identity is None:
            path = self.places.vault / KEYS / CAPTURE_FILE
            with reaching(path):
                identity = unwrap_capture(read_small(path), path, self._key)
            if recipient_of(identity) != self.info.capture:
                raise Damaged(what=_NOT_OURS, where=self.info.path / INFO_FILE)
            self._identity = identity
        return self._identity

    def keys_changed(self) -> None:
        """Read anew what the key files say."""
        self.info = describe(self.places)
        self._identity = None
        self._altered = []

    @property
    def damage(self) -> list[Damage]:
        return self._altered + super().damage

    def accept_rollback(self) -> None:
        """Take the logs as they are for complete: ends the alarm about a log put back."""
        with self.store.still():
            self._log.accept_heads()

    @property
    def waiting(self) -> int:
        return len(self._inbox.waiting())

    def status(self) -> VaultStatus:
        with self.store.still():
            return self._status(super().status())

    def _status(self, about: VaultStatus) -> VaultStatus:
        segments = [one.path for reader in self._log.readers.values() for one in reader.segments.values()]
        return about._replace(
            devices=tuple(sorted(name for name, reader in self._log.readers.items() if reader.segments)),
            segments=len(segments),
            bytes=sum(map(_size, segments)),
            inbox_waiting=len(self._inbox.waiting()),
            inbox_unreadable=tuple(sorted(self._inbox.unreadable)),
            torn=tuple(sorted(_names(self._log.torn_folder))),
            rolled_back=self._log.rolled_back,
            forked=self._log.forked,
        )

    def _try_key(self) -> None:
        """Refuse a key that opens nothing here, before anything is sealed with it. Raises Damaged."""
        try:
            self.capture_identity()
        except CannotReach:
            pass
        except Damaged as problem:
            what = problem.details["what"]
            if what == ALTERED and not self.store.generation:
                raise Damaged(what=_WRONG_KEY, where=self.places.vault) from None
            if what == _NOT_OURS:
                self._altered.append(Damage(_NOT_OURS, INFO_FILE))


def open_vault(places: Places, key: VaultKey, *, clock: Callable[[], datetime]) -> FileVault:
    """Open a vault: read, verify and fold all logs, and take in what capture left.

    ``clock`` returns the present moment with a time zone. Damage does not keep a vault from opening; it is
    named in ``damage``. Raises NoVault, Damaged, NewerVault, CannotReach.
    """
    info = describe(places)
    if key.vault != info.id:
        raise Damaged(what=_WRONG_KEY, where=places.vault)
    log = FileLog(places, key)
    vault = FileVault(info, places, key, Store(log, clock), log)
    vault.load()
    return vault


def memory_vault(clock: Callable[[], datetime]) -> Vault:
    """A vault that is nowhere but in memory: the same tables and rules, and no trace."""
    places = Places(_NOWHERE, _NOWHERE, _NOWHERE, None)
    return Vault(VaultInfo("0" * 32, FORMAT, "", _NOWHERE), places, Store(MemoryLog(), clock))


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _names(folder: Path) -> list[str]:
    with suppress(OSError):
        return os.listdir(folder)
    return []
