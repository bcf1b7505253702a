"""Signals about the mission and the goals."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from medledare.coach.facts import Evidence, Facts
from medledare.coach.signals.signal import signal
from medledare.domain.problems import N_
from medledare.domain.question import EXPLAIN, REVIEW

if TYPE_CHECKING:
    from medledare.domain.records import Goal, Record

_OF_A_QUARTER = REVIEW + "quarter."
"""What the question code of a review begins with that takes the mission up again."""
_FEW = 3
_YEAR_OR_DAY = re.compile(r"\b(?:19|20)\d\d\b(?:-\d\d){0,2}")
_NUMBER = re.compile(r"\d")
_LINKED = ("entry", "failure", "learning", "need", "decision", "stop")


@signal(N_("Something was written, but no mission yet."))
def no_mission(facts: Facts) -> Iterator[Evidence]:
    """Something was written, but no mission."""
    if not facts.missions and facts.written:
        yield Evidence(tuple(one.id for one in reversed(facts.written[-_FEW:])))


@signal(
    N_(
        "The mission has stood for at least {days} days, not reworded, explained or taken up in a review of a quarter, "
        "and something was written on at least {written} of them."
    ),
    "what day days",
    days=90,
    written=5,
)
def mission_unread(facts: Facts, *, days: int, written: int) -> Iterator[Evidence]:
    """The mission was not reworded, explained or taken up for ``days`` days, ``written`` of them written on."""
    if not facts.missions:
        return
    mission = facts.missions[-1]
    explained = [entry.at for entry in facts.entries if entry.question == EXPLAIN]
    taken_up = [entry.at for entry in facts.reviews if entry.question.startswith(_OF_A_QUARTER)]
    last = max([mission.at, *explained, *taken_up]).date()
    if facts.elapsed(last) >= days and facts.days_written_since(last) >= written:
        yield Evidence((mission.id,), {"what": mission.headline, "day": last, "days": facts.elapsed(last)})


@signal(N_("There is a mission, and an active goal that stands alone."), "goal")
def goal_standalone(facts: Facts) -> Iterator[Evidence]:
    """There is a mission, and an active goal that serves nothing in it."""
    if facts.missions:
        yield from (_about(goal) for goal in facts.active_goals if goal.standalone)


@signal(N_("More than {over} goals are active."), "count", over=5)
def many_goals(facts: Facts, *, over: int) -> Iterator[Evidence]:
    """More than ``over`` goals are active."""
    if len(goals := facts.active_goals) > over:
        yield Evidence(tuple(goal.id for goal in goals), {"count": len(goals)})


@signal(
    N_("Nothing was linked to an active goal for {days} days, with something written on at least {written} of them."),
    "goal day days",
    days=21,
    written=5,
)
def goal_silent(facts: Facts, *, days: int, written: int) -> Iterator[Evidence]:
    """Nothing has been linked to an active goal for ``days`` days, ``written`` of them written on."""
    mentioned: dict[str, Record] = {}
    for one in facts.written:
        if one.kind in _LINKED and (goal_id := getattr(one, "goal", "")):
            mentioned[goal_id] = one
    for goal in facts.active_goals:
        mention = mentioned.get(goal.id)
        moments = [goal.at, *([goal.changed] if goal.changed else ()), *([mention.at] if mention else ())]
        last = max(moments).date()
        if facts.elapsed(last) >= days and facts.days_written_since(last) >= written:
            ids = (goal.id, mention.id) if mention else (goal.id,)
            yield Evidence(ids, {"goal": goal.title, "day": last, "days": facts.elapsed(last)})


@signal(N_("An active goal names a number, and nobody it is for."), "goal")
def goal_numeric(facts: Facts) -> Iterator[Evidence]:
    """An active goal names a number and nobody it is for. Years and dates are no such numbers."""
    for goal in facts.active_goals:
        if not goal.for_whom and _NUMBER.search(_YEAR_OR_DAY.sub("", goal.title)):
            yield _about(goal)


@signal(N_("An active goal is at least {days} days old and has no if-then plan."), "goal day days", days=3, written=1)
def goal_without_plan(facts: Facts, *, days: int, written: int) -> Iterator[Evidence]:
    """An active goal has had no if-then plan for ``days`` days, ``written`` of them written on."""
    for goal in facts.active_goals:
        day = goal.at.date()
        if goal.planned:
            continue
        if facts.elapsed(day) >= days and facts.days_written_since(day) >= written:
            yield Evidence((goal.id,), {"goal": goal.title, "day": day, "days": facts.elapsed(day)})


@signal(
    N_("Entries for an active goal are tagged {tags}, {times} times or more in {days} days."),
    "goal count",
    tags=("missad", "missade", "missed"),
    times=2,
    days=28,
)
def plan_missed(facts: Facts, *, tags: tuple[str, ...], times: int, days: int) -> Iterator[Evidence]:
    """Entries of the last ``days`` days for an active goal are tagged as missed, ``times`` times."""
    missed = [entry for entry, _tag in facts.tagged(tags, days)]
    for goal in facts.active_goals:
        those = [entry for entry in missed if entry.goal == goal.id]
        if len(those) >= times:
            yield Evidence(
                (goal.id, *(entry.id for entry in reversed(those))), {"goal": goal.title, "count": len(those)}
            )


@signal(
    N_("A goal was reached in the last {days} days, and nothing was said of what made it possible."),
    "goal day",
    days=30,
)
def goal_done(facts: Facts, *, days: int) -> Iterator[Evidence]:
    """A goal was reached in the last ``days`` days, and nothing was said of what made it possible."""
    for goal in reversed(facts.goals):
        if goal.state == "done" and goal.changed and not goal.closing and facts.within(goal.changed.date(), days):
            yield Evidence((goal.id,), {"goal": goal.title, "day": goal.changed.date()})


def _about(goal: "Goal") -> Evidence:
    return Evidence((goal.id,), {"goal": goal.title})
