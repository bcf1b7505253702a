"""Text in and out: one small module a format, all behind the same two shapes.

An importer turns a file's bytes into records and tells, with its place, what it could not take as it stood; an
exporter turns stored records into one text. Neither touches a disk or a vault.
"""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple, Protocol

from medledare.domain.problems import N_, Problem, Usage
from medledare.domain.records import Record


class NotText(Problem):
    sentence = N_("Line {line} is not UTF-8 text. Save the file as UTF-8 and try again; nothing was imported.")


class NoSuchFormat(Usage):
    sentence = N_("There is no format called {format}. There are: {formats}.")


class Stored(NamedTuple):
    """A record as it is stored: ``decode(*stored)`` is the record."""

    kind: str
    id: str
    document: Mapping[str, Any]


class Parsed(NamedTuple):
    """What a file gave. ``problems`` name the place and what was done there; the rest is in ``records``.

    A record's id is empty where the file has none: it gets one when it is kept.
    """

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


class Importer(Protocol):
    """A format that can be read."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """As it is named on the command line."""

    def recognises(self, head: str) -> bool:
        """Whether a file that begins like this is of the format."""

    def read(self, data: bytes, zone: tzinfo, *, strict: bool = False) -> Parsed:
        """Records of a whole file. ``zone`` is for formats that do not say; ``strict`` doubts what is unusual.

        Raises a Problem when nothing of the file can be taken.
        """


class Exporter(Protocol):
    """A format that can be written."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """As it is named on the command line."""

    @property
    def COMPLETE(self) -> bool:  # noqa: N802 - a constant of the module
        """Whether it is meant to hold everything there is, not only what one reads."""

    def write(self, rows: Sequence[Stored]) -> str:
        """The whole text, in the order of ``rows``."""


def text_of(data: bytes) -> str:
    """A file's text with plain line ends and no byte order mark. Raises NotText."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise NotText(line=data.count(b"\n", 0, error.start) + 1) from None
