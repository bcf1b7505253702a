"""Small charts of answers, as plain numbers for a drawing: a dot for each answer, at its step and day. Pure.

What differs in meaning differs in shape, never only in colour. Lengths are in pixels of the chart, from its top left.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

from medledare.domain.period import Period
from medledare.text import _
from medledare.text.dates import short_month
from medledare.text.library import item_text
from medledare.text.review import month_name
from medledare.transfer.about import Answered, Drawn, Edge, Picture

WIDTH, HEIGHT = 340, 140
LEFT, RIGHT, TOP, STEP = 78, 334, 18, 23
"""Where the days begin and end, where the highest step stands, and how far there is to the next."""
MARGIN = 6
CHARACTER = 6.5
DOT, SMALL_DOT = 4.6, 2.2
CROWD = 120
"""Answers above which dots are small, and those that would hide each other are piled around their step."""
YEARS = 800
"""Days from which years are named and not months."""

Place: TypeAlias = tuple[float, float]
"""x and y."""


@dataclass(slots=True)
class Tick:
    """Words beside the chart, and how far along its edge they stand."""

    at: float
    name: str


@dataclass(slots=True)
class Chart:
    """``steps`` stand to the left, ``times`` under it, and the numbers of ``changes`` over it.

    ``apart``: it is of the conditions and not of one's own behaviour. ``band`` has a closed line for each stretch.
    ``told`` and ``table`` say the same in words; the table is (month, answers). ``dot`` is how wide a dot is.
    """

    question: str
    apart: bool
    dot: float
    steps: list[Tick]
    times: list[Tick]
    changes: list[Tick]
    dots: list[Place]
    afterwards: list[Place]
    band: list[list[Place]]
    told: list[str]
    table: list[tuple[str, str]]


def charts(picture: Picture) -> list[Chart]:
    """A chart for each item that has answers and one for the conditions, if they were rated, all over the same time."""
    time = _Time(picture.first, picture.last)
    made = [_chart(picture, item, time) for item in picture.items if item.answers]
    if picture.conditions:
        rated = tuple(Answered(monday, step) for monday, step in picture.conditions)
        counts = Counter(one.step for one in rated)
        told = " · ".join(f"{word} {counts[step]}" for step, word in enumerate(picture.steps) if counts[step])
        question = item_text(picture.principle)
        made.append(_chart(picture, Drawn(picture.principle, question, rated, (), (told,)), time, apart=True))
    return made


def _chart(picture: Picture, item: Drawn, time: "_Time", *, apart: bool = False) -> Chart:
    crowded = len(item.answers) > CROWD
    places = list(_piled(item.answers, time) if crowded else _placed(item.answers, time))
    told = list(zip(item.answers, places, strict=True))
    return Chart(
        question=item.question,
        apart=apart,
        dot=SMALL_DOT if crowded else DOT,
        steps=[Tick(_y(step), word) for step, word in enumerate(picture.steps)],
        times=time.ticks(),
        changes=_numbered([time.x(day) for day, _words in picture.changes]),
        dots=[place for answer, place in told if not answer.afterwards],
        afterwards=[place for answer, place in told if answer.afterwards],
        band=[_around(stretch, time) for stretch in item.band],
        told=list(item.told),
        table=list(_by_month(item.answers, picture.steps)),
    )


def _placed(answers: Sequence[Answered], time: "_Time") -> Iterator[Place]:
    return ((time.x(one.day), _y(one.step)) for one in answers)


def _piled(answers: Sequence[Answered], time: "_Time") -> Iterator[Place]:
    """Those that share a place one over and one under the other, as far as there is room to the next step."""
    piles = Counter[Place]()
    for one in answers:
        x, y = round(time.x(one.day) / SMALL_DOT) * SMALL_DOT, _y(one.step)
        number = piles[x, y]
        piles[x, y] += 1
        away = min((number + 1) // 2 * SMALL_DOT, STEP * 0.4)
        yield round(x, 1), round(y + (away if number % 2 else -away), 1)


def _numbered(changes: Sequence[float]) -> list[Tick]:
    """A number for each change; those that have no room for their own stand together, as in 1–2."""
    ticks: list[Tick] = []
    first, free = 0, 0.0
    for number, x in enumerate(changes, 1):
        if ticks and x < free:
            ticks[first].name = f"{first + 1}–{number}"
            ticks.append(Tick(x, ""))
            continue
        first, free = number - 1, x + 2 * CHARACTER
        ticks.append(Tick(x, str(number)))
    return ticks


class _Time:
    """The days of a picture from left to right, both ends included."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = max(1, (last - first).days)
        self._places: dict[date, float] = {}

    def x(self, day: date) -> float:
        """Where a day stands. The charts of a picture ask for the same ones."""
        if (place := self._places.get(day)) is None:
            place = round(LEFT + MARGIN + (RIGHT - LEFT - 2 * MARGIN) * (day - self.first).days / self._days, 1)
            self._places[day] = place
        return place

    def ticks(self) -> list[Tick]:
        """The months (over long times the years) at their first days, as many as have room."""
        yearly, ticks, free = (self.last - self.first).days > YEARS, list[Tick](), 0.0
        for day in self._firsts():
            if yearly and day.month > 1:
                continue
            name = str(day.year) if yearly else short_month(day)
            x = self.x(day)
            if x >= free and x + len(name) * CHARACTER <= WIDTH:
                ticks.append(Tick(x, name))
                free = x + (len(name) + 1) * CHARACTER
        return ticks

    def _firsts(self) -> Iterator[date]:
        """The first days of months within."""
        first, last = self.first, self.last
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            day = date(number // 12, number % 12 + 1, 1)
            if day >= first:
                yield day


def _y(step: float) -> float:
    return round(TOP + (4 - step) * STEP, 1)


def _around(stretch: Sequence[Edge], time: _Time) -> list[Place]:
    """The upper edge of a band there, and the lower one back."""
    there = [(time.x(edge.day), _y(edge.high)) for edge in stretch]
    return there + [(time.x(edge.day), _y(edge.low)) for edge in reversed(stretch)]


def _by_month(answers: Sequence[Answered], steps: Sequence[str]) -> Iterator[tuple[str, str]]:
    for first, of_month in groupby(answers, lambda one: one.day.replace(day=1)):
        told = (f"{one.day.day} {_step(one, steps)}" for one in of_month)
        yield month_name(Period("month", first)), ", ".join(told)


def _step(answer: Answered, steps: Sequence[str]) -> str:
    word = steps[answer.step].lower()
    return _("{step} (afterwards)").format(step=word) if answer.afterwards else word
