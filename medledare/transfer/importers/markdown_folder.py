"""Any folder of Markdown or plain text, one entry a file; or one such file.

A file's day stands in its name or its folders' (``2026-03-02 Möte.md``, ``2026/03/02.md``, ``202603020915.md``) or in
its front matter; else it is the day when the file was last changed, and that is told.
"""

import re
from datetime import date, time, tzinfo
from pathlib import PurePosixPath
from typing import NamedTuple

from medledare.domain.problems import N_, Problem
from medledare.text import _
from medledare.transfer import Parsed
from medledare.transfer.notes import FilesLeft, Notes, is_hidden, without_ending
from medledare.transfer.source import SingleFile, Source

_MARKDOWN = (".md", ".markdown", ".mdown")
_ENDINGS = (*_MARKDOWN, ".txt")

_MONTH_AND_DAY = r"(?P<month>0[1-9]|1[0-2]){sign}(?P<day>0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?P<hour>[01]\d|2[0-3])(?P<parted>[.:h_-])?(?P<minute>[0-5]\d)(?:[.:_-]?(?P<second>[0-5]\d))?"
_IN_NAME = re.compile(
    rf"(?<!\d)(?P<year>[12]\d{{3}})(?P<sign>[-_. ]?){_MONTH_AND_DAY.format(sign='(?P=sign)')}"
    rf"(?:[T _-]*{_CLOCK}(?!\d))?(?!\d)"
)
_IN_FOLDERS = re.compile(rf"(?<!\d)(?P<year>[12]\d{{3}})[-/]{_MONTH_AND_DAY.format(sign='[-/]')}(?!\d)")


class NothingToRead(Problem):
    sentence = N_("{path} holds no Markdown or plain text that could be read. Nothing was imported.")


class Named(NamedTuple):
    """What a file's name tells: its day and time of day, if any, and what else stands in it."""

    day: date | None
    clock: time | None
    title: str


def recognises(source: Source) -> bool:
    """Whether there is Markdown, by the names. Plain text alone could be anything."""
    return any(name.lower().endswith(_MARKDOWN) and not is_hidden(name) for name in source.names)


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Entries in the order of the files' names. Raises NothingToRead."""
    notes = Notes(source, zone)
    alone = isinstance(source, SingleFile)
    entries = []
    for name, text in notes.texts(lambda name: alone or _is_note(name)):
        day, clock, title = named(name)
        entry = notes.entry(name, text, day, clock=clock, title=title, last=_folder_of(name))
        if entry:
            entries.append(entry)
    if not entries and not (source.problems or notes.problems):
        raise NothingToRead(path=source.path)
    if others := sum(not _is_note(name) and not is_hidden(name) for name in source.names if not alone):
        notes.problems.append(FilesLeft(count=others))
    return Parsed(tuple(entries), tuple(notes.problems), notes.zoneless)


def named(path: str) -> Named:
    """What a path tells of the note behind it."""
    path = without_ending(path)
    name = PurePosixPath(path).name
    if (found := _IN_NAME.search(name)) and (day := _day(found)):
        clock = _clock(found, name[found.end("day") : found.start("hour")] if found["hour"] else "")
        end = found.end() if clock else found.end("day")
        return Named(day, clock, _title(f"{name[: found.start()]} {name[end:]}"))
    if (found := _IN_FOLDERS.search(path)) and (day := _day(found)):
        return Named(day, None, _title(path[found.end() :].rpartition("/")[2]))
    return Named(None, None, _title(name))


def _clock(found: re.Match[str], before: str) -> time | None:
    """The time of day after a day in a name, unless the numbers may as well be something else (10-12, 1000)."""
    sure = before == "T" or not (found["sign"] or before) or found["parted"] in (".", ":", "h") or found["second"]
    if not found["hour"] or not sure:
        return None
    return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _title(rest: str) -> str:
    """What of a name is no date, as a title."""
    title = " ".join(rest.split()).strip(" -_.,")
    return title if any(map(str.isalnum, title)) else ""


def _folder_of(name: str) -> str:
    """A line that names the folder a note lay in, unless it is only a date."""
    folder = str(PurePosixPath(name).parent)
    return _("Folder: {name}").format(name=folder) if any(map(str.isalpha, folder)) else ""


def _is_note(name: str) -> bool:
    return name.lower().endswith(_ENDINGS) and not is_hidden(name)
