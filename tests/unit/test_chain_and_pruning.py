"""What a goal led to, and going through the goals to see which nobody would miss."""

from datetime import UTC, date, datetime, timedelta

import pytest

from medledare.domain.records import Goal, Record, Stop
from medledare.services import capture, goals, pruning, records
from medledare.services.chain import chain
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def vault() -> Vault:
    return memory_vault(clock)


def test_the_chain_holds_every_kind_linked_to_the_goal_and_the_learnings_of_its_failures(vault: Vault) -> None:
    goal, other = goals.create(vault, clock, "Answer"), goals.create(vault, clock, "Walk")
    failure = capture.failure(clock, "The letter was wrong", at=ago(9), goal=goal.id)
    wanted: list[Record] = [
        failure,
        capture.learning(clock, "Ask first", at=ago(8), failure=failure.id),
        capture.written("decision", clock, "We call", at=ago(7), goal=goal.id),
        capture.written("need", clock, "No phone", at=ago(6), goal=goal.id),
        capture.learning(clock, "Calls are quick", at=ago(5), goal=goal.id),
        capture.written("stop", clock, "Letters", at=ago(4), goal=goal.id),
        capture.entry(clock, "Called three", at=ago(3), goal=goal.id),
    ]
    others = [
        capture.entry(clock, "A walk", goal=other.id),
        capture.learning(clock, "Apart"),
        capture.failure(clock, "Apart too"),
    ]
    for one in [*reversed(wanted), *others]:
        records.add(vault, one)
    assert chain(vault, goal) == wanted
    assert chain(vault, goals.create(vault, clock, "New")) == []


def test_a_learning_linked_to_both_stands_once(vault: Vault) -> None:
    goal = goals.create(vault, clock, "Answer")
    failure = records.add(vault, capture.failure(clock, "Late", at=ago(2), goal=goal.id))
    learning = records.add(vault, capture.learning(clock, "Begin early", failure=failure.id, goal=goal.id))
    assert chain(vault, goal) == [failure, learning]


def test_the_goal_that_was_silent_longest_is_looked_at_first_and_only_active_ones_are(vault: Vault) -> None:
    noted, silent, resting = (goals.create(vault, clock, title) for title in ("noted", "silent", "resting"))
    records.change(vault, silent, at=ago(40))
    goals.note(vault, clock, noted, "today")
    goals.rest(vault, clock, resting)
    assert [(one.goal.title, one.last) for one in pruning.to_review(vault)] == [
        ("silent", None),
        ("noted", date(2026, 11, 23)),
    ]


def test_the_review_is_brought_up_by_more_than_five_active_goals(vault: Vault) -> None:
    made = [goals.create(vault, clock, str(number)) for number in range(6)]
    assert pruning.too_many(vault)
    goals.rest(vault, clock, made[0])
    assert not pruning.too_many(vault)


def test_each_verdict_leaves_the_goal_as_said_and_pruned_ones_stay_to_be_read(vault: Vault) -> None:
    kept, rested, pruned = (goals.create(vault, clock, title) for title in "abc")
    pruning.settle(vault, clock, kept, "keep")
    pruning.settle(vault, clock, rested, "rest")
    pruning.settle(vault, clock, pruned, "prune")
    pruning.stop(vault, clock, "The weekly report")
    assert [goal.state for goal in records.all_of(vault, Goal)] == ["active", "resting", "pruned"]
    assert [goal.title for goal in goals.closed(vault)] == ["c"]
    assert [stop.text for stop in records.all_of(vault, Stop)] == ["The weekly report"]
    records.undo(vault)
    assert records.all_of(vault, Stop) == []
