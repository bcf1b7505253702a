"""What is brought in: a file, a folder or an archive, all seen as names with bytes behind them.

A source is another's: what it holds is only ever read, into memory and within limits, and no name leads outside it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar
from unicodedata import category

from medledare.domain.problems import N_, Problem

Named = TypeVar("Named")

LARGEST = 256 * 1024 * 1024
"""Largest single file that is read, in bytes."""

MOST = 2 * LARGEST
"""How much is read of a folder or archive, in bytes."""

HEAD = 64 * 1024
"""How much of a file is looked at to see what it is, in bytes."""


class CannotRead(Problem):
    sentence = N_("{path} cannot be read: {reason}. Nothing was imported.")


class NotAFile(Problem):
    sentence = N_("{path} is neither a file nor a folder. Nothing was imported.")


class NotOneFile(Problem):
    sentence = N_("{path} is a folder or an archive, and this format is kept in one file. Name that file.")


class TooBig(Problem):
    sentence = N_("{path} is larger than {limit} MB. Split it and import the parts.")


class FileLeftOut(Problem):
    """A file within a folder or archive; the others are taken."""

    sentence = N_("{file} cannot be read: {reason}. It was left out.")


class TooLarge(Problem):
    """Why a file within a source is left out."""

    sentence = N_("it is larger than {limit} MB")


class File(NamedTuple):
    """A file of a source. ``name`` has ``/`` between folders, and nothing that cannot be shown or kept."""

    name: str
    data: bytes


class Source(ABC):
    """A file, folder or archive. ``problems`` grows with what could not be read of it.

    ``names`` of all its files are sorted; looking at them reads none. A context manager that closes itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._left = MOST

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]: ...

    @abstractmethod
    def _read(self, name: str, limit: int) -> bytes:
        """At most ``limit`` bytes of a file. Raises Unreadable."""

    @abstractmethod
    def changed(self, name: str, zone: tzinfo) -> datetime | None:
        """When a file was last changed, in ``zone`` where it does not say; None where that is no time."""

    def bytes_of(self, name: str, largest: int | None = None) -> bytes:
        """A file's content. ``largest``: how much of it can be used, in bytes.

        Raises FileLeftOut, and TooBig when all that was read is more than can be meant.
        """
        limit = min(LARGEST, self._left, LARGEST if largest is None else largest)
        try:
            data = self._read(name, limit + 1)
        except Unreadable as reason:
            raise FileLeftOut(file=name, reason=str(reason)) from None
        if len(data) > limit:
            if limit == largest:
                self._left -= limit
                raise FileLeftOut(file=name, reason=TooLarge(limit=limit // 1024**2))
            raise TooBig(path=self.path / name if self.names != (name,) else self.path, limit=limit // 1024**2)
        self._left -= len(data)
        return data

    def head_of(self, name: str) -> str:
        """How a file begins, as text whatever it is, without byte order mark and with plain line ends."""
        try:
            data = self._read(name, HEAD)
        except Unreadable:
            return ""
        return data.decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")

    def files(
        self, wanted: Callable[[str], bool] = lambda _name: True, *, largest: int | None = None
    ) -> Iterator[File]:
        """The files whose name is wanted, read one by one; one that cannot be read is left out and told.

        So is one of more bytes than ``largest``.
        """
        for name in filter(wanted, self.names):
            try:
                yield File(name, self.bytes_of(name, largest))
            except FileLeftOut as problem:
                self.problems.append(problem)

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return name in self._all_names

    @cached_property
    def _all_names(self) -> frozenset[str]:
        return frozenset(self.names)

    def close(self) -> None:  # noqa: B027 - most have nothing to give back
        """Give files back."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Unreadable(Exception):
    """Why a file within a source cannot be read, in a few words (a message id)."""


class SingleFile(Source):
    """One file, held in memory."""

    def __init__(self, path: Path, data: bytes, changed: float = 0) -> None:
        super().__init__(path)
        self.data = data
        self._changed = changed

    @property
    def names(self) -> tuple[str, ...]:
        return (shown(self.path.name),)

    @property
    def head(self) -> str:
        """How it begins, as text whatever it is, without byte order mark and with plain line ends."""
        return self.head_of(self.names[0])

    def changed(self, name: str, zone: tzinfo) -> datetime | None:
        return moment_of(self._changed, zone)

    def _read(self, name: str, limit: int) -> bytes:
        return self.data[:limit]


def the_file(source: Source) -> bytes:
    """The content of the one file that a format is kept in. Raises NotOneFile."""
    if not isinstance(source, SingleFile):
        raise NotOneFile(path=source.path)
    return source.data


def shown(name: str) -> str:
    """A file's name as it can be shown and kept, whatever bytes it is made of: in one line, and as Unicode."""
    readable = name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    return "".join("\ufffd" if category(sign) == "Cc" else sign for sign in readable)


def sorted_names(found: Iterable[tuple[str, Named]]) -> dict[str, Named]:
    """What was found by name, sorted; of the same name twice, the second is given a number."""
    named: dict[str, Named] = {}
    for name, what in found:
        given, number = name, 1
        while given in named:
            number += 1
            given = f"{name} ({number})"
        named[given] = what
    return dict(sorted(named.items()))


def moment_of(seconds: float, zone: tzinfo) -> datetime | None:
    """A file's time in ``zone``, to the second."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return None
