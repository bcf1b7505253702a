"""A question with two answers."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from medledare.text import N_, _
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.typed import as_shown


class Confirm(Part, ModalScreen[bool]):
    """Asks before something is done. Gives True for yes; escape is no, and so is a hasty enter."""

    AUTO_FOCUS = "#no"
    CSS_PATH = "modal.tcss"
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.focus_next", "left,right", N_("The other answer"), palette=False),
    )

    def __init__(self, question: str, yes: str, no: str = "") -> None:
        """``yes`` and ``no`` are the buttons' words; ``no`` is "Leave it" if not given."""
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(as_shown(self._question), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(as_shown(self._yes)), id="yes", variant="primary", compact=True)
                yield Button(Content(as_shown(self._no or _("Leave it"))), id="no", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_leave(self) -> None:
        """Answer no."""
        self.dismiss(False)
