"""Reflections as plain data that a page can be made of, by year, month and day, in the language spoken. Pure.

All of it is text that stands for itself; what makes it a page never reads it as anything else.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import dropwhile, groupby

from medledare.domain.period import Period
from medledare.domain.records import Entry, Record
from medledare.text import _
from medledare.text.dates import clock_time, month_alone, short_day, short_month, spoken_day
from medledare.text.kinds import KIND_WORDS
from medledare.text.library import principle_line
from medledare.text.marked import titled
from medledare.text.review import month_name
from medledare.text.said import Manner, answered, opening, said
from medledare.text.shown import shown, shown_line
from medledare.transfer import Stored
from medledare.transfer.about import About, Picture
from medledare.transfer.exporters.charts import Chart, charts
from medledare.transfer.exporters.prose import Piece, prose
from medledare.transfer.told import read


@dataclass(slots=True)
class Own:
    """What a person wrote, behind its label; the opening of a record has none."""

    label: str
    pieces: list[Piece]


@dataclass(slots=True)
class Note:
    """One record. ``about`` says what a sitting was; ``answers`` and ``facts`` are (what, how) in a line each."""

    at: str
    clock: str
    kind: str
    about: str
    starred: bool
    own: list[Own]
    answers: list[tuple[str, str]]
    facts: list[tuple[str, str]]


@dataclass(slots=True)
class Day:
    iso: str
    name: str
    notes: list[Note]


@dataclass(slots=True)
class Month:
    """``anchor`` names it within the page; ``short`` is its name where its year is known, brief where there is much."""

    anchor: str
    name: str
    short: str
    days: list[Day]


@dataclass(slots=True)
class Year:
    name: str
    months: list[Month]


@dataclass(slots=True)
class Principle:
    """The answers to one principle's items, drawn and in words."""

    name: str
    line: str
    says: str
    claims: tuple[str, ...]
    charts: list[Chart]
    changes: list[str]
    told: list[str]


@dataclass(slots=True)
class Page:
    """``words``: what the page says of itself, by name. ``legend``: the marks in the charts and what they mean.

    ``told``: what is to be borne in mind about every one of the pictures. ``alone``: the one record where there is only
    one; then there are no years.
    """

    language: str
    title: str
    span: str
    words: dict[str, str]
    legend: list[tuple[str, str]]
    told: list[str]
    pictures: list[Principle]
    alone: Note | None
    years: list[Year]


def page(rows: Sequence[Stored], about: About) -> Page:
    """The page of what is stored, in the order it has, which is by time."""
    # By the day it was where it was written: over time zones that is not always the order of time.
    records, manner = read(rows)
    records.sort(key=_day)
    ends = [_day(record) for record in (*records[:1], *records[-1:])]
    # A line of contents for each year.
    name = month_alone if len({day.year for day in ends}) < 2 else short_month
    years = [
        Year(str(year), list(_months(of_year, manner, name)))
        for year, of_year in groupby(records[len(records) == 1 :], lambda record: _day(record).year)
    ]
    span = _span(ends, about)
    told = _told_of_all(about.pictures)
    return Page(
        language=about.language,
        title=about.title,
        span=span,
        words=_words(),
        legend=_legend(about.pictures),
        told=told,
        pictures=[_principle(one, told) for one in about.pictures],
        alone=_note(records[0], manner, (about.title, span)) if len(records) == 1 else None,
        years=years,
    )


def _span(ends: Sequence[date], about: About) -> str:
    """The days asked for; where none were, those of the first and the last record."""
    first, last = about.since or min(ends, default=None), about.until or max(ends, default=None)
    return " – ".join(dict.fromkeys(short_day(day) for day in (first, last) if day))


def _day(record: Record) -> date:
    return record.at.date()


def _told_of_all(pictures: Sequence[Picture]) -> list[str]:
    first = pictures[0].told if pictures else ()
    return [told for told in first if all(told in one.told for one in pictures)]


def _principle(picture: Picture, told_of_all: Sequence[str]) -> Principle:
    return Principle(
        name=picture.name,
        line=principle_line(picture.principle),
        says=picture.says,
        claims=picture.claims,
        charts=charts(picture),
        changes=[shown_line(told) for _day, told in picture.changes],
        told=[told for told in picture.told if told not in told_of_all],
    )


def _months(records: Iterator[Record], manner: Manner, name: Callable[[date], str]) -> Iterator[Month]:
    for first, of_month in groupby(records, lambda record: _day(record).replace(day=1)):
        month = Period("month", first)
        yield Month(f"m{month.code}", month_name(month), name(first), list(_days(of_month, manner)))


def _days(records: Iterator[Record], manner: Manner) -> Iterator[Day]:
    for day, of_day in groupby(records, _day):
        yield Day(day.isoformat(), spoken_day(day), [_note(record, manner) for record in of_day])


def _note(record: Record, manner: Manner, above: Collection[str] = ()) -> Note:
    """``above``: lines that stand right above it already, and are not said again."""
    answers = [(_line(question), _line(answer)) for _code, question, answer in answered(record)]
    pieces = list(said(record, manner))
    own = [Own(_(piece.label), prose(piece.text)) for piece in pieces if piece.own]
    if not answers:
        own.insert(0, Own("", _titled(record.text, above) if isinstance(record, Entry) else prose(opening(record))))
    return Note(
        at=record.at.isoformat(timespec="minutes"),
        clock=clock_time(record.at),
        kind="" if isinstance(record, Entry) else _(KIND_WORDS[record.kind]),
        about=opening(record) if answers else "",
        starred=isinstance(record, Entry) and record.starred,
        own=[one for one in own if one.pieces],
        answers=answers,
        facts=[(_(piece.label), shown_line(piece.text)) for piece in pieces if not piece.own],
    )


_line = lru_cache(maxsize=256)(shown_line)
"""For what is said over and over, such as the questions of a check-in."""


def _titled(text: str, above: Collection[str]) -> list[Piece]:
    lines = dropwhile(lambda line: line in above, shown(text).split("\n"))
    title, body = titled("\n".join(lines).lstrip("\n"))
    head = prose(title)
    for run in (run for piece in head for run in piece.runs):
        run.marks = ("strong", *run.marks)
    return head + prose(body)


def _words() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "skip": _("Skip to the text"),
        "answers": _("The answers"),
        "in_words": _("The same in words"),
        "starred": _("Starred"),
        "care": _("Whoever can open this file can read it."),
    }


def _legend(pictures: Sequence[Picture]) -> list[tuple[str, str]]:
    """The marks in the pictures and what they mean, as far as they are in them."""
    items = [item for picture in pictures for item in picture.items]
    return [
        (mark, told)
        for mark, told, there in (
            ("●", _("An answer"), items),
            ("○", _("Filled in after its day"), any(one.afterwards for item in items for one in item.answers)),
            ("□", _("How good the conditions were in a week"), any(picture.conditions for picture in pictures)),
            ("░", _("Where the answers have their middle, as far as it can be known"), any(one.band for one in items)),
            ("┊", _("Something changed"), any(picture.changes for picture in pictures)),
        )
        if there
    ]
