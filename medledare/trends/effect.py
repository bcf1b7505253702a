"""How much the answers differ between the beginning and the end of a window, in steps of the scale."""

from collections.abc import Iterable

from medledare.trends.dots import Dot, by_series
from medledare.trends.weeks import week_of

SMALLEST = 0.75
"""Steps. Less is not worth saying, however sure."""


Groups = tuple[list[int], list[int]]


def difference(groups: Iterable[Groups]) -> float | None:
    """Mean of the second group of answers minus mean of the first, in steps, over the items with answers in both.

    A mean of each item's difference with weights a·b / (a + b), a and b being its answers in either group, so that an
    item weighs as much as its difference is known. None where no item has both.
    """
    weighted = weight = 0.0
    for one, other in groups:
        if one and other:
            known = len(one) * len(other) / (len(one) + len(other))
            weighted += known * (sum(other) / len(other) - sum(one) / len(one))
            weight += known
    return weighted / weight if weight else None


def change(dots: Iterable[Dot], first: int, weeks: int) -> float | None:
    """Mean of the last third of the ``weeks`` weeks from ``first`` on minus mean of the first, within items."""
    third = weeks // 3
    return difference(
        (
            [dot.value for dot in own if 0 <= week_of(dot.day) - first < third],
            [dot.value for dot in own if 0 < first + weeks - week_of(dot.day) <= third],
        )
        for own in by_series(dots).values()
    )
