"""What is about to leave the vault, read through before it does."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from medledare.text import N_, _
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.typed import as_shown

AROUND = 10
"""Rows of the screen that are needed around the text."""


class Leaving(Part, ModalScreen[bool]):
    """Shows what there is to know, and asks. Gives True for yes; escape is no, and so is a hasty enter."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "leaving.tcss"]
    AUTO_FOCUS = "#no"
    HEADING = N_("Before it leaves")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.focus_previous", "left", N_("The other answer"), palette=False),
        Command("app.focus_next", "right", N_("The other answer"), palette=False),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self._sentences = sentences

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("Before it leaves"), classes="title", markup=False)
            with VerticalScroll(id="leaving-text", can_focus=True):
                for sentence in self._sentences:
                    yield Static(as_shown(sentence), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Write the file"), id="yes", variant="primary", compact=True)
                yield Button(_("Leave it"), id="no", compact=True)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#leaving-text").styles.max_height = max(4, event.size.height - AROUND)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_leave(self) -> None:
        """Nothing leaves."""
        self.dismiss(False)
