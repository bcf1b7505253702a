"""The check-in asks little, asks evenly, and keeps what was answered last."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from medledare.domain.checkin import ITEMS_A_DAY, as_answer, items_for, sittings_for
from medledare.domain.principles import CONDITIONS, ITEMS, PRINCIPLES, principle_of
from medledare.domain.records import Answer, AnswerValue, Checkin, Conditions
from medledare.trends.dots import by_series, series

MONDAY = date(2026, 3, 2)


def sitting(day: date, *answers: tuple[str, AnswerValue], hour: int = 16, later: int = 0) -> Checkin:
    """Answers for ``day``, given ``later`` days afterwards."""
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Checkin(
        id=f"{moment:%Y%m%d%H}{later}",
        at=moment,
        created=moment + timedelta(days=later),
        answers=tuple(Answer(item=i, value=v) for i, v in answers),
    )


@pytest.mark.parametrize("focus", PRINCIPLES)
def test_the_focus_principle_is_asked_every_day_with_two_others(focus: str) -> None:
    items = items_for(MONDAY, focus, [])
    assert len(items) == ITEMS_A_DAY
    assert [principle_of(item) for item in items].count(focus) == 2
    assert items[:2] == (f"{focus}1", f"{focus}2")


@pytest.mark.parametrize("focus", ["", "KUN"])
def test_in_the_long_run_every_item_is_asked_equally_often(focus: str) -> None:
    history: list[Checkin] = []
    asked: Counter[str] = Counter()
    for offset in range(140):
        day = MONDAY + timedelta(days=offset)
        items = items_for(day, focus, history)
        asked.update(items)
        history.append(sitting(day, *((item, 2) for item in items)))
    rotating = [asked[item] for item in ITEMS if principle_of(item) != focus]
    assert max(rotating) - min(rotating) <= 1


def year(seed: int, focus: str, *, changes: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The focus and the items of each day somebody answered in a year: with gaps, in one sitting or several, now and
    then with a day before filled in first, and with the focus changing now and then. No item moves on the way.
    """
    chance = random.Random(seed)
    history: list[Checkin] = []
    for number in range(365):
        today = MONDAY + timedelta(days=number)
        if changes and chance.random() < 0.05:
            focus = chance.choice(("", *PRINCIPLES))
        if chance.random() < 0.3:
            continue
        for ago in (chance.choice((1, 2, 9)), 0) if chance.random() < 0.15 else (0,):
            day = today - timedelta(days=ago)
            if not any(one.day == day for one in history):
                items = items_for(day, focus, history)
                for first in range(0, len(items), size := chance.choice((1, 2, 4))):
                    part = [(item, chance.choice((0, 3, "none", "skip"))) for item in items[first : first + size]]
                    history.append(sitting(day, *part, hour=(8 if ago else 14) + first, later=ago))
                    assert items_for(day, focus, history) == items
                yield focus, items


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("focus", ["", "KUN"])
def test_over_a_year_with_gaps_the_others_come_evenly(seed: int, focus: str) -> None:
    asked: Counter[str] = Counter()
    others = [item for item in ITEMS if principle_of(item) != focus]
    for _focus, items in year(seed, focus, changes=False):
        asked.update(items)
        # At every moment, and so in every stretch of the year.
        assert max(asked[item] for item in others) - min(asked[item] for item in others) <= 1


@pytest.mark.parametrize("seed", range(5))
def test_however_the_focus_changes_no_other_item_waits_longer_than_a_round(seed: int) -> None:
    waited = dict.fromkeys(ITEMS, 0)
    for focus, items in year(seed, "", changes=True):
        for item in ITEMS:
            waited[item] = 0 if item in items or principle_of(item) == focus else waited[item] + 1
            # Twelve others, two a day; and the two that were in focus last.
            assert waited[item] <= 6, item


def test_an_item_that_was_long_in_focus_comes_again_when_the_focus_moves_on() -> None:
    history = []
    for offset in range(200):
        day = MONDAY + timedelta(days=offset)
        history.append(sitting(day, *((item, 2) for item in items_for(day, "TIL", history))))
    after = [MONDAY + timedelta(days=200 + offset) for offset in range(6)]
    met: set[str] = set()
    for day in after:
        items = items_for(day, "KUN", history)
        met.update(items)
        history.append(sitting(day, *((item, 2) for item in items)))
    assert met == set(ITEMS)


