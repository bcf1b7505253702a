"""The line through the answers and its band: what it is, where it breaks, and how often it is right."""

from datetime import timedelta
from random import Random

import pytest
from answers_made_up import FIRST, some_dots
from hypothesis import given
from hypothesis import strategies as st

from medledare.trends.dots import Dot
from medledare.trends.ewma import COVERAGE, GAP, bands, smooth
from medledare.trends.weeks import monday_of

MONDAY = monday_of(FIRST)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_the_line_is_the_weighted_mean_of_the_answers_so_far(values: list[int]) -> None:
    for place, middle in enumerate(smooth(values)):
        weights = [0.8 ** (place - earlier) for earlier in range(place + 1)]
        expected = sum(weight * value for weight, value in zip(weights, values, strict=False)) / sum(weights)
        assert middle == pytest.approx(expected)


@given(some_dots(weeks=30, most=80, items=("TIL1",)).map(lambda dots: [dot for dot in dots if dot.wording == 1]))
def test_a_line_has_a_place_only_where_there_is_an_answer(dots: list[Dot]) -> None:
    days = {dot.day for dot in dots}
    for stretch in bands(dots):
        assert set(stretch.days) <= days
        assert len(stretch.days) == len(stretch.middle) == len(stretch.low) == len(stretch.high) >= 8
        assert all((later - day).days <= GAP for day, later in zip(stretch.days, stretch.days[1:], strict=False))
        assert all(0 <= low <= high <= 4 for low, high in zip(stretch.low, stretch.high, strict=True))
    assert bands(dots) == bands(list(reversed(dots)))


def test_the_line_breaks_at_a_gap_and_begins_anew() -> None:
    before = [Dot(MONDAY + timedelta(days=day), "TIL1", 4) for day in range(0, 20, 2)]
    after = [Dot(before[-1].day + timedelta(days=GAP + 1 + day), "TIL1", 0) for day in range(0, 20, 2)]
    one, other = bands([*before, *after])
    assert (set(one.middle), set(other.middle)) == ({4.0}, {0.0})
    closer = [Dot(dot.day - timedelta(days=1), dot.item, dot.value) for dot in after]
    assert len(bands([*before, *closer])) == 1


def test_few_answers_and_answers_written_late_have_no_line() -> None:
    assert bands([Dot(MONDAY + timedelta(days=day), "TIL1", 2) for day in range(7)]) == []
    assert bands([Dot(MONDAY + timedelta(days=day), "TIL1", 2, late=8) for day in range(30)]) == []


def test_the_band_holds_the_level_about_as_often_as_it_says() -> None:
    random = Random(1)
    inside = asked = 0
    for _ in range(150):
        noise, dots = random.gauss(0, 1), []
        for place in range(60):
            noise = 0.3 * noise + 0.91**0.5 * random.gauss(0, 1)
            week, weekday = divmod(place, 5)
            dots.append(Dot(MONDAY + timedelta(days=7 * week + weekday), "TIL1", min(4, max(0, round(2 + noise)))))
        (stretch,) = bands(dots)
        for place in (19, 39, 59):
            asked += 1
            inside += stretch.low[place] <= 2 <= stretch.high[place]
    assert inside / asked == pytest.approx(COVERAGE, abs=0.07)
