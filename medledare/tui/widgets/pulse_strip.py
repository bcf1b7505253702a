"""A team's principles over the weeks: own answers and, apart from them, the conditions, each as a strip. Pure."""

from collections.abc import Sequence
from datetime import timedelta

from rich.cells import cell_len, set_cell_size

from medledare.domain.principles import PRINCIPLES
from medledare.services.pulse import Picture
from medledare.services.pulse_words import ALWAYS, CONDITIONS, OWN, careful_words
from medledare.text import _
from medledare.text.library import principle_name, scale_words
from medledare.text.numbers import one_decimal
from medledare.tui.widgets.blocks import Block, Span
from medledare.tui.widgets.trend_axis import Axis, axis
from medledare.tui.widgets.trend_strip import GAP, MARGIN, Tiles, raster, wrapped_lines

WEEKS, SHORTEST = 52, 12
"""The pictures go back over so many weeks at most, and are never drawn as if there were fewer than the second."""
LOWEST, TALLEST = 2, 5
"""Lines that a strip can be high."""
LONGEST = 3
"""Cells of a dash, where there is much room."""
TEXT = 24
"""Cells of the words beside the strips."""
VALUE = 6
"""Cells to the right of a strip for the latest week's mean."""
NONE = "–"
"""What stands there where it is not shown."""


def tiles(picture: Picture, width: int, height: int) -> Tiles:
    """All principles in ``width`` times ``height`` cells, the strips as high as there is room for."""
    each = max(8, (width - MARGIN - TEXT) // 2 - GAP - VALUE)
    time = axis_of(picture, each)
    tail = [_times(time), *wrapped_lines([Block(told, "muted") for told in _told()], width - MARGIN)]
    rest, count = height - 1 - len(tail), len(PRINCIPLES)
    lines = next((lines for lines in range(TALLEST, LOWEST, -1) if count * (lines + 1) <= rest), LOWEST)
    drawn = [_strips(picture, principle, time, lines) for principle in PRINCIPLES]
    apart = lines > LOWEST or rest >= count * (lines + 1)
    return Tiles(drawn, 1, width, lines + apart, TEXT, tail, [_heads(time)])


def axis_of(picture: Picture, room: int) -> Axis:
    """The time the pictures are over, in ``room`` cells."""
    until = picture.weeks[-1].monday + timedelta(days=6)
    weeks = (until - picture.weeks[0].monday).days // 7 + 1
    first = until - timedelta(days=7 * min(max(weeks, SHORTEST), WEEKS) - 1)
    return axis(first, until, room)


def dashes(picture: Picture, code: str, time: Axis, lines: int) -> list[str]:
    """A dash for each week's mean, ``lines`` lines high: 4 on top, 0 at the bottom, blank where nothing is shown."""
    # At most half of the room a week has, so that each stands alone.
    wide = max(1, min(LONGEST, time.room * 7 // time.days // 2))
    dots = []
    for monday, mean in picture.means(code):
        if monday >= time.first:
            first = min(time.column(monday + timedelta(days=3)) - (wide - 1) // 2, time.room - wide)
            row = _row(mean, lines)
            dots += [(half, one) for half in range(2 * first, 2 * (first + wide)) for one in (row, row + 1)]
    return raster(dots, time.room, lines)


def _row(mean: float, lines: int) -> int:
    """The upper of the two quarters of a line that a dash fills, from the top.

    With a line for each step, a step stands in the middle of its line.
    """
    last = 4 * lines - 2
    span = 4 * (lines - 1) if lines == TALLEST else last
    return round((last - span) / 2 + (4 - mean) / 4 * span)


def _strips(picture: Picture, principle: str, time: Axis, lines: int) -> list[Block]:
    words = [principle_name(principle), careful_words(picture, principle)]
    codes = principle, f"{principle}.c"
    drawn = [dashes(picture, code, time, lines) for code in codes]
    latest = [_latest(picture, code) for code in codes]
    return [
        _line(
            words[line] if line < len(words) else "",
            "" if line else "strong",
            "┌└"[line > 0] if line in (0, lines - 1) else "│",
            [strip[line] for strip in drawn],
            latest if not line else ["", ""],
        )
        for line in range(lines)
    ]


def _line(words: str, role: str, edge: str, strips: Sequence[str], values: Sequence[str]) -> Block:
    """Words, then each strip behind its edge, with a value after it."""
    text = _fitted(words, TEXT)
    spans = [Span(0, len(text), role)] if role else []
    for strip, value in zip(strips, values, strict=True):
        start = len(text) + GAP
        text += edge.rjust(GAP) + strip
        spans += [Span(start - GAP, start, "label"), Span(start, len(text), "mark")]
        text += f" {value}".ljust(VALUE)
    return Block(text, spans=tuple(spans), wraps=False)


def _latest(picture: Picture, code: str) -> str:
    mean = picture.weeks[-1].of(code).mean
    return NONE if mean is None else one_decimal(mean)


def _heads(time: Axis) -> Block:
    return _above(time, [_(OWN), _(CONDITIONS)], "strong")


def _times(time: Axis) -> Block:
    return _above(time, [time.names()] * 2, "label")


def _above(time: Axis, words: Sequence[str], role: str) -> Block:
    """Words that stand where each strip begins."""
    parts = [" " * GAP + _fitted(one, time.room + VALUE) for one in words]
    return Block(" " * TEXT + "".join(parts).rstrip(), role, wraps=False)


def _told() -> list[str]:
    words = scale_words()
    told = _("Each dash is a week's mean: {top} on top, {bottom} below. To the right the latest; {none} is not shown.")
    return [told.format(top=words[-1], bottom=words[0], none=NONE), *map(_, ALWAYS)]


def _fitted(text: str, room: int) -> str:
    return set_cell_size(text, room) if cell_len(text) <= room else set_cell_size(text, room - 1) + "…"
