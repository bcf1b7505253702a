"""Whether the answers to a principle coincided with a factor, for pairs that were chosen before the days looked at.

Within each item, answers on days with the factor are set against those on days without it (Mann & Whitney 1947), and
the pairs of days are summed over items. Significance is by laying whole weeks of answers against other weeks of the
factor, weekday by weekday: what lies close in time in either stays, only what binds them is broken. Weeks change
places only within about a quarter, so that a slow drift in both is not taken for a coincidence.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random
from typing import Literal

from medledare.domain.principles import principle_of
from medledare.domain.records import Pair
from medledare.trends.dots import Dot, by_series
from medledare.trends.effect import difference
from medledare.trends.fdr import adjusted
from medledare.trends.kendall import STEPS, below_minus_above
from medledare.trends.weeks import look_before, week_of

MOST_PAIRS = 5
ENOUGH_DAYS, ENOUGH_A_GROUP = 30, 8
WEEKS, QUARTER = 52, 13
LOOK_EVERY = 12
RATE = 0.10
SMALLEST = 0.5
DRAWS = 999
SEED = 1947

Says = Literal["too_early", "chance", "higher", "lower"]
FactorDays = tuple[Collection[date], Collection[date]]


@dataclass(frozen=True, slots=True)
class Coincidence:
    """What may be said of a pair: of ``days`` with an answer and a known factor, how many had it and had it not."""

    pair_id: str
    days: int
    with_count: int
    without_count: int
    says: Says


def coincidences(
    dots: Iterable[Dot], factor_days: Mapping[str, FactorDays], pairs: Sequence[Pair], until: date
) -> list[Coincidence]:
    """What may be said of each of the first ``MOST_PAIRS`` pairs on ``until``, in the order given.

    ``factor_days`` is, for each pair's id, the days with the factor and the days on which it is known. Days count
    after the pair was chosen and over at most a year before the latest look.
    """
    last = look_before(until, LOOK_EVERY)
    observed = [dot for dot in dots if dot.observed and last - WEEKS < week_of(dot.day) <= last]
    looked = [_looked_at(pair, observed, *factor_days.get(pair.id, ((), ()))) for pair in pairs[:MOST_PAIRS]]
    rates = iter(adjusted([one.p for one in looked if one.p is not None]))
    return [one.said("too_early" if one.p is None else _says(one, next(rates))) for one in looked]


@dataclass(frozen=True, slots=True)
class _Looked:
    pair_id: str
    days: int
    with_count: int
    p: float | None
    effect: float

    def said(self, says: Says) -> Coincidence:
        return Coincidence(self.pair_id, self.days, self.with_count, self.days - self.with_count, says)


def _says(one: _Looked, rate: float) -> Says:
    if rate > RATE or abs(one.effect) < SMALLEST:
        return "chance"
    return "higher" if one.effect > 0 else "lower"


def _looked_at(pair: Pair, dots: Sequence[Dot], present: Collection[date], known: Collection[date]) -> _Looked:
    chosen = pair.created.date()
    own = [dot for dot in dots if dot.day > chosen and principle_of(dot.item) == pair.principle]
    both = [dot for dot in own if dot.day in known]
    days = {dot.day for dot in both}
    with_count = sum(day in present for day in days)
    few = min(with_count, len(days) - with_count)
    effect = difference(
        ([dot.value for dot in one if dot.day not in present], [dot.value for dot in one if dot.day in present])
        for one in by_series(both).values()
    )
    early = len(days) < ENOUGH_DAYS or few < ENOUGH_A_GROUP or effect is None
    p = None if early else _significance(own, present, {day for day in known if day > chosen})
    return _Looked(pair.id, len(days), with_count, p, effect or 0.0)


def _significance(own: Sequence[Dot], present: Collection[date], known: Collection[date]) -> float:
    """The two-sided p of the association, over ``DRAWS`` orders of the weeks of answers."""
    first = min(week_of(dot.day) for dot in own)
    weeks = max(week_of(dot.day) for dot in own) - first + 1
    cells = _cells(own, present, known, first, weeks)
    parts = _quarters(weeks)
    random = Random(SEED)
    as_it_was = _superiority(cells, range(weeks))
    above = below = 1
    for _ in range(DRAWS):
        drawn = _superiority(cells, [week for part in parts for week in random.sample(part, len(part))])
        above += drawn >= as_it_was
        below += drawn <= as_it_was
    return min(1.0, 2 * min(above, below) / (DRAWS + 1))


def _superiority(cells: Mapping[tuple[int, int], list[int]], order: Iterable[int]) -> float:
    """Pairs of a day with the factor and one without where the former is higher, minus lower, as a share of them all.

    ``order`` is which week of answers is laid against each week of the factor.
    """
    sums = list(map(sum, zip(*(cells[week, place] for place, week in enumerate(order)), strict=True)))
    half = len(sums) // 2
    present, absent = sums[:half], sums[half:]
    pairs = sum(
        sum(present[start : start + STEPS]) * sum(absent[start : start + STEPS]) for start in range(0, half, STEPS)
    )
    higher = sum(count * ahead for count, ahead in zip(present, below_minus_above(absent), strict=True))
    return higher / pairs if pairs else 0.0


def _cells(
    own: Sequence[Dot], present: Collection[date], known: Collection[date], first: int, weeks: int
) -> dict[tuple[int, int], list[int]]:
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
    cells = {}
    for part in _quarters(weeks):
        for week in part:
            for place in part:
                cell = cells[week, place] = [0] * (2 * size)
                for weekday, slot in answers[week]:
                    if weekday in halves[place]:
                        cell[halves[place][weekday] + slot] += 1
    return cells


def _quarters(weeks: int) -> list[range]:
    """The weeks in about equal parts of at least ``QUARTER`` weeks each, or in one part."""
    parts = max(1, weeks // QUARTER)
    edges = [weeks * part // parts for part in range(parts + 1)]
    return [range(start, end) for start, end in pairwise(edges)]
