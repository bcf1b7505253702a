"""What may be said of the answers so far: everything a picture of a window needs, and the same for the command line.

``read`` gathers what does not depend on the window, and is the slow part: it belongs in a worker. ``window`` cuts a
window out of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Literal, TypeAlias

from medledare.domain.checkin import SCALE
from medledare.domain.principles import ITEMS, PRINCIPLES, principle_of
from medledare.domain.records import AnswerValue, Checkin, Conditions, Focus, Role
from medledare.services import pairs, records
from medledare.trends.change import change_point
from medledare.trends.claims import CHANCE, Finding, findings, used
from medledare.trends.dots import Dot, Series, by_series, series
from medledare.trends.ewma import Stretch, bands
from medledare.trends.warnings import Warnings, warnings
from medledare.trends.weeks import week_of
from medledare.vault.vault import Vault

WINDOWS: tuple[int | None, ...] = (12, 26, 52, None)
"""Weeks that can be looked back over; None is all there is."""

SAYS = {
    (0, 0): "too_early",
    (1, 0): "answers",
    (2, 0): "could_be_chance",
    (3, 1): "probably_risen",
    (3, -1): "probably_fallen",
    (4, 1): "repeated_rise",
    (4, -1): "repeated_fall",
}
"""What may be said, by level and direction: the only form in which either leaves the statistics."""

Band: TypeAlias = Sequence[Stretch]
"""The stretches of an item's answers that have a band, each between two gaps."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that may make answers before and after a day differ. ``about``: an item, a role or a principle.

    ``wording`` is the version of an item's new wording.
    """

    day: date
    kind: Literal["wording", "role", "focus"]
    about: str
    wording: int = 0


@dataclass(frozen=True, slots=True)
class Rated:
    """How good the conditions were in the week of ``monday``, 0-4 or apart from the scale."""

    monday: date
    value: AnswerValue


@dataclass(frozen=True, slots=True)
class Trend:
    """A principle in a window.

    ``seen_over``: the weeks over which what is claimed was seen, None without a claim. ``turn``: the day from which
    the answers differ from those before, if any does.
    """

    series: Series
    finding: Finding
    seen_over: int | None
    turn: date | None
    warnings: Warnings
    conditions: tuple[Rated, ...]
    changes: tuple[Change, ...]
    in_focus: bool

    @property
    def principle(self) -> str:
        return self.series.principle

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the principle."""
        return tuple(item for item in ITEMS if principle_of(item) == self.principle)

    def answers(self, item: str) -> list[Dot]:
        """The answers to one item, oldest first."""
        return [dot for dot in self.series.dots if dot.item == item]

    @property
    def says(self) -> str:
        """What may be said, as a word."""
        return SAYS[self.finding.level, self.finding.direction]


@dataclass(frozen=True, slots=True)
class Window:
    """All principles over ``weeks`` weeks (all there is, if None). ``first`` is the first day of the pictures."""

    weeks: int | None
    first: date
    until: date
    trends: tuple[Trend, ...]

    def of(self, principle: str) -> Trend:
        """The trend of a principle."""
        return self.trends[PRINCIPLES.index(principle)]


@dataclass(frozen=True)
class History:
    """Everything that trends are made of. ``changes`` of role and focus, oldest first."""

    until: date
    checkins: Sequence[Checkin]
    everything: Sequence[Series]
    dots: Sequence[Dot]
    findings: Mapping[str, Finding]
    turns: Mapping[str, date | None]
    conditions: Mapping[str, Sequence[Rated]]
    changes: Sequence[Change]
    focus: str
    pairs: Sequence[pairs.Followed]

    @cached_property
    def bands(self) -> Mapping[str, Band]:
        """The band of each item whose principle has earned one. Made when first asked for, which takes a while."""
        found: dict[str, list[Stretch]] = {}
        for (item, _wording), dots in by_series(self.dots).items():
            if self.findings[principle_of(item)].level >= CHANCE:
                found.setdefault(item, []).extend(bands(dots))
        return found


def read(vault: Vault, now: datetime) -> History:
    """Everything up to and including the day of ``now``."""
    until = now.date()
    checkins = [one for one in records.all_of(vault, Checkin) if one.day <= until]
    everything = series(checkins, until, None)
    dots = sorted((dot for one in everything for dot in one.dots), key=lambda dot: dot.day)
    focus = [(one.at.date(), one.principle) for one in records.all_of(vault, Focus)]
    roles = [Change(one.at.date(), "role", one.headline) for one in records.all_of(vault, Role)]
    found = findings(dots, until, focus)
    changes = sorted([*roles, *_focus_changes(focus)], key=lambda one: one.day)
    return History(
        until=until,
        checkins=checkins,
        everything=everything,
        dots=dots,
        findings=found,
        turns={code: change_point(_of(code, dots), finding) for code, finding in found.items()},
        conditions=_conditions(records.all_of(vault, Conditions)),
        # What was so before the first answer has changed nothing.
        changes=[one for one in changes if dots and dots[0].day < one.day <= until],
        focus=focus[-1][1] if focus else "",
        pairs=pairs.followed(vault, dots, until),
    )


def window(history: History, weeks: int | None) -> Window:
    """The window of the last ``weeks`` weeks, all if None."""
    cut = series(history.checkins, history.until, weeks) if weeks else history.everything
    first = cut[0].since or min((one.dots[0].day for one in cut if one.dots), default=history.until)
    return Window(weeks, first, history.until, tuple(_trend(history, one, first) for one in cut))


def _trend(history: History, one: Series, first: date) -> Trend:
    facts = warnings(one, history.dots[0].day if history.dots else None)
    code = one.principle
    changes = [change for change in history.changes if first < change.day]
    changes += [Change(new.since, "wording", new.item, new.wording) for new in facts.new_wordings]
    turn = history.turns[code]
    return Trend(
        series=one,
        finding=history.findings[code],
        seen_over=_seen_over(history, code),
        turn=turn if turn and turn >= first else None,
        warnings=facts,
        conditions=tuple(rated for rated in history.conditions[code] if first <= rated.monday <= history.until),
        changes=tuple(sorted(changes, key=lambda change: change.day)),
        in_focus=code == history.focus,
    )


def _seen_over(history: History, principle: str) -> int | None:
    """The weeks of the window that a claim is about, from the first answer on where that lies within it."""
    finding = history.findings[principle]
    if finding.window is None or finding.looked is None:
        return None
    return used(_of(principle, history.dots), week_of(finding.looked), finding.window)


def _of(principle: str, dots: Iterable[Dot]) -> list[Dot]:
    return [dot for dot in dots if principle_of(dot.item) == principle]


def _conditions(sittings: Iterable[Conditions]) -> dict[str, list[Rated]]:
    """Principle to its weeks, oldest first. A later sitting for the same week wins."""
    weeks: dict[tuple[date, str], AnswerValue] = {}
    for sitting in sorted(sittings, key=lambda one: (one.created, one.id)):
        for answer in sitting.answers:
            weeks[sitting.monday, answer.item] = answer.value
    found: dict[str, list[Rated]] = {principle: [] for principle in PRINCIPLES}
    for (monday, principle), value in sorted(weeks.items(), key=lambda one: one[0]):
        if principle in found and (value in SCALE or not isinstance(value, int)):
            found[principle].append(Rated(monday, value))
    return found


def _focus_changes(focus: Sequence[tuple[date, str]]) -> list[Change]:
    """Days when another principle came into focus; the first choice changes nothing."""
    return [Change(day, "focus", now) for (_, before), (day, now) in pairwise(focus) if now != before]
