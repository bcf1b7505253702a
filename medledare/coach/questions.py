"""The day's question, chosen from the bank so that it stays the same all day and soon comes round."""

from collections.abc import Collection, Sequence
from datetime import date

from medledare.domain.question import Question


def question_of(day: date, bank: Sequence[Question], answered: Collection[str] = ()) -> Question:
    """The question for ``day``: one a day in turn, so none comes back before all have been asked.

    One already answered today stays the day's question, so that the screen does not change under the reader.
    """
    for question in bank:
        if question.code in answered:
            return question
    return bank[day.toordinal() % len(bank)]
