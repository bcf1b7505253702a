"""When something learned is to be recalled: a week, three weeks and two months after it was learned."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medledare.domain.records import Learning

AFTER = (7, 21, 60)
"""Days from the day it was learned."""


def waits(day: date, age: int, recalled: Iterable[date], after: Sequence[int] = AFTER) -> bool:
    """Whether what was learned on ``day``, ``age`` days ago, waits to be recalled.

    Recalling it once does for every step that has passed. When twice the last step has passed it waits no longer:
    who has been away has nothing to catch up with.
    """
    step = max((step for step in after if step <= age), default=0)
    return step > 0 and age < 2 * max(after) and not any(day + timedelta(days=step) <= one for one in recalled)


def due(learning: "Learning", today: date) -> bool:
    """Whether a learning waits to be recalled today."""
    day = learning.at.date()
    recalled = (one.date() for one in learning.recalled)
    return not learning.resting and waits(day, (today - day).days, recalled)
