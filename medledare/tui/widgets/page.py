"""A page to read: blocks of text, wrapped to the room there is and drawn line by line.

Only the lines in view are drawn, so a megabyte scrolls as easily as a sentence, and no text is ever markup.
"""

import asyncio
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from textual import work
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip

from medledare.tui.widgets.blocks import Block, Line, laid_out
from medledare.tui.widgets.scrolled import Scrolled

Blocks = Sequence[Block] | Callable[[int], Sequence[Block]]
"""What stands on a page; a function of the page's width where that matters."""

READING = 98
"""Cells that a line of text takes at most, wherever there is room for more: longer ones are hard to follow."""
AT_ONCE = 50_000
"""Characters that may be put on a page while one waits; more should be made ready ``beside``."""


class Page(Scrolled, can_focus=True):
    """Shows blocks. Arrows, page keys and the wheel scroll it; text can be marked and copied."""

    ROLES: ClassVar[tuple[str, ...]] = (
        "title", "heading", "label", "muted", "strong", "emphasis", "struck", "code", "quote", "link", "hit", "mark",
        "band",
    )  # fmt: skip
    PREFIX = "page"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"page--{role}" for role in ROLES}
    DEFAULT_CSS = """
    Page {
        padding: 0 1;
        & > .page--title { text-style: bold; color: $text-primary; }
        & > .page--heading { text-style: bold; color: $text-primary; }
        & > .page--label { color: $text-muted; }
        & > .page--muted { color: $text-muted; }
        & > .page--strong { text-style: bold; }
        & > .page--emphasis { text-style: italic; }
        & > .page--struck { text-style: strike; }
        & > .page--code { color: $text-secondary; }
        & > .page--quote { text-style: italic; }
        & > .page--link { text-style: underline; }
        & > .page--hit { background: $warning; color: auto; text-style: bold underline; }
        & > .page--mark { color: $text-accent; }
        & > .page--band { color: $text-disabled; }
        &:ansi > .page--hit { color: ansi_black; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._blocks: Blocks = ()
        self._lines: list[Line] = []
        self._laid_width = 0
        self._beside = False
        self._sought = ""

    @property
    def text(self) -> str:
        """What stands on the page, line by line as it is wrapped."""
        return "\n".join(_words(line) for line in self._lines)

    def show(self, blocks: Blocks, *, keep_place: bool = False, beside: bool = False, at: str = "") -> None:
        """Put ``blocks`` on the page; from the top unless ``keep_place``. ``beside`` makes them in a thread.

        ``at``: the role of a stretch that is brought into view.
        """
        self._blocks, self._beside, self._sought = blocks, beside, at
        if not keep_place:
            self.scroll_to(0, 0, animate=False, force=True)
        self._lay_out(keep_place)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its text, where it may choose."""
        return len(_lines(self._blocks, max(10, width)))

    def on_resize(self) -> None:
        if self._room != self._laid_width:
            self._lay_out()

    @property
    def _room(self) -> int:
        return max(10, self.scrollable_content_region.width)

    def _lay_out(self, keep_place: bool = False) -> None:
        if not self.size:
            # Not in sight: laid out when it comes into view.
            self._laid_width = 0
            return
        self._laid_width = self._room
        self.workers.cancel_group(self, "layout")
        if self._beside:
            if not keep_place:
                self._put([])
            self._lay_out_beside()
        else:
            self._put(_lines(self._blocks, self._laid_width))

    @work(exclusive=True, group="layout")
    async def _lay_out_beside(self) -> None:
        self._put(await asyncio.to_thread(_lines, self._blocks, self._laid_width))

    def _put(self, lines: list[Line]) -> None:
        self._lines = lines
        self.set_line_count(len(lines))
        if self._sought and lines:
            self.scroll_to(0, max(0, self._first(self._sought) - self.size.height // 3), animate=False, force=True)
            self._sought = ""

    def _first(self, role: str) -> int:
        """The first line in which a stretch of a role begins; 0 if none does."""
        return next(
            (
                number
                for number, (block, start, end) in enumerate(self._lines)
                if block.spans and any(span.role == role and start <= span.start < end for span in block.spans)
            ),
            0,
        )

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        base, width = self.role_style(), self.size.width
        if index >= len(self._lines):
            return Strip.blank(width, base)
        segments = self._segments(self._lines[index], index)
        return Strip(segments).adjust_cell_length(width, base).apply_offsets(0, index)

    def _segments(self, line: Line, index: int) -> list[Segment]:
        block, start, end = line
        own = (block.role,) if block.role else ()
        before = line.before
        cuts = {start, end}
        spans = [span for span in block.spans if span.start < end and span.end > start]
        for span in spans:
            cuts.update((max(span.start, start), min(span.end, end)))
        marked = self._marked(index, len(before))
        if marked:
            cuts.update(at for at in (marked[0] + start, marked[1] + start) if start < at < end)
        segments = [Segment(before, self.role_style("muted"))] if before else []
        edges = sorted(cuts)
        for left, right in pairwise(edges):
            style = self.role_style(*own, *(span.role for span in spans if span.start <= left < span.end))
            if marked and marked[0] + start <= left < marked[1] + start:
                style += self.screen.get_component_rich_style("screen--selection", partial=True)
            segments.append(Segment(block.text[left:right], style))
        return segments

    def _marked(self, index: int, before: int) -> tuple[int, int] | None:
        """Characters of a line that are marked with the mouse, counted after its prefix."""
        selection = self.text_selection
        span = selection.get_span(index) if selection else None
        if span is None:
            return None
        start, end = span
        return max(0, start - before), (1 << 30) if end < 0 else max(0, end - before)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()


def _lines(blocks: Blocks, width: int) -> list[Line]:
    return laid_out(blocks(width) if callable(blocks) else blocks, min(width, READING))


def _words(line: Line) -> str:
    return line.before + line.block.text[line.start : line.end]
