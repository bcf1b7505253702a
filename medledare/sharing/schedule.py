"""When what happens in a week's pulse: stages with deadlines over workdays, in UTC, and what a round is called.

A stage begins three hours after the deadline of the one before, so that files sent in time have come, and clocks that
are wrong by less do no harm.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from medledare.domain.week import monday_of
from medledare.sharing.release import FIGURES

ATTEMPTS = (1, 2, 3)
"""A fresh attempt is made where a part or a signature was missing."""
GRACE = timedelta(hours=3)
"""Between a deadline and the stage after."""
SUMMED = timedelta(weeks=4)
"""From a week's first day until its sums are no longer taken."""
KEPT = timedelta(weeks=5)
"""From a week's first day until its files go, so that whoever was away for a while sees what came of it."""


class Window(NamedTuple):
    """From ``opens`` up to but not including ``closes``, in UTC."""

    opens: datetime
    closes: datetime

    def has(self, moment: datetime) -> bool:
        return self.opens <= moment < self.closes


@dataclass(frozen=True, slots=True)
class Times:
    """The stages of an attempt."""

    join: Window
    share: Window
    agree: Window
    sum: Window


def round_id(team: str, monday: date, attempt: int) -> str:
    """What ties messages to a team, a week, a set of figures and an attempt: 32 hex digits."""
    year, week, _day = monday.isocalendar()
    named = json.dumps(["medledare pulse round 1", team, f"{year}-W{week:02}", FIGURES, attempt])
    return sha256(named.encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def times(monday: date, attempt: int) -> Times:
    """The stages of an attempt for the week that begins on ``monday``.

    The first is joined from Friday of that week until the end of Monday, shared on Tuesday, agreed on Wednesday and
    summed from Thursday. A further one is joined on the day on which the one before is summed, and takes the workdays
    after. Sums are taken until four weeks after the week began.
    """
    # Days of stages: Tuesday of the week after is the first.
    first = 3 * (attempt - 1)
    join = Window(_at(monday + timedelta(days=4)), _at(monday + timedelta(days=8)))
    if attempt > 1:
        join = _stage(monday, first - 1)
    return Times(
        join=join,
        share=_stage(monday, first),
        agree=_stage(monday, first + 1),
        sum=Window(_stage(monday, first + 2).opens, _at(monday) + SUMMED),
    )


def parts_go(monday: date, attempt: int) -> datetime:
    """From when the parts sent in an attempt are of no use: nobody says any longer what has come."""
    return times(monday, attempt).sum.opens + timedelta(days=1)


def all_go(monday: date) -> datetime:
    """From when nothing of a week's pulse is of use."""
    return _at(monday) + KEPT


def to_join(now: datetime) -> date | None:
    """The first day of the week that can be agreed to now; None where there is none."""
    this = monday_of(now.astimezone(UTC).date())
    return next((one for one in (this, this - timedelta(weeks=1)) if times(one, 1).join.has(now)), None)


def _stage(monday: date, place: int) -> Window:
    return Window(_at(_workday(monday, place)) + GRACE, _at(_workday(monday, place + 1)))


def _workday(monday: date, place: int) -> date:
    """Workdays counted from 0, which is Tuesday of the week after."""
    weeks, day = divmod(place + 1, 5)
    return monday + timedelta(weeks=1 + weeks, days=day)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
