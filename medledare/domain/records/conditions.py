"""Once a week: how good the conditions were, apart from one's own behaviour."""

from dataclasses import dataclass
from datetime import date

from medledare.domain.records.checkin import Answer
from medledare.domain.records.record import Record


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
        return date.fromisocalendar(*self.at.isocalendar()[:2], 1)
