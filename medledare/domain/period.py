"""Periods of the calendar that can be looked back on: a week (ISO 8601), a month, a quarter, a year. Pure."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias, get_args

from medledare.domain.week import monday_of

Scale: TypeAlias = Literal["week", "month", "quarter", "year"]
SCALES: tuple[Scale, ...] = get_args(Scale)

_MONTHS: dict[Scale, int] = {"month": 1, "quarter": 3, "year": 12}
_HALF: dict[Scale, int] = {"week": 3, "month": 15, "quarter": 45, "year": 182}
_CODES: dict[Scale, re.Pattern[str]] = {
    "week": re.compile(r"(\d{4})-W(\d\d)"),
    "month": re.compile(r"(\d{4})-(\d\d)"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "year": re.compile(r"(\d{4})"),
}


class Period(NamedTuple):
    """A period by its scale and its first day; made by ``containing``, ``numbered`` or ``from_code``."""

    scale: Scale
    first: date

    @property
    def last(self) -> date:
        """The last day of it."""
        if self.scale == "week":
            return self.first + timedelta(days=6)
        months = self.first.month - 1 + _MONTHS[self.scale]
        if months == 12:
            return date(self.first.year, 12, 31)
        return date(self.first.year, months + 1, 1) - timedelta(days=1)

    @property
    def year(self) -> int:
        """The year it is counted to; of a week, that of its Thursday."""
        return self.first.isocalendar().year if self.scale == "week" else self.first.year

    @property
    def number(self) -> int:
        """Which one of its year it is, from 1."""
        if self.scale == "week":
            return self.first.isocalendar().week
        return (self.first.month - 1) // _MONTHS[self.scale] + 1

    @property
    def code(self) -> str:
        """``2026-W47``, ``2026-10``, ``2026-Q3`` or ``2026``."""
        forms = {"week": "-W{:02}", "month": "-{:02}", "quarter": "-Q{}", "year": ""}
        return f"{self.year:04}" + forms[self.scale].format(self.number)

    @property
    def months(self) -> tuple["Period", ...]:
        """The months that lie in it, if it is longer than a week."""
        if self.scale == "week":
            return ()
        return tuple(
            Period("month", date(self.first.year, month, 1)) for month in range(self.first.month, self.last.month + 1)
        )

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last

    def before(self) -> "Period":
        """The one before. Raises OverflowError before year 1."""
        return containing(self.scale, self.first - timedelta(days=1))

    def after(self) -> "Period":
        """The one after. Raises OverflowError after year 9999."""
        return containing(self.scale, self.last + timedelta(days=1))


def containing(scale: Scale, day: date) -> Period:
    """The period of a scale that a day is in."""
    if scale == "week":
        return Period(scale, monday_of(day))
    months = _MONTHS[scale]
    return Period(scale, date(day.year, (day.month - 1) // months * months + 1, 1))


def numbered(scale: Scale, year: int, number: int = 1) -> Period:
    """The period with this number in a year. Raises ValueError where there is none."""
    if scale == "week":
        return Period(scale, date.fromisocalendar(year, number, 1))
    return Period(scale, date(year, (number - 1) * _MONTHS[scale] + 1, 1))


def from_code(scale: Scale, code: str) -> Period | None:
    """The period of a code; None for what is not one."""
    found = _CODES[scale].fullmatch(code)
    try:
        return numbered(scale, *map(int, found.groups())) if found else None
    except ValueError:
        return None


def nearest_its_end(scale: Scale, today: date) -> Period:
    """The period one would look back on today: this one in its second half, else the one before."""
    return containing(scale, today - timedelta(days=_HALF[scale]))
