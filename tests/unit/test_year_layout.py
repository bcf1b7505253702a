"""The calendar's grid: every day has its place, and keys lead where one expects."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from medledare.tui.widgets.year_layout import (
    DAYS,
    WEEKS,
    Spot,
    month_day,
    month_line,
    month_spot,
    moved,
    weeks_of,
    year_day,
    year_spot,
)

ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@given(st.dates())
def test_every_day_is_found_again_at_its_spot(day: date) -> None:
    assert year_day(day.year, year_spot(day)) == day
    assert month_day(day.year, day.month, month_spot(day)) == day


@given(st.integers(1, 9999))
def test_a_year_shows_each_of_its_days_once(year: int) -> None:
    days = [year_day(year, Spot(column, row)) for column in range(WEEKS) for row in range(DAYS)]
    there = [day for day in days if day]
    assert there[0] == date(year, 1, 1)
    assert there[-1] == date(year, 12, 31)
    assert len(set(there)) == len(there) == (there[-1] - there[0]).days + 1


def test_a_week_is_a_column_that_begins_on_monday() -> None:
    assert year_spot(date(2026, 11, 23)).row == 0
    assert year_spot(date(2026, 11, 29)) == (year_spot(date(2026, 11, 23)).column, 6)


def test_a_leap_year_that_begins_on_a_sunday_needs_fifty_four_weeks() -> None:
    assert weeks_of(2012) == WEEKS
    assert weeks_of(2026) == 53


def test_month_names_stand_over_their_first_whole_week() -> None:
    line = month_line(2026, ENGLISH, 2)
    for month, name in enumerate(ENGLISH, 1):
        spot = year_spot(date(2026, month, 7))
        assert line.index(name) <= spot.column * 2 + 1


def test_a_day_its_new_month_lacks_becomes_the_last() -> None:
    assert moved(date(2024, 2, 29), months=12) == date(2025, 2, 28)
    assert moved(date(2026, 1, 31), months=1) == date(2026, 2, 28)


@given(st.dates(), st.integers(-4_000_000, 4_000_000), st.integers(-200_000, 200_000))
def test_moving_stops_at_the_ends_of_time(day: date, days: int, months: int) -> None:
    assert date.min <= moved(day, days=days, months=months) <= date.max
