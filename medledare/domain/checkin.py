"""Which items to ask today, and what was answered for a day.

Both items of the focus principle, and two more (four without a focus) in balanced rotation: those asked on the
fewest earlier days come first, so that in the long run each is asked equally often.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from medledare.domain.principles import ITEMS, principle_of
from medledare.domain.records import Answer, AnswerValue, Checkin

SCALE = range(5)
NO_OCCASION, SKIP = "none", "skip"
ITEMS_A_DAY = 4

# One item of each principle, then the other of each, so that neighbours never share a principle.
_ROTATION = sorted(ITEMS, key=lambda item: item[3])


def items_for(day: date, focus: str, checkins: Iterable[Checkin]) -> tuple[str, ...]:
    """Item codes to ask on ``day``: the focus principle's first, at most ``ITEMS_A_DAY`` in all.

    Only days before ``day`` count, so the choice does not move while the day is being answered.
    """
    days_asked = Counter(
        item
        for item, _ in {
            (answer.item, checkin.day) for checkin in checkins if checkin.day < day for answer in checkin.answers
        }
    )
    own = tuple(item for item in _ROTATION if principle_of(item) == focus)
    others = [item for item in _ROTATION if principle_of(item) != focus]
    # Sorting is stable: items asked equally often keep the rotation's order.
    others.sort(key=lambda item: days_asked[item])
    return own + tuple(others[: ITEMS_A_DAY - len(own)])


def answers_for(day: date, checkins: Iterable[Checkin]) -> dict[str, Answer]:
    """What holds for ``day``, item by item: the answer written last."""
    return {item: answer for item, (answer, _) in sittings_for(day, checkins).items()}


def sittings_for(day: date, checkins: Iterable[Checkin]) -> dict[str, tuple[Answer, Checkin]]:
    """What holds for ``day``, item by item: the answer written last, and the sitting it was given at."""
    sittings = sorted((one for one in checkins if one.day == day), key=lambda one: (one.created, one.id))
    return {answer.item: (answer, one) for one in sittings for answer in one.answers}


def as_answer(item: str, text: str) -> Answer | None:
    """An answer as typed (``TIL1``, ``3``, ``none``, ``skip``); None if it is not one."""
    item, text = item.strip().upper(), text.strip().lower()
    if item not in ITEMS:
        return None
    value: AnswerValue
    if text in ("none", "skip"):
        value = "none" if text == "none" else "skip"
    elif text in {str(step) for step in SCALE}:
        value = int(text)
    else:
        return None
    return Answer(item=item, value=value, wording=ITEMS[item])
