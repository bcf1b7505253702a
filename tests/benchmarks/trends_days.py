"""Counts how often a day of change is named, right or wrong, and prints a Markdown table.

Run with ``python tests/benchmarks/trends_days.py``. The focus principle changes by 1.5 after a year, at once or evenly
over 26 weeks, in persons with an autocorrelation of .3 and 20 % gaps; each look until the first after it is asked.
"""

from datetime import date
from random import Random

from people import Cell, Drift, answers
from trends import DRIFT, DRIFT_WEEKS, FOCUS, SOME_MONDAY, YEAR, Share, claims, looks, ramp

from medledare.trends.change import change_point
from medledare.trends.dots import Dot
from medledare.trends.weeks import LOOK_EVERY, monday_of

PERSONS = 150
NEAR = 14
"""Days."""


def named(dots: list[Dot], first: int) -> date | None:
    """The first day of change that is named."""
    told = claims(dots, first, looks(first + YEAR, DRIFT_WEEKS + LOOK_EVERY - 1))
    own = [dot for dot in dots if dot.item.startswith(FOCUS)]
    days = (change_point(own, one) for one in told if one.principle == FOCUS)
    return next((day for day in days if day is not None), None)


def main() -> None:
    """Half-way through the weeks in which the others change, some do at once."""
    step, near, even = Share(), Share(), Share()
    after = YEAR + DRIFT_WEEKS // 2
    for person in range(PERSONS):
        random = Random(f"day {person}")
        first, size = SOME_MONDAY + random.randrange(LOOK_EVERY), random.choice((-1, 1)) * DRIFT

        def at_once(week: int, size: float = size) -> float:
            return size * (week >= after)

        def of(drift: Drift, random: Random = random, first: int = first) -> date | None:
            return named(answers(random, Cell(0.3, 0.2), first, YEAR + DRIFT_WEEKS + LOOK_EVERY, FOCUS, drift), first)

        day = of(at_once)
        step.add(day is not None)
        if day is not None:
            near.add(abs((day - monday_of(first + after)).days) <= NEAR)
        even.add(of(ramp(size, YEAR)) is not None)
    print("| the change | a day is named | within two weeks of it |\n|---|---|---|")
    print(f"| at once | {step} | {near} |\n| even, over 26 weeks | {even} | |")


if __name__ == "__main__":
    main()
