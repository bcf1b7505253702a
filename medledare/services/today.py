"""What Today shows: the mission, the coach's question, the check-in, the goals, and what was written."""

from dataclasses import dataclass
from datetime import date

from medledare.domain.records import DAILY, Entry, Goal, Mission, Record
from medledare.services import checkins, coach, goals, mission, records
from medledare.services.clock import Clock
from medledare.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class GoalToday:
    """An active goal, what was done for it today, and whether it repeats and has its day."""

    goal: Goal
    notes: tuple[Entry, ...]
    has_its_day: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """One day as it stands. ``written`` is today's, ``earlier`` this day in earlier years, newest first."""

    day: date
    mission: Mission | None
    offered: coach.Offered
    asked: checkins.Asked
    goals: tuple[GoalToday, ...]
    written: tuple[Record, ...]
    earlier: tuple[Entry, ...]


def look(vault: Vault, clock: Clock) -> Today:
    """The day of ``clock()`` as the vault has it now."""
    from medledare.services.search import Query, find

    day = clock().date()
    written = find(vault, Query(since=day, until=day, kinds=DAILY))
    entries = [record for record in written if isinstance(record, Entry)]
    earlier = find(vault, Query(on_this_day=day, kinds=("entry",)))
    return Today(
        day=day,
        mission=mission.current(vault),
        offered=coach.today(vault, clock),
        asked=checkins.for_day(vault, day),
        goals=_goals(vault, day, entries),
        written=tuple(written),
        earlier=tuple(entry for entry in reversed(earlier) if isinstance(entry, Entry) and entry.at.date() < day),
    )


def _goals(vault: Vault, day: date, entries: list[Entry]) -> tuple[GoalToday, ...]:
    """The active goals: first those that have their day, then the others, each in the order they were set."""
    found = [
        GoalToday(goal, tuple(entry for entry in entries if entry.goal == goal.id), goals.has_its_day(goal, day))
        for goal in records.all_of(vault, Goal)
        if goal.state == "active"
    ]
    return tuple(sorted(found, key=lambda one: not one.has_its_day))
