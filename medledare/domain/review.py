"""A review of a period, drafted from one's own records: what stands in it, in which order. Pure, and without words.

Every fact is a record, so that whatever is said can name where it comes from. What is empty is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from medledare.domain.checkin import sittings_of
from medledare.domain.period import Period, Scale, containing, from_code
from medledare.domain.question import EXPLAIN, REVIEW, is_review
from medledare.domain.records import Answer, Conditions, Entry, Failure, Goal, Mission, Need, Record, Role

PARTS: dict[Scale, tuple[str, ...]] = {
    "week": ("intended", "goals", "well", "failures", "told", "learnings", "needs", "decisions", "stopped", "other",
             "waited", "conditions"),
    "month": ("mission", "intended", "goals", "well", "failures", "told", "learnings", "needs", "decisions", "stopped",
              "other", "prune", "conditions", "reviews"),
    "quarter": ("mission", "intended", "goals", "well", "failures", "told", "learnings", "needs", "decisions",
                "stopped", "prune", "conditions", "reviews"),
    "year": ("mission", "intended", "months", "reviews"),
}  # fmt: skip
"""The parts of a review of each scale, in order."""

INTEND = "intend"
"""The closing question on what one wants to do next."""
CLOSING: dict[Scale, tuple[str, ...]] = {
    "week": (INTEND, "stop"),
    "month": ("mission", "goals", "upward", INTEND),
    "quarter": ("explain", "changed", "goals", "needs", "decisions", INTEND),
    "year": ("take", "unexpected", "served", "learned", "failed", "helped", "dared", "understood", "leave", INTEND),
}
"""What is answered last in a review of each scale, in order."""
LEADS: dict[str, tuple[str, ...]] = {
    INTEND: ("goal", "entry"),
    "stop": ("stop", "prune"),
    "mission": ("explain", "mission"),
    "explain": ("explain", "mission"),
    "changed": ("mission",),
    "goals": ("prune",),
    "upward": ("need", "decision"),
    "needs": ("need",),
    "decisions": ("decision",),
    "learned": ("learning",),
    "failed": ("failure",),
    "leave": ("stop",),
}
"""What an answer may lead to, where the person wishes: a record of a kind, the ``mission`` worded anew, an
explanation of it (``explain``), or going through the goals (``prune``)."""

LIGHT = ("entry", "close")
"""Kinds of which a month can hold very many."""
FEW = 3
"""How many of those a month's walk names, where there are others that say more of it."""


class Fact(NamedTuple):
    """A record and the day it stands for in the period.

    ``answers``: of a week's conditions, those in force. ``lines``: what is meant of it, where that is not the whole.
    """

    record: Record
    day: date
    answers: tuple[Answer, ...] = ()
    lines: tuple[str, ...] = ()


