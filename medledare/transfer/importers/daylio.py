"""What Daylio exports: a table in CSV, a row a mood, read by the names of its columns.

The note is the text; mood, scales and activities stand under it as Daylio says them, and activities are tags too.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo
from io import StringIO

from medledare.domain.problems import N_, Problem, UnreadableTime
from medledare.domain.records import Entry
from medledare.text.when import parse_clock, written_out
from medledare.transfer import Parsed, text_of
from medledare.transfer.notes import tags_of
from medledare.transfer.origins import Origins
from medledare.transfer.places import AtLine, in_reach, moment, without_nul
from medledare.transfer.source import LARGEST, SingleFile, Source, the_file

NAME = "daylio"

_NEEDED = {"date", "time", "mood"}
_TEXTS = ("note_title", "note")
_WHEN = ("full_date", "year", "date", "weekday", "time")
_SPACES = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|ul|ol|h[1-6])>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "strike": "~~", "del": "~~"}
_MARKED = re.compile(rf"</?({'|'.join(_MARKS)})>", re.IGNORECASE)
_PLAIN = re.compile(r"</?(?:p|div|ul|ol|u|span|font|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_CODES = {"&nbsp;": "\xa0", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&"}


class NotDaylio(Problem):
    sentence = N_("The file has no columns called date, time and mood, as a Daylio export has. Nothing was imported.")


class NoTime(Problem):
    sentence = N_("{where}: “{date}” could not be read as a day and a time. The row was left out.")


class Unfinished(Problem):
    sentence = N_("{where}: the file ends within a text. What was there was taken; the rest is missing.")


def recognises(source: Source) -> bool:
    """Whether the first line names the columns of a Daylio export."""
    return isinstance(source, SingleFile) and _columns(source.head.partition("\n")[0].split(",")) is not None


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Entries, oldest first. Raises NotText or NotDaylio."""
    problems: list[Problem] = []
    origins = Origins(NAME)
    entries = []
    for line, row in _rows(text_of(the_file(source)), problems):
        where = AtLine(line=line)
        naive = _time_of(row)
        if naive is None:
            said = " ".join(filter(None, (row.get(name, "") for name in _WHEN)))
            problems.append(NoTime(where=where, date=said[:60]))
            continue
        activities = [one.strip() for one in row.get("activities", "").split("|") if one.strip()]
        text = without_nul(_text_of(row, activities), where, problems)
        tags = tags_of(activities)
        at = moment(naive, zone, where, problems)
        origin = origins.of(naive.isoformat(), text)
        entries.append(Entry(id="", at=at, created=at, origin=origin, text=text, tags=tags))
    entries.reverse()
    return Parsed(tuple(entries), tuple(problems), zoneless=True)


def _columns(names: list[str]) -> list[str] | None:
    """The names of the columns; None if they are not those of a Daylio export."""
    columns = [name.strip().strip('"').lower() for name in names]
    return columns if set(columns) >= _NEEDED and {"full_date", "year"} & set(columns) else None


def _rows(text: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column, each with the line it begins at."""
    # A note may be as long as a file; csv's own limit is for the whole program and is put back.
    before = csv.field_size_limit(LARGEST)
    try:
        reader = csv.reader(StringIO(text, newline=""))
        columns = _columns(next(reader, []))
        if columns is None:
            raise NotDaylio
        begun = reader.line_num + 1
        for row in reader:
            if any(row):
                yield begun, dict(zip(columns, row, strict=False)) | _beyond(columns, row)
            begun = reader.line_num + 1
        if text.count('"') % 2:
            problems.append(Unfinished(where=AtLine(line=text.count("\n") + 1)))
    finally:
        csv.field_size_limit(before)


def _beyond(columns: list[str], row: list[str]) -> dict[str, str]:
    """What stands in more columns than have a name."""
    return {"": ", ".join(row[len(columns) :])} if len(row) > len(columns) else {}


def _time_of(row: dict[str, str]) -> datetime | None:
    """The day and the time a row tells, midnight where it tells no time."""
    day = _day_of(row)
    clock = _SPACES.sub(" ", row.get("time", "")).strip()
    try:
        return datetime.combine(day, parse_clock(clock) if clock else time()) if day else None
    except UnreadableTime:
        return None


def _day_of(row: dict[str, str]) -> date | None:
    if full := row.get("full_date", "").strip():
        try:
            day = date.fromisoformat(full)
        except ValueError:
            return None
    else:
        found = written_out(f"{row.get('date', '').strip()} {row.get('year', '').strip()}", day_first=True)
        if found is None:
            return None
        day = found.date()
    return day if in_reach(day) else None


def _text_of(row: dict[str, str], activities: list[str]) -> str:
    words = [said for name in _TEXTS if (said := _plain(row.get(name, "")))]
    beside = {name: " ".join(said.split()) for name, said in row.items() if name not in (*_WHEN, *_TEXTS)}
    beside["activities"] = ", ".join(activities)
    lines = "\n".join(f"{name}: {said}" if name else said for name, said in beside.items() if said)
    return "\n\n".join(part for part in ("\n".join(words), lines) if part)


def _plain(note: str) -> str:
    """A note without the marks Daylio writes for bold, lists and line ends; anything else in it stays as it is."""
    text = note
    if "<" in text:
        text = _ITEM.sub("- ", _BREAK.sub("\n", text))
        text = _MARKED.sub(lambda found: _MARKS[found[1].lower()], text)
        text = _PLAIN.sub("", text)
    for code, sign in _CODES.items():
        text = text.replace(code, sign)
    return text.strip()
