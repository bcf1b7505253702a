"""Records as the coach's tests need them: a few words each, so many days ago."""

from collections import defaultdict
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any

from medledare.coach.catalogue import Rule, rules_of
from medledare.coach.facts import Evidence, Facts
from medledare.coach.signals import SIGNALS
from medledare.domain.question import Question
from medledare.domain.records import Answer, Checkin, Entry, Offer, class_of
from medledare.services import coach
from medledare.text import library

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=1)))
"""A Tuesday morning."""

_number = count(1)


def ago(days: float, hour: int | None = None) -> datetime:
    """The moment so many days before NOW."""
    moment = NOW - timedelta(days=days)
    return moment if hour is None else moment.replace(hour=hour, minute=0)


def made(kind: str, days: float, **fields: Any) -> Any:
    """A record of a kind from so many days ago; it is called by the id it was given, or a number."""
    moment = fields.pop("at", ago(days))
    fields.setdefault("id", f"{kind}-{next(_number)}")
    fields.setdefault("created", min(moment, NOW))
    return class_of(kind)(at=moment, **fields)


def entry(days: float, text: str = "something", **fields: Any) -> Entry:
    written: Entry = made("entry", days, text=text, **fields)
    return written


def answered(days: float, **items: Any) -> Checkin:
    """A check-in: ``answered(3, TIL1=4, STO2="none")``."""
    answers = tuple(Answer(item=item, value=value) for item, value in items.items())
    given: Checkin = made("checkin", days, answers=answers)
    return given


def asked(days: float, rule: str = "", code: str = "", text: str = "", **fields: Any) -> Offer:
    """What the coach asked so many days ago."""
    code = code or rule or "TIL.morning.1"
    offered: Offer = made("offer", days, question=code, text=text or f"the words of {code}", rule=rule, **fields)
    return offered


def facts(*records: Any, now: datetime = NOW, focus: str = "") -> Facts:
    """Facts made of records of any kind, offers among them."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for one in records:
        by_kind[one.kind].append(one)
    return Facts(now, by_kind, by_kind.pop("offer", []), focus)


def days_of_writing(first: int, last: int = 1, step: int = 1) -> list[Entry]:
    """An entry a day, from so many days ago to so many."""
    return [entry(days, for_whom="the families") for days in range(first, last - 1, -step)]


def rules() -> dict[str, Rule]:
    """The built-in rules by id."""
    return {rule.id: rule for rule in rules_of(coach._built_in(), library.rule_words(), "rules.toml")}


def found(rule: str, known: Facts) -> Evidence | None:
    """What the signal of a built-in rule finds first, with the rule's own parameters."""
    one = rules()[rule]
    return next(SIGNALS[one.signal].find(known, **one.parameters), None)


def bank() -> tuple[Question, ...]:
    return library.questions()
