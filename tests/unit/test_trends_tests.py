"""The tests behind what is claimed, against SciPy or a count of every case."""

from collections import Counter
from fractions import Fraction
from itertools import permutations, product

import pytest
from answers_made_up import FIRST, some_dots
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, kendalltau

from medledare.trends.dots import Dot, by_series
from medledare.trends.effect import change, difference
from medledare.trends.fdr import adjusted
from medledare.trends.kendall import Matrix, orders, shuffled, significance, total, variance, week_matrix
from medledare.trends.weeks import monday_of, week_of


def sign(one: int, other: int) -> int:
    return (other > one) - (other < one)


@given(some_dots())
def test_s_is_kendalls_numerator_summed_over_items_and_wordings(dots: list[Dot]) -> None:
    expected = 0.0
    for own in by_series(dots).values():
        weeks, values = [week_of(dot.day) for dot in own], [dot.value for dot in own]
        classes = min(len(set(weeks)), len(set(values)))
        if classes > 1:
            tau = kendalltau(weeks, values, variant="c").statistic
            expected += tau * len(own) ** 2 * (classes - 1) / classes / 2
    assert total(week_matrix(dots, FIRST, 12)) == pytest.approx(expected, abs=1e-6)


@given(some_dots())
def test_each_cell_of_the_matrix_is_the_signs_between_two_weeks(dots: list[Dot]) -> None:
    expected = [[0] * 12 for _ in range(12)]
    for own in by_series(dots).values():
        for one, other in product(own, own):
            expected[week_of(one.day) - FIRST][week_of(other.day) - FIRST] += sign(one.value, other.value)
    assert week_matrix(dots, FIRST, 12) == expected


@given(some_dots())
def test_shuffling_the_weeks_gives_the_s_of_the_shuffled_answers(dots: list[Dot]) -> None:
    for order, s in zip(orders(12, 5), shuffled(week_matrix(dots, FIRST, 12), 5), strict=True):
        place = {week: new for new, week in enumerate(order)}
        moved = sorted(
            (Dot(monday_of(FIRST + place[week_of(dot.day) - FIRST]), dot.item, dot.value, dot.wording) for dot in dots),
            key=lambda dot: dot.day,
        )
        assert s == total(week_matrix(moved, FIRST, 12))


def every_s(matrix: Matrix) -> list[int]:
    return [
        sum(matrix[order[one]][order[other]] for one in range(len(order)) for other in range(one + 1, len(order)))
        for order in permutations(range(len(matrix)))
    ]


@given(some_dots(weeks=6))
@settings(max_examples=25)
def test_the_p_is_that_of_all_orders_of_the_weeks(dots: list[Dot]) -> None:
    matrix = week_matrix(dots, FIRST, 6)
    every = every_s(matrix)
    assert variance(matrix) == pytest.approx(sum(s * s for s in every) / len(every))
    assert sum(every) == 0
    exact = sum(abs(s) >= abs(total(matrix)) for s in every) / len(every)
    found = significance(matrix, 1000)
    if found == 1:
        assert total(matrix) ** 2 <= 4 * variance(matrix) or exact == 1
    else:
        assert abs(found - exact) < 5 * (exact * (1 - exact) / 200) ** 0.5 + 0.002


def test_every_order_of_the_weeks_is_as_likely() -> None:
    drawn = Counter(orders(3, 3000))
    assert len(drawn) == 6
    assert max(abs(count - 500) for count in drawn.values()) < 5 * (500) ** 0.5


@given(st.lists(st.integers(0, 2000).map(lambda n: n / 2000), min_size=1, max_size=12))
def test_the_false_discovery_rate_is_scipys(ps: list[float]) -> None:
    assert adjusted(ps) == pytest.approx(list(false_discovery_control(ps)))


@given(some_dots())
def test_the_change_is_between_thirds_and_within_items(dots: list[Dot]) -> None:
    weighted = weight = Fraction(0)
    for own in by_series(dots).values():
        early = [dot.value for dot in own if week_of(dot.day) < FIRST + 4]
        late = [dot.value for dot in own if week_of(dot.day) >= FIRST + 8]
        if early and late:
            known = Fraction(1) / (Fraction(1, len(early)) + Fraction(1, len(late)))
            weighted += known * (Fraction(sum(late), len(late)) - Fraction(sum(early), len(early)))
            weight += known
    found = change(dots, FIRST, 12)
    assert found == (pytest.approx(float(weighted / weight)) if weight else None)


def test_an_item_that_is_missing_at_either_end_says_nothing_of_the_change() -> None:
    assert difference([([], [4, 4]), ([1, 1], [2, 2])]) == 1
    assert difference([([], [4]), ([0], [])]) is None
