"""Reflections to read, as Markdown day by day in the language spoken. What was written stands unchanged.

Text that holds headings, rules, fences or HTML would reach beyond itself; such a text is quoted line by line.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from medledare.domain.codec import decode
from medledare.domain.records import Entry, Record
from medledare.text import _
from medledare.text.dates import clock_time, long_day
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import Manner, answered, opening, said
from medledare.transfer import About, Stored

_FAR_REACHING = re.compile(
    r"^ {0,3}(?:#{1,6}(?:[ \t]|$)|(?:=+|-+|(?:[-*_][ \t]*){3,})[ \t]*$|```|~~~|<[A-Za-z/!?])", re.MULTILINE
)
_LINE_START = re.compile(r"\A|(?<=\n)|(?<=\r)(?!\n)")


def write(rows: Sequence[Stored], about: About) -> bytes:
    """One text: a heading for each day, one for each record of the day, then what was written."""
    records = [decode(*row) for row in rows]
    headlines = {record.id: record.headline for record in records if record.kind in ("goal", "failure")}
    manner = Manner(long_day, lambda moment: long_day(moment.date()), lambda id: headlines.get(id, ""))
    blocks = ["# " + about.title]
    for day, of_day in groupby(records, key=_day):
        blocks.append(f"## {long_day(day)}")
        for record in of_day:
            blocks += _record(record, manner)
    return ("\n\n".join(blocks) + "\n").encode()


def _day(record: Record) -> date:
    return record.at.date()


def _record(record: Record, manner: Manner) -> Iterator[str]:
    heading = [clock_time(record.at), "" if isinstance(record, Entry) else _(KIND_WORDS[record.kind])]
    if isinstance(record, Entry) and record.starred:
        heading.append("★")
    yield "### " + " · ".join(part for part in heading if part)
    if answers := answered(record):
        yield opening(record)
        yield "\n".join(f"- {_line(question)} **{_line(answer)}**" for _code, question, answer in answers)
    elif text := _text(opening(record)):
        yield text
    facts = []
    for piece in said(record, manner):
        if piece.own:
            yield f"**{_(piece.label)}**"
            yield _text(piece.text)
        else:
            facts.append(f"- {_(piece.label)}: {_line(piece.text)}")
    if facts:
        yield "\n".join(facts)


def _text(text: str) -> str:
    """Text as it is, quoted where it would otherwise change what stands around it."""
    if _FAR_REACHING.search(text.replace("\r", "\n")):
        return _LINE_START.sub("> ", text)
    return text


def _line(text: str) -> str:
    return " ".join(text.split())
