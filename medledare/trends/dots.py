"""The answers as dots over time, and how many there are. No claims are made of them here.

Items are never pooled: a dot keeps the item it answers. "No occasion" and "skip" are counted apart and are
never a zero; a day without an answer is not there at all. A new wording of an item starts a new series.

An answer written more than a week after its day is shown, but takes no part in any test: memory is not observation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from medledare.domain.checkin import NO_OCCASION, SCALE, SKIP, sittings_of
from medledare.domain.principles import PRINCIPLES, principle_of
from medledare.domain.records import Answer, Checkin

ENOUGH_ANSWERS, ENOUGH_WEEKS = 8, 3
DAYS_OF_GRACE = 7


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer, 0-4, to one item on one day.

    ``wording`` is the version of the item's wording; ``late`` is how many whole days after ``day`` it was written.
    """

    day: date
    item: str
    value: int
    wording: int = 1
    late: int = 0

    @property
    def observed(self) -> bool:
        """Whether it was written soon enough to take part in a test."""
        return self.late <= DAYS_OF_GRACE


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
    answers: dict[str, list[tuple[Answer, Checkin]]] = {}
    for day in sorted(by_day):
        for answer, sitting in sittings_of(by_day[day]).values():
            answers.setdefault(principle_of(answer.item), []).append((answer, sitting))

    def of(principle: str) -> Series:
        own = answers.get(principle, [])
        return Series(
            principle=principle,
            since=since,
            until=until,
            dots=tuple(
                _dot(answer, answer.value, sitting)
                for answer, sitting in own
                if isinstance(answer.value, int) and answer.value in SCALE
            ),
            none=sum(answer.value == NO_OCCASION for answer, _ in own),
            skipped=sum(answer.value == SKIP for answer, _ in own),
        )

    return [of(principle) for principle in PRINCIPLES]


def by_series(dots: Iterable[Dot]) -> dict[tuple[str, int], list[Dot]]:
    """The dots of each item and wording: what may be compared with each other."""
    found: dict[tuple[str, int], list[Dot]] = {}
    for dot in dots:
        found.setdefault((dot.item, dot.wording), []).append(dot)
    return found


def _dot(answer: Answer, value: int, sitting: Checkin) -> Dot:
    late = max((sitting.created.date() - sitting.day).days, 0)
    return Dot(sitting.day, answer.item, value, answer.wording, late)
