"""What was asked before, and how long a rule or a question rests after it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from medledare.coach.catalogue import Rule
from medledare.domain.question import Question

if TYPE_CHECKING:
    from medledare.domain.records import Offer

FORTNIGHT = 14
"""Days in which no question comes back, whatever the cool-down."""
_MANY = 12
"""Dismissals in a row after which the wait is long enough."""


class History:
    """Offers up to today. Days are counted both ways, so that a clock that was wrong once does no harm for long."""

    def __init__(self, offers: Sequence["Offer"], today: date) -> None:
        self._today = today
        self.offers = sorted(offers, key=lambda one: (one.at, one.id))
        self._by_rule: dict[str, list[Offer]] = defaultdict(list)
        self._by_code: dict[str, list[Offer]] = defaultdict(list)
        for one in self.offers:
            if one.rule:
                self._by_rule[one.rule].append(one)
            self._by_code[one.question].append(one)
        self._words = {_folded(one.text) for one in self.offers if self._within(one, FORTNIGHT)}

    def wait(self, rule: Rule) -> int:
        """Days the rule rests after it spoke: its cool-down, doubled for each dismissal in a row."""
        return max(1, rule.cooldown) * _doubled(self._by_rule[rule.id])

    def rests(self, rule: Rule) -> bool:
        """Whether the rule spoke too recently to speak again."""
        return self._any_within(self._by_rule[rule.id], self.wait(rule))

    def question_wait(self, question: Question) -> int:
        """Days a question rests after it was asked: a fortnight, doubled for each dismissal if no rule asked it."""
        return FORTNIGHT * _doubled([one for one in self._by_code[question.code] if not one.rule])

    def question_rests(self, question: Question) -> bool:
        """Whether these words, or this question in another language, were asked too recently."""
        asked = self._by_code[question.code]
        return self._any_within(asked, self.question_wait(question)) or _folded(question.text) in self._words

    def rule_asked(self, rule: Rule) -> date:
        """The day the rule last spoke; the first day there is if it never did."""
        return max((one.at.date() for one in self._by_rule[rule.id]), default=date.min)

    def question_asked(self, question: Question) -> date:
        """The day a question was last asked; the first day there is if it never was."""
        return max((one.at.date() for one in self._by_code[question.code]), default=date.min)

    def principle_asked(self, principle: str) -> date:
        """The day a principle was last asked about; the first day there is if it never was."""
        return max((one.at.date() for one in self.offers if one.principle == principle), default=date.min)

    def about(self, rule: Rule) -> set[str]:
        """The ids of all records the rule has asked about, without what was put off."""
        return {record_id for one in self._by_rule[rule.id] if one.state != "later" for record_id in one.about}

    def asked_about(self, rule: Rule, record_id: str) -> date:
        """The day the rule last asked about a record; the first day there is if it never did."""
        return max((one.at.date() for one in self._by_rule[rule.id] if one.about[:1] == (record_id,)), default=date.min)

    def earliest(self, rule: Rule) -> date:
        """The first day the rule may ask its own question again, whatever it finds."""
        last = self.rule_asked(rule)
        wait = max(self.wait(rule), FORTNIGHT)
        return last + timedelta(days=wait) if last != date.min else self._today

    def _any_within(self, offers: Sequence["Offer"], days: int) -> bool:
        return any(self._within(one, days) for one in offers)

    def _within(self, offer: "Offer", days: int) -> bool:
        return abs((self._today - offer.at.date()).days) < days


def _doubled(offers: Sequence["Offer"]) -> int:
    """Two to the power of the dismissals since the last answer."""
    dismissals = 0
    for one in reversed(offers):
        if one.state == "answered":
            break
        dismissals += one.state == "dismissed"
    return 1 << min(dismissals, _MANY)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
