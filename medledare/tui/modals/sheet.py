"""A card or a letter: read through, then written to a file."""

import asyncio
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
from medledare.services.surroundings import remark_words, remarks
from medledare.text import N_, _, say
from medledare.text.sheets import HINTS
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.typed import as_shown

TITLES = {
    "card": N_("A card to share"),
    "letter": N_("A letter ready to send"),
    "talk": N_("What you bring"),
    "invitation": N_("An invitation to observe"),
}
FILES = {
    "card": N_("medledare-card"),
    "letter": N_("medledare-letter"),
    "talk": N_("medledare-talk"),
    "invitation": N_("medledare-invitation"),
}
"""How the name of the file begins that is suggested."""
AROUND = 14
"""Rows of the screen that are needed around the text."""


class Sheets(Part, ModalScreen[bool]):
    """Shows what would leave, and asks for a file. Gives True if it was written."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "sheet.tcss"]
    AUTO_FOCUS = "#sheet-text"
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("write", "ctrl+s", N_("Write the file"), footer=True, priority=True),
        Command("copy", "f2", N_("Copy"), N_("Ask the terminal to put it on its clipboard"), footer=True),
        Command(
            "redact", "f3", N_("Without names"), N_("Take out @names and ((passages)), or put them back"), footer=True
        ),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(self, sheet: Sheet, write: Callable[[Path | None, bool], None] | None = None) -> None:
        """``write`` puts it in a file (None: it is copied), perhaps without names, and notes that it left."""
        super().__init__()
        self._sheet = sheet
        self._write = write or self._hand_out
        self._redact = False
        self._told: Path | None = None
        """The file whose place there was something to tell of, and was."""

    def compose(self) -> ComposeResult:
        start = f"~/{_(FILES[self._sheet.format])}-{self.clock().date()}.{self._sheet.ending}"
        with Vertical(classes="box sheet"):
            yield Static(_(TITLES[self._sheet.format]), classes="title", markup=False)
            with VerticalScroll(id="sheet-text", can_focus=True):
                yield Static(as_shown(self._sheet.text), id="sheet-whole", markup=False)
            yield Static(_(HINTS[self._sheet.format]), classes="muted", markup=False)
            yield Static(_("File"), classes="label", markup=False)
            yield Line(start, id="sheet-path", compact=True)
            yield Static(classes="message", markup=False)
            keys = _("^s writes the file · f2 copies · f3 without names · esc leaves")
            if not self._sheet.redacts:
                keys = _("^s writes the file · f2 copies · esc leaves")
            yield Static(keys, classes="keys", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        self._make_room()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Names are taken out only of what can do without."""
        return self._sheet.redacts if action == "redact" else super().check_action(action, parameters)

    @property
    def _text(self) -> str:
        return self._sheet.text_out(self._redact)

    async def action_write(self) -> None:
        """Write it to the file, and note that it left; first tell what there is to know of its place."""
        typed = self.query_one("#sheet-path", Line).value.strip()
        if not typed:
            self._say(_("Write a few words here."))
            return
        path = Path(typed).expanduser().absolute()
        if path != self._told and (found := await asyncio.to_thread(remarks, path)):
            self._told = path
            told = [remark_words(one) for one in found]
            self._say("\n".join([*told, _("^s again writes it there.")]))
            return
        try:
            self._write(path, self._redact)
        except Problem as problem:
            self._say(say(problem))
        else:
            self.dismiss(True)

    def _hand_out(self, path: Path | None, redact: bool) -> None:
        sheets.hand_out(self.vault, self.clock, self._sheet, path, redact=redact)

    def action_redact(self) -> None:
        """Show it without names and marked passages, or with them again."""
        self._redact = not self._redact
        self.query_one("#sheet-whole", Static).update(as_shown(self._text))

    def action_copy(self) -> None:
        """Put it on the clipboard, and note that it left."""
        try:
            self._write(None, self._redact)
        except Problem as problem:
            self._say(say(problem))
        else:
            self.app.copy_to_clipboard(self._text)
            self._say(_("Copied. Other programs can read what is on the clipboard."))

    def action_leave(self) -> None:
        """Leave, with nothing written."""
        self.dismiss(False)

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """The text gives way to what stands around it."""
        said = self.query_one(".message").size.height
        self.query_one("#sheet-text").styles.max_height = max(3, self.size.height - AROUND - max(0, said - 1))
