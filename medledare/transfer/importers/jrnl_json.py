"""Journals of jrnl as JSON: what ``jrnl --format json`` writes.

An entry is named by its time and text as in jrnl's text format: a journal that comes in both ways comes in once.
"""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Entry
from medledare.domain.tags import as_tag, find_tags, is_tag
from medledare.transfer import Parsed, json_of
from medledare.transfer.origins import Origins
from medledare.transfer.places import in_reach, moment, without_nul
from medledare.transfer.source import SingleFile, Source, the_file

_MARK = re.compile(r'\s*\{\s*"(?:tags"\s*:\s*\{|entries"\s*:\s*\[\s*(?:\]|\{\s*"title"))')
_KNOWN = {"title", "body", "date", "time", "tags", "starred", "uuid"}
"""What an entry has that is kept in fields of its own, and an id that says nothing."""


class NotJrnlJson(Problem):
    sentence = N_("The file is JSON, but not what jrnl writes. Nothing was imported.")


class AtEntry(Problem):
    """The beginning of a remark on an entry of a list."""

    sentence = N_("Entry {number}")


class NotAnEntry(Problem):
    sentence = N_("{where}: it has no date and time that can be read. It was left out.")


def recognises(source: Source) -> bool:
    """Whether the file begins as jrnl's JSON does."""
    return isinstance(source, SingleFile) and _MARK.match(source.head) is not None


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Entries in the order of the file. Raises NotJson or NotJrnlJson."""
    document = json_of(the_file(source))
    if not isinstance(document, dict) or not isinstance(document.get("entries"), list):
        raise NotJrnlJson
    problems: list[Problem] = []
    origins = Origins("jrnl")
    entries = []
    for number, row in enumerate(document["entries"], start=1):
        where = AtEntry(number=number)
        naive = _time_of(row) if isinstance(row, dict) else None
        if naive is None:
            problems.append(NotAnEntry(where=where))
            continue
        text = without_nul(_text_of(row), where, problems)
        at = moment(naive, zone, where, problems)
        origin = origins.of(naive.isoformat(), text)
        tags = _tags_of(row, text)
        starred = row.get("starred") is True
        entries.append(Entry(id="", at=at, created=at, origin=origin, text=text, tags=tags, starred=starred))
    return Parsed(tuple(entries), tuple(problems), zoneless=True)


def _time_of(row: Mapping[str, Any]) -> datetime | None:
    try:
        naive = datetime.fromisoformat(f"{row.get('date')} {row.get('time') or '00:00'}")
    except ValueError:
        return None
    return naive if in_reach(naive) and naive.tzinfo is None else None


def _text_of(row: Mapping[str, Any]) -> str:
    """Title and body as they stand in jrnl's text, and in the end whatever else there is."""
    title, body = (_words(row.get(name)).strip() for name in ("title", "body"))
    others = "\n".join(f"{name}: {_words(value)}" for name, value in row.items() if name not in _KNOWN)
    text = f"{title}\n{body}" if body else title
    return f"{text}\n\n{others}" if others else text


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    import orjson

    return "" if value is None else orjson.dumps(value).decode()


def _tags_of(row: Mapping[str, Any], text: str) -> tuple[str, ...]:
    """Tags that do not stand in the text."""
    said = row.get("tags")
    written = set(find_tags(text))
    found = (as_tag(tag) for tag in said if isinstance(tag, str) and is_tag(tag)) if isinstance(said, list) else ()
    return tuple(dict.fromkeys(tag for tag in found if tag not in written and "\x00" not in tag))
