"""Answers to items about one's own co-leadership, and the principle in focus."""

from dataclasses import dataclass
from datetime import date

from medledare.domain.records.choices import AnswerValue
from medledare.domain.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to one item: 0-4 on the scale, or apart from it ``none`` (no occasion) or ``skip``.

    ``wording`` is the version of the item's wording; a new wording starts a new series.
    """

    item: str
    value: AnswerValue
    wording: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin(Record):
    """Answers given at one sitting for the day of ``at``. A later sitting for the same day wins item by item."""

    kind = "checkin"
    answers: tuple[Answer, ...]

    @property
    def headline(self) -> str:
        return "  ".join(f"{answer.item} {answer.value}" for answer in self.answers)

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def afterwards(self) -> bool:
        """Whether it was filled in after the day it is about."""
        return self.created.date() > self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus(Record):
    """The principle chosen as focus from this moment on; an empty one means none."""

    kind = "focus"
    principle: str = ""

    @property
    def headline(self) -> str:
        return self.principle or "–"
