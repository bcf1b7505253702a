"""What one could try next, in the first weeks: one thing at a time, and never what was not done. Pure.

It ends by itself: with the month, with a past, or once enough was tried that the way is known.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

LAST = 30
"""Days from the first after which nothing more is suggested."""
RULE = "first weeks"
"""The rule of the offer that says they were put away; no rule of the coach can be called that."""
FOUND = 7
"""Whoever has tried so many of the suggestions has found the way."""


class Key(NamedTuple):
    """A command of the terminal interface, and its usual key."""

    command: str
    usual: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to try. ``label`` names it among all commands (its id and its label), where it has no key of its own.

    The fields are those of ``first_weeks.toml``, which says what they mean.
    """

    id: str
    first: int
    last: int
    done: frozenset[str]
    command: str
    keys: tuple[Key, ...]
    label: Key | None = None
    newcomer: bool = False
    evening: bool = False
    weekdays: frozenset[int] = frozenset(range(7))
    asked_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Way:
    """How far one has come.

    ``days``: those on which something of one's own was kept. ``tried``: kinds of which there is something, and what
    else counts as done. ``past``: whether there is anything from before, as after an import. ``away``: whether the
    suggestions were put away.
    """

    days: frozenset[date]
    tried: frozenset[str]
    past: bool = False
    away: bool = False


def steps_of(table: Mapping[str, Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps of the data file."""
    return tuple(
        Step(
            id=step_id,
            first=about["from"],
            last=about["to"],
            done=frozenset(about["done"]),
            command=about["command"],
            keys=tuple(Key(*one) for one in about["keys"]),
            label=Key(*about["label"]) if "label" in about else None,
            newcomer=about.get("newcomer", False),
            evening=about.get("evening", False),
            weekdays=frozenset(about.get("weekdays", range(7))),
            asked_by=frozenset(about.get("asked_by", ())),
        )
        for step_id, about in table.items()
    )


def next_step(steps: Sequence[Step], way: Way, today: date, *, late: bool = False, asked: str = "") -> Step | None:
    """What to suggest now, if anything. ``late``: the day may be closed. ``asked``: the rule whose question waits.

    Where that question is about the same, it is enough.
    """
    age = days_since(way.days, today)
    if way.away or age > LAST or sum(1 for one in steps if one.done & way.tried) >= FOUND:
        return None
    step = next((one for one in steps if _is_its_turn(one, way, age, today.weekday(), late)), None)
    return None if step and asked in step.asked_by else step


def _is_its_turn(step: Step, way: Way, age: int, weekday: int, late: bool) -> bool:
    return (
        step.first <= age <= step.last
        and weekday in step.weekdays
        and not step.done & way.tried
        and not (step.newcomer and way.past)
        and (late or not step.evening)
    )


def days_since(days: Collection[date], today: date) -> int:
    """Days from the first of ``days`` to today, or to the last of them: a clock put back makes nobody new again.

    One day alone, far ahead of all others, is a clock that was wrong, and does not count.
    """
    ahead = sorted(day for day in days if day > today)
    if len(ahead) == 1 and (ahead[0] - today).days > LAST:
        ahead = []
    known = {*days, today} - {day for day in days if day > today and day not in ahead}
    return (max(known) - min(known)).days


def is_over(days: Iterable[date], today: date) -> bool:
    """Whether one of ``days`` is so long ago that there is nothing more to suggest: the rest need not be looked at."""
    return any((today - day).days > LAST for day in days)
