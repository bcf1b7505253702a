"""A principle at a glance: two lines with a strip of dots, or a small panel with the steps of the scale. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from medledare.domain.checkin import SCALE
from medledare.services.trend_words import ALWAYS, coverage_briefly, coverage_words, says_words, short_name
from medledare.services.trends import Band, Trend, Window
from medledare.text import N_, _
from medledare.text.library import scale_words
from medledare.trends.dots import Dot
from medledare.tui.widgets.blocks import Block, Span, laid_out
from medledare.tui.widgets.dots import BAND, BOTH, LATE, MARKS, chart, foot
from medledare.tui.widgets.trend_axis import Axis, axis

LINES = 2
"""Lines of text that a strip is high."""
_ROW_OF = (7, 5, 3, 2, 0)
"""Where each step stands among the eight rows of dots of two lines: as evenly as eight rows can hold five."""
_DOT_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The dots of a braille character, row by row (Unicode, block U+2800)."""
_BLANK = 0x2800
PANEL_WIDTH = 46
"""Cells from which a panel can be read."""
PANEL = 9
"""Lines of a panel: name, words, the five steps, the line under them, the months."""
TEXT = 40
"""Cells of the words beside a strip: the longest name, and coverage in words."""
GAP = 2
MARGIN = 2
"""Cells to the left of all for the cursor."""


NO_ANSWERS = N_("Here you see your own answers over time. They come from the check-in: press 1, then c.")


class Tiles(NamedTuple):
    """Blocks line by line for each principle (and what else stands among them), and how they stand.

    ``columns`` side by side, each ``width`` cells and ``height`` lines with what is between them. ``named``: the
    cells of the first line that are the cursor's. ``tail``: lines under all; ``head``: lines over all.
    """

    tiles: Sequence[Sequence[Block]]
    columns: int
    width: int
    height: int
    named: int
    tail: Sequence[Block]
    head: Sequence[Block] = ()


