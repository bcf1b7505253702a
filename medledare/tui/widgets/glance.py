"""All principles at a glance, each with its dots over the same time, and a cursor to choose one of them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events, work
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from medledare.domain.principles import PRINCIPLES
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.item_list import CURSOR, NO_CURSOR
from medledare.tui.widgets.scrolled import Scrolled
from medledare.tui.widgets.trend_strip import Tiles

Draw = Callable[[int, int], Tiles]
"""Draws all principles, in their order, in so many cells times so many lines."""


class Glance(Scrolled, can_focus=True):
    """Panels side by side where there is room for all, else two lines each. Arrows move, enter chooses."""

    ROLES: ClassVar[tuple[str, ...]] = ("strong", "muted", "label", "mark", "band", "cursor")
    PREFIX = "glance"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"glance--{role}" for role in ROLES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding("home", "end(False)", show=False),
        Binding("end", "end(True)", show=False),
        Binding("enter", "choose", show=False),
    ]
    DEFAULT_CSS = """
    Glance {
        & > .glance--strong { text-style: bold; }
        & > .glance--muted { color: $text-muted; }
        & > .glance--label { color: $text-muted; }
        & > .glance--mark { color: $text-accent; }
        & > .glance--band { color: $text-disabled; }
        & > .glance--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .glance--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor came to a principle."""

        principle: str

    @dataclass
    class Chosen(Message):
        """A principle was chosen with enter or the mouse."""

        principle: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw: Draw | None = None
        self._tiles = Tiles((), 1, 1, 1, 0, ())
        self._laid: tuple[int, int] | None = None
        self._index = 0

    @property
    def principle(self) -> str:
        """The principle under the cursor; empty before anything is shown."""
        return PRINCIPLES[self._index] if self._draw else ""

    @property
    def text(self) -> str:
        """All that stands here, line by line."""
        return "\n".join("".join(segment.text for segment in self._line(y)).rstrip() for y in range(self._height))

    def show(self, draw: Draw) -> None:
        """Show what ``draw`` draws, which is asked in a thread."""
        self._draw, self._laid = draw, None
        self._lay_out()

    def select(self, principle: str) -> None:
        """Put the cursor on a principle."""
        self._go(PRINCIPLES.index(principle))

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.scrollable_content_region.width, self.container_size.height
        if self._draw and self.size and room != self._laid:
            self._laid = room
            self._lay_out_beside(self._draw, *room)

    @work(exclusive=True, group="layout")
    async def _lay_out_beside(self, draw: Draw, width: int, height: int) -> None:
        # Ten years of answers take longer to draw than a key may wait.
        self._tiles = await asyncio.to_thread(draw, width, height)
        self.set_line_count(self._height)

    @property
    def _height(self) -> int:
        rows = -(-len(self._tiles.tiles) // self._tiles.columns)
        return len(self._tiles.head) + rows * self._tiles.height + len(self._tiles.tail)

    def render_line(self, y: int) -> Strip:
        return Strip(self._line(y + self.scroll_offset.y)).adjust_cell_length(self.size.width, self.role_style())

    def _line(self, y: int) -> list[Segment]:
        shown = self._tiles
        if y < len(shown.head):
            return [Segment(NO_CURSOR, self.role_style()), *self._segments(shown.head[y])]
        row, inside = divmod(y - len(shown.head), shown.height)
        if row * shown.columns >= len(shown.tiles):
            tail = shown.tail[y - self._height + len(shown.tail) :][:1] if y < self._height else ()
            return [piece for line in tail for piece in (Segment(NO_CURSOR, self.role_style()), *self._segments(line))]
        segments = []
        for index in range(row * shown.columns, min((row + 1) * shown.columns, len(shown.tiles))):
            block = shown.tiles[index][inside] if inside < len(shown.tiles[index]) else Block()
            at_cursor = index == self._index and not inside
            segments.append(Segment(CURSOR if at_cursor else NO_CURSOR, self.role_style(*["cursor"] * at_cursor)))
            own = self._segments(block, shown.named if at_cursor else 0)
            blank = shown.width - len(CURSOR) - len(block.text)
            segments += [*own, Segment(" " * max(0, blank), self.role_style())]
        return segments

    def _segments(self, block: Block, chosen: int = 0) -> list[Segment]:
        """A line's pieces, the first ``chosen`` cells as under the cursor. Its spans stand in their order, apart."""
        text, own = block.text, (block.role,) if block.role else ()
        segments = [Segment(text[:chosen], self.role_style("cursor"))] if chosen else []
        at = chosen
        for start, end, role in block.spans:
            if start > at:
                segments.append(Segment(text[at:start], self.role_style(*own)))
            if end > at:
                segments.append(Segment(text[max(at, start) : end], self.role_style(*own, role)))
                at = end
        return [*segments, Segment(text[at:], self.role_style(*own))] if at < len(text) else segments

    def action_move(self, right: int, down: int) -> None:
        self._go(self._index + right + down * self._tiles.columns)

    def action_end(self, last: bool) -> None:
        self._go(len(PRINCIPLES) - 1 if last else 0)

    def action_choose(self) -> None:
        if self._draw:
            self.post_message(self.Chosen(self.principle))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or not self._draw:
            return
        line = offset.y + self.scroll_offset.y - len(self._tiles.head)
        row, column = line // self._tiles.height, offset.x // self._tiles.width
        index = row * self._tiles.columns + column
        if column < self._tiles.columns and 0 <= index < len(PRINCIPLES):
            self._go(index)
            self.action_choose()

    def _go(self, index: int) -> None:
        if self._draw and 0 <= index < len(PRINCIPLES):
            self._index = index
            self.refresh()
            head, height = len(self._tiles.head), self._tiles.height
            top = index // self._tiles.columns * height
            # What stands over all comes into view with the first.
            region = Region(0, head + top, 1, height) if top else Region(0, 0, 1, head + height)
            self.scroll_to_region(region, animate=False, force=True)
            self.post_message(self.Highlighted(self.principle))
