"""What is claimed of the answers: nothing too early, nothing by chance, and the same whenever one asks."""

from datetime import date, timedelta

import pytest

from medledare.trends.claims import ANSWERS, CHANCE, PROBABLE, REPEATED, TOO_EARLY, findings
from medledare.trends.dots import Dot
from medledare.trends.weeks import look_before, monday_of, sunday_of, week_of

LOOK = sunday_of(look_before(date(2026, 11, 23), 12))
FOCUS = [(date(2020, 1, 1), "TIL")]


def rising(weeks: int, until: date = LOOK, late: int = 0) -> list[Dot]:
    """Two answers a day on working days, from 0 in the first week to 4 in the last."""
    first = week_of(until) - weeks + 1
    return [
        Dot(monday_of(first + week) + timedelta(days=day), f"TIL{item}", week * 4 // (weeks - 1), late=late)
        for week in range(weeks)
        for day in range(5)
        for item in (1, 2)
    ]


def test_a_clear_rise_is_told_with_its_direction_and_window() -> None:
    found = findings(rising(14), LOOK, FOCUS)["TIL"]
    assert (found.level, found.direction, found.window, found.looked) == (PROBABLE, 1, 12, LOOK)
    fallen = findings([Dot(one.day, one.item, 4 - one.value) for one in rising(14)], LOOK, FOCUS)["TIL"]
    assert (fallen.level, fallen.direction) == (PROBABLE, -1)


def test_a_change_that_goes_on_in_the_next_window_is_a_repeated_one() -> None:
    assert findings(rising(26), LOOK, FOCUS)["TIL"].level == REPEATED


def test_the_words_stay_between_the_looks() -> None:
    dots = rising(26)
    at_look = findings(dots, LOOK, FOCUS)
    assert at_look["TIL"].next_look == LOOK + timedelta(weeks=4)
    more = [*dots, *(Dot(LOOK + timedelta(days=day), "TIL1", 0) for day in range(1, 28))]
    for day in range(1, 28):
        assert findings(more, LOOK + timedelta(days=day), FOCUS) == at_look


def test_answers_written_long_afterwards_are_no_evidence() -> None:
    assert findings(rising(14, late=7), LOOK, FOCUS)["TIL"].level == PROBABLE
    assert findings(rising(14, late=8), LOOK, FOCUS)["TIL"].level == TOO_EARLY


@pytest.mark.parametrize(("weeks", "level"), [(2, TOO_EARLY), (7, ANSWERS), (11, CHANCE)])
def test_nothing_is_claimed_before_twelve_weeks(weeks: int, level: int) -> None:
    assert findings(rising(weeks), LOOK, FOCUS)["TIL"].level == level


def test_without_answers_nothing_was_looked_at() -> None:
    found = findings([], LOOK, [])
    assert {one.level for one in found.values()} == {TOO_EARLY}
    assert {one.looked for one in found.values()} == {None}
