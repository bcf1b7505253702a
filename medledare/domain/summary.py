"""What can be told others of a period: parts of one's own records, each off until it is chosen. Pure, without words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from medledare.domain.checkin import sittings_for
from medledare.domain.period import Period
from medledare.domain.records import Checkin
from medledare.domain.redaction import PRIVATE
from medledare.domain.review import Fact, Material, Part, Review
from medledare.domain.review import draft as reviewed

KINDS: dict[str, str] = {
    "mission": "mission",
    "goals": "entry",
    "well": "entry",
    "learnings": "learning",
    "decisions": "decision",
    "stopped": "stop",
    "needs": "need",
    "other": "entry",
    "ahead": "goal",
    "failures": "failure",
    "conditions": "conditions",
    "answers": "checkin",
}
"""The parts in order, and the kind of record that each is made of."""
PARTS = tuple(KINDS)
_IN_A_REVIEW = {"ahead": "prune"}
"""What a review calls a part, where that is something else."""
_ANSWERS = "answers"


def draft(period: Period, material: Material, checkins: Sequence[Checkin]) -> Review:
    """Every part there is something for, whether it is to be told or not."""
    codes = {_IN_A_REVIEW.get(code, code): code for code in PARTS if code != _ANSWERS}
    parts = [part._replace(code=codes[part.code]) for part in reviewed(period, material, tuple(codes)).parts]
    facts = tuple(_days(period, checkins))
    return Review(period, (*parts, *([Part(_ANSWERS, facts)] if facts else [])))


def is_private(code: str) -> bool:
    """Whether a part is of what is for the writer alone, so that having told it once is never remembered."""
    return KINDS[code] in PRIVATE


def to_remember(codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the chosen parts that may be suggested the next time, in order: none that is private."""
    chosen = set(codes)
    return tuple(code for code in PARTS if code in chosen and not is_private(code))


def _days(period: Period, checkins: Sequence[Checkin]) -> Iterator[Fact]:
    """The answers that hold for each day of the period."""
    days: dict[date, list[Checkin]] = {}
    for one in checkins:
        if period.holds(one.day):
            days.setdefault(one.day, []).append(one)
    for day, sittings in sorted(days.items()):
        given = tuple(answer for answer, _sitting in sittings_for(day, sittings).values())
        yield Fact(sittings[-1], day, given)
