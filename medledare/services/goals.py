"""Goals: each says what in the mission it serves or is openly standalone; they can rest, end or be pruned."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tinydb import where

from medledare.domain.records import Entry, Goal, GoalState
from medledare.domain.repeats import falls_on
from medledare.services import capture, records
from medledare.services.clock import Clock
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Group:
    """Goals that serve the same thing in the mission; ``serves`` is empty for the standalone ones."""

    serves: str
    goals: tuple[Goal, ...]


def create(
    vault: Vault,
    clock: Clock,
    title: str,
    *,
    serves: str = "",
    for_whom: str = "",
    by: date | None = None,
    every: str = "",
    outcome: str = "",
    obstacle: str = "",
    cue: str = "",
    action: str = "",
    principles: tuple[str, ...] = (),
) -> Goal:
    """A new active goal; without ``serves`` it is standalone."""
    now = clock()
    return records.add(
        vault,
        Goal(
            id=new_id(),
            at=now,
            created=now,
            title=title,
            serves=serves.strip(),
            for_whom=for_whom,
            by=by,
            every=every,
            outcome=outcome,
            obstacle=obstacle,
            cue=cue,
            action=action,
            principles=principles,
        ),
    )


def edit(vault: Vault, goal: Goal, **fields: Any) -> Goal:
    """Change fields of a goal."""
    return records.change(vault, goal, **fields)


def newly_planned(before: Goal | None, now: Goal) -> bool:
    """Whether a goal has an if-then plan for the first time; ``before`` is None for a new goal."""
    return now.planned and not (before and before.planned)


def plan_again(vault: Vault, goal: Goal, cue: str, action: str) -> Goal:
    """The plan as it was written once more; what was left empty stays as it was."""
    written = {name: text for name, text in (("cue", cue), ("action", action)) if text.strip()}
    return edit(vault, goal, **written)


def note(vault: Vault, clock: Clock, goal: Goal, text: str, at: datetime | None = None) -> Entry:
    """What was done for a goal: a journal entry linked to it."""
    return records.add(vault, capture.entry(clock, text, at=at, goal=goal.id))


def notes(vault: Vault, goal: Goal) -> list[Entry]:
    """Entries linked to a goal, oldest first."""
    return records.all_of(vault, Entry, where("goal") == goal.id)


def rest(vault: Vault, clock: Clock, goal: Goal) -> Goal:
    """Let a goal rest; it stays in the list."""
    return _become(vault, clock, goal, "resting")


def wake(vault: Vault, clock: Clock, goal: Goal) -> Goal:
    """Make a goal active again, whatever state it is in."""
    return _become(vault, clock, goal, "active")


def done(vault: Vault, clock: Clock, goal: Goal, closing: str = "") -> Goal:
    """A goal is done; ``closing`` says what made it possible."""
    return _become(vault, clock, goal, "done", closing=closing)


def prune(vault: Vault, clock: Clock, goal: Goal) -> Goal:
    """Clear a goal away; pruned goals stay visible among the closed ones."""
    return _become(vault, clock, goal, "pruned")


def has_its_day(goal: Goal, day: date) -> bool:
    """Whether an active goal that repeats has one of its days on ``day``."""
    return goal.state == "active" and bool(goal.every) and falls_on(goal.every, goal.at.date(), day)


def grouped(vault: Vault) -> list[Group]:
    """Active and resting goals by what they serve, in the order first met; standalone ones last."""
    groups: dict[str, list[Goal]] = {}
    for goal in records.all_of(vault, Goal):
        if goal.state in ("active", "resting"):
            groups.setdefault(goal.serves, []).append(goal)
    standalone = groups.pop("", [])
    ordered = [Group(serves, tuple(goals)) for serves, goals in groups.items()]
    return [*ordered, Group("", tuple(standalone))] if standalone else ordered


def closed(vault: Vault) -> list[Goal]:
    """Done and pruned goals, the latest closed first."""
    ended = [goal for goal in records.all_of(vault, Goal) if goal.state in ("done", "pruned")]
    return sorted(ended, key=lambda goal: goal.changed or goal.at, reverse=True)


def _become(vault: Vault, clock: Clock, goal: Goal, state: GoalState, **fields: Any) -> Goal:
    return records.change(vault, goal, state=state, changed=clock(), **fields)
