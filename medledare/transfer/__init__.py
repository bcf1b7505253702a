"""Text in and out: one small module a format, all behind the same two shapes.

An importer turns a source (a file, a folder or an archive) into records and tells, with its place, what it could not
take as it stood; an exporter turns stored records into one file or several. Neither writes to a disk or knows a vault.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from medledare.domain.codec import decoded
from medledare.domain.problems import N_, Problem, Usage
from medledare.domain.records import Record

if TYPE_CHECKING:
    from medledare.transfer.about import About
    from medledare.transfer.source import Source


class NotText(Problem):
    sentence = N_("Line {line} is not UTF-8 text. Save the file as UTF-8 and try again; nothing was imported.")


class NotJson(Problem):
    sentence = N_("The file is not JSON: line {line}, column {column} cannot be read. Nothing was imported.")


class NoSuchFormat(Usage):
    sentence = N_("There is no format called {format}. There are: {formats}.")


@dataclass
class Stored:
    """A record as it is stored, and read when it is first asked for: None where it is not what this version expects."""

    kind: str
    id: str
    document: Mapping[str, Any]

    @cached_property
    def record(self) -> Record | None:
        """What is stored, as a record."""
        return decoded(self.kind, self.id, self.document)


class Parsed(NamedTuple):
    """What a source gave. ``problems`` name the place and what was done there; the rest is in ``records``.

    A record's id is empty where the source has none: it gets one when it is kept. ``zoneless``: some of the times
    had no zone of their own, and were read as of the zone handed in. ``doubtful``: a strict reading would give
    something else.
    """

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    zoneless: bool = False
    doubtful: bool = False


class Importer(Protocol):
    """A format that can be read."""

    def recognises(self, source: "Source") -> bool:
        """Whether the source is of the format, as far as a look at its names and beginning tells."""

    def read(self, source: "Source", zone: tzinfo, *, strict: bool = False) -> Parsed:
        """Records of a whole source. ``zone`` is for times that do not say; ``strict`` doubts what is unusual.

        Files that cannot be read are in ``source.problems``. Raises a Problem when nothing of the source can be taken.
        """


class Exporter(Protocol):
    """A format that can be written. What it is called, and what it can, stands in ``medledare.text.formats``."""

    def write(self, rows: Sequence[Stored], about: "About") -> bytes:
        """The whole file, in the order of ``rows``, which is by time. May raise a Problem; then nothing is written."""


class FolderExporter(Protocol):
    """A format that can be written as several files, too."""

    def write_files(self, rows: Sequence[Stored], about: "About") -> Mapping[str, bytes]:
        """The files by their names, which have no folder in them."""


def text_of(data: bytes) -> str:
    """A file's text with plain line ends and no byte order mark. Raises NotText."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise NotText(line=data.count(b"\n", 0, error.start) + 1) from None


def json_of(data: bytes) -> Any:
    """What a file of JSON holds. Raises NotJson."""
    import orjson

    try:
        return orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise NotJson(line=error.lineno, column=error.colno) from None
