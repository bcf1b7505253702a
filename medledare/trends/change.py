"""When the answers changed, if they did so at once: at most one day, after Pettitt (1979), within items.

It is asked only of a principle whose rise or fall has passed, in the window that passed, so it never adds a claim.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

from medledare.trends.claims import PROBABLE, Finding, used
from medledare.trends.dots import Dot, by_series
from medledare.trends.kendall import orders, week_matrix
from medledare.trends.weeks import monday_of, week_of

ENOUGH_DOTS = 40
ALPHA = 0.05
DRAWS = 1000
GRADUAL = (8, 16, 26, 52, 104)
"""Lengths in weeks of the even changes that a break must outdo; the longest is a straight line through any window."""

Weekly = dict[int, tuple[int, int]]
"""For each week, how many answers and their sum."""


def change_point(dots: Iterable[Dot], finding: Finding) -> date | None:
    """The Monday after the break in a principle's answers, None where none is found or may be spoken of.

    A step at the break must fit the answers better than every even change over ``GRADUAL`` weeks does.
    """
    if finding.level < PROBABLE or finding.window is None or finding.looked is None:
        return None
    last = week_of(finding.looked)
    observed = sorted((dot for dot in dots if dot.observed and week_of(dot.day) <= last), key=lambda dot: dot.day)
    weeks = used(observed, last, finding.window)
    first = last - weeks + 1
    own = [dot for dot in observed if week_of(dot.day) >= first]
    if len(own) < ENOUGH_DOTS:
        return None
    rows = [sum(row) for row in week_matrix(own, first, weeks)]
    place, height = highest(rows)
    if height * finding.direction <= 0 or _p(rows) > ALPHA:
        return None
    week = first + place + 1
    series = [weekly(one) for one in by_series(own).values()]
    step = explained(series, [float(one >= week) for one in range(first, last + 1)], first)
    gradual = (explained(series, _even(weeks, middle, length), first) for length in GRADUAL for middle in range(weeks))
    return monday_of(week) if step > max(gradual) else None


def highest(rows: Sequence[int]) -> tuple[int, int]:
    """After which week the answers before and after differ most, and by how many pairs, below 0 for a fall.

    The pairs across a place are the sum of the rows of D up to it, since D is antisymmetric.
    """
    heights = list(accumulate(rows))
    place = max(range(len(heights)), key=lambda one: abs(heights[one]))
    return place, heights[place]


def _p(rows: Sequence[int]) -> float:
    """The p of the greatest difference, by permuting the weeks."""
    observed = abs(highest(rows)[1])
    extreme = sum(
        max(map(abs, accumulate(map(rows.__getitem__, order)))) >= observed for order in orders(len(rows), DRAWS)
    )
    return (extreme + 1) / (DRAWS + 1)


def weekly(dots: Iterable[Dot]) -> Weekly:
    weeks: Weekly = {}
    for dot in dots:
        count, total = weeks.get(week_of(dot.day), (0, 0))
        weeks[week_of(dot.day)] = count + 1, total + dot.value
    return weeks


def _even(weeks: int, middle: int, length: int) -> list[float]:
    """A change from 0 to 1, the same from week to week, over ``length`` weeks about ``middle``."""
    return [min(1.0, max(0.0, (week - middle) / length + 0.5)) for week in range(weeks)]


def explained(series: Iterable[Weekly], shape: Sequence[float], first: int) -> float:
    """How much of the sum of squares a shape takes away, if items differ by their level only.

    ``shape`` is given by week from ``first``.
    """
    along = across = 0.0
    for weeks in series:
        count = sum(own for own, _ in weeks.values())
        level = sum(total for _, total in weeks.values()) / count
        middle = sum(own * shape[week - first] for week, (own, _) in weeks.items()) / count
        for week, (own, total) in weeks.items():
            away = shape[week - first] - middle
            along += own * away * away
            across += (total - own * level) * away
    return across * across / along if along else 0.0
