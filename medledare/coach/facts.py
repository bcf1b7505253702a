"""What the coach knows when it chooses: the records, what it asked before, and how silence is counted.

A person who did not write is not held to account for it. So silence ends on the last day something was written, and
stretches in which nothing was written for more than a week do not count at all: a holiday makes no questions.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from medledare.domain.question import is_review, quotes
from medledare.domain.records import OF_OTHERS, QUIET
from medledare.domain.tags import same_tag

if TYPE_CHECKING:
    from medledare.domain.records import (
        Checkin,
        Close,
        Entry,
        Failure,
        Goal,
        Learning,
        Mandate,
        Mission,
        Need,
        Observation,
        Observer,
        Offer,
        Record,
        Talk,
    )

AWAY = 7
"""Days: who wrote nothing for longer was away."""


class Item(str):
    """The code of a check-in item, to be told by its wording."""

    __slots__ = ()


Value: TypeAlias = str | int | date


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a signal found: the ids of the records behind it, the subject first, and what its reason may name."""

    ids: tuple[str, ...]
    values: Mapping[str, Value] = field(default_factory=dict)


class Given(NamedTuple):
    """A step of the scale that holds for an item on a day, and the id of the check-in that says so."""

    day: date
    item: str
    step: int
    checkin: str


@dataclass(frozen=True)
class Facts:
    """Records by kind, what was offered so far, and the focus principle's code (empty for none).

    Entries, check-ins and closes need not go back further than a year.
    """

    now: datetime
    records: Mapping[str, Sequence[Any]]
    offers: Sequence["Offer"] = ()
    focus: str = ""

    @cached_property
    def today(self) -> date:
        return self.now.date()

    def _of(self, kind: str) -> Sequence[Any]:
        return self._past.get(kind, ())

    @property
    def missions(self) -> Sequence["Mission"]:
        return self._of("mission")

    @property
    def goals(self) -> Sequence["Goal"]:
        return self._of("goal")

    @cached_property
    def active_goals(self) -> list["Goal"]:
        return [goal for goal in self.goals if goal.state == "active"]

    @cached_property
    def entries(self) -> Sequence["Entry"]:
        """Without reviews, whose drafts name again what was written before."""
        return [one for one in self._of("entry") if not quotes(one.question)]

    @cached_property
    def reviews(self) -> Sequence["Entry"]:
        return [one for one in self._of("entry") if is_review(one.question)]

    @property
    def failures(self) -> Sequence["Failure"]:
        return self._of("failure")

    @property
    def learnings(self) -> Sequence["Learning"]:
        return self._of("learning")

    @property
    def needs(self) -> Sequence["Need"]:
        return self._of("need")

    @property
    def mandates(self) -> Sequence["Mandate"]:
        return self._of("mandate")

    @property
    def closes(self) -> Sequence["Close"]:
        return self._of("close")

    @property
    def observers(self) -> Sequence["Observer"]:
        return self._of("observer")

    @property
    def observations(self) -> Sequence["Observation"]:
        return self._of("observation")

    @property
    def checkins(self) -> Sequence["Checkin"]:
        return self._of("checkin")

    @property
    def talks(self) -> Sequence["Talk"]:
        """Talks, those to come among them."""
        return self.records.get("talk", ())

    @cached_property
    def _past(self) -> dict[str, list[Any]]:
        """What is not about a moment to come, by kind, oldest first."""
        return {
            kind: sorted((one for one in some if one.at <= self.now), key=lambda one: (one.at, one.id))
            for kind, some in self.records.items()
        }

    @cached_property
    def written(self) -> list["Record"]:
        """Everything the person wrote, oldest first."""
        found = [one for kind, some in self._past.items() if kind not in (*QUIET, *OF_OTHERS) for one in some]
        return sorted(found, key=lambda one: (one.at, one.id))

    @cached_property
    def days(self) -> list[date]:
        """The days something was written, in order."""
        return sorted({min(moment.date(), self.today) for one in self.written for moment in _moments(one)})

    @cached_property
    def lately(self) -> date:
        """The last day something was written; today if nothing ever was."""
        return self.days[-1] if self.days else self.today

    def days_written_since(self, day: date) -> int:
        """On how many days after ``day`` something was written."""
        return len(self.days) - bisect_right(self.days, day)

    def elapsed(self, since: date) -> int:
        """Days from ``since`` to the last one written, without the stretches the person was away."""
        away = sum((b - max(a, since)).days for a, b in self._stretches_away if b > since)
        return max(0, (self.lately - since).days - away)

    @cached_property
    def _stretches_away(self) -> list[tuple[date, date]]:
        return [(a, b) for a, b in pairwise(self.days) if (b - a).days > AWAY]

    def within(self, day: date, days: int) -> bool:
        """Whether ``day`` is among the last ``days`` days up to the last one written."""
        return 0 <= (self.lately - day).days < days

    def with_tags(self, days: int) -> list[tuple["Entry", tuple[str, ...]]]:
        """Entries of the last ``days`` days that have tags, with them, oldest first."""
        return [one for one in self._with_tags if self.within(one[0].at.date(), days)]

    def tagged(self, tags: Iterable[str], days: int) -> list[tuple["Entry", str]]:
        """Those that have one of ``tags``, with the first such."""
        wanted = tuple(tags)
        found = [
            (entry, next((tag for tag in given if any(same_tag(one, tag) for one in wanted)), ""))
            for entry, given in self.with_tags(days)
        ]
        return [one for one in found if one[1]]

    @cached_property
    def _with_tags(self) -> list[tuple["Entry", tuple[str, ...]]]:
        return [(entry, tags) for entry in self.entries if (tags := entry.all_tags)]

    @cached_property
    def answers(self) -> list[Given]:
        """Steps given in check-ins, the latest first. Of two sittings on a day the later holds, item by item."""
        by_day: dict[date, list[Checkin]] = {}
        for one in self.checkins:
            by_day.setdefault(one.day, []).append(one)
        return [given for day in sorted(by_day, reverse=True) for given in _holding(day, by_day[day])]


def _moments(record: "Record") -> Iterator[datetime]:
    """When something was written in a record: what it is about, and what became of it."""
    yield record.at
    if changed := getattr(record, "changed", None):
        yield changed
    for telling in getattr(record, "told", ()):
        yield telling.at
    yield from getattr(record, "recalled", ())
    yield from getattr(record, "used", ())


def _holding(day: date, sittings: Sequence["Checkin"]) -> Iterator[Given]:
    met: set[str] = set()
    for one in sorted(sittings, key=lambda one: (one.created, one.id), reverse=True):
        for answer in reversed(one.answers):
            if answer.item not in met:
                met.add(answer.item)
                if isinstance(answer.value, int):
                    yield Given(day, answer.item, answer.value, one.id)
