"""Who had left a team at which moment: from a notice that they signed until another member added them anew.

Moments are as whoever signed a message gave them. Nothing in a shared folder has a time that can be trusted.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Absences:
    """By ``Card.person``: when each left and came back."""

    _turns: dict[str, list[tuple[datetime, bool]]] = field(default_factory=lambda: defaultdict(list))

    def leaves(self, person: str, at: datetime) -> None:
        """Somebody says that they leave."""
        self._turns[person].append((at, True))

    def returns(self, person: str, at: datetime) -> None:
        """Somebody is added who had left."""
        self._turns[person].append((at, False))

    def away(self, person: str, at: datetime) -> bool:
        """Whether somebody had left before a moment, and was not added again until then."""
        before = [turn for turn in self._turns.get(person, ()) if turn[0] < at or turn == (at, False)]
        return max(before, default=(at, False), key=lambda turn: turn[0])[1]
