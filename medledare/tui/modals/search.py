"""Search over whatever one is doing: what is found as one types, of every kind, and the one under the cursor to read.

Keys are taken while a thread searches: one search at a time, always for what stands in the field by then.
"""

import asyncio
from collections.abc import Sequence
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from medledare.domain.matching import hits, words_of
from medledare.domain.records import Failure, Goal, Record
from medledare.services import records
from medledare.services.index import Index
from medledare.text import N_, _, ngettext
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.item_list import Drawn, ItemList
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import AT_ONCE, Page
from medledare.tui.widgets.reader import reading, written
from medledare.tui.widgets.record_rows import NewestFirst, drawn_found

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

BESIDE = 100
"""From this many columns what is read stands beside the list, and not below it."""
AHEAD = 60
"""Rows that are drawn in the thread, so that showing them is only showing them."""


class Chosen(NamedTuple):
    """What was chosen, and what had been typed to find it."""

    record: Record
    typed: str


class Field(Line):
    """A line whose keys do not make Textual lay out the whole screen anew, which takes longer than the search."""

    virtual_size = Reactive(Size(0, 0))


class _Seen(NamedTuple):
    """What was found for some words: the records, newest first, and the rows drawn of them so far."""

    words: tuple[str, ...]
    found: Sequence[Record]
    rows: dict[str, Drawn]


class Search(Part, ModalScreen[Chosen | None]):
    """A field, what is found, and a page. Gives what was chosen, or None."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "search.tcss"]
    AUTO_FOCUS = "#search-field"
    ALONE = True
    HEADING = N_("Search")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter", N_("Open"), N_("Open it where it lives"), footer=True),
        Command("leave", "escape", N_("Back"), N_("Back to where you were"), footer=True),
        Command("app.focus_next", "tab", N_("The other side"), palette=False),
        Command("app.lock", "ctrl+l", N_("Lock"), palette=False),
        Command("app.help", "f1", N_("Help"), palette=False),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(self, typed: str = "") -> None:
        """``typed``: what the field begins with; the first key takes its place."""
        super().__init__()
        self._start = typed
        self._index: Index | None = None
        self._headlines: dict[str, str] = {}
        self._seen: _Seen | None = None
        self._looked_for: str | None = None
        self._seeking = self._opening = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            field = Field(self._start, placeholder=_("Search everything you have written"), id="search-field")
            field.select_on_focus = True
            yield field
            with Container(id="search-found"):
                # The keys that move its cursor work from the field, so that tab leads to the text.
                (items := ItemList(self._draw, lambda record: record.id, id="search-list")).can_focus = False
                yield items
                yield Page(id="search-page")
            yield Static(id="search-told", markup=False)

    def on_mount(self) -> None:
        self._tell()
        self._seek()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= BESIDE, "-beside")

    # Searching

    @on(Input.Changed)
    def _changed(self) -> None:
        self._seek()

    def _seek(self) -> None:
        if not self._seeking and self._looked_for != self._typed:
            self._seeking = True
            self._keep_seeking()

    @work(group="search")
    async def _keep_seeking(self) -> None:
        """Search in a thread until what was looked for is what stands in the field; only that is shown."""
        try:
            while self._looked_for != (typed := self._typed):
                seen = await asyncio.to_thread(self._look, self.vault, typed)
                self._looked_for = typed
                if typed == self._typed:
                    self._show(seen)
        finally:
            self._seeking = False
        if self._opening:
            self.action_open()

    def _look(self, vault: "Vault", typed: str) -> _Seen:
        """Search, in a thread. The first time everything is folded, and later what is new."""
        self._index = self._index or Index(vault)
        if self._index.refresh() or not self._headlines:
            self._headlines = {one.id: one.headline for kind in (Goal, Failure) for one in records.all_of(vault, kind)}
        words, found = words_of(typed), NewestFirst(self._index.find(typed))
        return _Seen(words, found, {one.id: drawn_found(one, words, mixed=True) for one in islice(found, AHEAD)})

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        self.query_one(ItemList).show(seen.found, keep=False)
        self.set_class(not seen.found, "-empty")
        self._tell()

    @property
    def _typed(self) -> str:
        return self.query_one(Input).value

    def _draw(self, record: Record) -> Drawn:
        seen = self._seen
        assert seen is not None
        if record.id not in seen.rows:
            seen.rows[record.id] = drawn_found(record, seen.words, mixed=True)
        return seen.rows[record.id]

    def _tell(self) -> None:
        """How much was found, and what the keys do."""
        found = len(self._seen.found) if self._seen else 0
        pieces = (
            [ngettext("{count} found", "{count} found", found)] if found and self._seen and self._seen.words else []
        )
        pieces.append(_("enter opens it · tab goes to the text · esc goes back"))
        self.query_one("#search-told", Static).update(" · ".join(pieces), layout=False)

    # Reading

    @on(ItemList.Highlighted)
    def _highlighted(self, event: ItemList.Highlighted) -> None:
        if self._seen is not None:
            self._read(event.row, self._seen.words)

    @work(exclusive=True, group="read")
    async def _read(self, record: Record | None, words: tuple[str, ...]) -> None:
        """Put a record on the page, at the first place of what was looked for."""
        page = self.query_one(Page)
        if record is None:
            page.show(_nothing(words))
            return
        marked = (lambda text: hits(text, words)) if words else None
        blocks = await asyncio.to_thread(reading, record, self._headline, marked)
        long = sum(len(text) for _label, text in written(record)) > AT_ONCE
        page.show(blocks, beside=long, at="hit" if words else "")

    def _headline(self, record_id: str) -> str:
        return self._headlines.get(record_id, "")

    # Choosing

    @on(Input.Submitted)
    @on(ItemList.Chosen)
    def action_open(self) -> None:
        """Open what is under the cursor, once that is what was looked for."""
        self._opening = self._looked_for != self._typed
        record = self.query_one(ItemList).current
        if not self._opening and record is not None:
            self.dismiss(Chosen(record, self._typed))

    def action_move(self, step: int) -> None:
        """Move the list's cursor while one types."""
        self.query_one(ItemList).action_move(step)

    def action_page(self, step: int) -> None:
        """Move it by a page."""
        self.query_one(ItemList).action_page(step)

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _nothing(words: tuple[str, ...]) -> list[Block]:
    if words:
        return [Block(_("Nothing found. Fewer letters find more."), "muted")]
    return [
        Block(_("Everything you write can be found here again: entries, goals, failures, learnings and all the rest.")),
        Block(),
        Block(_("Type a few letters of a word, or “words that stand together” in quotes."), "muted"),
    ]
