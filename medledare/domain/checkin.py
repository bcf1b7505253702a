"""Which items to ask on a day, and what was answered for a day or a week.

Both items of the focus principle, and two more (four without a focus) in balanced rotation: those that were asked
longest ago. So each comes round before any comes again, whatever the gaps; and an item that was asked every day
while it was in focus waits one round when the focus moves on, not until all the others have caught up.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from medledare.domain.principles import ITEMS, principle_of
from medledare.domain.records import Answer, AnswerValue

if TYPE_CHECKING:
    from medledare.domain.records import Checkin, Conditions

Sitting = TypeVar("Sitting", "Checkin", "Conditions")

SCALE = range(5)
NO_OCCASION, SKIP = "none", "skip"
ITEMS_A_DAY = 4

# One item of each principle, then the other of each, so that neighbours never share a principle.
_ROTATION = sorted(ITEMS, key=lambda item: item[3])
_NEVER = datetime.min.replace(tzinfo=UTC), 0


def items_for(day: date, focus: str, checkins: "Iterable[Checkin]") -> tuple[str, ...]:
    """Item codes to ask on ``day``: the focus principle's first, at most ``ITEMS_A_DAY`` in all.

    The choice does not move while the day is being answered: the turn of an item comes from other days alone, and
    one that was answered on the day stays. Days that are filled in later take their turn when they are filled in.
    """
    asked: dict[str, tuple[datetime, int]] = {}
    answered: set[str] = set()
    for checkin in checkins:
        for place, answer in enumerate(checkin.answers):
            if checkin.day == day:
                answered.add(answer.item)
            else:
                asked[answer.item] = max(asked.get(answer.item, _NEVER), (checkin.created, place))
    own = tuple(item for item in _ROTATION if principle_of(item) == focus)
    # Sorting is stable: items that were never asked keep the rotation's order.
    turns = sorted(
        (item for item in _ROTATION if principle_of(item) != focus), key=lambda item: asked.get(item, _NEVER)
    )
    chosen = sorted(turns, key=lambda item: item not in answered)[: ITEMS_A_DAY - len(own)]
    return own + tuple(item for item in turns if item in chosen)


def sittings_for(day: date, checkins: "Iterable[Checkin]") -> "dict[str, tuple[Answer, Checkin]]":
    """What holds for ``day``, item by item: the answer written last, and the sitting it was given at."""
    return sittings_of(one for one in checkins if one.day == day)


def sittings_of(sittings: Iterable[Sitting]) -> dict[str, tuple[Answer, Sitting]]:
    """For each item the answer written last, with the sitting it was given at."""
    in_order = sorted(sittings, key=lambda one: (one.created, one.id))
    return {answer.item: (answer, one) for one in in_order for answer in one.answers}


def as_answer(item: str, text: str, wordings: Mapping[str, int] = ITEMS) -> Answer | None:
    """An answer as typed (``TIL1``, ``3``, ``none``, ``skip``); None if it is not one.

    ``wordings``: the items there are, each with the wording in force (``CONDITIONS`` for those).
    """
    item, text = item.strip().upper(), text.strip().lower()
    if item not in wordings:
        return None
    value: AnswerValue
    if text in ("none", "skip"):
        value = "none" if text == "none" else "skip"
    elif text in {str(step) for step in SCALE}:
        value = int(text)
    else:
        return None
    return Answer(item=item, value=value, wording=wordings[item])
