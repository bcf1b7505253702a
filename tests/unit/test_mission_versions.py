"""The mission through its wordings: what changed, and how it was explained while each of them held."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.services import goals, mission
from medledare.services.differences import MOST, Run, runs
from medledare.vault.vault import memory_vault


def test_what_changed_reads_as_one_running_text() -> None:
    assert runs("Parents get an answer", "Parents get a kind answer in time") == [
        Run("Parents get "),
        Run("an", "-"),
        Run("a kind", "+"),
        Run(" answer"),
        Run(" in time", "+"),
    ]


def test_neighbouring_words_are_told_as_one_change() -> None:
    assert runs("vi hjälper elever", "vi stöder familjer") == [
        Run("vi "), Run("hjälper elever", "-"), Run("stöder familjer", "+"),
    ]  # fmt: skip


@given(st.text(st.sampled_from("ab \n"), max_size=40), st.text(st.sampled_from("ab \n"), max_size=40))
def test_both_texts_can_be_read_out_of_the_changes(one: str, other: str) -> None:
    told = runs(one, other)
    assert "".join(run.text for run in told if run.mark != "+") == one
    assert "".join(run.text for run in told if run.mark != "-") == other


def test_a_text_too_long_to_compare_is_replaced_as_a_whole() -> None:
    long = "\n" * (MOST + 1)
    assert runs(long, "short") == [Run(long, "-"), Run("short", "+")]


class MovingClock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


def test_each_explanation_stands_with_the_wording_that_held_when_it_was_given(clock: MovingClock) -> None:
    vault = memory_vault(clock)
    mission.explain(vault, clock, "before", clock() - timedelta(days=9))
    first = mission.write(vault, clock, "Answer families", "families")
    clock.now += timedelta(days=1)
    mission.explain(vault, clock, "one")
    clock.now += timedelta(days=1)
    second = mission.write(vault, clock, "Answer families in time", "families", "calm")
    mission.explain(vault, clock, "two", clock() + timedelta(hours=1))
    told = [(one.mission, [entry.text for entry in one.explanations]) for one in mission.wordings(vault)]
    assert told == [(None, ["before"]), (first, ["one"]), (second, ["two"])]
    changed = {field.name: list(found) for field, found in mission.wordings(vault)[-1].changes}
    assert changed == {"statement": [Run("Answer families"), Run(" in time", "+")], "value": [Run("calm", "+")]}


def test_a_vault_without_a_mission_has_no_wordings(clock: MovingClock) -> None:
    assert mission.wordings(memory_vault(clock)) == []


def test_a_goal_knows_the_wording_it_was_set_under_only_while_that_differs(clock: MovingClock) -> None:
    vault = memory_vault(clock)
    before = goals.create(vault, clock, "Set before there was a mission")
    clock.now += timedelta(days=1)
    first = mission.write(vault, clock, "Answer families")
    clock.now += timedelta(days=1)
    goal = goals.create(vault, clock, "Answer in two days", serves="Answer")
    assert mission.set_under(vault, goal) is None
    clock.now += timedelta(days=1)
    mission.write(vault, clock, "Answer families in time")
    assert mission.set_under(vault, goal) == first
    assert mission.set_under(vault, before) is None
    clock.now += timedelta(days=1)
    mission.write(vault, clock, "Answer families")
    assert mission.set_under(vault, goal) is None