def tiles(window: Window, bands: Mapping[str, Band], width: int, height: int) -> Tiles:
    """All principles in ``width`` times ``height`` cells: as panels where all have room, else as two lines each."""
    if not _answered(window):
        return _strips(window, width, height)
    for columns in (2, 3):
        if width // columns >= PANEL_WIDTH and -(-len(window.trends) // columns) * (PANEL + 1) + 1 <= height:
            return _panels(window, bands, columns, width // columns)
    return _strips(window, width, height)


def _panels(window: Window, bands: Mapping[str, Band], columns: int, width: int) -> Tiles:
    time = axis(window.first, window.until, width - MARGIN - GAP - 3)
    drawn: list[Sequence[Block]] = [panel(trend, time, bands) for trend in window.trends]
    drawn.append(wrapped_lines([*_steps(), *_legend(window, bands)], width - MARGIN - GAP))
    tail = wrapped_lines([Block(_(ALWAYS[0]), "muted")], columns * width - MARGIN)
    return Tiles(drawn, columns, width, PANEL + 1, width - MARGIN - GAP, tail)


def _strips(window: Window, width: int, height: int) -> Tiles:
    text = min(TEXT, max(16, width - MARGIN - GAP - 20))
    time = axis(window.first, window.until, max(8, width - MARGIN - text - GAP))
    drawn = [two_lines(trend, text, time) for trend in window.trends]
    told = _("Weeks with answers. Each dot is an answer: {top} on top, {bottom} below.").format(
        top=scale_words()[-1], bottom=scale_words()[0]
    )
    about = [Block(told, "muted"), Block(_(ALWAYS[0]), "muted")]
    head: list[Block] = []
    if not _answered(window):
        head, about = [*wrapped_lines([Block(_(NO_ANSWERS))], width - MARGIN), Block()], about[1:]
    tail = [
        Block(" " * (text + GAP) + time.names(), "label", wraps=False),
        *wrapped_lines(about, width - MARGIN),
    ]
    apart = height >= len(head) + len(drawn) * (LINES + 1) + len(tail)
    return Tiles(drawn, 1, width, LINES + apart, text, tail, head)


def _answered(window: Window) -> bool:
    return any(trend.series.count for trend in window.trends)


def _steps() -> list[Block]:
    """What the numbers of the steps are called."""
    return [Block(f"{step} {word}", "muted") for step, word in reversed(list(enumerate(scale_words())))]


def _legend(window: Window, bands: Mapping[str, Band]) -> list[Block]:
    """The marks that are in the panels, and what they mean."""
    told = [f"{MARKS[0]} {MARKS[1]} " + _("the first and the second item, {both} both").format(both=BOTH)]
    if any(dot.late for trend in window.trends for dot in trend.series.dots):
        told.append(f"{LATE} " + _("filled in after its day"))
    if bands:
        told.append(f"{BAND} " + _("where the middle of the answers lies"))
    return [Block(line, "muted") for line in told]


def wrapped_lines(blocks: Sequence[Block], width: int) -> list[Block]:
    """Blocks as they are wrapped, each line one of its own."""
    return [Block(line.block.text[line.start : line.end], line.block.role) for line in laid_out(blocks, width)]


def strip(dots: Sequence[Dot], axis: Axis) -> tuple[str, str]:
    """Two lines of dots, the highest step on top and the lowest at the bottom; blank where there is no answer."""
    halves = axis.cut(2)
    columns = halves.columns(dot.day for dot in dots)
    rows = (_ROW_OF[dot.value] for dot in dots)
    upper, lower = raster(zip(columns, rows, strict=True), axis.room, LINES)
    return upper, lower


def raster(dots: Iterable[tuple[int, int]], room: int, lines: int) -> list[str]:
    """Lines of ``room`` cells with dots, each at (half a cell from the left, a quarter of a line from the top)."""
    cells = [[0] * room for _line in range(lines)]
    for half, row in dots:
        cells[row // 4][half // 2] |= _DOT_BITS[row % 4][half % 2]
    return ["".join(chr(_BLANK + bits) if bits else " " for bits in line) for line in cells]


def two_lines(trend: Trend, text: int, axis: Axis) -> list[Block]:
    """Name and coverage over what may be said, in ``text`` cells, and the strip beside them."""
    upper, lower = strip(trend.series.dots, axis)
    # The edge tells which two lines belong together.
    return [
        _beside(short_name(trend), coverage_briefly(trend), text, "strong", "┌", upper),
        _beside(says_words(trend), "", text, "", "└", lower),
    ]


def panel(trend: Trend, axis: Axis, bands: Mapping[str, Band]) -> list[Block]:
    """Name, what may be said and coverage over the dots. ``bands``: of the items that have one."""
    label = 2
    room = label + 1 + axis.room
    name, covered = short_name(trend), coverage_words(trend)
    if cell_len(name) + 1 + cell_len(covered) > room:
        covered = coverage_briefly(trend)
    earned = [bands[item] for item in trend.items if item in bands]
    return [
        _beside(name, covered, room, "strong"),
        Block(_cut(says_words(trend), room), wraps=False),
        *chart(trend.series.dots, axis, [str(step) for step in SCALE], label, earned),
        *foot(axis, label),
    ]


def _beside(left: str, right: str, room: int, role: str, edge: str = "", drawn: str = "") -> Block:
    """Words to the left and to the right of ``room`` cells, then what is drawn."""
    left = _cut(left, room - (cell_len(right) + 1 if right else 0))
    gap = " " * (room - cell_len(left) - cell_len(right))
    text = left + gap + right
    spans = [Span(0, len(left), role)] if role else []
    if right:
        spans.append(Span(len(text) - len(right), len(text), "muted"))
    if edge:
        spans += [
            Span(len(text), len(text) + GAP, "label"),
            Span(len(text) + GAP, len(text) + GAP + len(drawn), "mark"),
        ]
        text += edge.rjust(GAP) + drawn
    return Block(text, spans=tuple(spans), wraps=False)


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, max(0, room - 1)).rstrip() + "…"
