"""The daily check-in: which items today, the answers, and the focus principle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from medledare.domain import checkin as rules
from medledare.domain.records import Answer, Checkin, Focus
from medledare.services import capture, records
from medledare.services.clock import Clock
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Asked:
    """The items of a day in the order they are asked, and the answers given so far."""

    day: date
    items: tuple[str, ...]
    answers: dict[str, Answer]


def for_day(vault: Vault, day: date) -> Asked:
    """What is asked on ``day`` and what was answered. Items answered out of turn are shown too."""
    checkins = records.all_of(vault, Checkin)
    answers = rules.answers_for(day, checkins)
    items = rules.items_for(day, focus(vault), checkins)
    return Asked(day, (*items, *(item for item in answers if item not in items)), answers)


def answer(vault: Vault, clock: Clock, answers: Iterable[Answer], at: datetime | None = None) -> Checkin:
    """Keep answers. For an item answered before on the same day, the latest holds."""
    return records.add(vault, capture.checkin(clock, answers, at))


def focus(vault: Vault) -> str:
    """The code of the focus principle, or empty."""
    chosen = records.all_of(vault, Focus)
    return chosen[-1].principle if chosen else ""


def set_focus(vault: Vault, clock: Clock, principle: str) -> Focus:
    """Choose a focus principle from now on; empty for none."""
    now = clock()
    return records.add(vault, Focus(id=new_id(), at=now, created=now, principle=principle))
