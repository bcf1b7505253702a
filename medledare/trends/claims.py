"""What may be said of each principle: nothing yet, the answers, could be chance, a probable change, a repeated one.

A pure function of the answers, the day and the focus. The rules stand in docs/statistics.md, and the simulation that
chose the figures in tests/benchmarks/trends.py.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter, itemgetter

from medledare.domain.principles import PRINCIPLES, principle_of
from medledare.trends.dots import ENOUGH_ANSWERS, ENOUGH_WEEKS, Dot
from medledare.trends.effect import SMALLEST, change
from medledare.trends.fdr import adjusted
from medledare.trends.kendall import significance, total, week_matrix
from medledare.trends.weeks import LOOK_EVERY, WINDOWS, latest_look, monday_of, sunday_of, week_of

TOO_EARLY, ANSWERS, CHANCE, PROBABLE, REPEATED = range(5)

TEST_ANSWERS, TEST_WEEKS = 20, 8
"""What a principle must have before anything is tested."""
FOCUS_ALPHA = {12: 0.001, 26: 0.002, 52: 0.008}
"""The largest p with which the focus principle passes, in a window of each length."""
OTHERS_RATE = 0.0015
"""The false discovery rate at which the others pass, in each window."""
FOCUS_DRAWS, OTHERS_DRAWS = 1000, 4000

_day = attrgetter("day")


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be said of a principle's answers. ``direction`` is +1 risen, -1 fallen, 0 nothing said of it.

    ``window`` is the weeks of the window that passed, the longest if several did; ``looked`` the last day of the latest
    look's windows, None before the first look after an answer.
    """

    principle: str
    level: int
    direction: int
    window: int | None
    looked: date | None
    next_look: date | None


def findings(dots: Sequence[Dot], until: date, focus: Sequence[tuple[date, str]]) -> dict[str, Finding]:
    """A finding for each principle, from all answers up to and including ``until``, the same whenever it is asked.

    ``focus`` is each choice of focus principle with its day; an empty one means none.
    """
    by_principle: dict[str, list[Dot]] = {principle: [] for principle in PRINCIPLES}
    for dot in sorted(dots, key=_day):
        own = by_principle.get(principle_of(dot.item))
        if own is not None and dot.observed and dot.day <= until:
            own.append(dot)
    passes = [one for window in WINDOWS for one in _latest(by_principle, until, window, focus)]
    return {principle: _finding(principle, by_principle[principle], until, passes) for principle in PRINCIPLES}


@dataclass(frozen=True, slots=True)
class Passed:
    """A test that was passed, and whether it also was in the window before."""

    principle: str
    direction: int
    window: int
    again: bool = False


def look(
    by_principle: dict[str, list[Dot]], last: int, window: int, focus: Sequence[tuple[date, str]]
) -> dict[str, Passed]:
    """The principles that pass in the window of ``window`` weeks whose last is ``last``."""
    first = last - window + 1
    inside = {
        principle: own[bisect_left(own, monday_of(first), key=_day) : bisect_left(own, monday_of(last + 1), key=_day)]
        for principle, own in by_principle.items()
    }
    begun = min((own[0].day for own in inside.values() if own), default=None)
    if begun is None:
        return {}
    chosen = _focus_on(begun, focus)
    tested = {}
    for principle, own in inside.items():
        weeks = used(by_principle[principle], last, window)
        if _testable(own, weeks, window):
            draws = FOCUS_DRAWS if principle == chosen else OTHERS_DRAWS
            tested[principle] = _p(own, last - weeks + 1, weeks, draws)
    others = [principle for principle in tested if principle != chosen]
    passed = [
        principle
        for principle, rate in zip(others, adjusted([tested[one][0] for one in others]), strict=True)
        if rate <= OTHERS_RATE
    ]
    if chosen in tested and tested[chosen][0] <= FOCUS_ALPHA[window]:
        passed.append(chosen)
    return {principle: Passed(principle, tested[principle][1], window) for principle in passed}


def _latest(
    by_principle: dict[str, list[Dot]], until: date, window: int, focus: Sequence[tuple[date, str]]
) -> Iterable[Passed]:
    """Who passed at the latest look, and whether they also did in the window before, which it does not overlap."""
    last = latest_look(until)
    now = look(by_principle, last, window, focus)
    if not now:
        return
    before = look(by_principle, last + -window // LOOK_EVERY * LOOK_EVERY, window, focus)
    for principle, one in now.items():
        again = principle in before and before[principle].direction == one.direction
        yield Passed(principle, one.direction, window, again)


def _finding(principle: str, own: list[Dot], until: date, passes: Iterable[Passed]) -> Finding:
    level = _level(own)
    last = latest_look(until)
    next_look = sunday_of(last + LOOK_EVERY)
    looked = sunday_of(last) if own and week_of(own[0].day) <= last else None
    mine = [one for one in passes if one.principle == principle]
    if not mine:
        return Finding(principle, level, 0, None, looked, next_look)
    best = max(mine, key=lambda one: (one.again, one.window))
    return Finding(principle, REPEATED if best.again else PROBABLE, best.direction, best.window, looked, next_look)


def _level(own: Sequence[Dot]) -> int:
    weeks = len({week_of(dot.day) for dot in own})
    if len(own) < ENOUGH_ANSWERS or weeks < ENOUGH_WEEKS:
        return TOO_EARLY
    return CHANCE if len(own) >= TEST_ANSWERS and weeks >= TEST_WEEKS else ANSWERS


def used(own: Sequence[Dot], last: int, window: int) -> int:
    """The weeks of a window whose last is ``last``; one that reaches back before the first answer begins with it."""
    return min(window, last - week_of(own[0].day) + 1) if own else 0


def _testable(own: Sequence[Dot], weeks: int, window: int) -> bool:
    """Whether ``weeks``, the part of the window since the first answer, is half of it and answers fill half of that."""
    answered = len({week_of(dot.day) for dot in own})
    return (
        weeks >= max(WINDOWS[0], window // 2) and len(own) >= TEST_ANSWERS and answered >= max(TEST_WEEKS, weeks // 2)
    )


def _p(own: Sequence[Dot], first: int, weeks: int, draws: int) -> tuple[float, int]:
    """The p of a rise or fall, 1 where it is too small to speak of, and its direction."""
    effect = change(own, first, weeks)
    if effect is None or abs(effect) < SMALLEST:
        return 1.0, 0
    matrix = week_matrix(own, first, weeks)
    direction = 1 if effect > 0 else -1
    return (significance(matrix, draws), direction) if total(matrix) * direction > 0 else (1.0, 0)


def _focus_on(day: date, focus: Sequence[tuple[date, str]]) -> str:
    """The principle in focus on ``day``, or empty."""
    chosen = ""
    for since, principle in sorted(focus, key=itemgetter(0)):
        if since <= day:
            chosen = principle
    return chosen
