"""A smooth line through the answers to one item in one wording, and how sure it is.

The line is an exponentially weighted moving average (Roberts 1959), over answers and not over days: nothing is made up
for a day without one. It starts from the first answers by weighing them as they are, and breaks where more than
``GAP`` days pass between two answers. The band is a bootstrap of whole weeks (Künsch 1989): residuals about the mean of
the other weeks around are drawn two weeks in a row at a time, so that what answers close in time have in common stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from random import Random

from medledare.trends.dots import ENOUGH_ANSWERS, ENOUGH_WEEKS, Dot
from medledare.trends.weeks import week_of

WEIGHT = 0.2
GAP = 28
"""Days."""
AROUND = 6
"""Weeks on either side."""
COVERAGE = 0.8
DRAWS = 499
REACH = 30
"""Answers after which an earlier one weighs nothing to speak of: 0.8 ** 30 is about 0.001."""
SEED = 1959


@dataclass(frozen=True, slots=True)
class Stretch:
    """The line and its band between two gaps: a day, a middle, a low and a high, 0-4, for each answer."""

    days: tuple[date, ...]
    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def bands(dots: Iterable[Dot]) -> list[Stretch]:
    """The line through the dots of one item and wording, oldest first, with a band that is right 8 times of 10.

    A stretch of under ``ENOUGH_ANSWERS`` answers or ``ENOUGH_WEEKS`` weeks has no line. Answers written too late take
    no part. Only for a principle that has reached level 2.
    """
    own = sorted((dot for dot in dots if dot.observed), key=lambda dot: dot.day)
    return [_stretch(part) for part in _unbroken(own) if _enough(part)]


def smooth(values: Iterable[float]) -> list[float]:
    """The weighted mean of the answers so far, at each: the latest weighs 1, the one before 0.8, then 0.64 and on."""
    total = weight = 0.0
    line = []
    for value in values:
        total = total * (1 - WEIGHT) + value
        weight = weight * (1 - WEIGHT) + 1
        line.append(total / weight)
    return line


def _enough(part: Sequence[Dot]) -> bool:
    return len(part) >= ENOUGH_ANSWERS and len({week_of(dot.day) for dot in part}) >= ENOUGH_WEEKS


def _unbroken(dots: Sequence[Dot]) -> list[list[Dot]]:
    parts: list[list[Dot]] = []
    for dot in dots:
        if not parts or (dot.day - parts[-1][-1].day).days > GAP:
            parts.append([])
        parts[-1].append(dot)
    return parts


def _stretch(dots: Sequence[Dot]) -> Stretch:
    middle = smooth(dot.value for dot in dots)
    errors = _errors(_residuals(dots))
    spread = [errors[min(place, len(errors) - 1)] for place in range(len(dots))]
    return Stretch(
        days=tuple(dot.day for dot in dots),
        middle=tuple(middle),
        low=tuple(max(0.0, value - above) for value, (_, above) in zip(middle, spread, strict=True)),
        high=tuple(min(4.0, value - below) for value, (below, _) in zip(middle, spread, strict=True)),
    )


def _residuals(dots: Sequence[Dot]) -> list[list[float]]:
    """Each answer minus the mean of those in the other weeks within ``AROUND``, by week, in weeks that have answers."""
    weeks: dict[int, list[int]] = {}
    for dot in dots:
        weeks.setdefault(week_of(dot.day), []).append(dot.value)

    def around(week: int) -> float:
        near = [weeks.get(one, ()) for one in range(week - AROUND, week + AROUND + 1) if one != week]
        return sum(map(sum, near)) / sum(map(len, near))

    return [[value - mean for value in own] for week, own in weeks.items() for mean in [around(week)]]


def _errors(weeks: Sequence[list[float]]) -> list[tuple[float, float]]:
    """How far below (negative) and above the truth the line lies after 1, 2 ... answers, at the ends of the band."""
    random = Random(SEED)
    blocks = [one + other for one, other in pairwise(weeks)]
    paths = []
    for _ in range(DRAWS):
        path: list[float] = []
        while len(path) < REACH:
            path += random.choice(blocks)
        paths.append(path)
    outside = round((DRAWS + 1) * (1 - COVERAGE) / 2)
    ends = []
    # As ``smooth`` does, but all paths at once: a step along each is a step of one loop.
    totals, weight = [0.0] * DRAWS, 0.0
    for values in islice(zip(*paths, strict=False), REACH):
        totals = [total * (1 - WEIGHT) + value for total, value in zip(totals, values, strict=True)]
        weight = weight * (1 - WEIGHT) + 1
        ranked = sorted(totals)
        ends.append((ranked[outside - 1] / weight, ranked[-outside] / weight))
    return ends
