"""Where each day stands in a calendar of a year or a month, and where a key takes one. Pure.

Weeks begin on Monday (ISO 8601), as they do where the trends count them.
"""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

DAYS, WEEKS = 7, 54
"""Rows and most columns of a year: one that begins on a Sunday and is a leap year touches 54 weeks."""


class Spot(NamedTuple):
    """A cell of the grid. In a year a column is a week and a row a weekday; in a month the other way round."""

    column: int
    row: int


def year_spot(day: date) -> Spot:
    """Where ``day`` stands in its year."""
    first = date(day.year, 1, 1)
    return Spot((first.weekday() + (day - first).days) // DAYS, day.weekday())


def year_day(year: int, spot: Spot) -> date | None:
    """The day at a spot of ``year``; None outside it."""
    first = date(year, 1, 1)
    number = spot.column * DAYS + spot.row - first.weekday()
    inside = 0 <= number < 365 + calendar.isleap(year) and 0 <= spot.row < DAYS
    return first + timedelta(days=number) if inside else None


def month_spot(day: date) -> Spot:
    """Where ``day`` stands in its month."""
    first = day.replace(day=1)
    return Spot(day.weekday(), (first.weekday() + day.day - 1) // DAYS)


def month_day(year: int, month: int, spot: Spot) -> date | None:
    """The day at a spot of a month; None outside it."""
    first = date(year, month, 1)
    number = spot.row * DAYS + spot.column - first.weekday() + 1
    inside = 1 <= number <= calendar.monthrange(year, month)[1] and 0 <= spot.column < DAYS
    return first.replace(day=number) if inside else None


def weeks_of(year: int) -> int:
    """How many columns the year needs."""
    return year_spot(date(year, 12, 31)).column + 1


def month_columns(year: int) -> list[int]:
    """For each month, the first column that begins within it: where its name stands."""
    columns = []
    for month in range(1, 13):
        first = date(year, month, 1)
        spot = year_spot(first)
        columns.append(spot.column if spot.row == 0 or month == 1 else spot.column + 1)
    return columns


def month_line(year: int, names: Sequence[str], cell: int) -> str:
    """The line of month names over a year whose cells are ``cell`` wide; a name too long for its month is cut."""
    line = ""
    starts = [column * cell for column in month_columns(year)]
    for start, after, name in zip(starts, [*starts[1:], weeks_of(year) * cell], names, strict=True):
        line = line.ljust(start) + name[: max(0, after - start - 1)]
    return line


def moved(day: date, *, days: int = 0, months: int = 0) -> date:
    """``day`` moved; a day that its new month lacks becomes the month's last, and time's ends are not passed."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    there = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    number = there.toordinal() + days
    return date.fromordinal(max(date.min.toordinal(), min(date.max.toordinal(), number)))
