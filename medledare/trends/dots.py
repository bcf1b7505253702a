"""The answers as dots over time, and how many there are. No claims are made of them here.

Items are never pooled: a dot keeps the item it answers. "No occasion" and "skip" are counted apart and are
never a zero; a day without an answer is not there at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from medledare.domain.checkin import NO_OCCASION, SKIP, answers_for
from medledare.domain.principles import PRINCIPLES, principle_of
from medledare.domain.records import Checkin

ENOUGH_ANSWERS, ENOUGH_WEEKS = 8, 3


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer, 0-4, to one item on one day."""

    day: date
    item: str
    value: int


@dataclass(frozen=True, slots=True)
class Series:
    """A principle's answers in a window, oldest first, and how often the scale was set aside."""

    principle: str
    since: date | None
    until: date
    dots: tuple[Dot, ...]
    none: int
    skipped: int

    @property
    def count(self) -> int:
        """How many answers on the scale."""
        return len(self.dots)

    @property
    def level(self) -> int:
        """0: too early to say; 1: the answers themselves may be shown as such."""
        weeks = {dot.day.isocalendar()[:2] for dot in self.dots}
        return int(self.count >= ENOUGH_ANSWERS and len(weeks) >= ENOUGH_WEEKS)


def series(checkins: Iterable[Checkin], until: date, weeks: int | None) -> list[Series]:
    """A series for each principle, for the ``weeks`` weeks up to and including ``until``."""
    since = until - timedelta(weeks=weeks) + timedelta(days=1) if weeks else None
    by_day: dict[date, list[Checkin]] = {}
    for checkin in checkins:
        if checkin.day <= until and (since is None or checkin.day >= since):
            by_day.setdefault(checkin.day, []).append(checkin)
    answers = [(day, answer) for day in sorted(by_day) for answer in answers_for(day, by_day[day]).values()]

    def of(principle: str) -> Series:
        own = [(day, answer) for day, answer in answers if principle_of(answer.item) == principle]
        return Series(
            principle=principle,
            since=since,
            until=until,
            dots=tuple(Dot(day, one.item, one.value) for day, one in own if isinstance(one.value, int)),
            none=sum(one.value == NO_OCCASION for _, one in own),
            skipped=sum(one.value == SKIP for _, one in own),
        )

    return [of(principle) for principle in PRINCIPLES]
