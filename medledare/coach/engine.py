"""Which one question to ask today, and why. The same facts always give the same question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from medledare.coach.catalogue import BY_THE_DAY, Rule
from medledare.coach.facts import Evidence, Facts
from medledare.coach.history import History
from medledare.coach.signals import SIGNALS
from medledare.domain.principles import PRINCIPLES
from medledare.domain.question import Question

AFTERNOON = time(14)
"""From here on a day is asked about as one that was, not as one to come."""
FRIDAY = 4
AFTER_FAILURE = 2
BEFORE_TALK = 7
FOCUS_EVERY = 3
"""Of so many questions in a row at least one is on the focus principle."""


_NOTHING = Evidence(())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question and its reason: the rule with the records behind it, or else the moment it fits."""

    question: Question
    rule: Rule | None = None
    evidence: Evidence = _NOTHING
    moment: str = ""


def propose(facts: Facts, rules: Iterable[Rule], bank: Sequence[Question]) -> Proposal | None:
    """What to ask today; None if something was asked already, or all there is to ask was asked of late."""
    today = facts.today
    if any(one.at.date() == today for one in facts.offers):
        return None
    history = History(facts.offers, today)
    for rule in sorted(rules, key=lambda one: (not one.alone, -one.weight, history.rule_asked(one), one.id)):
        if history.rests(rule) and not rule.alone:
            continue
        evidence = behind(rule, facts, history)
        if evidence is None:
            continue
        question = None if history.rests(rule) else _question_for(rule, facts, history, bank)
        if question:
            return Proposal(question, rule, evidence)
        if rule.alone:
            break
    return _from_bank(facts, history, bank)


def behind(rule: Rule, facts: Facts, history: History) -> Evidence | None:
    """What makes a rule speak: the subject it asked about longest ago, or for a rule that asks once, a new one."""
    found = SIGNALS[rule.signal].find(facts, **rule.parameters)
    if rule.once:
        known = history.about(rule)
        return next((one for one in found if not known.issuperset(one.ids)), None)
    return min(found, key=lambda one: history.asked_about(rule, one.ids[0]), default=None)


def _question_for(rule: Rule, facts: Facts, history: History, bank: Sequence[Question]) -> Question | None:
    """The rule's own question, or while it rests one from the bank that fits, if the rule knows of such."""
    own = Question(rule.id, rule.principle, rule.question)
    if not history.question_rests(own):
        return own
    moment = time_of_day(facts) if rule.instead == BY_THE_DAY else rule.instead
    fitting = [one for one in bank if one.moment == moment and one.principle == rule.principle]
    return _least_recent(fitting, history)


def _from_bank(facts: Facts, history: History, bank: Sequence[Question]) -> Proposal | None:
    for moment in _moments(facts, history):
        fitting = [one for one in bank if one.moment == moment]
        for principle in _principles(facts, history):
            question = _least_recent([one for one in fitting if one.principle == principle], history)
            if question:
                return Proposal(question, moment=moment)
    return None


def time_of_day(facts: Facts) -> str:
    """``morning`` or ``evening``."""
    return "morning" if facts.now.time() < AFTERNOON else "evening"


def _moments(facts: Facts, history: History) -> Iterator[str]:
    """The moments it is, the most telling first. None but the time of day comes twice in a row."""
    last = history.offers[-1].question if history.offers else ""
    for moment in (*_special(facts, history), time_of_day(facts)):
        if f".{moment}." not in last or moment in ("morning", "evening"):
            yield moment
    yield "evening" if time_of_day(facts) == "morning" else "morning"


def _special(facts: Facts, history: History) -> Iterator[str]:
    today = facts.today
    if any(0 <= (today - one.at.date()).days <= AFTER_FAILURE for one in facts.failures):
        yield "failure"
    if any(0 <= (one.at.date() - today).days <= BEFORE_TALK and one.created <= facts.now for one in facts.talks):
        yield "talk"
    monday = today - timedelta(days=today.weekday())
    asked = any(".weekly." in one.question and one.at.date() >= monday for one in history.offers)
    late = today.weekday() > FRIDAY and any(one.day == today for one in facts.checkins)
    if not asked and (today.weekday() == FRIDAY or late):
        yield "weekly"


def _principles(facts: Facts, history: History) -> list[str]:
    """The principles in the order they are due: the focus principle often, and each of the others in its turn."""
    due = sorted(PRINCIPLES, key=history.principle_asked)
    lately = [one.principle for one in history.offers[1 - FOCUS_EVERY :]]
    if facts.focus in due and facts.focus not in lately:
        due.remove(facts.focus)
        due.insert(0, facts.focus)
    return due


def _least_recent(questions: Sequence[Question], history: History) -> Question | None:
    """Of the questions that do not rest, the one asked longest ago."""
    awake = [one for one in questions if not history.question_rests(one)]
    return min(awake, key=history.question_asked, default=None)
