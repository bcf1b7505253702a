"""Opening what is to be brought in: files, folders and zip archives, however strange or hostile they are."""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from medledare.domain.problems import N_, Problem
from medledare.text.zones import local_times
from medledare.transfer.source import (
    LARGEST,
    CannotRead,
    FileLeftOut,
    NotAFile,
    SingleFile,
    Source,
    TooBig,
    Unreadable,
    moment_of,
    shown,
    sorted_names,
)

MOST_FILES = 100_000
"""How many files a folder or archive may hold."""

LONGEST_LIST = 64 * 1024 * 1024
"""How long the list of an archive's files may be, in bytes; it is read whole."""

_TELLING = (".obsidian",)
"""Hidden folders that say something about the others; all else that is hidden is passed by."""

_UTF_8 = 0x800
_LONGEST_END = 128 * 1024
_SAID_BEFORE = 0xFFFFFFFF
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LINK = N_("it is a link, and links are not followed")
_OUTSIDE = N_("its name leads out of the archive")
_SECRET = N_("it is encrypted")
_DAMAGED = N_("it is damaged or packed in an unknown way")


class TooMany(Problem):
    sentence = N_("{path} holds more than {limit} files. Import the folder with the journal itself.")


class DamagedArchive(Problem):
    sentence = N_("{path} is a damaged archive: perhaps only half of it is here. Nothing was imported.")


def open_source(path: Path) -> Source:
    """Open a file, a folder or an archive. Raises CannotRead, NotAFile, TooBig, DamagedArchive."""
    try:
        if path.is_dir():
            return Folder(path)
        file = cast(BinaryIO, open(path, "rb", opener=_at_once))  # noqa: SIM115 - an archive keeps it open
        try:
            return _opened(path, file)
        except BaseException:
            file.close()
            raise
    except (OSError, ValueError) as error:
        raise CannotRead(path=path, reason=getattr(error, "strerror", None) or str(error)) from None


def _opened(path: Path, file: BinaryIO) -> Source:
    about = os.fstat(file.fileno())
    if not stat.S_ISREG(about.st_mode):
        raise NotAFile(path=path)
    start = file.read(4)
    if start in _ZIP:
        return Archive(path, file)
    if about.st_size > LARGEST:
        raise TooBig(path=path, limit=LARGEST // 1024**2)
    with file:
        return SingleFile(path, start + file.read(), about.st_mtime)


class Folder(Source):
    """A folder with all that is in it, links left out."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._paths)

    @cached_property
    def _paths(self) -> dict[str, str]:
        found: list[tuple[str, str]] = []
        for path in self._walk():
            found.append((shown(os.path.relpath(path, self.path).replace(os.sep, "/")), path))
            if len(found) > MOST_FILES:
                raise TooMany(path=self.path, limit=MOST_FILES)
        return sorted_names(found)

    def _walk(self) -> Iterator[str]:
        waiting = [os.fspath(self.path)]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if _hidden(entry.name):
                            continue
                        if entry.is_symlink():
                            self._left_out(entry.path, _LINK)
                        elif entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                        elif entry.is_file(follow_symlinks=False):
                            yield entry.path
            except OSError as error:
                if folder == os.fspath(self.path):
                    raise CannotRead(path=self.path, reason=error.strerror) from None
                self._left_out(folder, error.strerror)

    def _left_out(self, path: str, reason: str | None) -> None:
        self.problems.append(FileLeftOut(file=shown(os.path.relpath(path, self.path)), reason=reason or ""))

    def changed(self, name: str, zone: tzinfo) -> datetime | None:
        try:
            return moment_of(os.stat(self._paths[name]).st_mtime, zone)
        except OSError:
            return None

    def _read(self, name: str, limit: int) -> bytes:
        try:
            with open(self._paths[name], "rb", opener=_at_once) as file:
                return file.read(limit)
        except OSError as error:
            raise Unreadable(error.strerror or "") from None


class Archive(Source):
    """A zip archive. Nothing of it is unpacked to the disk."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        super().__init__(path)
        self._file = file
        if _length_of_list(file) > LONGEST_LIST:
            raise TooMany(path=path, limit=MOST_FILES)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise DamagedArchive(path=path) from None
        if len(self._zip.infolist()) > MOST_FILES:
            raise TooMany(path=path, limit=MOST_FILES)
        self._infos = sorted_names(self._wanted())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._infos)

    def _wanted(self) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        for info in self._zip.infolist():
            if info.is_dir():
                continue
            name = _name_of(info)
            parts = PurePosixPath(name).parts
            if name.startswith("/") or ".." in parts or ":" in parts[0]:
                self.problems.append(FileLeftOut(file=name, reason=_OUTSIDE))
            elif stat.S_ISLNK(info.external_attr >> 16):
                self.problems.append(FileLeftOut(file=name, reason=_LINK))
            elif not any(map(_hidden, parts)):
                yield name, info

    def changed(self, name: str, zone: tzinfo) -> datetime | None:
        with suppress(ValueError):
            return next(iter(local_times(datetime(*self._infos[name].date_time), zone)), None)
        return None

    def _read(self, name: str, limit: int) -> bytes:
        info = self._infos[name]
        if info.flag_bits & 1:
            raise Unreadable(_SECRET)
        try:
            with self._zip.open(info) as file:
                return file.read(limit)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise Unreadable(_DAMAGED) from None

    def close(self) -> None:
        self._zip.close()
        self._file.close()


def _length_of_list(file: BinaryIO) -> int:
    """How long an archive says that the list of its files is, in bytes; 0 where it has no end that could say it."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - _LONGEST_END))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    length = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if length == _SAID_BEFORE and (at := tail.rfind(b"PK\x06\x06")) >= 0:
        length = int.from_bytes(tail[at + 40 : at + 48], "little")
    return length


def _hidden(name: str) -> bool:
    return (name.startswith(".") and name not in _TELLING) or name == "__MACOSX"


def _name_of(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & _UTF_8:
        # Many write UTF-8 without saying so.
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return shown(name.replace("\\", "/"))


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe nobody writes to would otherwise hold the program for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
