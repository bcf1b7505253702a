"""What is claimed of the answers: nothing too early, nothing by chance, and the same whenever one asks."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from answers_made_up import FIRST, some_dots
from benchmarks.people import Rotation
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.checkin import items_for
from medledare.domain.principles import PRINCIPLES
from medledare.domain.records import Answer, Checkin
from medledare.trends import claims
from medledare.trends.claims import ANSWERS, CHANCE, PROBABLE, REPEATED, TOO_EARLY, findings
from medledare.trends.dots import Dot
from medledare.trends.weeks import LOOK_EVERY, latest_look, monday_of, sunday_of, week_of

LOOK = sunday_of(latest_look(date(2026, 11, 23)))
FOCUS = [(date(2020, 1, 1), "TIL")]


def rising(weeks: int, until: date = LOOK, late: int = 0, principle: str = "TIL") -> list[Dot]:
    """Two answers a day on working days, from 0 in the first week to 4 in the last."""
    return answered([week * 4 // (weeks - 1) for week in range(weeks)], until, late, principle)


def answered(levels: list[int], until: date = LOOK, late: int = 0, principle: str = "TIL") -> list[Dot]:
    first = week_of(until) - len(levels) + 1
    return [
        Dot(monday_of(first + week) + timedelta(days=day), f"{principle}{item}", level, late=late)
        for week, level in enumerate(levels)
        for day in range(5)
        for item in (1, 2)
    ]


def level(dots: list[Dot], focus: list[tuple[date, str]] = FOCUS, principle: str = "TIL") -> int:
    return findings(dots, LOOK, focus)[principle].level


def test_a_clear_rise_is_told_with_its_direction_and_window() -> None:
    found = findings(rising(12), LOOK, FOCUS)["TIL"]
    assert (found.level, found.direction, found.window, found.looked) == (PROBABLE, 1, 12, LOOK)
    fallen = findings([Dot(one.day, one.item, 4 - one.value) for one in rising(12)], LOOK, FOCUS)["TIL"]
    assert (fallen.level, fallen.direction) == (PROBABLE, -1)


def test_a_change_that_goes_on_in_the_next_window_is_a_repeated_one() -> None:
    up = [week // 3 for week in range(12)]
    assert level(answered([0] * 12 + up)) == PROBABLE
    assert level(answered([*up, *up])) == REPEATED
    assert level(answered([*reversed(up), *up])) == PROBABLE  # the other way is not the same again


def test_the_words_stay_between_the_looks() -> None:
    dots = rising(26)
    at_look = findings(dots, LOOK, FOCUS)
    assert at_look["TIL"].next_look == LOOK + timedelta(weeks=LOOK_EVERY)
    more = [*dots, *(Dot(LOOK + timedelta(days=day), "TIL1", 0) for day in range(1, 7 * LOOK_EVERY))]
    for day in range(1, 7 * LOOK_EVERY):
        assert findings(more, LOOK + timedelta(days=day), FOCUS) == at_look


def test_answers_written_long_afterwards_are_no_evidence() -> None:
    assert level(rising(14, late=7)) == PROBABLE
    assert level(rising(14, late=8)) == TOO_EARLY


@pytest.mark.parametrize(("weeks", "expected"), [(2, TOO_EARLY), (7, ANSWERS), (11, CHANCE)])
def test_nothing_is_claimed_before_twelve_weeks(weeks: int, expected: int) -> None:
    assert level(rising(weeks)) == expected


def test_a_small_change_is_not_worth_saying_however_sure() -> None:
    assert level(answered([1] * 13 + [2] * 13)) == PROBABLE
    half = answered([1] * 26)
    half = [
        Dot(dot.day, dot.item, dot.value + (dot.item == "TIL1" and dot.day > LOOK - timedelta(weeks=13)))
        for dot in half
    ]
    assert level(half) == CHANCE  # one item a step, the other none: half a step


def test_a_new_wording_starts_a_new_series() -> None:
    dots = [Dot(dot.day, dot.item, dot.value, 1 + (dot.value == 4)) for dot in answered([0] * 7 + [4] * 7)]
    assert level(dots) == CHANCE


def test_the_focus_is_tested_on_its_own_if_it_was_chosen_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "significance", lambda matrix, draws: 0.005)
    dots = rising(30)
    begun = dots[0].day
    assert level(dots, [(begun, "TIL")]) == PROBABLE
    assert level(dots, [(begun + timedelta(days=1), "TIL")]) == CHANCE
    assert level(dots, [(begun, "TIL"), (begun, "")]) == CHANCE
    assert level(dots, [(begun, "TIL"), (LOOK, "STO")]) == PROBABLE
    assert level(dots, []) == CHANCE


def test_the_more_principles_the_more_each_must_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "significance", lambda matrix, draws: 0.0005)
    alone = rising(30, principle="STO")
    assert level(alone, principle="STO") >= PROBABLE
    among = [*alone, *(dot for other in ("HEL", "HAN", "KUN") for dot in answered([2] * 30, principle=other))]
    assert level(among, principle="STO") == CHANCE
    assert level([*among, *rising(30, principle="OPP")], principle="STO") >= PROBABLE


def test_without_answers_nothing_was_looked_at() -> None:
    found = findings([], LOOK, [])
    assert list(found) == list(PRINCIPLES)
    assert {one.level for one in found.values()} == {TOO_EARLY}
    assert {one.looked for one in found.values()} == {None}
    assert findings([Dot(LOOK, "XYZ1", 2)], LOOK, []) == found


@given(some_dots(weeks=30, most=120), st.integers(0, 300), st.randoms(use_true_random=False))
def test_a_claim_is_of_the_answers_so_far_in_any_order(dots: list[Dot], day: int, random: Random) -> None:
    until = monday_of(FIRST) + timedelta(days=day)
    found = findings(dots, until, FOCUS)
    mixed = random.sample(dots, len(dots))
    assert findings([dot for dot in mixed if dot.day <= until], until, FOCUS) == found
    for one in found.values():
        assert (one.level >= PROBABLE) == (one.direction != 0) == (one.window is not None)
        assert one.next_look is not None
        assert until < one.next_look
        assert one.looked is None or one.looked <= until


@pytest.mark.parametrize("focus", ["", "HAN"])
def test_the_simulation_asks_as_the_check_in_does(focus: str) -> None:
    rotation, checkins = Rotation(focus), list[Checkin]()
    for day in range(60):
        asked = rotation.next()
        at = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
        assert tuple(asked) == items_for(at.date(), focus, checkins)
        checkins.append(
            Checkin(id=str(day), at=at, created=at, answers=tuple(Answer(item=item, value=2) for item in asked))
        )
