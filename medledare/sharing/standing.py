"""Where a team's pulse of a week stands for one person, as data; the fronts have the words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from medledare.domain.problems import N_

Stage = Literal["join", "share", "agree", "sum", "over"]
"""``join``: one takes part, and others still may; of a further attempt, it waits for all to join anew. ``share``: parts
are sent. ``agree``: all say what has come. ``sum``: sums are put together. ``over``: the week has no figures."""

Reason = Literal["", "few", "missing", "newcomer", "impossible", "late", "own"]
"""Why a week is over, or why an attempt was given up and another made. ``few``: fewer than the threshold.
``missing``: somebody's part did not come to everyone, or what people saw differed. ``newcomer``: somebody was made a
member after one had agreed. ``impossible``: a sum that no true answers give. ``late``: time ran out.
``own``: one took it back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``attempt``: 1 to 3. ``until``: when the stage ends, None where nothing is waited for."""

    monday: date
    attempt: int
    stage: Stage
    until: datetime | None
    reason: Reason = ""


class Refused(NamedTuple):
    """A message that was not taken: its id, its kind and why (one of ``WRONG``)."""

    id: str
    kind: str
    reason: str


WRONG: dict[str, str] = {
    "shape": N_("it does not hold what it should"),
    "stranger": N_("its author was no member when the week could be joined"),
    "twice": N_("its author has said two different things where only one can be said"),
    "sealed": N_("what is in it cannot be opened"),
    "spliced": N_("what is in it is from elsewhere"),
}
"""Why a message of a pulse is not taken, in words."""
