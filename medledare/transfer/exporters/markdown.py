"""Reflections to read, as Markdown day by day in the language spoken. What was written stands unchanged.

Text that holds headings, rules, fences or HTML would reach beyond itself; such a text is quoted line by line.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from json import dumps

from medledare.domain.records import Entry, Record
from medledare.text import _
from medledare.text.dates import clock_time, long_day
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import Manner, answered, opening, said
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.told import by_day, one_line, read

_FAR_REACHING = re.compile(
    r"^ {0,3}(?:#{1,6}(?:[ \t]|$)|(?:=+|-+|(?:[-*_][ \t]*){3,})[ \t]*$|```|~~~|<[A-Za-z/!?])", re.MULTILINE
)
_LINE_START = re.compile(r"\A|(?<=\n)|(?<=\r)(?!\n)")


def write(rows: Sequence[Stored], about: About) -> bytes:
    """One text: a heading for each day, one for each record of the day, then what was written."""
    records, manner = read(rows)
    blocks = ["# " + about.title]
    for day, of_day in by_day(records):
        blocks.append(f"## {long_day(day)}")
        for record in of_day:
            blocks += _record(record, manner, "###")
    return _joined(blocks)


def write_files(rows: Sequence[Stored], about: About) -> dict[str, bytes]:
    """A file for each day, by its date, with its tags as properties before the text (YAML front matter)."""
    records, manner = read(rows)
    files: dict[str, bytes] = {}
    # Local days can come out of order, as those who travel know.
    for day, of_day in by_day(sorted(records, key=lambda record: record.at.date())):
        own = list(of_day)
        blocks = [_properties(day, own), *(block for record in own for block in _record(record, manner, "##"))]
        files[f"{day}.md"] = _joined(blocks)
    return files


def _properties(day: date, records: Sequence[Record]) -> str:
    tags = dict.fromkeys(tag[1:] for one in records if isinstance(one, Entry) for tag in one.all_tags if tag[:1] == "#")
    lines = ["---", f"title: {_quoted(long_day(day))}", f"date: {day}"]
    lines += ["tags:", *(f"  - {_quoted(tag)}" for tag in tags)] if tags else []
    return "\n".join((*lines, "---"))


def _quoted(text: str) -> str:
    """A text as YAML reads it: a JSON string, with what cannot be seen as its number."""
    quoted = dumps(text, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(map(_seen, quoted))


def _seen(character: str) -> str:
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def _joined(blocks: Sequence[str]) -> bytes:
    return ("\n\n".join(blocks) + "\n").encode()


def _record(record: Record, manner: Manner, level: str) -> Iterator[str]:
    heading = [clock_time(record.at), "" if isinstance(record, Entry) else _(KIND_WORDS[record.kind])]
    if isinstance(record, Entry) and record.starred:
        heading.append("★")
    yield f"{level} " + " · ".join(part for part in heading if part)
    if answers := answered(record):
        yield opening(record)
        yield "\n".join(f"- {one_line(question)} **{one_line(answer)}**" for _code, question, answer in answers)
    elif text := _text(opening(record)):
        yield text
    facts = []
    for piece in said(record, manner):
        if piece.own:
            yield f"**{_(piece.label)}**"
            yield _text(piece.text)
        else:
            facts.append(f"- {_(piece.label)}: {one_line(piece.text)}")
    if facts:
        yield "\n".join(facts)


def _text(text: str) -> str:
    """Text as it is, quoted where it would otherwise change what stands around it."""
    if _FAR_REACHING.search(text.replace("\r", "\n")):
        return _LINE_START.sub("> ", text)
    return text
