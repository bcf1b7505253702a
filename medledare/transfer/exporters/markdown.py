"""Reflections to read, as Markdown day by day in the language spoken. What was written stands unchanged.

Text that holds headings, rules, fences or HTML would reach beyond itself; such a text is quoted line by line.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from medledare.domain.codec import decode
from medledare.domain.problems import N_
from medledare.domain.records import Checkin, Departure, Entry, Failure, Focus, Goal, Learning, Mission, Record
from medledare.text import _, ngettext
from medledare.text.dates import clock_time, long_day
from medledare.text.kinds import ASIDE_WORDS, CHOICE_WORDS, KIND_WORDS, STATE_WORDS
from medledare.text.library import item_text, principle_name, scale_words
from medledare.transfer import Stored

NAME = "markdown"
COMPLETE = False

_LABELS = {
    "expected": N_("What you expected"),
    "why": N_("Why it went another way"),
    "next": N_("What you do next time"),
    "for_whom": N_("For whom"),
    "value": N_("Value"),
    "serves": N_("Serves"),
    "cue": N_("When this happens"),
    "action": N_("I do this"),
    "closing": N_("What made it possible"),
}
"""Fields that hold text, in the order they are shown, with their labels."""

_WORDS = {**CHOICE_WORDS, **STATE_WORDS, **ASIDE_WORDS}

_FAR_REACHING = re.compile(
    r"^ {0,3}(?:#{1,6}(?:[ \t]|$)|(?:=+|-+|(?:[-*_][ \t]*){3,})[ \t]*$|```|~~~|<[A-Za-z/!?])", re.MULTILINE
)
_LINE_START = re.compile(r"\A|(?<=\n)|(?<=\r)(?!\n)")


def write(rows: Sequence[Stored]) -> str:
    """One text: a heading for each day, one for each record of the day, then what was written."""
    records = [decode(*row) for row in rows]
    goals = {record.id: record.title for record in records if isinstance(record, Goal)}
    blocks = ["# " + _("Reflections")]
    for day, of_day in groupby(records, key=_day):
        blocks.append(f"## {long_day(day)}")
        for record in of_day:
            blocks += _record(record, goals)
    return "\n\n".join(blocks) + "\n"


def _day(record: Record) -> date:
    return record.at.date()


def _record(record: Record, goals: Mapping[str, str]) -> Iterator[str]:
    heading = [clock_time(record.at), "" if isinstance(record, Entry) else _(KIND_WORDS[record.kind])]
    if isinstance(record, Entry) and record.starred:
        heading.append("★")
    yield "### " + " · ".join(part for part in heading if part)
    yield from (block for block in _BODIES[type(record)](record) if block)
    for field, label in _LABELS.items():
        if text := getattr(record, field, ""):
            yield f"**{_(label)}**"
            yield _text(text)
    facts = [f"- {_(label)}: {value}" for label, value in _facts(record, goals) if value]
    if facts:
        yield "\n".join(facts)


def _text(text: str) -> str:
    """Text as it is, quoted where it would otherwise change what stands around it."""
    if _FAR_REACHING.search(text.replace("\r", "\n")):
        return _LINE_START.sub("> ", text)
    return text


def _line(text: str) -> str:
    return " ".join(text.split())


def _written(field: str) -> Callable[[Any], Iterator[str]]:
    def body(record: Any) -> Iterator[str]:
        yield _text(getattr(record, field))

    return body


def _answers(checkin: Checkin) -> Iterator[str]:
    steps = scale_words()
    yield "\n".join(
        f"- {item_text(answer.item, answer.wording)} "
        f"**{steps[answer.value] if isinstance(answer.value, int) else _(_WORDS[answer.value])}**"
        for answer in checkin.answers
    )


def _focus(focus: Focus) -> Iterator[str]:
    yield principle_name(focus.principle) if focus.principle else "–"


def _departure(departure: Departure) -> Iterator[str]:
    told = ngettext("{count} record", "{count} records", departure.count)
    yield ", ".join(part for part in (departure.format, told, _line(departure.target)) if part)


_BODIES: dict[type[Record], Callable[[Any], Iterator[str]]] = {
    Entry: _written("text"),
    Mission: _written("statement"),
    Goal: _written("title"),
    Failure: _written("text"),
    Learning: _written("text"),
    Checkin: _answers,
    Focus: _focus,
    Departure: _departure,
}


def _facts(record: Record, goals: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Label (a message id) and value of what is said in a word or two."""
    if isinstance(record, Entry):
        yield N_("Tags"), _line(" ".join(record.tags))
        yield N_("Place"), _word(record.place)
    if isinstance(record, Goal):
        yield N_("By"), long_day(record.by) if record.by else ""
        yield N_("State"), _word(record.state)
    if isinstance(record, Entry | Failure | Learning):
        yield N_("Goal"), _line(goals.get(record.goal, ""))
    if isinstance(record, Entry | Goal):
        yield N_("Principles"), ", ".join(principle_name(code) for code in record.principles)
    if isinstance(record, Learning):
        yield N_("Learned from"), _word(record.learned_from)
    if isinstance(record, Failure):
        yield N_("Kind"), _word(record.sort)
        for telling in record.told:
            yield N_("Told"), f"{_line(telling.whom)}, {_moment(telling.at)}"
        for again in record.recurred:
            yield N_("It happened again"), _moment(again)


def _word(code: str) -> str:
    return _(_WORDS[code]) if code else ""


def _moment(moment: datetime) -> str:
    return long_day(moment.date())
