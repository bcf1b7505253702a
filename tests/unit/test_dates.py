"""Days and times are understood as people write them in both languages, and what cannot be is told."""

import subprocess
import sys
import time as system
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from dateutil import tz
from hypothesis import example, given
from hypothesis import strategies as st

from medledare.domain.problems import (
    AmbiguousTime,
    ImpossibleDate,
    NoSuchTime,
    Problem,
    UnknownZone,
    UnreadableDate,
    UnreadableTime,
)
from medledare.text import say, speak
from medledare.text.dates import clock_time, long_day, short_day
from medledare.text.when import parse_clock, parse_day, parse_moment, written_out
from medledare.text.zones import local_times, zone

STOCKHOLM = tz.gettz("Europe/Stockholm")
NOW = datetime(2026, 11, 23, 16, 30, 5, tzinfo=STOCKHOLM)  # a Monday
LANGUAGES = ("sv", "en")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


def moment(text: str, language: str = "sv", *, future: bool = False) -> str:
    return parse_moment(text, NOW, language, future=future).isoformat(timespec="minutes")


def moment_or_sentence(text: str, language: str) -> str:
    try:
        return parse_moment(text, NOW, language).isoformat()
    except Problem as problem:
        return say(problem) if problem.status == 2 else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nu", "2026-11-23T16:30+01:00"),
        ("now", "2026-11-23T16:30+01:00"),
        ("i dag", "2026-11-23T16:30+01:00"),
        ("Idag", "2026-11-23T16:30+01:00"),
        ("today", "2026-11-23T16:30+01:00"),
        ("i går", "2026-11-22T12:00+01:00"),
        ("IGÅR", "2026-11-22T12:00+01:00"),
        ("i ga\u030ar", "2026-11-22T12:00+01:00"),
        ("yesterday", "2026-11-22T12:00+01:00"),
        ("i förrgår", "2026-11-21T12:00+01:00"),
        ("the day before yesterday", "2026-11-21T12:00+01:00"),
        ("imorgon", "2026-11-24T12:00+01:00"),
        ("tomorrow 9:15", "2026-11-24T09:15+01:00"),
        ("i övermorgon", "2026-11-25T12:00+01:00"),
        ("måndag", "2026-11-23T16:30+01:00"),
        ("Fredag", "2026-11-20T12:00+01:00"),
        ("friday 8.15", "2026-11-20T08:15+01:00"),
        ("i fredags kl 8", "2026-11-20T08:00+01:00"),
        ("i måndags", "2026-11-16T12:00+01:00"),
        ("förra fredagen", "2026-11-20T12:00+01:00"),
        ("last monday", "2026-11-16T12:00+01:00"),
        ("nästa måndag", "2026-11-30T12:00+01:00"),
        ("next monday", "2026-11-30T12:00+01:00"),
        ("på fredag", "2026-11-27T12:00+01:00"),
        ("3 days ago", "2026-11-20T12:00+01:00"),
        ("3 dagar sedan", "2026-11-20T12:00+01:00"),
        ("för tre veckor sen", "2026-11-02T12:00+01:00"),
        ("a month ago", "2026-10-23T12:00+02:00"),
        ("om 2 veckor", "2026-12-07T12:00+01:00"),
        ("in 2 weeks", "2026-12-07T12:00+01:00"),
        ("förra veckan", "2026-11-16T12:00+01:00"),
        ("last year", "2025-11-23T12:00+01:00"),
        ("2 hours ago", "2026-11-23T14:30+01:00"),
        ("30 min sedan", "2026-11-23T16:00+01:00"),
        ("om en timme", "2026-11-23T17:30+01:00"),
        ("i går kl 14:30", "2026-11-22T14:30+01:00"),
        ("i går kl. 14.30", "2026-11-22T14:30+01:00"),
        ("14:30 i går", "2026-11-22T14:30+01:00"),
        ("yesterday 14:30", "2026-11-22T14:30+01:00"),
        ("yesterday at 2pm", "2026-11-22T14:00+01:00"),
        ("12am today", "2026-11-23T00:00+01:00"),
        ("kl 9", "2026-11-23T09:00+01:00"),
        ("14:30", "2026-11-23T14:30+01:00"),
        ("2026-04-03", "2026-04-03T12:00+02:00"),
        ("2026-04-03 10:00", "2026-04-03T10:00+02:00"),
        ("2026-04-03T10:00:00+05:00", "2026-04-03T07:00+02:00"),
        ("2026-04-03T10:00Z", "2026-04-03T12:00+02:00"),
        ("20260403", "2026-04-03T12:00+02:00"),
        ("260403", "2026-04-03T12:00+02:00"),
        ("3 april", "2026-04-03T12:00+02:00"),
        ("den 3:e april kl 8", "2026-04-03T08:00+02:00"),
        ("April 3rd, 2025 at 3 pm", "2025-04-03T15:00+02:00"),
        ("fredag 3 april 2026", "2026-04-03T12:00+02:00"),
        ("3 maj 2024", "2024-05-03T12:00+02:00"),
        ("24 december", "2025-12-24T12:00+01:00"),
        ("29 februari", "2024-02-29T12:00+01:00"),
    ],
)
def test_both_languages_are_understood_whichever_is_spoken(text: str, expected: str, language: str) -> None:
    assert moment(text, language) == expected


