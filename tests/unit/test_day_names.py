"""Days are read out of names as the programs that made the names were told to write them."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.transfer.day_names import JODA, LONGEST, MOMENT, day_format

MARCH = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("format", "path"),
    [
        ("YYYY-MM-DD", "2026-03-02"),
        ("YYYY-MM-DD", "Dagbok/2026/2026-03-02"),
        ("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "2026/03-mars/2026-03-02-måndag"),
        ("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "Daily/2026/03-March/2026-03-02-Monday"),
        ("YYYYMMDD", "20260302"),
        ("D MMMM YYYY", "2 mars 2026"),
        ("dddd, MMMM Do YYYY", "Monday, March 2nd 2026"),
        ("Do MMM YY", "2:a mar. 26"),
        ("DD.MM.YY", "02.03.26"),
        ("[Dagbok] YYYY-MM-DD", "Dagbok 2026-03-02"),
        ("GGGG-[W]WW-E", "2026-W10-1"),
        ("YYYY-DDDD", "2026-061"),
    ],
)
def test_names_in_the_formats_of_obsidian_are_read(format: str, path: str) -> None:
    assert day_format(format, MOMENT).day_of(path) == MARCH


@pytest.mark.parametrize(
    ("format", "path"),
    [
        ("yyyy_MM_dd", "journals/2026_03_02"),
        ("MMM do, yyyy", "Mar 2nd, 2026"),
        ("EEE do, MMM yyyy", "Mon 2nd, Mar 2026"),
        ("EEEE, dd.MM.yyyy", "måndag, 02.03.2026"),
        ("yyyy'år'MM dd", "2026år03 02"),
    ],
)
def test_names_in_the_formats_of_logseq_are_read(format: str, path: str) -> None:
    assert day_format(format, JODA).day_of(path) == MARCH


@pytest.mark.parametrize(
    ("format", "path"),
    [
        ("YYYY-MM-DD", "2026-02-31"),
        ("YYYY-MM-DD", "2026-03-02 möte"),
        ("YYYY-MM-DD", "x2026-03-02"),
        ("YYYY/MM/YYYY-MM-DD", "2026/04/2026-03-02"),
        ("D MMMM YYYY", "2 smultronmånad 2026"),
        ("YYYY-DDDD", "2026-366"),
        ("YYYY-MM", "2026-03"),
        ("gggg-ww", "2026-10"),
        ("", ""),
    ],
)
def test_a_name_that_tells_no_day_that_exists_is_no_daily_note(format: str, path: str) -> None:
    assert day_format(format, MOMENT).day_of(path) is None


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    written = f"{day:%Y/%m/}{day:%Y-%m-%d}"
    assert day_format("YYYY/MM/YYYY-MM-DD", MOMENT).day_of(written) == day
    assert day_format("YYYY-DDD", MOMENT).day_of(f"{day.year}-{(day - date(day.year, 1, 1)).days + 1}") == day
    year, week, weekday = (day + timedelta()).isocalendar()
    assert day_format("GGGG-[W]WW-E", MOMENT).day_of(f"{year}-W{week:02}-{weekday}") == day


@settings(deadline=None)
@given(st.text(max_size=LONGEST + 1), st.text(max_size=60))
def test_any_format_and_any_name_give_a_day_or_none(format: str, path: str) -> None:
    for signs in (MOMENT, JODA):
        found = day_format(format, signs).day_of(path)
        assert found is None or isinstance(found, date)


@pytest.mark.parametrize("sign", ["dddd", "D", "DDD", "Do", "MMMM", "YYYY"])
def test_a_format_made_to_be_slow_is_not(sign: str) -> None:
    hostile = day_format((sign * LONGEST)[:LONGEST], MOMENT)
    began = perf_counter()
    for name in ("a" * 250 + "!", "1" * 250 + "!", "a." * 125, "1a" * 125):
        assert hostile.day_of(name) is None
    assert perf_counter() - began < 1