class Part(NamedTuple):
    """Facts that belong together. ``goal`` is set where they were written for one, ``month`` in the walk of a year."""

    code: str
    facts: tuple[Fact, ...]
    goal: Goal | None = None
    month: Period | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What a review is drafted from. ``written`` lies in the period, oldest first; the others are all there are."""

    written: Sequence[Record]
    goals: Sequence[Goal] = ()
    needs: Sequence[Need] = ()
    missions: Sequence[Mission] = ()
    roles: Sequence[Role] = ()
    conditions: Sequence[Conditions] = ()
    reviews: Sequence[Entry] = ()
    told: Sequence[Failure] = ()
    intended: Sequence[Fact] = ()
    """What was intended in the review before."""


@dataclass(frozen=True, slots=True)
class Review:
    """A period with what is known of it."""

    period: Period
    parts: tuple[Part, ...]


def code_of(period: Period) -> str:
    """``review.week.2026-W47``: the question code of the entry that reviews a period."""
    return f"{REVIEW}{period.scale}.{period.code}"


def period_of(question: str) -> Period | None:
    """The period that an entry with this question code reviews; None if it reviews none."""
    if not is_review(question):
        return None
    scale, _dot, code = question.removeprefix(REVIEW).partition(".")
    return next((from_code(known, code) for known in PARTS if known == scale), None)


def draft(period: Period, material: Material, codes: Sequence[str] = ()) -> Review:
    """Put what there is of a period in order: the parts of its scale, or those of the ``codes``."""
    parts = (part for code in codes or PARTS[period.scale] for part in _MAKERS[code](period, material))
    return Review(period, tuple(part for part in parts if part.facts))


def telling(part: Part) -> tuple[Fact, ...]:
    """The facts that a written draft names: all, but only a few of the entries of a month in the walk of a year."""
    if part.month is None:
        return part.facts
    plain = [fact for fact in part.facts if fact.record.kind in LIGHT and not getattr(fact.record, "starred", False)]
    step = max(1, -(-len(plain) // FEW))
    few = plain[::step]
    return tuple(fact for fact in part.facts if fact in few or fact not in plain)


def _of_kind(code: str, kind: str) -> "_Maker":
    def make(_period: Period, material: Material) -> Iterator[Part]:
        yield Part(code, tuple(_facts(one for one in material.written if one.kind == kind)))

    return make


def _intended(_period: Period, material: Material) -> Iterator[Part]:
    yield Part("intended", tuple(material.intended))


def _told(period: Period, material: Material) -> Iterator[Part]:
    """Failures that somebody was told of in the period, whenever they happened."""
    tellings = [(failure, telling) for failure in material.told for telling in failure.told]
    facts = (Fact(failure, telling.at.date(), lines=(telling.whom,)) for failure, telling in tellings)
    yield Part("told", tuple(sorted((fact for fact in facts if period.holds(fact.day)), key=_when)))


def _goals(_period: Period, material: Material) -> Iterator[Part]:
    for goal in material.goals:
        linked = (one for one in material.written if getattr(one, "goal", "") == goal.id and one.kind == "entry")
        yield Part("goals", tuple(_facts(linked)), goal=goal)


def _well(period: Period, material: Material) -> Iterator[Part]:
    starred = _facts(one for one in material.written if isinstance(one, Entry) and one.starred)
    yield Part("well", tuple(sorted((*starred, *_done(period, material)), key=_when)))


def _done(period: Period, material: Material) -> Iterator[Fact]:
    for goal in material.goals:
        if goal.state == "done" and goal.changed and period.holds(goal.changed.date()):
            yield Fact(goal, goal.changed.date())


def _needs(period: Period, material: Material) -> Iterator[Part]:
    """Needs that were written down, shared, answered or dropped in the period."""
    days = ((need, (need.changed or need.at).date()) for need in material.needs)
    touched = [
        Fact(need, day if period.holds(day) else need.at.date())
        for need, day in days
        if period.holds(day) or period.holds(need.at.date())
    ]
    yield Part("needs", tuple(sorted(touched, key=_when)))


def _other(period: Period, material: Material) -> Iterator[Part]:
    """Entries that stand in no other part."""
    known = {goal.id for goal in material.goals}
    explained = _explained(material) if "mission" in PARTS[period.scale] else ()
    left = (
        one
        for one in material.written
        if one.kind in LIGHT
        and one not in explained
        and not getattr(one, "starred", False)
        and getattr(one, "goal", "") not in known
    )
    yield Part("other", tuple(_facts(left)))


def _waited(period: Period, material: Material) -> Iterator[Part]:
    """Goals that were active all the period without anything being written for them."""
    touched = {getattr(one, "goal", "") for one in material.written}
    waiting = (goal for goal in _active(period, material) if goal.id not in touched and not period.holds(_begun(goal)))
    yield Part("waited", tuple(Fact(goal, _begun(goal)) for goal in waiting))


def _prune(period: Period, material: Material) -> Iterator[Part]:
    """Every goal that was active at the end of the period: to keep, to rest or to prune."""
    yield Part("prune", tuple(Fact(goal, _begun(goal)) for goal in _active(period, material)))


def _active(period: Period, material: Material) -> Iterator[Goal]:
    """The goals that were active when the period ended, as far as the last change of each can tell."""
    for goal in material.goals:
        later = goal.changed is not None and goal.changed.date() > period.last
        if _begun(goal) <= period.last and (goal.state == "active" or later):
            yield goal


def _begun(goal: Goal) -> date:
    return goal.at.date()


def _mission(period: Period, material: Material) -> Iterator[Part]:
    """The mission in force when the period began, every wording written in it, and how it was explained."""
    until = [one for one in material.missions if one.at.date() <= period.last]
    before = [one for one in until if one.at.date() < period.first]
    inside = [one for one in until if period.holds(one.at.date())]
    yield Part("mission", tuple(_facts([*before[-1:], *inside, *_explained(material)])))


def _explained(material: Material) -> list[Entry]:
    return [one for one in material.written if isinstance(one, Entry) and one.question == EXPLAIN]


def _conditions(period: Period, material: Material) -> Iterator[Part]:
    """The conditions of each week that ends in the period."""
    weeks: dict[date, list[Conditions]] = {}
    for one in material.conditions:
        if period.holds(containing("week", one.monday).last):
            weeks.setdefault(one.monday, []).append(one)
    found = ((monday, sittings[-1], sittings_of(sittings)) for monday, sittings in sorted(weeks.items()))
    facts = (Fact(last, monday, tuple(answer for answer, _sitting in given.values())) for monday, last, given in found)
    yield Part("conditions", tuple(facts))


def _reviews(period: Period, material: Material) -> Iterator[Part]:
    """Earlier reviews of shorter periods that ended in this one."""
    known = ((one, period_of(one.question)) for one in material.reviews)
    found = [
        Fact(one, about.last)
        for one, about in known
        if about and about.scale != period.scale and _shorter(about, period) and period.holds(about.last)
    ]
    yield Part("reviews", tuple(sorted(found, key=_when)))


def _shorter(one: Period, than: Period) -> bool:
    return one.last - one.first < than.last - than.first


def _months(period: Period, material: Material) -> Iterator[Part]:
    """The year month by month: all that was written, and what began and ended."""
    roles = _facts(one for one in material.roles if period.holds(one.at.date()))
    begun = (Fact(goal, _begun(goal)) for goal in material.goals if period.holds(_begun(goal)))
    facts = sorted((*_facts(material.written), *roles, *begun, *_done(period, material)), key=_when)
    for month in period.months:
        yield Part("months", tuple(fact for fact in facts if month.holds(fact.day)), month=month)


def _facts(records: Iterable[Record]) -> Iterator[Fact]:
    return (Fact(record, record.at.date()) for record in records)


def _when(fact: Fact) -> tuple[date, str]:
    return fact.day, fact.record.id


_Maker = Callable[[Period, Material], Iterator[Part]]
_MAKERS: Mapping[str, _Maker] = {
    "mission": _mission,
    "intended": _intended,
    "goals": _goals,
    "well": _well,
    "failures": _of_kind("failures", "failure"),
    "told": _told,
    "learnings": _of_kind("learnings", "learning"),
    "needs": _needs,
    "decisions": _of_kind("decisions", "decision"),
    "stopped": _of_kind("stopped", "stop"),
    "other": _other,
    "waited": _waited,
    "prune": _prune,
    "conditions": _conditions,
    "reviews": _reviews,
    "months": _months,
}