@pytest.mark.parametrize(
    ("text", "swedish", "english"),
    [
        ("3/4", "2026-04-03", "2026-03-04"),
        ("3/4/2026", "2026-04-03", "2026-03-04"),
        ("3.4.2026", "2026-04-03", "2026-03-04"),
        ("2026-04-03", "2026-04-03", "2026-04-03"),
        ("13/4/2026", "2026-04-13", "2026-04-13"),
    ],
)
def test_the_day_comes_first_in_swedish_and_the_month_in_english(text: str, swedish: str, english: str) -> None:
    assert parse_day(text, NOW, "sv").isoformat() == swedish
    assert parse_day(text, NOW, "en").isoformat() == english


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("måndag", "2026-11-23"),
        ("friday", "2026-11-27"),
        ("i fredags", "2026-11-20"),
        ("nästa måndag", "2026-11-30"),
        ("24 december", "2026-12-24"),
        ("3/4", "2027-04-03"),
        ("29 feb", "2028-02-29"),
        ("om 2 veckor", "2026-12-07"),
        ("fredag kl 14", "2026-11-27"),
    ],
)
def test_a_day_to_come_is_the_first_one_ahead(text: str, expected: str) -> None:
    assert parse_day(text, NOW, "sv", future=True).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["31 februari", "31/2", "2026-02-31", "2026-13-13", "25:00", "i går 25:00", "13 pm", "torsdag 3 april 2026"]
)
def test_a_date_that_cannot_be_is_told(text: str) -> None:
    with pytest.raises(ImpossibleDate) as told:
        moment(text)
    assert text in say(told.value)
    assert told.value.status == 2


@pytest.mark.parametrize("text", ["", "  ", "blah", "2025", "mars 2026", "10", "i", "3 blah sedan", "x" * 5000, "m"])
def test_a_text_that_names_no_day_is_told(text: str) -> None:
    with pytest.raises(UnreadableDate) as told:
        moment(text)
    assert len(say(told.value)) < 200


def test_a_zone_named_by_letters_that_could_mean_several_is_not_guessed() -> None:
    with pytest.raises(UnreadableDate):
        moment("2026-04-03 10:00 CET")


def test_a_time_that_the_clocks_skipped_is_told() -> None:
    with pytest.raises(NoSuchTime) as told:
        moment("2026-03-29 02:30")
    assert "02:30" in say(told.value)
    assert "2026-03-29" in say(told.value)


def test_a_time_that_came_twice_is_told_with_a_text_that_works() -> None:
    with pytest.raises(AmbiguousTime) as told:
        moment("2026-10-25 02:30")
    sentence = say(told.value)
    for offset in ("+02:00", "+01:00"):
        written = f"2026-10-25 02:30{offset}"
        assert written in sentence
        assert moment(written) == written.replace(" ", "T")


def test_now_is_accepted_in_the_hour_that_comes_twice() -> None:
    second = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM, fold=1)
    assert parse_moment("today", second, "en").isoformat() == "2026-10-25T02:30:00+01:00"


def test_hours_ago_are_counted_as_time_passes_over_a_change_of_clocks() -> None:
    now = datetime(2026, 10, 25, 4, 0, tzinfo=STOCKHOLM)
    assert parse_moment("2 hours ago", now, "en").isoformat() == "2026-10-25T02:00:00+01:00"


