"""A text to read through: what would leave and what to know of it, before one agrees; what one shared, or was told."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from medledare.text import N_, _
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import Block, laid_out, plain, shown
from medledare.tui.widgets.page import AT_ONCE, Page
from medledare.tui.widgets.typed import as_shown

AROUND, BESIDE = 5, 6
"""Rows and columns of the box that are neither what is told nor the text."""


class Through(Part, ModalScreen[bool]):
    """Shows the text and what to know of it. Gives True for yes; escape is no, and so is a hasty enter."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "through.tcss"]
    AUTO_FOCUS = "#no"
    HEADING = N_("Read through")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("scroll(1)", "down,pagedown", N_("Further down"), palette=False),
        Command("scroll(-1)", "up,pageup", N_("Further up"), palette=False),
        Command("app.focus_previous", "left", N_("The other answer"), palette=False),
        Command("app.focus_next", "right", N_("The other answer"), palette=False),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(self, text: str, told: Sequence[str], *, title: str, yes: str) -> None:
        """``yes``: the words of the button that gives True; empty where there is nothing to answer."""
        super().__init__()
        self._text, self._told, self._title, self._yes = text, told, title, yes

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(as_shown(self._title), classes="title", markup=False)
            for sentence in self._told:
                yield Static(as_shown(sentence), classes="told", markup=False)
            yield Page()
            with Horizontal(classes="buttons"):
                if self._yes:
                    yield Button(Content(self._yes), id="yes", variant="primary", compact=True)
                yield Button(_("Leave it") if self._yes else _("Close"), id="no", compact=True)

    def on_mount(self) -> None:
        text = self._text
        self.set_class(len(text) > AT_ONCE, "-long")
        self.query_one(Page).show(lambda _width: plain(shown(text)), beside=len(text) > AT_ONCE)

    def on_resize(self, event: events.Resize) -> None:
        """A short text makes a small box; a longer one scrolls under what is told of it, and over the answers."""
        width, height = min(76, event.size.width * 96 // 100), event.size.height * 92 // 100
        above = [Block(as_shown(one)) for one in (self._title, *self._told)]
        left = height - AROUND - len(laid_out(above, width - BESIDE))
        self.query_one(Page).styles.max_height = max(3, left)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_scroll(self, by: int) -> None:
        """Read on while a button has the focus."""
        page = self.query_one(Page)
        page.scroll_page_down(animate=False) if by > 0 else page.scroll_page_up(animate=False)

    def action_leave(self) -> None:
        """Nothing leaves."""
        self.dismiss(False)
