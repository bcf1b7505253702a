"""What may be said of each principle: nothing yet, the answers, could be chance, a probable change, a repeated one.

A pure function of the answers, the day and the focus. The rules stand in docs/statistics.md, and the simulation that
chose the figures in tests/benchmarks/trends.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from medledare.domain.principles import PRINCIPLES, principle_of
from medledare.trends.dots import ENOUGH_ANSWERS, ENOUGH_WEEKS, Dot
from medledare.trends.effect import SMALLEST, change
from medledare.trends.fdr import adjusted
from medledare.trends.kendall import block_matrix, significance, total
from medledare.trends.weeks import LOOK_EVERY, WINDOWS, look_after, look_before, sunday_of, week_of

TOO_EARLY, ANSWERS, CHANCE, PROBABLE, REPEATED = range(5)

TEST_ANSWERS, TEST_WEEKS = 20, 8
FOCUS_ALPHA = 0.006
OTHERS_RATE = 0.006
TOGETHER = {12: 1, 26: 2, 52: 2}
"""Weeks that stay together in a permutation, for a window of each length."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be said of a principle's answers. ``direction`` is +1 risen, -1 fallen, 0 nothing said of it.

    ``window`` is the weeks of the window that passed; ``looked`` the last day of the latest look's window.
    """

    principle: str
    level: int
    direction: int
    window: int | None
    looked: date | None
    next_look: date | None


def findings(dots: Sequence[Dot], until: date, focus: Sequence[tuple[date, str]]) -> dict[str, Finding]:
    """A finding for each principle, from all answers up to and including ``until``, the same whenever it is asked.

    ``focus`` is each choice of focus principle with its day, oldest first; an empty one means none.
    """
    by_principle: dict[str, list[Dot]] = {principle: [] for principle in PRINCIPLES}
    for dot in sorted(dots, key=lambda dot: dot.day):
        if dot.observed and dot.day <= until:
            by_principle[principle_of(dot.item)].append(dot)
    passes = [one for window in WINDOWS for one in _latest(by_principle, until, window, focus)]
    return {principle: _finding(principle, by_principle[principle], until, passes) for principle in PRINCIPLES}


@dataclass(frozen=True, slots=True)
class Passed:
    """A test that was passed: by which principle, in the window of ``window`` weeks whose last week is ``last``."""

    principle: str
    direction: int
    window: int
    last: int
    again: bool = False


def look(
    by_principle: dict[str, list[Dot]], last: int, window: int, focus: Sequence[tuple[date, str]]
) -> dict[str, Passed]:
    """The principles that pass in the window of ``window`` weeks whose last is ``last``."""
    first = last - window + 1
    inside = {
        principle: [dot for dot in own if first <= week_of(dot.day) <= last] for principle, own in by_principle.items()
    }
    begun = min((own[0].day for own in inside.values() if own), default=None)
    if begun is None:
        return {}
    chosen = _focus_on(begun, focus)
    tested = {
        principle: _p(own, first, window)
        for principle, own in inside.items()
        if _testable(own, window) and week_of(by_principle[principle][0].day) <= last - WINDOWS[0] + 1
    }
    others = [principle for principle in tested if principle != chosen]
    passed = [
        principle
        for principle, rate in zip(others, adjusted([tested[one][0] for one in others]), strict=True)
        if rate <= OTHERS_RATE
    ]
    if chosen in tested and tested[chosen][0] <= FOCUS_ALPHA:
        passed.append(chosen)
    return {principle: Passed(principle, tested[principle][1], window, last) for principle in passed}


def _latest(
    by_principle: dict[str, list[Dot]], until: date, window: int, focus: Sequence[tuple[date, str]]
) -> Iterable[Passed]:
    """Who passed at the latest look, and whether they also did in the window before, which it does not overlap."""
    every = LOOK_EVERY[window]
    last = look_before(until, every)
    now = look(by_principle, last, window, focus)
    if not now:
        return
    before = look(by_principle, last - -(-window // every) * every, window, focus)
    for principle, one in now.items():
        again = principle in before and before[principle].direction == one.direction
        yield Passed(principle, one.direction, window, last, again)


def _finding(principle: str, own: list[Dot], until: date, passes: Iterable[Passed]) -> Finding:
    level = _level(own)
    next_look = sunday_of(min(look_after(until, every) for every in LOOK_EVERY.values()))
    mine = [one for one in passes if one.principle == principle]
    if not mine or level < CHANCE:
        latest = max(look_before(until, every) for every in LOOK_EVERY.values())
        looked = sunday_of(latest) if own and own[0].day <= sunday_of(latest) else None
        return Finding(principle, level, 0, None, looked, next_look)
    best = max(mine, key=lambda one: (one.again, one.last, one.window))
    level = REPEATED if best.again else PROBABLE
    return Finding(principle, level, best.direction, best.window, sunday_of(best.last), next_look)


def _level(own: Sequence[Dot]) -> int:
    weeks = len({week_of(dot.day) for dot in own})
    if len(own) < ENOUGH_ANSWERS or weeks < ENOUGH_WEEKS:
        return TOO_EARLY
    return CHANCE if len(own) >= TEST_ANSWERS and weeks >= TEST_WEEKS else ANSWERS


def _testable(own: Sequence[Dot], window: int) -> bool:
    return len(own) >= TEST_ANSWERS and len({week_of(dot.day) for dot in own}) >= max(TEST_WEEKS, window // 2)


def _p(own: Sequence[Dot], first: int, window: int) -> tuple[float, int]:
    """The p of a rise or fall, 1 where it is too small to speak of, and its direction."""
    effect = change(own, first, window)
    if effect is None or abs(effect) < SMALLEST:
        return 1.0, 0
    matrix = block_matrix(own, first, window, TOGETHER[window])
    direction = 1 if effect > 0 else -1
    return (significance(matrix), direction) if total(matrix) * direction > 0 else (1.0, 0)


def _focus_on(day: date, focus: Sequence[tuple[date, str]]) -> str:
    """The principle in focus on ``day``, or empty."""
    chosen = ""
    for since, principle in focus:
        if since <= day:
            chosen = principle
    return chosen
