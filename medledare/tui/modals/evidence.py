"""What research the program leans on, how far it carries, and what the program refuses to do."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.text import N_, _
from medledare.text.evidence import page
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.page import Page


class Evidence(Part, ModalScreen[None]):
    """The page about the evidence."""

    AUTO_FOCUS = "Page"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "evidence.tcss"]
    OFFERS: ClassVar[tuple[Command, ...]] = (Command("leave", "escape,enter", N_("Close"), footer=True),)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Page()
            yield Static(_("Arrows and page keys turn the page. esc closes it."), classes="keys", markup=False)

    def on_mount(self) -> None:
        self.query_one(Page).show(list(_blocks()))

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss()


def _blocks() -> Iterator[Block]:
    """The page's paragraphs with room between them; what stands under a heading follows it at once."""
    before = ""
    for role, text in page():
        if before and before not in ("heading", "strong") and not before == role == "point":
            yield Block()
        if role == "point":
            yield Block(text, first="• ", rest="  ")
        else:
            yield Block(text, "" if role == "text" else role)
        before = role
