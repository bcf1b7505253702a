"""Whether the answers to a principle coincided with a factor, for pairs that were chosen before the days looked at.

They are looked at when the trends are, so that nobody can look until something shows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from medledare.domain.principles import principle_of
from medledare.domain.records import Pair
from medledare.trends.association import significance
from medledare.trends.dots import Dot, by_series
from medledare.trends.effect import difference
from medledare.trends.fdr import adjusted
from medledare.trends.weeks import latest_look, week_of

MOST_PAIRS = 5
ENOUGH_DAYS, ENOUGH_A_GROUP = 30, 8
WEEKS = 52
RATE = 0.10
SMALLEST = 0.5

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
    last = latest_look(until)
    observed = [dot for dot in dots if dot.observed and last - WEEKS < week_of(dot.day) <= last]
    looked = [_looked_at(pair, observed, *factor_days.get(pair.id, ((), ()))) for pair in pairs[:MOST_PAIRS]]
    rates = iter(adjusted([one.p for one in looked if one.p is not None]))
    return [one.said("too_early" if one.p is None else _says(one, next(rates))) for one in looked]


@dataclass(frozen=True, slots=True)
class _Looked:
    """A pair before the others are weighed in; ``p`` is None if it is too early, 1 if the difference is too small."""

    pair_id: str
    days: int
    with_count: int
    p: float | None
    effect: float

    def said(self, says: Says) -> Coincidence:
        return Coincidence(self.pair_id, self.days, self.with_count, self.days - self.with_count, says)


def _says(one: _Looked, rate: float) -> Says:
    if rate > RATE:
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
    if effect is None or len(days) < ENOUGH_DAYS or few < ENOUGH_A_GROUP:
        return _Looked(pair.id, len(days), with_count, None, 0.0)
    large = abs(effect) >= SMALLEST
    p = significance(own, present, {day for day in known if day > chosen}) if large else 1.0
    return _Looked(pair.id, len(days), with_count, p, effect)
