"""The check-in: which items on a day, the answers, the focus principle; and once a week the conditions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from medledare.domain import checkin as rules
from medledare.domain.principles import CONDITIONS
from medledare.domain.records import Answer, Checkin, Conditions, Focus, Record
from medledare.domain.week import monday_of
from medledare.services import capture, records
from medledare.services.clock import Clock
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about a day, or about the week that begins on ``day``, in order, and the answers given so far.

    ``afterwards``: the items whose answer was given when the day or week had passed.
    """

    day: date
    items: tuple[str, ...]
    answers: dict[str, Answer]
    afterwards: frozenset[str] = frozenset()
    focus: str = ""


def for_day(vault: Vault, day: date) -> Asked:
    """What is asked about ``day`` and what was answered. Items answered out of turn are shown too."""
    sittings = records.all_of(vault, Checkin)
    given = rules.sittings_of(one for one in sittings if one.day == day)
    focus = focus_on(vault, day)
    items = rules.items_for(day, focus, sittings)
    return _asked(day, (*items, *(item for item in given if item not in items)), given, focus)


def answer(vault: Vault, clock: Clock, answers: Iterable[Answer], at: datetime | None = None) -> Checkin:
    """Keep answers. For an item answered before on the same day, the latest holds. Raises NotYet."""
    return records.add(vault, capture.checkin(clock, answers, at))


def moment_on(day: date, now: datetime) -> datetime:
    """The moment that answers about ``day`` are kept with: now on the day itself, else noon of that day."""
    if day == now.date():
        return now
    from medledare.text.when import parse_moment

    return parse_moment(day.isoformat(), now, "sv")


# The focus principle


def focus(vault: Vault) -> str:
    """The code of the focus principle, or empty."""
    chosen = focuses(vault)
    return chosen[-1].principle if chosen else ""


def focus_on(vault: Vault, day: date) -> str:
    """The code of the principle that was in focus at the end of ``day``, or empty."""
    chosen = [one.principle for one in focuses(vault) if one.at.date() <= day]
    return chosen[-1] if chosen else ""


def focuses(vault: Vault) -> list[Focus]:
    """Every choice of a focus principle, oldest first."""
    return records.all_of(vault, Focus)


def set_focus(vault: Vault, clock: Clock, principle: str) -> None:
    """Choose a focus principle from now on; empty for none. To choose the same again changes nothing."""
    if principle != focus(vault):
        now = clock()
        records.add(vault, Focus(id=new_id(), at=now, created=now, principle=principle))


# The week


def for_week(vault: Vault, day: date) -> Asked:
    """What is asked about the conditions of the week ``day`` is in, and what was answered."""
    monday = monday_of(day)
    given = rules.sittings_of(one for one in records.all_of(vault, Conditions) if one.monday == monday)
    return _asked(monday, tuple(CONDITIONS), given)


def week_unsaid(vault: Vault, day: date) -> bool:
    """Whether the week is near its end and nothing was said of its conditions."""
    return day.weekday() >= THURSDAY and not for_week(vault, day).answers


def say_week(vault: Vault, said: Iterable[Record]) -> None:
    """Keep what was said of a week (``capture.week``), as one step for undo."""
    with vault.batch():
        for record in said:
            records.add(vault, record)


def _asked(
    day: date, items: tuple[str, ...], given: Mapping[str, tuple[Answer, Checkin | Conditions]], focus: str = ""
) -> Asked:
    return Asked(
        day=day,
        items=items,
        answers={item: answer for item, (answer, _sitting) in given.items()},
        afterwards=frozenset(item for item, (_answer, sitting) in given.items() if sitting.afterwards),
        focus=focus,
    )
