"""Counts how often the band of a smooth line holds the level behind the answers, and prints a Markdown table.

Run with ``python tests/benchmarks/trends_bands.py``. 150 persons without change and with 20 % gaps answer both items of
their focus principle for 40 weeks; each 12th answer is looked at from the 16th of a stretch on.
"""

from random import Random
from statistics import NormalDist

from people import Cell, answers

from medledare.domain.principles import ITEMS
from medledare.trends.dots import by_series
from medledare.trends.ewma import bands

PERSONS, WEEKS, FIRST = 150, 40, 105_700
FOCUS = "TIL"


class Kept(Random):
    """Random numbers that remember what the usual levels became."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self.levels: list[float] = []

    def uniform(self, a: float, b: float) -> float:
        """As ever, and kept."""
        self.levels.append(super().uniform(a, b))
        return self.levels[-1]


def expected(usual: float) -> float:
    """The mean answer at a usual level with noise of standard deviation 1."""
    over = NormalDist(usual)
    return sum(1 - over.cdf(step - 0.5) for step in range(1, 5))


def main() -> None:
    """A row for each autocorrelation."""
    print("| autocorrelation | the band held the level |\n|---|---|")
    for phi in (0.0, 0.3, 0.6):
        held = of = 0
        for person in range(PERSONS):
            random = Kept(f"band {phi} {person}")
            dots = answers(random, Cell(phi, 0.2), FIRST, WEEKS, FOCUS)
            levels = dict(zip(ITEMS, random.levels, strict=True))
            for (item, _), own in by_series(dot for dot in dots if dot.item.startswith(FOCUS)).items():
                for stretch in bands(own):
                    for place in range(15, len(stretch.days), 12):
                        of += 1
                        held += stretch.low[place] <= expected(levels[item]) <= stretch.high[place]
        print(f"| {phi:g} | {100 * held / of:.1f} % of {of} |", flush=True)


if __name__ == "__main__":
    main()
