"""What Today shows: the mission, the coach's question, the check-in, the goals, and what was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal, TypeAlias

from medledare.domain.records import DAILY, Close, Entry, Goal, Mission, Record
from medledare.services import checkins, coach, goals, intention, mission, records
from medledare.services.clock import Clock
from medledare.services.evening import Evening
from medledare.services.search import Query, find
from medledare.vault.vault import Vault

SMALL_HOURS, NOON = time(4), time(12)
"""Before the first it is still the evening before; before the second it is morning."""

Offer: TypeAlias = Literal["", "intention", "close"]
"""What the time of day may bring up, one at most."""


@dataclass(frozen=True, slots=True)
class GoalToday:
    """An active goal, what was done for it today, and whether it repeats and has its day."""

    goal: Goal
    notes: tuple[Entry, ...]
    has_its_day: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """One day as it stands. ``written`` is today's, ``earlier`` this day in earlier years, newest first.

    ``intention`` is what one wants of the day, and does not stand among what was written once more.
    """

    day: date
    mission: Mission | None
    offered: coach.Offered
    asked: checkins.Asked
    goals: tuple[GoalToday, ...]
    written: tuple[Record, ...]
    earlier: tuple[Entry, ...]
    intention: Entry | None
    closed: bool


def look(vault: Vault, clock: Clock) -> Today:
    """The day of ``clock()`` as the vault has it now."""
    now = clock()
    day = now.date()
    written = find(vault, Query(since=day, until=day, kinds=DAILY))
    entries = [record for record in written if isinstance(record, Entry)]
    intended = intention.latest(entries)
    earlier = find(vault, Query(on_this_day=day, kinds=("entry",)))
    return Today(
        day=day,
        mission=mission.current(vault),
        offered=coach.today(vault, clock),
        asked=checkins.for_day(vault, day),
        goals=_goals(vault, day, entries),
        written=tuple(record for record in written if record != intended),
        earlier=tuple(entry for entry in reversed(earlier) if isinstance(entry, Entry) and entry.at.date() < day),
        intention=intended,
        closed=_closed(written, now.time()),
    )


def offer(day: Today, evening: Evening, now: time) -> Offer:
    """What the hour brings up: the close of the day for who asked for that, or in the morning an intention."""
    if evening.offered and not day.closed and has_come(evening, now):
        return "close"
    return "intention" if day.intention is None and SMALL_HOURS <= now < NOON else ""


def has_come(evening: Evening, now: time) -> bool:
    """Whether it is so late that the day may be closed."""
    return evening.begins <= now and _is_small(evening.begins) == _is_small(now)


def is_closed(vault: Vault, clock: Clock) -> bool:
    """Whether the day of ``clock()`` was closed."""
    now = clock()
    return _closed(find(vault, Query(since=now.date(), until=now.date(), kinds=("close",))), now.time())


def _closed(written: Sequence[Record], now: time) -> bool:
    return any(isinstance(one, Close) and _is_small(one.at.time()) == _is_small(now) for one in written)


def _is_small(hour: time) -> bool:
    return hour < SMALL_HOURS


def goals_today(vault: Vault, day: date) -> tuple[GoalToday, ...]:
    """The active goals of a day, and what was done for each on it."""
    found = find(vault, Query(since=day, until=day, kinds=("entry",)))
    return _goals(vault, day, [record for record in found if isinstance(record, Entry)])


def _goals(vault: Vault, day: date, entries: list[Entry]) -> tuple[GoalToday, ...]:
    """The active goals: first those that have their day, then the others, each in the order they were set."""
    found = [
        GoalToday(goal, tuple(entry for entry in entries if entry.goal == goal.id), goals.has_its_day(goal, day))
        for goal in records.all_of(vault, Goal)
        if goal.state == "active"
    ]
    return tuple(sorted(found, key=lambda one: not one.has_its_day))
