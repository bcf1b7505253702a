"""Asks for a key by letting it be pressed, and says at once what is to be known of it."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.config.keymap import key_of
from medledare.domain.problems import Problem
from medledare.text import N_, _, say
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.footer import key_name


class PressKey(Part, ModalScreen[str | None]):
    """Gives the key, or None. Every key is an answer, but for Enter, which agrees, and Escape, which leaves."""

    CSS_PATH = "modal.tcss"
    ALONE = True
    OFFERS: ClassVar[tuple[Command, ...]] = (Command("leave", "escape", N_("Leave"), footer=True),)

    def __init__(self, title: str, now: str, considered: Callable[[str], list[str]]) -> None:
        """``now``: the keys it has. ``considered``: what is to be known of a key; raises a Problem if it cannot be."""
        super().__init__()
        self._title, self._now, self._considered = title, now, considered
        self.chosen: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._now + "\n", markup=False)
            yield Static(_("Press the key you want."), id="said", markup=False)
            yield Static(_("enter takes it, another key tries that, esc leaves."), classes="keys", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take whatever is pressed."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.action_leave()
        elif event.key == "enter" and self.chosen is not None:
            self.dismiss(self.chosen)
        else:
            self._try(event.key)

    def _try(self, pressed: str) -> None:
        try:
            key = key_of(pressed)
            told = self._considered(key)
        except Problem as problem:
            self.chosen, words = None, [say(problem)]
        else:
            self.chosen, words = key, [key_name(key), *told]
        self.query_one("#said", Static).update("\n".join(words))

    def action_leave(self) -> None:
        """Leave the key as it is."""
        self.dismiss(None)
