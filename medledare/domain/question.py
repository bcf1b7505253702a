"""A question as it can be asked."""

from dataclasses import dataclass

MOMENTS = ("morning", "evening", "weekly", "failure", "talk")
"""When a question of the bank fits: by the time of day, once a week, after a failure, before a talk."""


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: its code (``"HEL.morning.1"``, or a rule's id), its principle, its words, and its moment."""

    code: str
    principle: str
    text: str
    moment: str = ""
