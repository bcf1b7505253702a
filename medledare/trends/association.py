"""Whether answers are higher on days with a factor than on days without, and how easily that comes by chance.

Within each item, answers on days with the factor are set against those on days without it (Mann & Whitney 1947), and
the pairs of days are summed over items. Significance is by laying whole weeks of answers against other weeks of the
factor, weekday by weekday: what lies close in time in either stays, only what binds them is broken. Weeks change
places only within about a quarter, so that a slow drift in both is not taken for a coincidence.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from random import Random

from medledare.trends.dots import Dot, by_series
from medledare.trends.kendall import ENOUGH, STEPS, below_minus_above
from medledare.trends.weeks import week_of

QUARTER = 13
DRAWS = 1000
SEED = 1947

Table = Mapping[tuple[int, int], list[int]]
"""For a week of answers and a week of the factor: answers by series and step, with the factor and then without."""


def significance(own: Sequence[Dot], present: Collection[date], known: Collection[date]) -> float:
    """The two-sided p of the association, over orders of the weeks of answers (Besag & Clifford 1991)."""
    first = min(week_of(dot.day) for dot in own)
    weeks = max(week_of(dot.day) for dot in own) - first + 1
    table = cells(own, present, known, first, weeks)
    parts = quarters(weeks)
    random = Random(SEED)
    as_it_was = superiority(table, range(weeks))
    above = below = 0
    for drawn in range(1, DRAWS + 1):
        one = superiority(table, [week for part in parts for week in random.sample(part, len(part))])
        above += one >= as_it_was
        below += one <= as_it_was
        if min(above, below) == ENOUGH:
            return min(1.0, 2 * ENOUGH / drawn)
    return min(1.0, 2 * (min(above, below) + 1) / (DRAWS + 1))


def superiority(table: Table, order: Iterable[int]) -> float:
    """Pairs of a day with the factor and one without where the former is higher, minus lower, as a share of them all.

    ``order`` is which week of answers is laid against each week of the factor.
    """
    sums = list(map(sum, zip(*(table[week, place] for place, week in enumerate(order)), strict=True)))
    half = len(sums) // 2
    present, absent = sums[:half], sums[half:]
    pairs = sum(
        sum(present[start : start + STEPS]) * sum(absent[start : start + STEPS]) for start in range(0, half, STEPS)
    )
    higher = sum(count * ahead for count, ahead in zip(present, below_minus_above(absent), strict=True))
    return higher / pairs if pairs else 0.0


def cells(own: Sequence[Dot], present: Collection[date], known: Collection[date], first: int, weeks: int) -> Table:
    """For a week of answers and one of the factor in the same quarter: answers by step, with the factor and without."""
    slots = {series: STEPS * place for place, series in enumerate(by_series(own))}
    size = STEPS * len(slots)
    answers: list[list[tuple[int, int]]] = [[] for _ in range(weeks)]
    for dot in own:
        answers[week_of(dot.day) - first].append((dot.day.weekday(), slots[dot.item, dot.wording] + dot.value))
    halves: list[dict[int, int]] = [{} for _ in range(weeks)]
    for day in known:
        if 0 <= week_of(day) - first < weeks:
            halves[week_of(day) - first][day.weekday()] = 0 if day in present else size
    table = {}
    for part in quarters(weeks):
        for week in part:
            for place in part:
                cell = table[week, place] = [0] * (2 * size)
                for weekday, slot in answers[week]:
                    if weekday in halves[place]:
                        cell[halves[place][weekday] + slot] += 1
    return table


def quarters(weeks: int) -> list[range]:
    """The weeks in about equal parts of at least ``QUARTER`` weeks each, or in one part."""
    parts = max(1, weeks // QUARTER)
    edges = [weeks * part // parts for part in range(parts + 1)]
    return [range(start, end) for start, end in pairwise(edges)]
