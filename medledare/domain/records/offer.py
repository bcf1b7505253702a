"""What the coach offered, and what came of it."""

from dataclasses import dataclass

from medledare.domain.records.choices import OfferState
from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Record):
    """The one question of the day of ``at``, as it was asked, and the reason that was given.

    ``rule`` is the rule that made it (empty: it came from the question bank), ``about`` the ids of the records behind
    it, ``entry`` the id of the entry that answers it.
    """

    kind = "offer"
    question: str
    text: str
    reason: str = ""
    rule: str = ""
    principle: str = ""
    about: tuple[str, ...] = ()
    state: OfferState = "shown"
    entry: str = ""

    @property
    def headline(self) -> str:
        return self.text
