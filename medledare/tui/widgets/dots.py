"""Answers as dots over time, drawn with characters, and the same in words. Pure.

Every dot is an answer that was given: no lines join them, nothing is filled in, and days without an answer are
empty. The two items of a principle are never pooled; each keeps its own mark.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import get_month_names
from rich.cells import cell_len

from medledare.domain.checkin import SCALE
from medledare.text import _, language, ngettext
from medledare.text.library import item_text, scale_words
from medledare.trends.dots import Dot, Series
from medledare.tui.widgets.blocks import Block, Span

MARKS = ("●", "○")
BOTH = "◉"
GAP = 2


def level_words(level: int) -> str:
    """All that may be said of the answers at a level."""
    return (_("Too early to say"), _("Your answers"))[level]


def legend(series: Series) -> list[Block]:
    """The items of a principle, each behind its mark."""
    return [
        Block(item_text(item), first=f"{mark} ", rest="  ") for mark, item in zip(MARKS, _items(series), strict=True)
    ]


def chart(series: Series, width: int) -> list[Block]:
    """A line for each step of the scale, the highest on top, then the months."""
    words = scale_words()
    label = max(map(cell_len, words)) + GAP
    room = max(10, width - label - 1)
    first, days = _window(series)
    marks = _items(series)
    cells: dict[tuple[int, int], set[str]] = {}
    for dot in series.dots:
        cells.setdefault((dot.value, _column(dot.day, first, days, room)), set()).add(dot.item)
    lines = []
    for value in reversed(SCALE):
        drawn = "".join(_mark(cells.get((value, column), set()), marks) for column in range(room)).rstrip()
        start = label + 1
        name = words[value]
        text = name + " " * (label - cell_len(name)) + "│" + drawn
        shift = len(text) - len(drawn)
        spans = (Span(0, shift, "label"), Span(shift, len(text), "mark"))
        lines.append(Block(text, spans=spans, wraps=False))
    axis = " " * label + "└" + "─" * room
    return [
        *lines,
        Block(axis, "label", wraps=False),
        Block(" " * start + _months(first, days, room), "label", wraps=False),
    ]


def apart(series: Series) -> str:
    """How often the scale was set aside, apart from the answers."""
    return _("Apart from the scale: no occasion {none}, skipped {skipped}").format(
        none=series.none, skipped=series.skipped
    )


def count_words(count: int) -> str:
    """How many answers there are."""
    return ngettext("{count} answer", "{count} answers", count)


def twin(series: Series) -> list[Block]:
    """The same answers in words: how often each step, and then week by week, the latest first."""
    blocks = []
    for mark, item in zip(MARKS, _items(series), strict=True):
        own = [dot for dot in series.dots if dot.item == item]
        blocks.append(Block(_steps(own), first=f"{mark} ", rest="  "))
    weeks: dict[tuple[int, int], list[Dot]] = {}
    for dot in series.dots:
        weeks.setdefault(dot.day.isocalendar()[:2], []).append(dot)
    if weeks:
        blocks.append(Block())
    names = {
        (year, week): _("Week {week}, from {day}").format(week=week, day=_day(date.fromisocalendar(year, week, 1)))
        for year, week in weeks
    }
    widest = max(map(len, names.values()), default=0)
    for week, dots in sorted(weeks.items(), reverse=True):
        name = names[week].ljust(widest)
        given = "   ".join(
            f"{mark} {' '.join(str(dot.value) for dot in dots if dot.item == item)}"
            for mark, item in zip(MARKS, _items(series), strict=True)
            if any(dot.item == item for dot in dots)
        )
        blocks.append(Block(f"{name}   {given}", spans=(Span(0, len(name), "label"),), rest="  "))
    return blocks


def _steps(dots: Sequence[Dot]) -> str:
    if not dots:
        return _("No answers here yet.")
    counts = Counter(dot.value for dot in dots)
    steps = " · ".join(f"{word} {counts[value]}" for value, word in enumerate(scale_words()) if counts[value])
    return f"{count_words(len(dots))}: {steps}"


def _items(series: Series) -> tuple[str, ...]:
    return tuple(f"{series.principle}{number}" for number in (1, 2))


def _window(series: Series) -> tuple[date, int]:
    earliest = min((dot.day for dot in series.dots), default=series.until)
    first = series.since or earliest
    return first, max(1, (series.until - first).days + 1)


def _column(day: date, first: date, days: int, room: int) -> int:
    return min(room - 1, (day - first).days * room // days)


def _mark(items: set[str], order: tuple[str, ...]) -> str:
    if len(items) > 1:
        return BOTH
    return MARKS[order.index(next(iter(items)))] if items else " "


def _months(first: date, days: int, room: int) -> str:
    names = get_month_names("abbreviated", locale=language())
    line = ""
    for offset in range(days):
        day = first + timedelta(days=offset)
        if day.day == 1:
            start = _column(day, first, days, room)
            name = names[day.month].rstrip(".")
            if start >= len(line) and start + len(name) <= room:
                line = line.ljust(start) + name + " "
    return line.rstrip()


def _day(day: date) -> str:
    from medledare.text.dates import short_day

    return short_day(day)
