"""Once a week: how good the conditions were, apart from one's own behaviour."""

from dataclasses import dataclass
from datetime import date, timedelta

from medledare.domain.records.checkin import Answer
from medledare.domain.records.record import Record
from medledare.domain.week import monday_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions(Record):
    """How good the conditions were for each principle in the week of ``at``. An answer's item is a principle's code.

    A later sitting for the same week wins principle by principle.
    """

    kind = "conditions"
    answers: tuple[Answer, ...]

    @property
    def headline(self) -> str:
        return "  ".join(f"{answer.item} {answer.value}" for answer in self.answers)

    @property
    def monday(self) -> date:
        """The first day of the week it is about."""
        return monday_of(self.at.date())

    @property
    def afterwards(self) -> bool:
        """Whether it was filled in after the week it is about."""
        return self.created.date() >= self.monday + timedelta(weeks=1)
