"""A question as it can be asked, and what else the question code of an entry can say that it answers."""

from dataclasses import dataclass

MOMENTS = ("morning", "evening", "weekly", "failure", "talk")
"""When a question of the bank fits: by the time of day, once a week, after a failure, before a talk."""

EXPLAIN = "mission.explain"
"""The question code of an entry that explains the mission in one's own words."""
INTENTION = "morning.intention"
"""The question code of an entry that says what one means to do with the day."""
REVIEW = "review."
"""What the question code of an entry that is a review begins with; its scale and its period follow."""
TALK = "talk."
"""What the question code of an entry that prepares a talk begins with; its occasion and its last day follow."""


def is_review(question: object) -> bool:
    """Whether an entry with this question code is a review."""
    return isinstance(question, str) and question.startswith(REVIEW)


def quotes(question: object) -> bool:
    """Whether an entry with this question code, a review or a preparation, names again what was written before."""
    return isinstance(question, str) and question.startswith((REVIEW, TALK))


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: its code (``"HEL.morning.1"``, or a rule's id), its principle, its words, and its moment."""

    code: str
    principle: str
    text: str
    moment: str = ""
