"""One of a few things to choose."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from medledare.text import N_
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.columns import columns
from medledare.tui.widgets.typed import as_shown


class Choose(Part, ModalScreen[str | None]):
    """Gives the key of what was chosen, or None."""

    CSS_PATH = "modal.tcss"
    OFFERS: ClassVar[tuple[Command, ...]] = (Command("leave", "escape", N_("Leave"), footer=True),)

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str, str]],
        chosen: str = "",
        *,
        try_out: Callable[[str], object] = lambda key: None,
    ) -> None:
        """``choices``: (key, name, a line about it). ``try_out``: called with the key the cursor is on."""
        super().__init__()
        self._title, self._choices, self._chosen, self._try_out = title, choices, chosen, try_out

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(as_shown(self._title), classes="title", markup=False)
            rows = columns([(as_shown(name), as_shown(line)) for _key, name, line in self._choices])
            yield OptionList(*map(Option, rows), compact=True)

    def on_mount(self) -> None:
        keys = [key for key, _name, _line in self._choices]
        self.query_one(OptionList).highlighted = keys.index(self._chosen) if self._chosen in keys else 0

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index][0])

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._try_out(self._choices[event.option_index][0])

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
