"""Answers as dots over time, drawn with characters. Pure.

Every dot is an answer that was given: no lines join them, nothing is filled in, and days without an answer are
empty. The two items of a principle are never pooled; each keeps its own mark, and so do answers that were filled in
after their day.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import ceil, floor

from rich.cells import cell_len

from medledare.domain.checkin import SCALE
from medledare.services.trends import Band
from medledare.text.library import scale_words
from medledare.trends.dots import Dot
from medledare.tui.widgets.blocks import Block, Span
from medledare.tui.widgets.trend_axis import Axis

MARKS = ("●", "○")
BOTH, LATE, BAND = "◉", "◌", "░"
GAP = 2


def mark_of(item: str) -> str:
    """The mark of an item's answers."""
    return MARKS[item.endswith("2")]


def label_width(*others: str) -> int:
    """Cells that the names of the steps need, and those of other rows under them."""
    return max(map(cell_len, (*scale_words(), *others))) + GAP


def chart(
    dots: Sequence[Dot], axis: Axis, labels: Sequence[str], label: int, bands: Iterable[Band] = ()
) -> list[Block]:
    """A line for each step of the scale, the highest on top. ``labels``: their names, 0 first, in ``label`` cells."""
    kinds: dict[tuple[int, int], set[str]] = {}
    for dot, column in zip(dots, axis.columns(dot.day for dot in dots), strict=True):
        kinds.setdefault((dot.value, column), set()).add(LATE if dot.late else mark_of(dot.item))
    cells = {cell: (BAND, "band") for band in bands for cell in _shaded(band, axis)}
    cells.update((cell, (_mark(found), "mark")) for cell, found in kinds.items())
    return [
        row(labels[value], label, [cells.get((value, column), (" ", "")) for column in range(axis.room)])
        for value in reversed(SCALE)
    ]


def row(name: str, label: int, cells: Sequence[tuple[str, str]], edge: str = "│") -> Block:
    """A line of cells, each a character and its role, behind a name."""
    text = name + " " * (label - cell_len(name)) + edge
    spans = [Span(0, len(text), "label")]
    for character, role in cells:
        if role and spans[-1].role == role and spans[-1].end == len(text):
            spans[-1] = spans[-1]._replace(end=len(text) + 1)
        elif role:
            spans.append(Span(len(text), len(text) + 1, role))
        text += character
    return Block(text.rstrip(), spans=tuple(spans), wraps=False)


def foot(axis: Axis, label: int) -> list[Block]:
    """The line under the dots, and the names of the months."""
    return [
        Block(" " * label + "└" + "─" * axis.room, "label", wraps=False),
        Block(" " * (label + 1) + axis.names(), "label", wraps=False),
    ]


def _mark(found: set[str]) -> str:
    on_time = found - {LATE}
    if len(on_time) > 1:
        return BOTH
    return next(iter(on_time or found))


def _shaded(band: Band, axis: Axis) -> set[tuple[int, int]]:
    """The cells (step, column) that a band passes through, from its first answer to its last.

    A step's row reaches half a step up and down; between two answers the band is that of the former.
    """
    # Many answers share a column and its steps: each is shaded once.
    runs: set[tuple[int, int, int, int]] = set()
    for stretch in band:
        # The band of the answer before the first day reaches into it.
        since = max(0, bisect_left(stretch.days, axis.first) - 1)
        if stretch.days[-1] < axis.first:
            continue
        columns = axis.columns(stretch.days[since:])
        edges = zip(stretch.low[since:], stretch.high[since:], strict=True)
        for column, end, (low, high) in zip(columns, [*columns[1:], columns[-1]], edges, strict=True):
            runs.add((column, end, floor(low - 0.5) + 1, ceil(high + 0.5) - 1))
    return {
        (value, column)
        for start, end, lowest, highest in runs
        for column in range(start, end + 1)
        for value in range(lowest, highest + 1)
        if value in SCALE
    }
