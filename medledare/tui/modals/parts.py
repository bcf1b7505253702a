"""Which parts of a period to tell: each is off until it is ticked."""

from collections.abc import Collection
from pathlib import PurePath
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets.selection_list import Selection

from medledare.domain.summary import PARTS, is_private
from medledare.text import N_, _
from medledare.text.summary import heading
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.ticks import Ticks

AROUND = 11
"""Rows of the screen that are needed around the list."""


class Parts(Part, ModalScreen[tuple[str, ...] | None]):
    """Gives the parts that are ticked, in order; None if it was left."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "parts.tcss"]
    AUTO_FOCUS = "Ticks"
    HEADING = N_("Choose what to tell")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("take", "ctrl+s", N_("Take these"), footer=True, priority=True),
        Command("before", "f3", N_("As last time"), N_("Tick what you told last time, but for what is private")),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(self, there: Collection[str], chosen: Collection[str], before: Collection[str]) -> None:
        """``there``: parts there is something of. ``chosen``: those in the text. ``before``: those told last time."""
        super().__init__()
        self._codes = [code for code in PARTS if code in there or code in chosen]
        self._chosen, self._before = chosen, [code for code in before if code in self._codes]

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("What do you want to tell?"), classes="title", markup=False)
            if self._codes:
                yield Ticks(*map(self._row, self._codes), compact=True)
            else:
                yield Static(_("There are no records of this time."), classes="muted", markup=False)
            keys = _("space ticks · ^s takes these · esc leaves")
            if self._before:
                keys += " · " + _("f3 as last time")
            yield Static(keys, classes="keys", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        for ticks in self.query(Ticks):
            ticks.styles.max_height = max(4, event.size.height - AROUND)

    def _row(self, code: str) -> Selection[str]:
        about = _("private: never suggested") if is_private(code) else ""
        about = _("told last time") if code in self._before else about
        words = Content.assemble(heading(code), (f"  {about}" if about else "", "$text-muted"))
        return Selection(words, code, code in self._chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Last time has to have been."""
        if action == "before" and not self._before:
            return False
        return super().check_action(action, parameters)

    def action_before(self) -> None:
        """Tick what was told last time."""
        ticks = self.query_one(Ticks)
        for code in self._before:
            ticks.select(code)

    def action_take(self) -> None:
        """Give what is ticked."""
        ticked = {code for ticks in self.query(Ticks) for code in ticks.selected}
        self.dismiss(tuple(code for code in self._codes if code in ticked))

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
