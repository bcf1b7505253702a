"""When what happens: the days of a week's pulse, whatever the year and the zone."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.sharing.schedule import ATTEMPTS, GRACE, all_go, parts_go, round_id, times, to_join

MONDAYS = st.integers(0, 3000).map(lambda weeks: date(2024, 1, 1) + timedelta(weeks=weeks))


def said(window):
    return f"{window.opens:%a %d %H}-{window.closes:%a %d %H}"


def test_the_days_of_the_three_attempts():
    monday = date(2026, 11, 23)
    assert {
        attempt: [said(window) for window in (at.join, at.share, at.agree, at.sum)]
        for attempt in ATTEMPTS
        for at in [times(monday, attempt)]
    } == {
        1: ["Fri 27 00-Tue 01 00", "Tue 01 03-Wed 02 00", "Wed 02 03-Thu 03 00", "Thu 03 03-Mon 21 00"],
        2: ["Thu 03 03-Fri 04 00", "Fri 04 03-Mon 07 00", "Mon 07 03-Tue 08 00", "Tue 08 03-Mon 21 00"],
        3: ["Tue 08 03-Wed 09 00", "Wed 09 03-Thu 10 00", "Thu 10 03-Fri 11 00", "Fri 11 03-Mon 21 00"],
    }


@given(MONDAYS)
def test_a_stage_begins_three_hours_after_the_one_before_and_a_new_attempt_when_the_old_is_summed(monday):
    for attempt in ATTEMPTS:
        at = times(monday, attempt)
        assert at.share.opens - at.join.closes == at.agree.opens - at.share.closes == GRACE
        assert at.sum.opens - at.agree.closes == GRACE
        assert all(one.opens.weekday() < 5 for one in (at.join, at.share, at.agree, at.sum))
        assert at.sum.opens < parts_go(monday, attempt) < at.sum.closes < all_go(monday)
        if attempt > 1:
            assert at.join.opens == times(monday, attempt - 1).sum.opens


@given(st.datetimes(datetime(2024, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC)))
def test_a_week_is_to_be_joined_from_its_friday_until_the_end_of_monday(now):
    monday = to_join(now)
    assert (monday is not None) == (now.weekday() in (4, 5, 6, 0))
    if monday:
        assert timedelta(days=4) <= now - datetime.combine(monday, datetime.min.time(), UTC) < timedelta(days=8)


def test_the_day_is_that_of_utc_whatever_the_zone():
    east = timezone(timedelta(hours=14))
    assert to_join(datetime(2026, 11, 27, 13, tzinfo=east)) is None
    assert to_join(datetime(2026, 11, 27, 15, tzinfo=east)) == date(2026, 11, 23)


def test_a_round_is_tied_to_team_week_and_attempt():
    rounds = [
        round_id(team, date(2025, 12, 15) + timedelta(weeks=week), attempt)
        for team in ("a", "b")
        for week in range(60)
        for attempt in ATTEMPTS
    ]
    assert len(set(rounds)) == len(rounds)
    assert all(len(one) == 32 for one in rounds)


@pytest.mark.parametrize("monday", [date(2026, 12, 28), date(2020, 12, 28), date(2026, 3, 23)])
def test_over_a_new_year_and_a_change_of_clocks_the_days_go_on(monday):
    at = times(monday, 3).agree
    assert at.opens - datetime.combine(monday, datetime.min.time(), UTC) == timedelta(days=17, hours=3)
