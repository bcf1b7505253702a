"""The pruning review: each active goal is kept, rested or pruned, and one line may go to the stop list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from medledare.domain.problems import N_
from medledare.domain.records import Goal, Stop
from medledare.services import capture, goals, records
from medledare.services.chain import chain
from medledare.services.clock import Clock
from medledare.vault.vault import Vault

Verdict = Literal["keep", "rest", "prune"]
ENOUGH = 5
"""More active goals than these bring the review up."""
NONE_ACTIVE = N_("No goal is active, so there is nothing to go through.")

_STEPS: dict[Verdict, Callable[[Vault, Clock, Goal], Goal]] = {
    "keep": lambda _vault, _clock, goal: goal,
    "rest": goals.rest,
    "prune": goals.prune,
}


@dataclass(frozen=True, slots=True)
class Looked:
    """An active goal, and the day something was last linked to it; None if nothing was."""

    goal: Goal
    last: date | None


def to_review(vault: Vault) -> list[Looked]:
    """The active goals, the one that has been silent longest first."""
    found = []
    for goal in active(vault):
        linked = chain(vault, goal)
        found.append(Looked(goal, linked[-1].at.date() if linked else None))
    return sorted(found, key=lambda one: one.last or one.goal.at.date())


def active(vault: Vault) -> list[Goal]:
    """The active goals, in the order they were set."""
    return [goal for goal in records.all_of(vault, Goal) if goal.state == "active"]


def too_many(vault: Vault) -> bool:
    """Whether so many goals are active that a review is worth offering."""
    return len(active(vault)) > ENOUGH


def settle(vault: Vault, clock: Clock, goal: Goal, verdict: Verdict) -> Goal:
    """Let a goal be what was said of it."""
    return _STEPS[verdict](vault, clock, goal)


def stop(vault: Vault, clock: Clock, text: str) -> Stop:
    """Put a line on the stop list."""
    made = capture.written("stop", clock, text)
    assert isinstance(made, Stop)
    return records.add(vault, made)
