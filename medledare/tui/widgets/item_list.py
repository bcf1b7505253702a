"""A list of any length, one line an item, with headings between. Only the lines in view are made and drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.scrolled import Scrolled

CURSOR, NO_CURSOR = "› ", "  "


class Piece(NamedTuple):
    """A few words and the role they play (a component class)."""

    text: str
    role: str = ""
    hits: tuple[tuple[int, int], ...] = ()


class Heading(NamedTuple):
    """A row between the items. ``key`` is set where it can be chosen, as one that folds."""

    text: str
    key: str = ""


class Drawn(NamedTuple):
    """An item's line: what stands to the left, cut off where room ends, and to the right."""

    left: Sequence[Piece]
    right: Sequence[Piece] = ()
    role: str = ""


Row = Any
"""A heading, or whatever the list's owner puts in it."""


class ItemList(Scrolled, can_focus=True):
    """Items under a cursor. The owner says how an item is drawn and what it is called."""

    ROLES: ClassVar[tuple[str, ...]] = ("heading", "muted", "mark", "strong", "cursor", "hit")
    PREFIX = "item-list"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"item-list--{role}" for role in ROLES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(False)", show=False),
        Binding("end", "end(True)", show=False),
        Binding("enter", "choose", show=False),
    ]
    DEFAULT_CSS = """
    ItemList {
        & > .item-list--heading { text-style: bold; color: $text-primary; }
        & > .item-list--muted { color: $text-muted; }
        & > .item-list--mark { color: $text-accent; }
        & > .item-list--strong { text-style: bold; }
        & > .item-list--hit { text-style: bold underline; }
        & > .item-list--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .item-list--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor came to rest on an item (None when there is none)."""

        list: "ItemList"
        row: Row

        @property
        def control(self) -> "ItemList":
            return self.list

    @dataclass
    class Chosen(Message):
        """An item was chosen with enter or the mouse."""

        list: "ItemList"
        row: Row

        @property
        def control(self) -> "ItemList":
            return self.list

    def __init__(
        self,
        draw: Callable[[Row], Drawn],
        key: Callable[[Row], str],
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``draw`` makes an item's line; ``key`` names it, so that the cursor finds it again."""
        super().__init__(id=id, classes=classes)
        self._draw, self._key_of = draw, key
        self._rows: Sequence[Row] = ()
        self._index = -1

    @property
    def rows(self) -> Sequence[Row]:
        """Everything in the list, headings too."""
        return self._rows

    @property
    def current(self) -> Row | None:
        """The item under the cursor."""
        return self._rows[self._index] if 0 <= self._index < len(self._rows) else None

    def show(self, rows: Sequence[Row], *, keep: bool = True, key: str = "") -> None:
        """Fill the list. The cursor goes to ``key``, or stays on its item (``keep``), or begins at the top."""
        wanted = key or (self._key(self.current) if keep and self.current is not None else "")
        before = self._index
        self._rows = rows
        self.set_class(not rows, "-empty")
        self.set_line_count(len(rows))
        found = self._find(wanted) if wanted else -1
        if found < 0:
            found = self._nearest(before if keep and before >= 0 else 0)
        self._index = -1
        if not keep and not key:
            self.scroll_to(0, 0, animate=False, force=True)
        self._go(found, always=True)

    def select(self, key: str) -> bool:
        """Put the cursor on the item called ``key``; whether it is there."""
        found = self._find(key)
        if found >= 0:
            self._go(found)
        return found >= 0

    def select_row(self, index: int) -> None:
        """Put the cursor on the item at or after ``index``."""
        self._go(self._nearest(index))

    def line_text(self, index: int) -> str:
        """What a row says, in plain words."""
        row = self._rows[index]
        if isinstance(row, Heading):
            return row.text
        drawn = self._draw(row)
        return " ".join(piece.text for piece in (*drawn.left, *drawn.right) if piece.text)

    def _key(self, row: Row) -> str:
        return row.key if isinstance(row, Heading) else self._key_of(row)

    def _find(self, key: str) -> int:
        return next((index for index, row in enumerate(self._rows) if self._key(row) == key), -1)

    def can_stand_on(self, index: int) -> bool:
        """Whether the cursor can stand on a row."""
        row = self._rows[index]
        return not isinstance(row, Heading) or bool(row.key)

    def _nearest(self, index: int, step: int = 1) -> int:
        """The selectable row at ``index`` or next in the direction of ``step``, else the nearest behind."""
        if not self._rows:
            return -1
        index = max(0, min(index, len(self._rows) - 1))
        ahead = range(index, len(self._rows)) if step > 0 else range(index, -1, -1)
        behind = range(index, -1, -1) if step > 0 else range(index, len(self._rows))
        return next((one for way in (ahead, behind) for one in way if self.can_stand_on(one)), -1)

    def _go(self, index: int, always: bool = False) -> None:
        if index == self._index and not always:
            return
        moved = self._index
        self._index = index
        if moved >= 0:
            self.refresh_line(moved)
        if index >= 0:
            self.refresh_line(index)
            # A heading right above comes into view with its first item.
            top = index - 1 if index and isinstance(self._rows[index - 1], Heading) else index
            self.scroll_to_region(Region(0, top, 1, index - top + 1), animate=False, force=True)
        self.post_message(self.Highlighted(self, self.current))

    def action_move(self, step: int) -> None:
        target = self._index + step
        if 0 <= target < len(self._rows):
            self._go(self._nearest(target, step))
        if self._index >= 0 and all(not self.can_stand_on(one) for one in range(self._index)):
            self.scroll_to(0, 0, animate=False)

    def action_page(self, step: int) -> None:
        self._go(self._nearest(self._index + step * max(1, self.size.height - 1), step))

    def action_end(self, last: bool) -> None:
        self._go(self._nearest(len(self._rows) - 1, -1) if last else self._nearest(0))

    def action_choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index < len(self._rows) and self.can_stand_on(index):
            self._go(index)
            self.action_choose()

    def on_resize(self) -> None:
        self.set_line_count(len(self._rows))
        if self._index >= 0:
            self.scroll_to_region(Region(0, self._index, 1, 1), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= len(self._rows):
            return Strip.blank(width, self.role_style())
        row = self._rows[index]
        drawn = Drawn((Piece(row.text),), role="heading") if isinstance(row, Heading) else self._draw(row)
        at_cursor = index == self._index
        # Under the cursor its own colours hold, so that every theme stays readable there.
        whole = ("cursor",) if at_cursor else (drawn.role,) if drawn.role else ()
        mark = Segment(CURSOR if at_cursor else NO_CURSOR, self.role_style(*whole))
        line = self._line(drawn, width - len(CURSOR) - 1, whole)
        return Strip([mark, *line]).adjust_cell_length(width, self.role_style(*whole))

    def _line(self, drawn: Drawn, width: int, whole: tuple[str, ...]) -> list[Segment]:
        right = [segment for piece in drawn.right for segment in self._pieces(piece, whole)]
        room = width - sum(cell_len(segment.text) for segment in right) - bool(right)
        left: list[Segment] = []
        for segment in (segment for piece in drawn.left for segment in self._pieces(piece, whole)):
            size = cell_len(segment.text)
            if size > room:
                left.append(Segment(set_cell_size(segment.text, max(0, room - 1)) + "…", segment.style))
                room = 0
                break
            left.append(segment)
            room -= size
        return [*left, Segment(" " * (room + 1), self.role_style(*whole)), *right] if right else left

    def _pieces(self, piece: Piece, whole: tuple[str, ...]) -> list[Segment]:
        roles = (*whole, piece.role) if piece.role and "cursor" not in whole else whole
        own, hit = self.role_style(*roles), self.role_style(*roles, "hit")
        segments, at = [], 0
        for start, end in piece.hits:
            segments += [Segment(piece.text[at:start], own), Segment(piece.text[start:end], hit)]
            at = end
        return [segment for segment in (*segments, Segment(piece.text[at:], own)) if segment.text]


def words(text: str, role: str = "", limit: int = 400) -> Piece:
    """A piece of somebody's own text, made ready for one line."""
    return Piece(shown_line(text, limit), role)
