"""A question as it stands in the question bank."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: its code (``"HEL.morning.1"``), the principle it belongs to, and its words."""

    code: str
    principle: str
    text: str
