"""Journals of Logseq, kept in files: the graph's folder (or a zip of it), or its journals folder alone.

A journal page is one entry. Its outline becomes paragraphs with lists under them; what Logseq keeps for itself is left
out, and all else is text.
"""

import re
from datetime import date, tzinfo
from itertools import chain, pairwise

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Entry
from medledare.transfer import Parsed
from medledare.transfer.day_names import JODA, DayFormat, day_format
from medledare.transfer.importers.logseq_outline import named_blocks, readable, tags_in
from medledare.transfer.notes import FilesLeft, Notes, NotesLeft, is_hidden, without_ending
from medledare.transfer.source import Source

_USUAL = ("yyyy_MM_dd", "yyyy-MM-dd")
_SETTINGS = re.compile(r"(?:.*/)?logseq/config\.edn")
_OWN = re.compile(r"(?:.*/)?logseq/[^/]+")
"""Its settings and its dress."""

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*+(?:"|\Z)|;[^\n]*|[^\s";{}]+')


class NoJournals(Problem):
    sentence = N_("{path} holds no journal pages of Logseq. Nothing was imported.")


def recognises(source: Source) -> bool:
    """Whether it is a graph of Logseq, or its journals folder."""
    also_obsidian = any(name.startswith(".obsidian/") or "/.obsidian/" in name for name in source.names)
    return bool((_has_settings(source) or not also_obsidian) and _days(source, strict=True))


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Entries in the order of the files' names. Raises NoJournals."""
    days = _days(source, strict=False)
    if not days:
        raise NoJournals(path=source.path)
    notes = Notes(source, zone)
    texts = list(notes.texts(days.__contains__))
    blocks = dict(chain.from_iterable(named_blocks(text) for _name, text in texts))

    def entry(name: str, text: str) -> Entry | None:
        if not name.lower().endswith(".md"):
            return notes.entry(name, text, days[name])
        return notes.entry(
            name, text, days[name], tags=tags_in(text), readable=lambda outline: readable(outline, blocks)
        )

    entries = [found for name, text in texts if (found := entry(name, text))]
    others = [name for name in source.names if name not in days and not is_hidden(name) and not _OWN.fullmatch(name)]
    if left := sum(map(_is_page, others)):
        notes.problems.append(NotesLeft(count=left))
    if left := len(others) - left:
        notes.problems.append(FilesLeft(count=left))
    return Parsed(tuple(entries), tuple(notes.problems), notes.zoneless)


def _days(source: Source, *, strict: bool) -> dict[str, date]:
    """Journal pages and their days. ``strict``: only where it is sure that they are Logseq's."""
    settings = _settings(source)
    names = [
        settings.get(":journal/file-name-format", _USUAL[0]),
        *(() if strict and not _has_settings(source) else _USUAL),
    ]
    formats = [day_format(format, JODA) for format in dict.fromkeys(names)]
    folder = settings.get(":journals-directory", "journals").strip("/")
    found: dict[str, date] = {}
    for name in source.names:
        within = name.startswith(f"{folder}/") or f"/{folder}/" in name or "/" not in name
        if within and _is_page(name) and (day := _day(name, formats)):
            found[name] = day
    return found


def _day(name: str, formats: list[DayFormat]) -> date | None:
    return next((day for one in formats if (day := one.day_of(without_ending(name)))), None)


def _has_settings(source: Source) -> bool:
    return any(map(_SETTINGS.fullmatch, source.names))


def _settings(source: Source) -> dict[str, str]:
    """The settings with text in them, by name: of each what stands first."""
    found: dict[str, str] = {}
    for name in filter(_SETTINGS.fullmatch, source.names):
        tokens = [token for token in _TOKEN.findall(source.head_of(name)) if not token.startswith(";")]
        for key, value in pairwise(tokens):
            if value.startswith('"') and key.startswith(":"):
                found.setdefault(key, value[1:-1])
    return found


def _is_page(name: str) -> bool:
    return name.lower().endswith((".md", ".org")) and not is_hidden(name) and not _OWN.fullmatch(name)
