"""Pairs: chosen before the days looked at, within items, never more than a coincidence."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from answers_made_up import FIRST, some_dots
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from medledare.domain.records import Pair
from medledare.trends.association import cells, quarters, superiority
from medledare.trends.dots import Dot, by_series
from medledare.trends.pairs import Coincidence, coincidences
from medledare.trends.weeks import latest_look, monday_of, sunday_of

LOOK = latest_look(date(2026, 11, 23))
UNTIL = sunday_of(LOOK)
WEEKS = 20
FIRST_MONDAY = monday_of(LOOK - WEEKS + 1)
WORKDAYS = [FIRST_MONDAY + timedelta(days=7 * week + day) for week in range(WEEKS) for day in range(5)]


def a_pair(created: date = FIRST_MONDAY - timedelta(days=1), principle: str = "TIL", pair_id: str = "1") -> Pair:
    moment = datetime(created.year, created.month, created.day, 12, tzinfo=UTC)
    return Pair(id=pair_id, at=moment, created=moment, factor="place:home", principle=principle)


def at_home(day: date) -> bool:
    """No weekday is always spent at home."""
    return (day.toordinal() * 7 // 5) % 3 == 0


def said(value: Callable[[date], int], pair: Pair | None = None, days: list[date] = WORKDAYS) -> Coincidence:
    pair = pair or a_pair()
    dots = [Dot(day, f"TIL{item}", value(day)) for day in days for item in (1, 2)]
    factor = {pair.id: ({day for day in days if at_home(day)}, set(days))}
    return coincidences(dots, factor, [pair], UNTIL)[0]


def test_answers_that_go_with_the_factor_are_said_to_coincide_with_it() -> None:
    assert said(lambda day: 3 if at_home(day) else 2).says == "higher"
    assert said(lambda day: 2 if at_home(day) else 3).says == "lower"
    found = said(lambda day: day.day % 3)
    assert found.says == "chance"
    assert found.with_count + found.without_count == found.days == len(WORKDAYS)


def test_only_days_after_the_pair_was_chosen_count() -> None:
    late = a_pair(created=WORKDAYS[-31])
    assert said(lambda day: 3 if at_home(day) else 2, late).days == 30
    assert said(lambda day: 3, a_pair(created=WORKDAYS[-30])).says == "too_early"


def test_days_after_the_latest_look_wait_for_the_next() -> None:
    more = [*WORKDAYS, *(UNTIL + timedelta(days=day) for day in range(1, 80))]
    dots = [Dot(day, "TIL1", day.day % 5) for day in more]
    factor = {"1": ({day for day in more if at_home(day)}, set(more))}
    found = {tuple(coincidences(dots, factor, [a_pair()], UNTIL + timedelta(days=day))) for day in (0, 40, 79)}
    assert len(found) == 1


def test_what_the_weekday_explains_is_not_laid_on_the_factor() -> None:
    days = WORKDAYS
    fridays = {day for day in days if day.weekday() == 4}
    dots = [Dot(day, "TIL1", 3 if day in fridays else 1) for day in days]
    assert coincidences(dots, {"1": (fridays, set(days))}, [a_pair()], UNTIL)[0].says == "chance"


def test_at_most_five_pairs_are_looked_at_and_unknown_days_are_none() -> None:
    pairs = [a_pair(pair_id=str(number)) for number in range(7)]
    found = coincidences([Dot(day, "TIL1", 2) for day in WORKDAYS], {}, pairs, UNTIL)
    assert found == [Coincidence(str(number), 0, 0, 0, "too_early") for number in range(5)]


@given(some_dots(), st.sets(st.integers(0, 83)), st.sets(st.integers(0, 83)))
def test_the_association_is_mann_whitneys_u_within_items(dots: list[Dot], home: set[int], away: set[int]) -> None:
    present = {monday_of(FIRST) + timedelta(days=day) for day in home}
    absent = {monday_of(FIRST) + timedelta(days=day) for day in away} - present
    higher = pairs = 0.0
    for own in by_series(dots).values():
        one = [dot.value for dot in own if dot.day in present]
        other = [dot.value for dot in own if dot.day in absent]
        if one and other:
            pairs += len(one) * len(other)
            higher += 2 * mannwhitneyu(one, other, method="asymptotic").statistic - len(one) * len(other)
    found = superiority(cells(dots, present, present | absent, FIRST, 12), range(12))
    assert found == pytest.approx(higher / pairs if pairs else 0.0)


@pytest.mark.parametrize(("weeks", "parts"), [(6, 1), (25, 1), (26, 2), (52, 4)])
def test_weeks_change_places_only_within_a_quarter(weeks: int, parts: int) -> None:
    found = quarters(weeks)
    assert [week for part in found for week in part] == list(range(weeks))
    assert len(found) == parts
    assert all(len(part) >= min(weeks, 13) for part in found)