def test_a_day_before_that_is_filled_in_meanwhile_moves_nothing_that_was_answered() -> None:
    before = items_for(MONDAY, "", [])
    half = sitting(MONDAY, (before[0], 3), (before[3], 1), hour=8)
    sunday = MONDAY - timedelta(days=1)
    filled = sitting(sunday, *((item, 2) for item in items_for(sunday, "", [half])), hour=9, later=1)
    assert {before[0], before[3]} < set(items_for(MONDAY, "", [half, filled]))
    assert len(items_for(MONDAY, "", [half, filled])) == ITEMS_A_DAY


def test_answers_on_another_device_the_same_day_leave_the_items_as_they_are() -> None:
    before = items_for(MONDAY, "HEL", [])
    here, there = sitting(MONDAY, (before[0], 3), hour=8), sitting(MONDAY, (before[1], 0), (before[0], 1), hour=9)
    assert items_for(MONDAY, "HEL", [here, there]) == before
    assert {item: one.value for item, (one, _at) in sittings_for(MONDAY, [there, here]).items()} == {
        before[0]: 1,
        before[1]: 0,
    }


def test_a_new_wording_starts_a_new_series(monkeypatch: pytest.MonkeyPatch) -> None:
    sittings = []
    for version in (1, 2):
        monkeypatch.setitem(ITEMS, "TIL1", version)
        answer = as_answer("TIL1", "3")
        assert answer is not None
        sittings.append(replace(sitting(MONDAY + timedelta(days=version)), answers=(answer,)))
    trust = series(sittings, MONDAY + timedelta(days=7), 1)[0]
    assert {of: len(dots) for of, dots in by_series(trust.dots).items()} == {("TIL1", 1): 1, ("TIL1", 2): 1}


def test_what_is_asked_does_not_change_while_the_day_is_being_answered() -> None:
    before = items_for(MONDAY, "TIL", [])
    assert items_for(MONDAY, "TIL", [sitting(MONDAY, (before[0], 3), (before[2], "skip"))]) == before


def test_the_answer_written_last_for_a_day_holds() -> None:
    morning, evening = sitting(MONDAY, ("TIL1", 1), ("HEL1", 2), hour=8), sitting(MONDAY, ("TIL1", 4), hour=20)
    other_day = sitting(MONDAY + timedelta(days=1), ("TIL1", 0))
    held = sittings_for(MONDAY, [evening, other_day, morning])
    assert {item: answer.value for item, (answer, _sitting) in held.items()} == {"TIL1": 4, "HEL1": 2}


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("4", 4), (" 3 ", 3), ("none", "none"), ("SKIP", "skip")])
def test_an_answer_is_read_as_typed(typed: str, value: AnswerValue) -> None:
    answer = as_answer("til1", typed)
    assert answer is not None
    assert (answer.item, answer.value) == ("TIL1", value)


def test_the_conditions_are_answered_by_the_codes_of_the_principles() -> None:
    answer = as_answer("til", "none", CONDITIONS)
    assert answer is not None
    assert (answer.item, answer.value) == ("TIL", "none")
    assert as_answer("TIL1", "3", CONDITIONS) is None
    assert as_answer("TIL", "3") is None


@pytest.mark.parametrize(("item", "typed"), [("TIL1", "5"), ("TIL1", "-1"), ("TIL1", "٣"), ("XXX1", "3"), ("TIL1", "")])
def test_anything_else_is_no_answer(item: str, typed: str) -> None:
    assert as_answer(item, typed) is None


def test_a_day_filled_in_later_is_marked_as_such() -> None:
    late = Checkin(
        id="1",
        at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        created=datetime(2026, 3, 4, 12, tzinfo=UTC),
        answers=(Answer(item="TIL1", value=2),),
    )
    assert late.afterwards
    assert not sitting(MONDAY, ("TIL1", 1)).afterwards


@pytest.mark.parametrize(("written", "afterwards"), [(2, False), (8, False), (9, True)])
def test_conditions_are_about_a_week_and_marked_when_it_had_passed(written: int, afterwards: bool) -> None:
    said = Conditions(
        id="1",
        at=datetime(2026, 3, 4, 12, tzinfo=UTC),
        created=datetime(2026, 3, written, 12, tzinfo=UTC),
        answers=(Answer(item="TIL", value=2),),
    )
    assert said.monday == MONDAY
    assert said.afterwards is afterwards
