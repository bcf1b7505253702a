"""One text, of one line or several: a goal's note, what made it possible, who was told."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from medledare.domain.problems import Problem
from medledare.text import N_, say
from medledare.tui.commands import Command
from medledare.tui.part import Part


class Note(Part, ModalScreen[bool]):
    """Asks for one text. ``keep`` gets it as typed and may raise a Problem, which is shown below; then it stays.

    The callback given to ``push_screen`` gets True if the text was kept. An empty text is kept only if
    ``may_be_empty``.
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), footer=True, priority=True),
        Command("leave", "escape", N_("Leave"), footer=True),
    )

    def __init__(
        self, title: str, keep: Callable[[str], object], *, hint: str = "", start: str = "", may_be_empty: bool = False
    ) -> None:
        super().__init__()
        self._title, self._keep, self._hint, self._start = title, keep, hint, start
        self._may_be_empty = may_be_empty

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(self._title, markup=False, classes="title")
            yield TextArea(self._start, compact=True)
            yield Static(self._hint, markup=False, classes="message")

    def action_save(self) -> None:
        """Keep the text."""
        text = self.query_one(TextArea).text
        if not text.strip() and not self._may_be_empty:
            return
        try:
            self._keep(text)
        except Problem as problem:
            self.query_one(".message", Static).update(say(problem))
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Leave without keeping it."""
        self.dismiss(False)
