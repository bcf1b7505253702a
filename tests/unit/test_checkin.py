"""The check-in asks little, asks evenly, and keeps what was answered last."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from medledare.domain.checkin import ITEMS_A_DAY, answers_for, as_answer, items_for
from medledare.domain.principles import ITEMS, PRINCIPLES, principle_of
from medledare.domain.records import Answer, AnswerValue, Checkin

MONDAY = date(2026, 3, 2)


def sitting(day: date, *answers: tuple[str, AnswerValue], hour: int = 16) -> Checkin:
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Checkin(
        id=f"{moment:%Y%m%d%H}", at=moment, created=moment, answers=tuple(Answer(item=i, value=v) for i, v in answers)
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


def test_what_is_asked_does_not_change_while_the_day_is_being_answered() -> None:
    before = items_for(MONDAY, "TIL", [])
    assert items_for(MONDAY, "TIL", [sitting(MONDAY, (before[0], 3), (before[2], "skip"))]) == before


def test_the_answer_written_last_for_a_day_holds() -> None:
    morning, evening = sitting(MONDAY, ("TIL1", 1), ("HEL1", 2), hour=8), sitting(MONDAY, ("TIL1", 4), hour=20)
    other_day = sitting(MONDAY + timedelta(days=1), ("TIL1", 0))
    answers = answers_for(MONDAY, [evening, other_day, morning])
    assert {item: answer.value for item, answer in answers.items()} == {"TIL1": 4, "HEL1": 2}


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("4", 4), (" 3 ", 3), ("none", "none"), ("SKIP", "skip")])
def test_an_answer_is_read_as_typed(typed: str, value: AnswerValue) -> None:
    answer = as_answer("til1", typed)
    assert answer is not None
    assert (answer.item, answer.value) == ("TIL1", value)


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
