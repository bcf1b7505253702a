"""What one's own records hold for a talk with somebody: a development dialogue, a salary talk, … Pure, without words.

Every claim is a record, so that whatever is said can name where it comes from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias, get_args

from medledare.domain.period import Period, containing
from medledare.domain.question import TALK, quotes
from medledare.domain.records import Entry, Goal, Need, Record

Occasion: TypeAlias = Literal["dialogue", "salary", "one-to-one", "interview"]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)

PARTS: dict[Occasion, tuple[str, ...]] = {
    "dialogue": ("well", "hard", "developed", "needs", "ahead"),
    "salary": ("well", "developed", "hard", "needs", "ahead"),
    "one-to-one": ("well", "hard", "needs", "developed", "ahead"),
    "interview": ("well", "developed", "hard", "ahead"),
}
"""What a talk is prepared by, in order."""
MONTHS_BACK: dict[Occasion, int] = {"dialogue": 12, "salary": 12, "one-to-one": 3, "interview": 24}
"""How far back one looks, where nothing else is said."""

FEW = 3
"""How many entries of one month a part of the draft names, so that no month crowds out another."""


class Claim(NamedTuple):
    """A record and the day it stands for."""

    record: Record
    day: date


class Part(NamedTuple):
    """Claims that belong together, oldest first."""

    code: str
    claims: tuple[Claim, ...]


class Span(NamedTuple):
    """The days that are looked back on, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last

    @property
    def months(self) -> Iterator[Period]:
        """The months that lie in it, or partly."""
        month = containing("month", self.first)
        while month.first <= self.last:
            yield month
            month = month.after()


@dataclass(frozen=True, slots=True)
class Preparation:
    """What there is for a talk. ``silent``: months of which nothing at all was written down."""

    occasion: Occasion
    span: Span
    parts: tuple[Part, ...]
    silent: tuple[Period, ...]


def code_of(occasion: Occasion, last: date) -> str:
    """``talk.dialogue.2026-11-24``: the question code of the entry that prepares a talk."""
    return f"{TALK}{occasion}.{last.isoformat()}"


def occasion_of(question: object) -> Occasion | None:
    """The occasion that an entry with this question code prepares; None if it prepares none."""
    if not isinstance(question, str) or not question.startswith(TALK):
        return None
    name = question.removeprefix(TALK).partition(".")[0]
    return next((known for known in OCCASIONS if known == name), None)


def last_day_of(question: str) -> date | None:
    """The day that a preparation with this question code looks back from; None if it names none."""
    try:
        return date.fromisoformat(question.rpartition(".")[2])
    except ValueError:
        return None


def span_back(occasion: Occasion, today: date) -> Span:
    """The days that are looked back on for an occasion: so many months, to the day of the month or its last."""
    months = today.year * 12 + today.month - 1 - MONTHS_BACK[occasion]
    month = Period("month", date(months // 12, months % 12 + 1, 1))
    return Span(month.first.replace(day=min(today.day, month.last.day)), today)


def draft(
    occasion: Occasion, span: Span, written: Sequence[Record], goals: Sequence[Goal], needs: Sequence[Need]
) -> Preparation:
    """Put in order what there is. ``written`` is all that was written in the span, the others are all there are."""
    plain = [one for one in written if not quotes(getattr(one, "question", ""))]
    claims = {
        "well": [*_marked(plain), *_done(goals, span)],
        "hard": _of_kind(plain, "failure"),
        "developed": _of_kind(plain, "learning"),
        "needs": _needs(needs, span),
        "ahead": _ahead(goals, span),
    }
    parts = (Part(code, tuple(sorted(claims[code], key=_when))) for code in PARTS[occasion])
    spoken = {containing("month", one.at.date()) for one in plain}
    silent = tuple(month for month in span.months if month not in spoken)
    return Preparation(occasion, span, tuple(part for part in parts if part.claims), silent)


def telling(part: Part) -> tuple[Claim, ...]:
    """The claims that a written draft names: all of them, but of the entries of a month a few, spread over it."""
    months: dict[Period, list[Claim]] = {}
    for claim in part.claims:
        if isinstance(claim.record, Entry) and not claim.record.starred:
            months.setdefault(containing("month", claim.day), []).append(claim)
    named = {claim.record.id for month in months.values() for claim in month[:: -(-len(month) // FEW)]}
    return tuple(
        claim
        for claim in part.claims
        if not isinstance(claim.record, Entry) or claim.record.starred or claim.record.id in named
    )


def _marked(written: Iterable[Record]) -> Iterator[Claim]:
    """Entries with a star, and those that were written for a goal or tell whom something helped."""
    for one in written:
        if isinstance(one, Entry) and (one.starred or one.goal or one.for_whom.strip()):
            yield Claim(one, one.at.date())


def _done(goals: Iterable[Goal], span: Span) -> Iterator[Claim]:
    for goal in goals:
        if goal.state == "done" and goal.changed and span.holds(goal.changed.date()):
            yield Claim(goal, goal.changed.date())


def _of_kind(written: Iterable[Record], kind: str) -> list[Claim]:
    return [Claim(one, one.at.date()) for one in written if one.kind == kind]


def _needs(needs: Iterable[Need], span: Span) -> list[Claim]:
    """Needs that still wait, and those something happened to in the span; each on the day it was written down."""
    return [
        Claim(need, need.at.date())
        for need in needs
        if need.at.date() <= span.last
        and (need.state in ("draft", "shared") or span.holds((need.changed or need.at).date()))
    ]


def _ahead(goals: Iterable[Goal], span: Span) -> list[Claim]:
    return [Claim(goal, goal.at.date()) for goal in goals if goal.state == "active" and goal.at.date() <= span.last]


def _when(claim: Claim) -> tuple[date, str]:
    return claim.day, claim.record.id
