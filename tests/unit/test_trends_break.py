"""When the answers changed: one day at most, and only where a change may be spoken of at all."""

from dataclasses import replace
from datetime import timedelta

import numpy
import pytest
from answers_made_up import FIRST, some_dots
from hypothesis import given
from hypothesis import strategies as st

from medledare.trends.change import change_point, explained, highest, weekly
from medledare.trends.claims import CHANCE, PROBABLE, Finding
from medledare.trends.dots import Dot, by_series
from medledare.trends.kendall import week_matrix
from medledare.trends.weeks import monday_of, sunday_of, week_of

FOUND = Finding("TIL", PROBABLE, 1, 26, sunday_of(FIRST + 25), sunday_of(FIRST + 37))


def answers(value: list[int]) -> list[Dot]:
    """A working week's answers to both items, at a level for each week; every other is a step higher."""
    return [
        Dot(monday_of(FIRST + week) + timedelta(days=day), f"TIL{item}", level + (day + item) % 2)
        for week, level in enumerate(value)
        for day in range(5)
        for item in (1, 2)
    ]


def test_a_step_is_told_by_the_monday_after_it() -> None:
    assert change_point(answers([1] * 15 + [2] * 11), FOUND) == monday_of(FIRST + 15)
    fallen = replace(FOUND, direction=-1)
    assert change_point(answers([2] * 15 + [1] * 11), fallen) == monday_of(FIRST + 15)


def test_a_steady_rise_has_no_day() -> None:
    assert change_point(answers([0] * 6 + [1] * 7 + [2] * 7 + [3] * 6), FOUND) is None


def test_where_no_change_may_be_claimed_no_day_is() -> None:
    step = answers([1] * 15 + [2] * 11)
    assert change_point(step, replace(FOUND, level=CHANCE, direction=0, window=None)) is None
    assert change_point(step, replace(FOUND, direction=-1)) is None
    assert change_point([replace(dot, late=8) for dot in step], FOUND) is None


def test_under_forty_answers_have_no_day() -> None:
    sparse = [dot for dot in answers([0] * 15 + [3] * 11) if dot.day.weekday() == 0 and dot.item == "TIL1"]
    assert len(sparse) == 26
    assert change_point(sparse, FOUND) is None


@given(some_dots())
def test_the_highest_place_is_pettitts(dots: list[Dot]) -> None:
    heights = [
        sum(
            (later.value > dot.value) - (later.value < dot.value)
            for own in by_series(dots).values()
            for dot in own
            for later in own
            if week_of(dot.day) - FIRST <= place < week_of(later.day) - FIRST
        )
        for place in range(12)
    ]
    place, height = highest([sum(row) for row in week_matrix(dots, FIRST, 12)])
    assert height == heights[place]
    assert abs(height) == max(map(abs, heights))


@given(some_dots(), st.lists(st.integers(0, 4).map(lambda n: n / 4), min_size=12, max_size=12))
def test_what_a_shape_explains_is_what_least_squares_finds(dots: list[Dot], shape: list[float]) -> None:
    series = list(by_series(dots).values())
    rows = [(number, dot) for number, own in enumerate(series) for dot in own]
    found = explained([weekly(own) for own in series], shape, FIRST)
    if not rows:
        assert found == 0
        return
    levels = numpy.array([[float(number == one) for one in range(len(series))] for number, _ in rows])
    values = numpy.array([float(dot.value) for _, dot in rows])
    both = numpy.column_stack([levels, [shape[week_of(dot.day) - FIRST] for _, dot in rows]])
    left = [
        ((values - design @ numpy.linalg.lstsq(design, values, rcond=1e-9)[0]) ** 2).sum() for design in (levels, both)
    ]
    assert found == pytest.approx(left[0] - left[1], abs=1e-6)
