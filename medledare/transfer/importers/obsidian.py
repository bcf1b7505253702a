"""Daily notes of Obsidian: of a whole vault (a folder, or a zip of it), the notes that belong to a day are taken.

Which they are is said by the vault's settings, else by a name like ``2026-03-02.md``.
"""

import re
from datetime import date, tzinfo
from pathlib import PurePosixPath

import orjson

from medledare.domain.problems import N_, Problem
from medledare.transfer import Parsed
from medledare.transfer.day_names import MOMENT, DayFormat, day_format
from medledare.transfer.notes import FilesLeft, Notes, NotesLeft, is_hidden, without_ending
from medledare.transfer.source import FileLeftOut, Source

_USUAL = "YYYY-MM-DD"
_SETTINGS = re.compile(r"(?:.*/)?\.obsidian/(?:daily-notes|plugins/periodic-notes/data)\.json")
"""Of Obsidian itself, and of the plugin that many use instead, which keeps the same under ``daily``."""

_LARGEST_SETTINGS = 64 * 1024


class NoDailyNotes(Problem):
    sentence = N_("{path} holds no daily notes, by the settings of Obsidian there. Nothing was imported.")


def recognises(source: Source) -> bool:
    """Whether it is a vault of Obsidian that holds daily notes."""
    if not any(".obsidian" in PurePosixPath(name).parts for name in source.names):
        return False
    formats = _formats(source)
    return any(_day_of(name, formats) for name in source.names)


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Entries in the order of the files' names. Raises NoDailyNotes."""
    formats = _formats(source)
    days = {name: day for name in source.names if (day := _day_of(name, formats))}
    if not days:
        raise NoDailyNotes(path=source.path)
    notes = Notes(source, zone)
    entries = [entry for name, text in notes.texts(days.__contains__) if (entry := notes.entry(name, text, days[name]))]
    others = [name for name in source.names if name not in days and not is_hidden(name)]
    if left := sum(map(_is_note, others)):
        notes.problems.append(NotesLeft(count=left))
    if left := len(others) - left:
        notes.problems.append(FilesLeft(count=left))
    return Parsed(tuple(entries), tuple(notes.problems), notes.zoneless)


def _formats(source: Source) -> tuple[DayFormat, ...]:
    """How names of daily notes look: as the settings say now, and as Obsidian writes them unless told otherwise."""
    formats = {_USUAL: None}
    for name in filter(_SETTINGS.fullmatch, source.names):
        try:
            settings = orjson.loads(source.bytes_of(name, _LARGEST_SETTINGS))
        except (FileLeftOut, orjson.JSONDecodeError):
            continue
        if isinstance(settings, dict) and isinstance(daily := settings.get("daily"), dict):
            settings = daily
        if isinstance(settings, dict) and isinstance(format := settings.get("format"), str) and format:
            formats[format.removesuffix(".md")] = None
    return tuple(day_format(format, MOMENT) for format in formats)


def _day_of(name: str, formats: tuple[DayFormat, ...]) -> date | None:
    if not _is_note(name) or is_hidden(name):
        return None
    return next((day for one in formats if (day := one.day_of(without_ending(name)))), None)


def _is_note(name: str) -> bool:
    return name.lower().endswith(".md")
