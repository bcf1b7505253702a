"""A card or a letter: read through, then written to a file."""

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.domain.problems import Problem
from medledare.services import sheets
from medledare.services.sheets import Sheet
from medledare.text import N_, _, say
from medledare.text.sheets import HINTS
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.typed import as_shown

TITLES = {"card": N_("A card to share"), "letter": N_("A letter ready to send"), "talk": N_("What you bring")}
AROUND = 14
"""Rows of the screen that are needed around the text."""


class Sheets(Part, ModalScreen[bool]):
    """Shows what would leave, and asks for a file. Gives True if it was written."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "sheet.tcss"]
    AUTO_FOCUS = "#sheet-text"
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("write", "ctrl+s", N_("Write the file"), footer=True, priority=True),
        Command("copy", "f2", N_("Copy"), N_("Ask the terminal to put it on its clipboard"), footer=True),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(self, sheet: Sheet, write: Callable[[Path | None], None] | None = None) -> None:
        """``write`` puts it in a file (None: it is copied) and notes that it left, where that is done otherwise."""
        super().__init__()
        self._sheet = sheet
        self._write = write or self._hand_out

    def compose(self) -> ComposeResult:
        start = f"~/medledare-{self._sheet.format}-{self.clock().date()}.{self._sheet.ending}"
        with Vertical(classes="box sheet"):
            yield Static(_(TITLES[self._sheet.format]), classes="title", markup=False)
            with VerticalScroll(id="sheet-text", can_focus=True):
                yield Static(as_shown(self._sheet.text), markup=False)
            yield Static(_(HINTS[self._sheet.format]), classes="muted", markup=False)
            yield Static(_("File"), classes="label", markup=False)
            yield Line(start, id="sheet-path", compact=True)
            yield Static(classes="message", markup=False)
            yield Static(
                _("^s writes the file · f2 copies · esc leaves · tab to the file's name"), classes="keys", markup=False
            )

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#sheet-text").styles.max_height = max(4, event.size.height - AROUND)

    def action_write(self) -> None:
        """Write it to the file, and note that it left."""
        path = self.query_one("#sheet-path", Line).value.strip()
        if not path:
            self._say(_("Write a few words here."))
            return
        try:
            self._write(Path(path).expanduser().absolute())
        except Problem as problem:
            self._say(say(problem))
        else:
            self.dismiss(True)

    def _hand_out(self, path: Path | None) -> None:
        sheets.hand_out(self.vault, self.clock, self._sheet, path)

    def action_copy(self) -> None:
        """Put it on the clipboard, and note that it left."""
        try:
            self._write(None)
        except Problem as problem:
            self._say(say(problem))
        else:
            self.app.copy_to_clipboard(self._sheet.text)
            self._say(_("Copied. Other programs can read what is on the clipboard."))

    def action_leave(self) -> None:
        """Leave, with nothing written."""
        self.dismiss(False)

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))
