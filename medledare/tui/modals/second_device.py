"""What a second device needs, in five lines."""

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.domain.problems import Problem
from medledare.services.devices import second_device
from medledare.text import N_, _, say
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.typed import as_shown


class SecondDevice(Part, ModalScreen[None]):
    """How to have the vault on one more device."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "second_device.tcss"]
    OFFERS: ClassVar[tuple[Command, ...]] = (Command("leave", "escape,enter", N_("Close"), footer=True),)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box"):
            yield Static(_("The vault on one more device"), classes="title", markup=False)
            for number, sentence in enumerate(self._sentences(), 1):
                yield Static(as_shown(f"{number}  {sentence}"), classes="step", markup=False)
            yield Static(_("esc closes this."), classes="keys", markup=False)

    def _sentences(self) -> list[str]:
        try:
            return second_device(self.medledare.places)
        except Problem as problem:
            return [say(problem)]

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss()
