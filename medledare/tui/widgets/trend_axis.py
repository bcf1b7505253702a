"""Time from left to right over a row of cells: which cell a day stands in, and the names under them. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from babel.dates import get_month_names

from medledare.text import language

YEARS = 800
"""Days from which years are named and not months."""


class Axis(NamedTuple):
    """``days`` days from ``first`` on, over ``room`` cells."""

    first: date
    days: int
    room: int

    def column(self, day: date) -> int:
        """The cell of a day, 0 to ``room`` - 1; days outside stand at the nearest end."""
        return max(0, min(self.room - 1, (day - self.first).days * self.room // self.days))

    def columns(self, days: Iterable[date]) -> list[int]:
        """``column`` of many days at once."""
        first, last = self.first.toordinal(), self.room - 1
        found = [(day.toordinal() - first) * self.room // self.days for day in days]
        return [0 if one < 0 else last if one > last else one for one in found]

    def cut(self, parts: int) -> "Axis":
        """The same with each cell cut into ``parts``."""
        return self._replace(room=self.room * parts)

    def names(self) -> str:
        """The months (over long times the years) under the first cell of each, as many as have room."""
        months = get_month_names("abbreviated", locale=language())
        yearly = self.days > YEARS
        line = ""
        for day in self._firsts(1 if not yearly else 12):
            start = self.column(day)
            name = str(day.year) if yearly else months[day.month].rstrip(".")
            if start >= len(line) and start + len(name) <= self.room:
                line = line.ljust(start) + name + " "
        return line.rstrip()

    def _firsts(self, step: int) -> Iterator[date]:
        """The first day of each month (``step`` 1) or year (12) within."""
        last = self.first.toordinal() + self.days - 1
        index = self.first.year * 12 + self.first.month - 1 + (self.first.day > 1)
        index = -(-index // step) * step
        while index // 12 <= date.max.year:
            day = date(index // 12, index % 12 + 1, 1)
            if day.toordinal() > last:
                return
            yield day
            index += step


def axis(first: date, until: date, room: int) -> Axis:
    """From ``first`` up to and including ``until``."""
    return Axis(first, max(1, (until - first).days + 1), max(1, room))