def test_another_part_of_the_year_has_its_own_offset_where_now_is_the_systems_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    system.tzset()
    try:
        now = datetime(2026, 11, 23, 16, 30).astimezone()
        assert parse_moment("3 juli 2026", now, "sv").isoformat() == "2026-07-03T12:00:00+02:00"
        elsewhere = datetime(2026, 11, 23, 16, 30, tzinfo=timezone(timedelta(hours=5)))
        assert parse_moment("3 juli 2026", elsewhere, "sv").isoformat() == "2026-07-03T12:00:00+05:00"
    finally:
        monkeypatch.undo()
        system.tzset()


@given(st.text(max_size=120))
@example("1e999")
@example("٣/٤")
@example("²/3")
@example("0001-01-01 00:00+14:00")
@example("9999-12-31 23:59-12:00")
@example("99999 years ago")
@example("1:2:3:4:5")
def test_no_text_whatever_ends_in_anything_but_a_moment_or_a_sentence(text: str) -> None:
    for language in LANGUAGES:
        assert moment_or_sentence(text, language)


_NUMBERS = ["3", "31", "2026", "12", "14:30", "9", "+02:00", "Z", "pm", ".", "-", "/", ":"]
_WORDS = ["april", "maj", "feb", "friday", "måndag", "i", "förra", "last", "kl", "sedan", "ago", "days", "den"]
_PIECES = st.sampled_from(_NUMBERS) | st.sampled_from(_WORDS)


@given(st.lists(_PIECES, max_size=8).map(" ".join))
def test_pieces_of_dates_in_any_order_end_in_a_moment_or_a_sentence(text: str) -> None:
    for language in LANGUAGES:
        assert moment_or_sentence(text, language)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_every_iso_moment_is_read_as_it_stands(naive: datetime, minutes: int) -> None:
    written = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    for language in LANGUAGES:
        assert parse_moment(written.isoformat(), NOW, language) == written


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)))
def test_a_day_as_the_program_writes_it_is_understood(day: date) -> None:
    for language in LANGUAGES:
        speak(language)
        assert parse_day(long_day(day), NOW, language) == day
        assert parse_day(short_day(day), NOW, language) == day


def test_days_are_written_in_the_language_spoken() -> None:
    day = date(2026, 11, 23)
    assert long_day(day) == "Monday 23 November 2026"
    assert short_day(day) == "23 Nov 2026"
    speak("sv")
    assert long_day(day) == "måndag 23 november 2026"
    assert short_day(day) == "23 nov. 2026"
    assert clock_time(NOW) == "16:30"


@pytest.mark.parametrize("name", ["Europe/Stockolm", "../../etc/localtime", "/etc/localtime", "abc3", "Europe", "\x00"])
def test_an_unknown_zone_is_told(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone(name)


def test_zones_are_found_by_name() -> None:
    assert datetime(2026, 7, 1, tzinfo=zone("Europe/Stockholm")).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 7, 1, tzinfo=zone("UTC")).utcoffset() == timedelta()
    assert zone() is not None


def test_what_a_clock_shows_may_be_one_moment_none_or_two() -> None:
    where = zone("Europe/Stockholm")
    assert [one.astimezone(UTC).hour for one in local_times(datetime(2026, 10, 25, 2, 30), where)] == [0, 1]
    assert local_times(datetime(2026, 3, 29, 2, 30), where) == ()
    assert len(local_times(datetime(2026, 3, 29, 3, 30), where)) == 1


def test_a_date_written_out_needs_its_year() -> None:
    assert written_out("Mon 23 Nov 2026 14:30", day_first=False) == datetime(2026, 11, 23, 14, 30)
    assert written_out("23/11/2026", day_first=True) == datetime(2026, 11, 23)
    assert written_out("23 Nov", day_first=False) is None
    assert written_out("see note 12", day_first=False) is None


def test_loading_the_modules_loads_neither_dateutil_nor_babel() -> None:
    modules = "medledare.text.dates, medledare.text.when"
    code = f"import {modules}, sys; sys.exit(any(m in sys.modules for m in ('dateutil', 'babel')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [("17:00", "17:00"), ("17.30", "17:30"), ("17", "17:00"), (" kl. 17 ", "17:00"), ("klockan 9", "09:00"),
     ("5 pm", "17:00"), ("5 em", "17:00"), ("0:05", "00:05")],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(text: str, expected: str) -> None:
    assert f"{parse_clock(text):%H:%M}" == expected


@pytest.mark.parametrize("text", ["", "24:00", "17:60", "snart", "17:00 i dag", "13 pm", "1700000", "[/b]"])
def test_what_is_no_time_of_day_is_told(text: str) -> None:
    with pytest.raises(UnreadableTime):
        parse_clock(text)
