"""Learnings are recalled after 7, 21 and 60 days; what was typed is kept only when one wishes."""

from datetime import datetime, timedelta, timezone

import pytest

from medledare.domain.recall import due
from medledare.domain.records import Learning
from medledare.services import capture, recalling, records
from medledare.vault.vault import Vault, memory_vault

LEARNED = datetime(2026, 9, 1, 22, 30, tzinfo=timezone(timedelta(hours=2)))


def learned(*, days_recalled: tuple[int, ...] = (), resting: bool = False) -> Learning:
    recalled = tuple(LEARNED + timedelta(days=days) for days in days_recalled)
    return Learning(id="l", at=LEARNED, created=LEARNED, text="Ask first", recalled=recalled, resting=resting)


def due_days(learning: Learning) -> list[int]:
    return [days for days in range(-3, 400) if due(learning, LEARNED.date() + timedelta(days=days))]


def test_it_waits_from_a_week_on_and_not_for_ever() -> None:
    assert due_days(learned()) == list(range(7, 120))


@pytest.mark.parametrize(
    ("recalled", "first", "last"), [((7,), 21, 119), ((30,), 7, 119), ((7, 21), 60, 119), ((2,), 7, 119)]
)
def test_recalling_it_once_does_for_every_step_that_has_passed(
    recalled: tuple[int, ...], first: int, last: int
) -> None:
    days = due_days(learned(days_recalled=recalled))
    if recalled == (30,):
        assert days == list(range(60, 120))
    else:
        assert (days[0], days[-1]) == (first, last)


def test_what_was_recalled_three_times_or_rests_is_not_taken_up_more() -> None:
    assert due_days(learned(days_recalled=(7, 21, 60))) == []
    assert due_days(learned(resting=True)) == []


class Moving:
    now = LEARNED

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Moving:
    return Moving()


@pytest.fixture
def vault(clock: Moving) -> Vault:
    vault = memory_vault(clock)
    records.add(vault, capture.learning(clock, "Ask first"))
    clock.now += timedelta(days=8)
    return vault


def test_what_was_typed_is_let_go_unless_it_is_kept_and_then_the_earlier_wording_stays(
    vault: Vault, clock: Moving
) -> None:
    (one,) = recalling.waiting(vault, clock)
    assert recalling.recalled(vault, clock, one).text == "Ask first"
    assert recalling.waiting(vault, clock) == []
    clock.now += timedelta(days=20)
    (one,) = recalling.waiting(vault, clock)
    again = recalling.recalled(vault, clock, one, wording="Ask before you act", used=True, rest=True)
    assert (again.text, len(again.recalled), again.used, again.resting) == ("Ask before you act", 2, (clock.now,), True)
    wordings = [change.record.headline for change in records.history(vault, again) if change.record]
    assert wordings == ["Ask first", "Ask first", "Ask before you act"]


def test_a_recall_is_one_step_to_take_back(vault: Vault, clock: Moving) -> None:
    (one,) = recalling.waiting(vault, clock)
    recalling.recalled(vault, clock, one, wording="Other", used=True)
    records.undo(vault)
    assert recalling.waiting(vault, clock) == [one]
