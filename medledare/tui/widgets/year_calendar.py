"""A calendar of the year: which days something was written on, and a cursor to go to one.

A day is written on or not; how much never shows. A year is a column a week; where there is no room for that,
one month is shown.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import ClassVar, TypeAlias

from babel.dates import format_date, get_day_names, get_month_names
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from medledare.text import language
from medledare.tui.widgets.year_layout import (
    DAYS,
    WEEKS,
    Spot,
    month_day,
    month_line,
    moved,
    weeks_of,
    year_day,
)

LABEL = 5
WRITTEN, EMPTY = "■", "·"
YEAR_ROOM = LABEL + WEEKS
MONTH_CELL = 4

Roles: TypeAlias = tuple[str, ...]
Cell: TypeAlias = tuple[str, Roles]
"""A few characters and the component classes they are drawn with."""

CURSOR = Style(reverse=True)  # seen in every theme, and without colours


class YearCalendar(Widget, can_focus=True):
    """Draws days as marks. Arrows move by day and week, page keys by year (by month where a month is shown)."""

    ROLES: ClassVar[tuple[str, ...]] = ("title", "label", "written", "empty", "today", "cursor")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"year-calendar--{role}" for role in ROLES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(0, -1)", show=False),
        Binding("down", "step(0, 1)", show=False),
        Binding("left", "step(-1, 0)", show=False),
        Binding("right", "step(1, 0)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "today", show=False),
        Binding("enter", "choose", show=False),
    ]
    DEFAULT_CSS = """
    YearCalendar {
        height: 8;
        width: auto;
        & > .year-calendar--title { text-style: bold; color: $text-primary; }
        & > .year-calendar--label { color: $text-muted; }
        & > .year-calendar--written { color: $text-accent; }
        & > .year-calendar--empty { color: $text-disabled; }
        & > .year-calendar--today { text-style: bold underline; color: $foreground; }
        & > .year-calendar--cursor { text-style: bold; }
        &:focus > .year-calendar--title { text-style: bold underline; }
    }
    """

    UNMARKED: ClassVar[str] = EMPTY
    """The mark of a day without anything."""

    day: reactive[date] = reactive(date(2000, 1, 1), init=False, repaint=False)
    """The day under the cursor."""

    @dataclass
    class Moved(Message):
        """The cursor was moved to a day with the keys."""

        day: date

    @dataclass
    class Chosen(Message):
        """A day was chosen with enter or the mouse."""

        day: date

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._today = today
        self._written: Container[date] = frozenset()
        self.set_reactive(YearCalendar.day, today)

    def watch_day(self, before: date, now: date) -> None:
        """Draw again what changed: two lines within a year, else all."""
        if self.shows_month or before.year != now.year:
            self.refresh()
        else:
            lines = {1 + before.weekday(), 1 + now.weekday()}
            self.refresh(*(Region(0, line, self.size.width, 1) for line in lines))

    def show(self, written: Container[date], today: date) -> None:
        """The days something was written on."""
        if (written, today) != (self._written, self._today):
            self._written, self._today = written, today
            self.refresh()

    @property
    def shows_month(self) -> bool:
        """Whether there is room for one month only."""
        return self.size.width < YEAR_ROOM

    def says(self, day: date) -> str:
        """The mark a day is drawn with."""
        return WRITTEN if day in self._written else self.UNMARKED

    def action_step(self, right: int, down: int) -> None:
        by_column, by_row = (1, DAYS) if self.shows_month else (DAYS, 1)
        self._move(moved(self.day, days=right * by_column + down * by_row))

    def action_page(self, step: int) -> None:
        self._move(moved(self.day, months=step if self.shows_month else 12 * step))

    def action_today(self) -> None:
        self._move(self._today)

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self.day))

    def _move(self, day: date) -> None:
        if day != self.day:
            self.day = day
            self.post_message(self.Moved(day))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset and (day := self.day_at(offset.x, offset.y)):
            self.day = day
            self.action_choose()

    @property
    def _cell(self) -> int:
        return MONTH_CELL if self.shows_month else 2 if self.size.width >= LABEL + 2 * WEEKS else 1

    def day_at(self, x: int, y: int) -> date | None:
        """The day drawn at a place in the widget."""
        if self.shows_month:
            return month_day(self.day.year, self.day.month, Spot(x // self._cell, y - 2))
        return year_day(self.day.year, Spot((x - LABEL) // self._cell, y - 1)) if x >= LABEL else None

    def get_content_width(self, container: object, viewport: object) -> int:
        room: int = getattr(container, "width", 0)
        if room >= LABEL + 2 * WEEKS:
            return LABEL + 2 * WEEKS
        return YEAR_ROOM if room >= YEAR_ROOM else DAYS * MONTH_CELL

    def render_line(self, y: int) -> Strip:
        cells = self._month_line(y) if self.shows_month else self._year_line(y)
        # Neighbours alike are drawn as one, and each style is looked up once: a year has many days.
        styles: dict[Roles, Style] = {(): self.rich_style}
        segments = []
        for roles, alike in groupby(cells, itemgetter(1)):
            if roles not in styles:
                styles[roles] = self._style(roles)
            segments.append(Segment("".join(text for text, _roles in alike), styles[roles]))
        return Strip(segments).adjust_cell_length(self.size.width, styles[()])

    def _style(self, roles: Roles) -> Style:
        style = self.get_visual_style(*(f"year-calendar--{role}" for role in roles)).rich_style
        return style + CURSOR if "cursor" in roles else style

    def _year_line(self, y: int) -> list[Cell]:
        year, width = self.day.year, self._cell
        if y == 0:
            names = [_short(name) for name in get_month_names("abbreviated", locale=language()).values()]
            return [(str(year).ljust(LABEL), ("title",)), (month_line(year, names, width), ("label",))]
        if y > DAYS:
            return []
        # Every other weekday is named: enough to find one's way, and calm.
        name = _short(get_day_names("abbreviated", locale=language())[y - 1]) if y % 2 else ""
        line: list[Cell] = [(name.ljust(LABEL), ("label",))]
        for week in range(weeks_of(year)):
            line += self._day(year_day(year, Spot(week, y - 1)), "", width)
        return line

    def _month_line(self, y: int) -> list[Cell]:
        year, month = self.day.year, self.day.month
        if y == 0:
            return [(format_date(self.day, "LLLL y", locale=language()).capitalize(), ("title",))]
        if y == 1:
            names = get_day_names("abbreviated", locale=language())
            return [(f"{_short(names[day])[:3]:>3} ", ("label",)) for day in range(DAYS)]
        line: list[Cell] = []
        for weekday in range(DAYS):
            day = month_day(year, month, Spot(weekday, y - 2))
            line += self._day(day, f"{day.day:>2}" if day else "", MONTH_CELL)
        return line

    def _day(self, day: date | None, number: str, width: int) -> list[Cell]:
        if day is None:
            return [(" " * width, ())]
        mark = self.says(day)
        marked = mark != self.UNMARKED
        text = number + mark if marked else number or mark
        roles: Roles = ("written",) if marked else ("empty",)
        if day == self._today:
            roles = (*roles, "today")
        if day == self.day:
            roles = (*roles, "cursor")
        return [(text, roles), (" " * (width - len(text)), ())]


def _short(name: str) -> str:
    return name.rstrip(".")[:3]
