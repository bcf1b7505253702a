"""The year as a calendar of what was written, and what was written on the day under the cursor."""

from collections.abc import Container, Mapping, Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from medledare.domain.records import Checkin, Record
from medledare.services.trend_words import count_words
from medledare.text import _
from medledare.text.dates import clock_time, long_day
from medledare.text.kinds import KIND_WORDS
from medledare.tui.widgets.blocks import Block, Span, shown_line
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.year_calendar import WRITTEN, YearCalendar

ANSWERED = "□"
MARGIN = 7
LINE = 400
"""Characters of a headline that are shown."""


class MarkedYear(YearCalendar):
    """Marks the days with words, and those with answers only. Other days have no mark: emptiness is not shown."""

    UNMARKED = " "

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(today, id=id)
        self._answered: Container[date] = frozenset()

    def says(self, day: date) -> str:
        mark = super().says(day)
        return ANSWERED if mark == self.UNMARKED and day in self._answered else mark

    def mark(self, written: Container[date], answered: Container[date], today: date) -> None:
        """The days with words, and those with answers."""
        self._answered = answered
        self.show(written, today)


class TrendYear(Vertical):
    """The calendar over a page."""

    DEFAULT_CSS = """
    TrendYear {
        MarkedYear { margin: 1 0; }
        Page { height: 1fr; border-top: solid $foreground 15%; }
    }
    """

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._today = today
        self._days: Mapping[date, Sequence[Record]] = {}

    def compose(self) -> ComposeResult:
        yield MarkedYear(self._today, id="trends-calendar")
        yield Page(id="trends-day")

    def show(self, days: Mapping[date, Sequence[Record]], today: date) -> None:
        """What was written on which day."""
        self._days = days
        words = {day for day, written in days.items() if any(one.kind != Checkin.kind for one in written)}
        calendar = self.query_one(MarkedYear)
        calendar.mark(words, days.keys() - words, today)
        self._tell(calendar.day)

    @on(YearCalendar.Moved)
    @on(YearCalendar.Chosen)
    def _at(self, message: YearCalendar.Moved | YearCalendar.Chosen) -> None:
        message.stop()
        self._tell(message.day)

    def _tell(self, day: date) -> None:
        self.query_one(Page).show(day_page(day, self._days.get(day, ())))


def day_page(day: date, written: Sequence[Record]) -> list[Block]:
    """A day and what was written on it, and what the marks mean."""
    marks = f"{WRITTEN} " + _("something written") + f"   {ANSWERED} " + _("answers only")
    blocks = [Block(long_day(day), "title"), Block(marks, "muted"), Block()]
    for one in written:
        kind = _(KIND_WORDS[one.kind])
        told = count_words(len(one.answers)) if isinstance(one, Checkin) else shown_line(one.headline, LINE)
        text = f"{kind}: {told}"
        when = f"{clock_time(one.at):<{MARGIN}}"
        blocks.append(Block(text, spans=(Span(0, len(kind) + 1, "label"),), first=when, rest=" " * MARGIN))
    return blocks
