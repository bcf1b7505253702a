"""All logs of a vault as one: what anybody appended, and the way to append to the own one.

``Log`` is what the store needs of it; ``FileLog`` keeps that promise on the disk, ``MemoryLog`` in nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from medledare.config.paths import Places
from medledare.vault import damage
from medledare.vault.damage import Damage
from medledare.vault.device import device_id, renew_device
from medledare.vault.files import private_folder, reaching
from medledare.vault.heads import (
    Head,
    further,
    has_other_end,
    head_of,
    is_rolled_back,
    read_heads,
    went_elsewhere,
    write_heads,
)
from medledare.vault.info import is_hex
from medledare.vault.internal import Ranges
from medledare.vault.keys import VaultKey
from medledare.vault.lock import WriterLock
from medledare.vault.reader import Batch, DeviceReader, FolderWatch
from medledare.vault.writer import DeviceWriter

PATIENCE = 10.0
"""Seconds to wait for another process to finish its write."""


class Log(Protocol):
    """Where records come from and go to."""

    device: str

    def poll(self) -> Iterator[Batch]:
        """Records that were added, by anybody, since the last call; to be read to its end."""

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Keep all other processes from writing. Raises VaultBusy, CannotReach."""
        yield

    def renewed(self) -> bool:
        """Before a write, under the lock: whether ``device`` had to become another one just now."""

    def append(self, records: Sequence[bytes]) -> None:
        """Make padded plaintexts durable, or raise CannotReach with nothing changed."""

    def sync(self) -> None:
        """Make durable whatever the own log holds."""

    def turn(self) -> None:
        """Let the next write begin a new segment."""

    def flaws(self, gone: Mapping[str, Ranges]) -> list[Damage]:
        """Everything that is wrong. ``gone``: for each device the segments that nobody needs any more."""

    def close(self) -> None:
        """Give files back."""


class MemoryLog:
    """A log that keeps nothing: for a vault that must leave no trace."""

    device = "0" * 32

    def poll(self) -> Iterator[Batch]:
        return iter(())

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[None]:
        yield

    def renewed(self) -> bool:
        return False

    def append(self, records: Sequence[bytes]) -> None:
        """Nothing to do: the store keeps what it was given."""

    def sync(self) -> None:
        """Nothing to do."""

    def turn(self) -> None:
        """Nothing to do."""

    def flaws(self, gone: Mapping[str, Ranges]) -> list[Damage]:
        return []

    def close(self) -> None:
        """Nothing to do."""


class FileLog:
    """The logs below ``vault/log``, and the writer's lock in state. Not for several threads at once."""

    def __init__(self, places: Places, key: VaultKey) -> None:
        self._places = places
        self._key = key
        self._state = places.state_of(key.vault)
        self._folder = places.vault / "log"
        self._watch = FolderWatch(self._folder)
        with reaching(self._state):
            private_folder(self._state)
            self.device = device_id(places, key.vault)
        self._seen = read_heads(self._state)
        self.rolled_back: tuple[str, ...] = ()
        self._taken = False
        self.readers: dict[str, DeviceReader] = {}
        self._lock = WriterLock(self._state / "lock")
        self._own = self._follow_own()

    @property
    def torn_folder(self) -> Path:
        """Where torn ends of the own log are kept."""
        return self._state / "torn"

    @property
    def own(self) -> DeviceReader:
        """The log that this machine writes."""
        return self.readers[self.device]

    def forget(self, device: str, names: Iterable[str]) -> None:
        """Stop following segments that were removed."""
        if reader := self.readers.get(device):
            for name in names:
                if segment := reader.segments.get(name):
                    reader.forget(segment)

    def read_again(self, device: str, path: Path) -> None:
        """Read a segment that was mended from its beginning. All it holds is known already."""
        if reader := self.readers.get(device):
            self.forget(device, [path.name])
            reader.add(path).poll()

    def poll(self) -> Iterator[Batch]:
        with reaching(self._folder):
            for name in self._watch.names() or ():
                if name not in self.readers and is_hex(name, 16):
                    self.readers[name] = DeviceReader(self._folder / name, self._key, own=False)
            for reader in list(self.readers.values()):
                yield from reader.poll()

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[None]:
        with self._lock.held(patience):
            yield

    def settled(self) -> bool:
        """Whether there is nothing for ``settle`` to do; looks back for it. Needs no lock."""
        self.look_back()
        return not self._taken and not self._own.torn

    def settle(self) -> None:
        """Before the first write: notice a log put back, else set a torn end aside. Needs the lock."""
        self.look_back()
        if self._taken:
            # Going on in a log that others may know the end of would split it: begin another one.
            with reaching(self._state):
                self.device = renew_device(self._places, self._key.vault)
            self._own.close()
            self._own_reader.own = False
            self._own = self._follow_own()
        self._own.settle()

    def renewed(self) -> bool:
        """Whether the own log was put back or continued elsewhere, and another one had to be begun. Needs the lock."""
        replaced = self._own_reader.replaced
        if not replaced and not self._taken:
            return False
        for one in replaced:
            # What this process saw itself counts as seen, though it was not written down yet.
            if known := one.known:
                head = Head(one.number, known.sequence, known.last.hex())
                self._seen = further(self._seen, {self.device: head})
            one.known = None
        replaced.clear()
        before = self.device
        self.settle()
        return self.device != before

    def look_back(self) -> None:
        """Compare what is here with what was seen before on this machine."""
        self.rolled_back = tuple(
            device
            for device, seen in self._seen.items()
            if is_rolled_back(seen, self._head(device), self.readers.get(device))
        )
        own = self._seen.get(self.device)
        self._taken = has_other_end(self._own_reader) or (
            own is not None and went_elsewhere(own, self._head(self.device), self._own_reader)
        )

    def remember(self) -> None:
        """Write down how far every log has come. A failure costs an alarm at worst, so it is let go."""
        now = {
            device: head
            for device, reader in self.readers.items()
            if device not in self.rolled_back and (head := head_of(reader))
        }
        merged = further(self._seen, now)
        if merged != self._seen:
            with suppress(OSError):
                write_heads(self._state, merged)
                self._seen = merged

    def accept_heads(self) -> None:
        """Take what is here now for all there ever was: ends the alarm about a log put back."""
        self._seen, self.rolled_back = {}, ()
        self.remember()

    def append(self, records: Sequence[bytes]) -> None:
        self._own.append(records)

    def sync(self) -> None:
        self._own.sync()

    @property
    def forked(self) -> tuple[str, ...]:
        """Devices under whose id two machines wrote, as copies beside their logs show; all of it is read."""
        return tuple(device for device, reader in self.readers.items() if has_other_end(reader))

    def turn(self) -> None:
        self._own.turn()

    def flaws(self, gone: Mapping[str, Ranges]) -> list[Damage]:
        found = [flaw for name, reader in self.readers.items() for flaw in reader.flaws(gone.get(name, ()))]
        found += self._own.set_aside
        return found + [Damage(damage.ROLLED_BACK, f"log/{device}") for device in self.rolled_back]

    def close(self) -> None:
        self.remember()
        self._own.close()
        self._lock.close()

    def _follow_own(self) -> DeviceWriter:
        self._own_reader = DeviceReader(self._folder / self.device, self._key, own=True)
        self.readers[self.device] = self._own_reader
        return DeviceWriter(self._own_reader, self._key, self.torn_folder)

    def _head(self, device: str) -> Head | None:
        reader = self.readers.get(device)
        return head_of(reader) if reader else None
