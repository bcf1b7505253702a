"""Follows the segments of one device as they grow, and says what is wrong with them.

Noticing that nothing happened costs one ``stat`` for the folder and one for each segment that can still
grow, however many sealed ones there are.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from medledare.vault import damage
from medledare.vault.damage import Damage
from medledare.vault.files import reaching
from medledare.vault.frames import UNREADABLE, Place, Tail, hash_before, scan
from medledare.vault.info import FORMAT, is_hex
from medledare.vault.internal import Ranges, first_outside, holds
from medledare.vault.keys import VaultKey
from medledare.vault.segment import HEADER_BYTES, SegmentCipher, SegmentHeader, cipher_for, read_header

SUFFIX = ".seg"
_DIGITS = 10
_MOST_DIGITS = 18
LARGEST = 1 << 30
"""Bytes in a segment at most, so that no file that appears in the folder can take all memory."""

_TRIES = 5
"""How often a folder is listed anew in one go, when segments vanish while they are read."""

# Coarsest time stamp of a common file system (FAT): a folder younger than this may change unseen.
_COARSE_NS = 2_000_000_000


class Batch(NamedTuple):
    """New plaintexts of one segment; ``where`` is its path inside the vault."""

    where: str
    segment: int
    plain: list[bytes]


def segment_name(number: int) -> str:
    """The file name of a segment; names sort as numbers do."""
    return f"{number:0{_DIGITS}d}{SUFFIX}"


class FolderWatch:
    """Lists a folder again only when its time stamp says so, or is too young to be believed."""

    def __init__(self, path: Path) -> None:
        self.path = os.fspath(path)
        self._stamp = -1

    def names(self) -> list[str] | None:
        """Sorted names, or None when nothing changed since the last call. A missing folder is empty."""
        try:
            stamp = os.stat(self.path).st_mtime_ns
        except FileNotFoundError:
            self._stamp = -1
            return []
        if stamp == self._stamp:
            return None
        names = sorted(os.listdir(self.path))
        self._stamp = stamp if time.time_ns() - stamp > _COARSE_NS else -1
        return names


class SegmentReader:
    """One segment file, read as far as it goes."""

    def __init__(self, path: Path, key: VaultKey, device: str) -> None:
        self.path = path
        self._file = os.fspath(path)
        self.where = f"log/{device}/{path.name}"
        stem = path.name.removesuffix(SUFFIX)
        plain = stem.isdecimal() and stem.isascii() and _DIGITS <= len(stem) <= _MOST_DIGITS
        self.number = int(stem) if plain else 0
        self._key = key
        self._device = device
        self._seen: tuple[int, int, int] | None = None
        self.known: Place | None = None
        """How far it had been read when another file was put in its place."""
        self._start()

    def _start(self) -> None:
        self.header: SegmentHeader | None = None
        self.cipher: SegmentCipher | None = None
        self.place = Place(0)
        self.tail = Tail.CLEAN
        self._flaws: list[Damage] = []
        self._closed = False

    @property
    def settled(self) -> bool:
        """Whether nothing is amiss that more bytes could mend."""
        return self._closed or (self.cipher is not None and self.tail is Tail.CLEAN)

    def poll(self) -> list[bytes]:
        """Plaintexts that were added since the last call. Raises OSError."""
        about = os.stat(self._file)
        seen = (about.st_size, about.st_mtime_ns, about.st_ino)
        if seen == self._seen:
            return []
        if self._seen and (about.st_ino != self._seen[2] or about.st_size < self.place.offset):
            if self.place.sequence > 0 and self.place.last:
                self.known = max(self.known or self.place, self.place)
            self._start()
        data = self._read()
        self._seen = seen
        if self.cipher is None:
            if not self._open(data):
                return []
            data = data[HEADER_BYTES:]
        return self._scan(data)

    def wrote(self, place: Place, descriptor: int) -> None:
        """Take note of frames this process itself appended, so that they are not read again."""
        about = os.fstat(descriptor)
        self.place, self._seen = place, (about.st_size, about.st_mtime_ns, about.st_ino)

    def began(self, header: SegmentHeader, cipher: SegmentCipher, place: Place, descriptor: int) -> None:
        """Take note of a segment this process itself has just written."""
        self.header, self.cipher = header, cipher
        self.wrote(place, descriptor)

    @property
    def copy(self) -> bool:
        """Whether a program that carries files kept it beside the segment of that number, under another name."""
        return not self.number and self.header is not None and self.header.device.hex() == self._device

    def hash_at(self, frames: int) -> bytes | None:
        """The hash of the last of so many frames; None if there are fewer, empty if that cannot be told."""
        if self.place.sequence < 0 or not frames:
            return b""
        if self.place.sequence < frames:
            return None
        if self.place.sequence == frames:
            return self.place.last
        try:
            data = self.path.read_bytes()[: self.place.offset]
        except OSError:
            return b""
        return hash_before(data, frames, HEADER_BYTES)

    def inode(self) -> int:
        """The file's inode as last seen."""
        return self._seen[2] if self._seen else -1

    def flaws(self) -> list[Damage]:
        """Everything wrong with what is there now."""
        found = list(self._flaws)
        unread = (self._seen or (0,))[0] > self.place.offset
        if self.cipher is not None and self.tail is Tail.UNREADABLE and unread:
            found.append(self._flaw(UNREADABLE, self.place.offset))
        written = self.header and (self.header.number, self.header.device.hex())
        if written and (self.number, self._device) != written and not self.copy:
            found.append(self._flaw(damage.MISPLACED_SEGMENT, 0))
        return found

    def _read(self) -> bytes:
        with open(self._file, "rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
            if self.place.offset:
                file.seek(self.place.offset)
            return file.read()

    def _open(self, data: bytes) -> bool:
        opening = read_header(data[:HEADER_BYTES])
        header = opening.header
        self._flaws = []
        if len(data) < HEADER_BYTES:
            self.tail = Tail.TORN
            return False
        if header is None:
            self.tail = Tail.TORN if not any(data) else Tail.UNREADABLE
            self._flaws.append(self._flaw(damage.HEADER_LOST, 0))
            return False
        self._closed = header.format > FORMAT or header.vault.hex() != self._key.vault
        if self._closed:
            newer = header.format > FORMAT
            self._flaws.append(self._flaw(damage.NEWER_SEGMENT if newer else damage.OTHER_VAULT, 0))
            return False
        for index in opening.bad_copies:
            self._flaws.append(self._flaw(damage.HEADER_COPY, index * HEADER_BYTES // 2))
        self.header, self.cipher = header, cipher_for(self._key, header)
        self.place = Place(HEADER_BYTES)
        return True

    def _scan(self, data: bytes) -> list[bytes]:
        assert self.cipher is not None
        found = scan(data, self.cipher, self.place)
        self._flaws += [self._flaw(what, offset) for offset, what in found.flaws]
        self.place, self.tail = found.place, found.tail
        return found.plain

    def _flaw(self, what: str, offset: int) -> Damage:
        return Damage(what, self.where, self.number, offset)


class DeviceReader:
    """All segments of one device."""

    def __init__(self, folder: Path, key: VaultKey, *, own: bool) -> None:
        self.folder = folder
        self.device = folder.name
        self.segments: dict[str, SegmentReader] = {}
        self._key = key
        self.own = own
        self._watch = FolderWatch(folder)
        self._listed = False
        self.last: SegmentReader | None = None
        """The segment with the highest number."""
        self._following = os.path.join(folder, segment_name(1))
        self._growing: list[SegmentReader] = []
        self._unreadable: dict[str, Damage] = {}
        self.replaced: list[SegmentReader] = []
        """Those in whose place another file was put while they were followed."""

    def poll(self) -> Iterator[Batch]:
        """What was added since the last call, one segment at a time; to be read to its end.

        Files that cannot be read are named in ``flaws``.
        """
        yield from self._news()
        for _ in range(_TRIES):
            if self._listed:
                return
            yield from self._news()

    def _news(self) -> Iterator[Batch]:
        self._look()
        for segment in list(self._growing):
            if plain := self._poll(segment):
                yield Batch(segment.where, segment.number, plain)
        if len(self._growing) > 1:
            self._keep_growing()

    def add(self, path: Path) -> SegmentReader:
        """Follow one more segment, which becomes one that can grow."""
        segment = SegmentReader(path, self._key, self.device)
        self.segments[path.name] = segment
        self._growing.append(segment)
        self._find_last()
        return segment

    def forget(self, segment: SegmentReader) -> None:
        """Stop following a segment that was removed."""
        del self.segments[segment.path.name]
        self._unreadable.pop(segment.path.name, None)
        self._find_last()
        self._keep_growing()

    def numbered(self, number: int) -> SegmentReader | None:
        """The segment of that number, if it is there under its own name."""
        return self.segments.get(segment_name(number))

    def copies(self) -> list[SegmentReader]:
        """What a program that carries files kept beside the segments, such as its copies of a conflict."""
        return [segment for segment in self.segments.values() if segment.copy]

    def reachable(self, segment: SegmentReader) -> bool:
        """Whether the segment could be read when it was last looked at."""
        return segment.path.name not in self._unreadable

    def flaws(self, gone: Ranges = ()) -> list[Damage]:
        """Everything wrong inside the segments and between them. ``gone``: segments that nobody needs any more."""
        found = [flaw for flaw in self._unreadable.values() if not holds(gone, flaw.segment)]
        for segment in self.segments.values():
            if not holds(gone, segment.number):
                found += segment.flaws()
        return found + self._gaps(gone)

    def _look(self) -> None:
        # Only holders of the writer's lock write here, one number after the other: no listing is needed.
        if self.own and self._listed:
            while os.path.exists(self._following):
                self.add(Path(self._following))
            return
        try:
            names = self._watch.names()
        except OSError:
            self._unreadable[""] = Damage(damage.FILE_UNREADABLE, f"log/{self.device}")
            return
        self._unreadable.pop("", None)
        self._listed = True
        for name in names or ():
            if name.endswith(SUFFIX) and not name.startswith("."):
                known = self.segments.get(name)
                if known is None:
                    self.add(self.folder / name)
                elif known not in self._growing:
                    self._growing.append(known)

    def _poll(self, segment: SegmentReader) -> list[bytes]:
        name = segment.path.name
        try:
            plain = segment.poll()
        except OSError as error:
            if isinstance(error, FileNotFoundError) and name not in self._unreadable:
                # Where history was dropped, what was kept of it lies further on.
                self._list_again()
            if self.own and segment.cipher is None and isinstance(error, FileNotFoundError):
                # Another process of this machine cleared away what had hardly been begun.
                self.forget(segment)
                return []
            self._unreadable[name] = Damage(damage.FILE_UNREADABLE, segment.where, segment.number)
            return []
        self._unreadable.pop(name, None)
        if segment.known and segment not in self.replaced:
            # Whoever put another file there may have kept the one before under another name.
            self.replaced.append(segment)
            self._list_again()
        return plain

    def _list_again(self) -> None:
        self._listed = False
        self._watch = FolderWatch(self.folder)

    def _find_last(self) -> None:
        self.last = max(self.segments.values(), key=lambda segment: segment.number, default=None)
        self._following = os.path.join(self.folder, segment_name(self.last.number + 1 if self.last else 1))

    def _keep_growing(self) -> None:
        self._growing = [one for one in self.segments.values() if one is self.last or not one.settled]

    def _gaps(self, gone: Ranges) -> list[Damage]:
        found = []
        needed = (one for one in self.segments.values() if one.number and not holds(gone, one.number))
        numbered = sorted(needed, key=lambda segment: segment.number)
        expected = 1
        before: SegmentReader | None = None
        for segment in numbered:
            if (missing := first_outside(gone, expected, segment.number)) is not None:
                where = f"log/{self.device}/{segment_name(missing)}"
                found.append(Damage(damage.SEGMENT_MISSING, where, missing))
            if before and segment.header and before.number == segment.number - 1:
                found += _broken_link(before, segment.header)
            expected, before = segment.number + 1, segment
        return found


def readers(vault: Path, key: VaultKey) -> list[DeviceReader]:
    """A fresh reader for the log of every device, the vault left as it is. Raises CannotReach."""
    folder = vault / "log"
    with reaching(folder):
        names = sorted(os.listdir(folder)) if folder.is_dir() else []
    return [DeviceReader(folder / name, key, own=False) for name in names if is_hex(name, 16)]


def size(reader: DeviceReader) -> int:
    """Bytes of a device's segments on the disk."""
    with suppress(OSError):
        return sum(one.stat().st_size for one in os.scandir(reader.folder) if one.name.endswith(SUFFIX))
    return 0


def _broken_link(before: SegmentReader, header: SegmentHeader) -> list[Damage]:
    if before.cipher is None:
        broken = before.tail is Tail.TORN
    else:
        broken = any(header.previous) and before.place.last not in (b"", header.previous)
    if not broken:
        return []
    return [Damage(damage.END_MISSING, before.where, before.number, before.place.offset)]
