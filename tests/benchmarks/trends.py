"""Invents persons who answer for up to two years, asks the program what it claims, and prints Markdown tables.

Run with ``python tests/benchmarks/trends.py [PERSONS]``, so many for each cell with the gaps that the bars name (1500
unless told), and fewer for the others. The decisions are those of ``findings``, ``change_point`` and ``coincidences``
as the program makes them. A person opens the screen once a week; what it says changes only with a look, so each look is
asked about once. Intervals are Wilson's of 95 % (1927).
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import sqrt
from random import Random

from people import Cell, Drift, answers, focus_from

from medledare.domain.records import Pair
from medledare.trends.change import change_point
from medledare.trends.claims import PROBABLE, Finding, findings
from medledare.trends.dots import Dot
from medledare.trends.pairs import coincidences
from medledare.trends.weeks import LOOK_EVERY, latest_look, monday_of, sunday_of

PERSONS, FEWER = 1500, 400
"""Persons of a cell with the gaps that the bars name; and of other cells, and of what no bar is set for."""
NAMED_GAPS = 0.2
YEAR = 52
DRIFT, DRIFT_WEEKS = 1.5, 26
PHIS, GAPS = (0.0, 0.3, 0.6), (0.0, 0.2, 0.5)
SOME_MONDAY = 105_700
FOCUS, OTHER = "TIL", "STO"


@dataclass
class Share:
    """How many of how many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        """One more."""
        self.hits += hit
        self.of += 1

    def __str__(self) -> str:
        low, high = wilson(self.hits, self.of)
        return f"{100 * self.hits / self.of:.1f} % ({100 * low:.1f}-{100 * high:.1f})"


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % score interval of a share."""
    middle = (hits + z * z / 2) / (of + z * z)
    half = z * sqrt(hits * (of - hits) / of + z * z / 4) / (of + z * z)
    return middle - half, middle + half


@dataclass
class Row:
    """What was found in a cell."""

    false_first: Share = field(default_factory=Share)
    false_second: Share = field(default_factory=Share)
    false_breaks: Share = field(default_factory=Share)
    false_pairs: Share = field(default_factory=Share)
    found_first: Share = field(default_factory=Share)
    found_second: Share = field(default_factory=Share)
    found_other: Share = field(default_factory=Share)


def looks(first: int, weeks: int) -> list[date]:
    """The looks whose words a person reads who opens the screen on each Monday after ``weeks`` weeks from ``first``."""
    opened = (monday_of(week + 1) for week in range(first, first + weeks))
    return sorted({sunday_of(latest_look(day)) for day in opened})


def claims(dots: list[Dot], first: int, days: Iterable[date]) -> Iterator[Finding]:
    """What is claimed at any of the looks."""
    told = (findings(dots, day, focus_from(first, FOCUS)) for day in days)
    return (finding for each in told for finding in each.values() if finding.level >= PROBABLE)


def without_change(random: Random, cell: Cell, row: Row, pairs: bool) -> None:
    """One person in whom nothing changes, for two years."""
    first = SOME_MONDAY + random.randrange(LOOK_EVERY)
    dots = answers(random, cell, first, 2 * YEAR, FOCUS)
    row.false_first.add(any(True for _ in claims(dots, first, looks(first, YEAR))))
    second = list(claims(dots, first, looks(first + YEAR, YEAR)))
    row.false_second.add(bool(second))
    row.false_breaks.add(any(change_point(_of(dots, one.principle), one) is not None for one in second))
    if pairs:
        row.false_pairs.add(_coincides(random, dots, first + YEAR))


def with_drift(random: Random, cell: Cell, lead: int, principle: str = FOCUS) -> bool:
    """Whether a drift of a principle that begins after ``lead`` weeks is found by the first look after it."""
    first = SOME_MONDAY + random.randrange(LOOK_EVERY)
    size = random.choice((-1, 1)) * DRIFT
    end = lead + DRIFT_WEEKS
    dots = answers(random, cell, first, end + LOOK_EVERY, FOCUS, ramp(size, lead), principle)
    told = claims(dots, first, looks(first + lead, DRIFT_WEEKS + LOOK_EVERY - 1))
    return any(one.principle == principle and one.direction * size > 0 for one in told)


def ramp(size: float, lead: int) -> Drift:
    """A drift to ``size``, even over the weeks of a drift from ``lead`` weeks on."""
    return lambda week: size * min(1.0, max(0.0, (week - lead + 0.5) / DRIFT_WEEKS))


def _of(dots: list[Dot], principle: str) -> list[Dot]:
    return [dot for dot in dots if dot.item.startswith(principle)]


def _coincides(random: Random, dots: list[Dot], since: int) -> bool:
    """Whether any of five pairs, chosen at the end of the week before ``since``, is said to coincide within a year.

    Two are about the place: each weekday has its own habit, and weeks now and then go against it. Three are tags.
    """
    created = datetime.combine(monday_of(since) - timedelta(days=1), datetime.min.time(), UTC)
    days = sorted({dot.day for dot in dots if dot.day > created.date()})
    home = _places(random, days)
    factors = [home, home, *({day for day in days if random.random() < 0.4} for _ in range(3))]
    principles = (FOCUS, "STO", FOCUS, "OPP", FOCUS)
    pairs = [
        Pair(id=str(number), at=created, created=created, factor="place:home", principle=principle)
        for number, principle in enumerate(principles)
    ]
    known = {pair.id: (present, set(days)) for pair, present in zip(pairs, factors, strict=True)}
    told = (coincidences(dots, known, pairs, day) for day in looks(since, YEAR))
    return any(one.says in ("higher", "lower") for each in told for one in each)


def _places(random: Random, days: list[date]) -> set[date]:
    habit = [random.choice((0.2, 0.5, 0.8)) for _ in range(5)]
    turned = {day.isocalendar()[:2]: random.random() < 0.2 for day in days}
    return {day for day in days if (random.random() < habit[day.weekday()]) != turned[day.isocalendar()[:2]]}


def measured(cell: Cell, persons: int) -> Row:
    """A cell of the table, the same every time."""
    row = Row()
    for person in range(persons):
        without_change(Random(f"still {cell} {person}"), cell, row, person < FEWER)
        row.found_second.add(with_drift(Random(f"second {cell} {person}"), cell, YEAR))
        row.found_first.add(with_drift(Random(f"first {cell} {person}"), cell, 0))
        if person < FEWER:
            row.found_other.add(with_drift(Random(f"other {cell} {person}"), cell, YEAR, OTHER))
    return row


COLUMNS: tuple[tuple[str, Callable[[Row], Share]], ...] = (
    ("any false claim, second year", lambda row: row.false_second),
    ("any false claim, first year", lambda row: row.false_first),
    ("drift of the focus after a year found", lambda row: row.found_second),
    ("drift of the focus from the first day found", lambda row: row.found_first),
    ("drift of another principle found", lambda row: row.found_other),
    ("any false day of change, second year", lambda row: row.false_breaks),
    ("any false coincidence, a year", lambda row: row.false_pairs),
)


def main() -> None:
    """Print the table, a row as soon as it is there."""
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS
    print("| autocorrelation | gaps |", " | ".join(name for name, _ in COLUMNS), "|")
    print("|---|---|" + "---|" * len(COLUMNS), flush=True)
    for phi in PHIS:
        for gaps in GAPS:
            row = measured(Cell(phi, gaps), persons if gaps == NAMED_GAPS else min(persons, FEWER))
            shares = " | ".join(str(share(row)) for _, share in COLUMNS)
            print(f"| {phi:g} | {100 * gaps:g} % | {shares} |", flush=True)


if __name__ == "__main__":
    main()
