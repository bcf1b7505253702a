"""Appends to the one log that is this machine's own. Used only by the holder of the writer's lock.

A write either is on the disk when ``append`` returns, or it left nothing behind.
"""

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from medledare.vault import damage
from medledare.vault.damage import Damage
from medledare.vault.files import PRIVATE_FILE, private_folder, reaching, sync_folder, write_all, write_whole
from medledare.vault.frames import Place, Tail, seal
from medledare.vault.keys import VaultKey
from medledare.vault.reader import LARGEST, DeviceReader, SegmentReader, segment_name
from medledare.vault.segment import HEADER_BYTES, NO_HASH, SegmentCipher, cipher_for, new_header

SEALED_AT = 256 * 1024

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC


class DeviceWriter:
    """Appends frames behind what a DeviceReader of the same log has read."""

    def __init__(self, reader: DeviceReader, key: VaultKey, torn: Path) -> None:
        self._reader = reader
        self._key = key
        self._torn = torn
        self._descriptor = -1
        self._open_name = ""
        self._open_inode = -1
        self._distrusted = ""
        self.set_aside: list[Damage] = []

    @property
    def torn(self) -> bool:
        """Whether the own log ends in the middle of a write, its own or that of a process still at it."""
        segment = self._reader.last
        return segment is not None and segment.tail is Tail.TORN

    def settle(self) -> None:
        """Set a torn end of the own log aside and cut it off. Raises CannotReach; then nothing was cut."""
        segment = self._reader.last
        if segment is None or segment.tail is not Tail.TORN or not self._reader.reachable(segment):
            return
        with reaching(segment.path):
            content = segment.path.read_bytes()
            rest = content[segment.place.offset :]
            if rest:
                name = f"{self._reader.device}-{segment.path.stem}-{segment.place.offset}-{os.urandom(4).hex()}"
                private_folder(self._torn)
                write_whole(self._torn / name, rest)
                self.set_aside.append(Damage(damage.UNFINISHED, segment.where, segment.number, segment.place.offset))
            self._close()
            if segment.place.offset < HEADER_BYTES:
                segment.path.unlink()
                self._reader.forget(segment)
            else:
                os.truncate(segment.path, segment.place.offset)
                segment.tail = Tail.CLEAN
            sync_folder(self._reader.folder)

    def append(self, records: Sequence[bytes]) -> None:
        """Seal padded plaintexts, write them all and fsync. Raises CannotReach; then nothing changed."""
        self.settle()
        segment = self._reader.last
        if segment is not None and segment.cipher is not None and self._fits(segment):
            with reaching(segment.path):
                self._extend(segment, segment.cipher, records)
        else:
            with reaching(self._reader.folder):
                self._begin(segment, records)

    def sync(self) -> None:
        """Make durable what another process may have appended without finishing. Raises CannotReach."""
        segment = self._reader.last
        if segment is not None:
            with reaching(segment.path):
                descriptor = os.open(segment.path, os.O_RDONLY | os.O_CLOEXEC)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)

    def turn(self) -> None:
        """Let the next append begin a new segment."""
        if self._reader.last is not None:
            self._distrusted = self._reader.last.path.name

    def close(self) -> None:
        """Give the open file back."""
        self._close()

    def _fits(self, segment: SegmentReader) -> bool:
        header, place = segment.header, segment.place
        return (
            header is not None
            and self._reader.reachable(segment)
            and (header.device.hex(), header.number) == (self._reader.device, segment.number)
            and segment.path.name == segment_name(segment.number)
            and segment.path.name != self._distrusted
            and segment.tail is Tail.CLEAN
            and bool(place.last)
            and place.sequence >= 0
            and place.offset < SEALED_AT
        )

    def _extend(self, segment: SegmentReader, cipher: SegmentCipher, records: Sequence[bytes]) -> None:
        descriptor = self._opened(segment)
        data, after = self._sealed(records, cipher, segment.place)
        try:
            self._write(descriptor, data, segment.place.offset, segment.path.name)
        except BaseException:
            if len(records) > 1:
                # Others may have read the first of them, and look for news behind those only.
                self._distrusted = segment.path.name
            raise
        segment.wrote(after, descriptor)

    def _sealed(self, records: Sequence[bytes], cipher: SegmentCipher, place: Place) -> tuple[bytes, Place]:
        data, after = seal(records, cipher, place)
        if after.offset > LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return data, after

    def _write(self, descriptor: int, data: bytes, start: int, name: str) -> None:
        try:
            write_all(descriptor, data)
        except BaseException:
            self._cut_back(descriptor, start, name)
            raise
        try:
            os.fsync(descriptor)
        except BaseException:
            # After a failed fsync nobody knows what the disk holds: never append there again.
            self._distrusted = name
            self._cut_back(descriptor, start, name)
            self._close()
            raise

    def _cut_back(self, descriptor: int, start: int, name: str) -> None:
        try:
            os.ftruncate(descriptor, start)
        except OSError:
            self._distrusted = name

    def _opened(self, segment: SegmentReader) -> int:
        if self._open_name != segment.path.name or self._open_inode != segment.inode():
            self._close()
            self._descriptor = os.open(segment.path, _FLAGS)
            self._open_name, self._open_inode = segment.path.name, os.fstat(self._descriptor).st_ino
        return self._descriptor

    def _begin(self, before: SegmentReader | None, records: Sequence[bytes]) -> None:
        folder = self._reader.folder
        number = before.number + 1 if before else 1
        previous = before.place.last if before and before.cipher else b""
        header = new_header(self._key.vault, self._reader.device, number, previous or NO_HASH)
        cipher = cipher_for(self._key, header)
        data, after = self._sealed(records, cipher, Place(HEADER_BYTES))
        path = folder / segment_name(number)
        self._close()
        # The vault itself is never made here: it may have been moved away, or lie on a disk that is not there now.
        os.stat(folder.parent.parent)
        private_folder(folder)
        descriptor = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            write_all(descriptor, 2 * header.pack() + data)
            os.fsync(descriptor)
            sync_folder(folder)
        except BaseException:
            os.close(descriptor)
            with suppress(OSError):
                os.unlink(path)
            raise
        self._descriptor, self._open_name = descriptor, path.name
        segment = self._reader.add(path)
        segment.began(header, cipher, after, descriptor)
        self._open_inode = segment.inode()

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor, self._open_name, self._open_inode = -1, "", -1
