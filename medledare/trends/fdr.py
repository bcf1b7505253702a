"""Several tests at once: the false discovery rate (Benjamini & Hochberg 1995)."""

from collections.abc import Sequence


def adjusted(ps: Sequence[float]) -> list[float]:
    """The smallest rate at which each test would pass beside the others, in the order given."""
    found = [1.0] * len(ps)
    smallest = 1.0
    for rank, place in reversed(list(enumerate(sorted(range(len(ps)), key=ps.__getitem__), 1))):
        smallest = min(smallest, ps[place] * len(ps) / rank)
        found[place] = smallest
    return found
