"""Reflections as an Org file: a heading for each day, one for each record, with its id as a property.

A line of the person's that Org would take for a heading, a keyword or a drawer has a zero width space before it, which
is the escape character that Org's own manual names.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from medledare.domain.records import Entry, Goal, Record
from medledare.text import _
from medledare.text.dates import clock_time, long_day
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import Manner, answered, opening, said
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.told import by_day, one_line, read

ESCAPE = "\u200b"

_FAR_REACHING = re.compile(
    r"^(?=\*+(?:[ \t]|$)|[ \t]*(?:#(?:\+|[ \t]|$)|:[^\s:]+:|(?:DEADLINE|SCHEDULED|CLOSED|CLOCK):|\\begin\{))",
    re.MULTILINE | re.IGNORECASE,
)
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TAGS_AT_END = re.compile(r":[\w@#%:]+:$")
_NOT_IN_A_TAG = re.compile(r"[^\w@#%]+")
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_KEYWORDS = {"active": "TODO ", "done": "DONE "}


def write(rows: Sequence[Stored], about: About) -> bytes:
    """The whole file."""
    records, manner = read(rows)
    lines = [f"#+TITLE: {about.title}", f"#+DATE: {_moment(about.now)}", f"#+LANGUAGE: {about.language}"]
    for day, of_day in by_day(records):
        lines += ["", f"* {day} {long_day(day)}"]
        for record in of_day:
            lines += _record(record, manner)
    return ("\n".join(lines) + "\n").encode()


def _record(record: Record, manner: Manner) -> Iterator[str]:
    title, _newline, rest = opening(record).partition("\n")
    answers = answered(record)
    yield _heading(record, title)
    if isinstance(record, Goal) and record.by and record.state in ("active", "resting"):
        yield f"DEADLINE: <{_day(record.by)}>"
    yield from (":PROPERTIES:", f":ID: {record.id}", f":KIND: {record.kind}", f":AT: {_moment(record.at)}", ":END:")
    if text := _text(rest).rstrip("\n"):
        yield text
    yield from (f"- {one_line(question)} :: {one_line(answer)}" for _code, question, answer in answers)
    pieces = list(said(record, manner))
    for piece in pieces:
        if piece.own:
            yield from (f"*{_(piece.label)}*", _text(piece.text).rstrip("\n"))
    yield from (f"- {_(piece.label)} :: {one_line(piece.text)}" for piece in pieces if not piece.own)


def _heading(record: Record, title: str) -> str:
    parts = [clock_time(record.at), "" if isinstance(record, Entry) else _(KIND_WORDS[record.kind]), one_line(title)]
    told = " ".join(part for part in parts if part)
    tags: list[str] = []
    if isinstance(record, Entry):
        tags = [_NOT_IN_A_TAG.sub("_", tag[1:]) for tag in record.all_tags if tag[:1] == "#"]
        told = f"★ {told}" if record.starred else told
    keyword = _KEYWORDS.get(record.state, "") if isinstance(record, Goal) else ""
    if tags:
        told = f"{told} :{':'.join(dict.fromkeys(tags))}:"
    elif _TAGS_AT_END.search(told):
        told += ESCAPE
    return f"** {keyword}{told}"


def _text(text: str) -> str:
    return _FAR_REACHING.sub(ESCAPE, _LINE_END.sub("\n", text))


def _moment(at: datetime) -> str:
    return f"[{_day(at.date())} {at:%H:%M}]"


def _day(day: date) -> str:
    return f"{day} {_DAY_NAMES[day.weekday()]}"
