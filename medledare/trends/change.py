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


def change_point(dots: Iterable[Dot], finding: Finding) -> date | None:
    """The Monday after the break in a principle's answers, None where none is found or may be spoken of.

    A break must fit the answers better than a straight line through the window does.
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
    return monday_of(week) if _misfit(own, week) < _misfit(own, None) else None


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


def _misfit(own: Sequence[Dot], week: int | None) -> float:
    """Sum of squares about a step before ``week``, or about a straight line if None, common to items save its level."""
    series = by_series(own).values()
    shape = [
        [float(dot.day.toordinal() if week is None else week_of(dot.day) >= week) for dot in one] for one in series
    ]
    values = [[float(dot.value) for dot in one] for one in series]
    xs = [x for one in shape for x in _centred(one)]
    ys = [y for one in values for y in _centred(one)]
    along = sum(x * x for x in xs)
    return sum(y * y for y in ys) - (sum(x * y for x, y in zip(xs, ys, strict=True)) ** 2 / along if along else 0.0)


def _centred(values: Sequence[float]) -> list[float]:
    mean = sum(values) / len(values)
    return [value - mean for value in values]
