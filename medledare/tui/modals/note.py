"""One text, of one line or several: a goal's note, what made it possible, who was told."""

from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from medledare.domain.problems import Problem
from medledare.text import N_, _, say
from medledare.tui.commands import Command
from medledare.tui.modals.unsaved import Unsaved
from medledare.tui.widgets.editor import TOO_LONG, Editor
from medledare.tui.widgets.typed import as_shown


class Note(Unsaved):
    """Asks for one text. ``keep`` gets it as typed and may raise a Problem, which is shown below; then it stays.

    The callback given to ``push_screen`` gets True if the text was kept. An empty text is kept only if
    ``may_be_empty``. What is typed is kept in a draft until then, under the title and the hint.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "note.tcss"]
    HEADING = N_("In the note")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), footer=True, priority=True),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(
        self, title: str, keep: Callable[[str], object], *, hint: str = "", start: str = "", may_be_empty: bool = False
    ) -> None:
        super().__init__()
        self._title, self._keep, self._hint, self._start = title, keep, hint, start
        self._may_be_empty = may_be_empty
        self.draft = " ".join(("note", title, hint))

    def compose(self) -> ComposeResult:
        drafts = self.medledare.drafts
        with Vertical(classes="box"):
            yield Static(as_shown(self._title), markup=False, classes="title")
            hint = Static(as_shown(self._hint), markup=False, classes="muted")
            hint.display = bool(self._hint)
            yield hint
            yield Editor((drafts.text(self.draft) if drafts else "") or self._start)
            yield Static(markup=False, classes="message")
            yield Static(_("^s saves · esc leaves"), classes="keys", markup=False)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        text = event.text_area.text
        self.medledare.keep_draft(self.draft, text if text != self._start else "")

    @on(Editor.TooLong)
    def _too_long(self) -> None:
        self._say(_(TOO_LONG))

    def action_save(self) -> None:
        """Keep the text."""
        text = self._text
        if not text.strip() and not self._may_be_empty:
            self._say(_("Write a few words here."))
            return
        try:
            self._keep(text)
        except Problem as problem:
            self._say(say(problem))
        else:
            self.close(True)

    @property
    def unsaved(self) -> bool:
        """Whether anything was typed that is not kept."""
        return self._text != self._start

    @property
    def _text(self) -> str:
        return self.query_one(Editor).text

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))
