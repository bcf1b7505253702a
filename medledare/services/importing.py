"""Bringing text in from elsewhere: first a plan that writes nothing, then one step that can be taken back.

Bringing the same file in again adds nothing: a record is known by its id, and by its origin where it came from
a format without ids. What was deleted here stays deleted, unless it is wished for.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from orjson import dumps
from tinydb.table import Document

from medledare.domain.codec import encode
from medledare.domain.problems import N_, CannotReach, Problem
from medledare.domain.records import Arrival, Record
from medledare.text.zones import zone as local_zone
from medledare.transfer import NoSuchFormat, NotText
from medledare.transfer.importers import IMPORTERS, importer
from medledare.transfer.opening import open_source
from medledare.transfer.source import SingleFile, Source, shown
from medledare.vault.ids import new_id
from medledare.vault.padding import LONGEST
from medledare.vault.vault import Vault

_CHUNK = 200
_SAMPLES = 3
_WIDEST = 8
"""Bytes that a character may take where it is kept, and some more."""
_AROUND = 4096
"""Bytes that may be kept around a record."""


class UnknownFormat(Problem):
    sentence = N_("The format of {path} was not recognised. Say which it is; there are: {formats}.")


class TooLongEntry(Problem):
    sentence = N_(
        "The text of {moment} is longer than {limit} MB, which is more than one record holds. It was left out; "
        "split it and import again."
    )


class BrokeOff(Problem):
    sentence = N_(
        "Could not use {path}: {reason}. {kept} of {count} came in until then. The same import brings the rest; "
        "“medledare import undo” takes them back."
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would bring in. ``problems`` tell place by place what could not be taken as it stood.

    ``zoneless``: some times had no zone of their own. ``doubtful``: a strict reading would give something else.
    """

    path: Path
    format: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    zoneless: bool = False
    doubtful: bool = False

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day the records are about."""
        days = [record.at.date() for record in self.records]
        return (min(days), max(days)) if days else None

    @property
    def samples(self) -> tuple[Record, ...]:
        """Three records to know the file by: the first, one in the middle and the last."""
        records = sorted(self.records, key=lambda record: record.at)
        if len(records) <= _SAMPLES:
            return tuple(records)
        return records[0], records[len(records) // 2], records[-1]


@dataclass(frozen=True, slots=True)
class Done:
    """How many records came in, how many were here already, and how many stay deleted."""

    added: int
    already: int
    deleted: int = 0

    def __add__(self, other: "Done") -> "Done":
        return Done(self.added + other.added, self.already + other.already, self.deleted + other.deleted)


def formats() -> tuple[str, ...]:
    """Names of the formats there are."""
    return IMPORTERS


def plan(path: Path, *, format: str | None = None, zone: tzinfo | None = None, strict: bool = False) -> Plan:
    """Read a file, folder or archive and see what is in it; nothing is written. The format is guessed if not said.

    ``zone`` (the system's, if not said) is for times that keep none; ``strict`` splits jrnl text only at dates that
    look as most of them do. Raises CannotRead, NotAFile, TooBig, TooMany, DamagedArchive, UnknownFormat,
    NoSuchFormat, or the format's own Problem.
    """
    if format is not None and format not in IMPORTERS:
        raise NoSuchFormat(format=format, formats=", ".join(IMPORTERS))
    with open_source(path) as source:
        name = format or _recognised(source)
        parsed = importer(name).read(source, zone or local_zone(), strict=strict)
        problems = [*source.problems, *parsed.problems]
    records = tuple(record for record in parsed.records if _holds(record, problems))
    return Plan(path, name, records, tuple(problems), parsed.zoneless, parsed.doubtful)


def foresee(vault: Vault, plans: Sequence[Plan], *, restore: bool = False) -> list[Done]:
    """What ``run`` would do, plan by plan; nothing is written."""
    return [done for _new, done in _sorted_out(vault, plans, restore)]


def run(
    vault: Vault,
    clock: Callable[[], datetime],
    plans: Sequence[Plan],
    progress: Callable[[int, int], None] | None = None,
    *,
    restore: bool = False,
) -> list[Done]:
    """Keep the planned records that are not here yet, in one step; with ``restore`` those deleted here too.

    What was done, plan by plan; an Arrival notes it, if anything came in. ``progress`` is told how many of how many
    were kept so far. Raises Unwritable or CannotReach before anything is kept, or BrokeOff; what was kept
    until then stays, and the same import completes it.
    """
    sorted_out = _sorted_out(vault, plans, restore)
    new = [record for records, _done in sorted_out for record in records]
    # Everything is encoded before anything is written, so that a text that cannot be kept stops it all.
    rows = [(record.kind, Document(encode(record), doc_id=record.id)) for record in new]  # type: ignore[arg-type]
    if rows:
        rows.insert(0, _noted(clock(), plans, len(new)))
    kept = -1
    try:
        with vault.batch():
            for kind, chunk in _chunks(rows):
                vault.table(kind).insert_multiple(chunk)
                kept += len(chunk)
                if progress and kept:
                    progress(kept, len(new))
    except CannotReach as problem:
        if kept <= 0:
            raise
        raise BrokeOff(**problem.details, kept=kept, count=len(new)) from None
    return [done for _new, done in sorted_out]


def _chunks(rows: Sequence[tuple[str, Document]]) -> Iterator[tuple[str, list[Document]]]:
    for kind in dict.fromkeys(kind for kind, _ in rows):
        documents = [document for one, document in rows if one == kind]
        for start in range(0, len(documents), _CHUNK):
            yield kind, documents[start : start + _CHUNK]


def _noted(now: datetime, plans: Sequence[Plan], count: int) -> tuple[str, Document]:
    """The note that goes with what comes in: first, so that it is there whatever part of it gets in."""
    formats = ", ".join(dict.fromkeys(plan.format for plan in plans))
    sources = tuple(shown(str(plan.path)) for plan in plans)
    arrival = Arrival(id=new_id(), at=now, created=now, format=formats, sources=sources, count=count)
    return arrival.kind, Document(encode(arrival), doc_id=arrival.id)  # type: ignore[arg-type]


class _Known:
    """Ids and origins of some documents."""

    def __init__(self, documents: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        self.ids: set[str] = set()
        self.origins: set[str] = set()
        for id, document in documents:
            self.add(id, document.get("origin", ""))

    def add(self, id: str, origin: str) -> None:
        self.ids.add(id)
        if origin:
            self.origins.add(origin)

    def __contains__(self, record: Record) -> bool:
        return record.id in self.ids or record.origin in self.origins


def _sorted_out(vault: Vault, plans: Sequence[Plan], restore: bool) -> list[tuple[list[Record], Done]]:
    """Of each plan the records not in the vault, each once and with an id; and how many that are."""
    kinds = {record.kind for plan in plans for record in plan.records}
    here = {kind: _Known((one.doc_id, one) for one in vault.table(kind)) for kind in kinds}
    gone = {kind: _Known(() if restore else vault.deleted(kind).items()) for kind in kinds}
    found = []
    for plan in plans:
        new: list[Record] = []
        deleted = 0
        for record in plan.records:
            if record in here[record.kind]:
                continue
            if record in gone[record.kind]:
                deleted += 1
                continue
            fresh = record if record.id else replace(record, id=new_id())
            here[record.kind].add(fresh.id, fresh.origin)
            new.append(fresh)
        found.append((new, Done(len(new), len(plan.records) - len(new) - deleted, deleted)))
    return found


def _holds(record: Record, problems: list[Problem]) -> bool:
    """Whether a record is short enough to be kept; else it is told."""
    text = getattr(record, "text", "")
    if len(text) <= LONGEST // _WIDEST or len(dumps(encode(record))) <= LONGEST - _AROUND:
        return True
    problems.append(TooLongEntry(moment=f"{record.at:%Y-%m-%d %H:%M}", limit=LONGEST // 1024**2))
    return False


def _recognised(source: Source) -> str:
    for name in IMPORTERS:
        if importer(name).recognises(source):
            return name
    if isinstance(source, SingleFile) and source.data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise NotText(line=1)
    raise UnknownFormat(path=source.path, formats=", ".join(IMPORTERS))
