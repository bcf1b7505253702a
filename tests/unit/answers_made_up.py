"""Answers of any kind for the tests of the statistics."""

from datetime import timedelta

from hypothesis import strategies as st

from medledare.trends.dots import Dot
from medledare.trends.weeks import monday_of

FIRST = 105_700
"""The week in which the made-up answers begin."""


def some_dots(
    weeks: int = 12, most: int = 40, items: tuple[str, ...] = ("TIL1", "TIL2")
) -> st.SearchStrategy[list[Dot]]:
    """Answers to one principle on any days of ``weeks`` weeks, some in a second wording."""
    one = st.builds(
        lambda day, item, value, wording: Dot(monday_of(FIRST) + timedelta(days=day), item, value, wording),
        st.integers(0, 7 * weeks - 1),
        st.sampled_from(items),
        st.integers(0, 4),
        st.sampled_from([1, 1, 2]),
    )
    return st.lists(one, max_size=most, unique_by=lambda dot: (dot.day, dot.item, dot.wording)).map(
        lambda dots: sorted(dots, key=lambda dot: (dot.day, dot.item))
    )
