"""Why the day's question is asked: the rule, and the records it found."""

from pathlib import PurePath
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.services import coach, coach_told
from medledare.text import N_, _
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.typed import as_shown

AROUND = 10
"""Rows of the screen that are needed around what is told."""


class Why(Part, ModalScreen[None]):
    """Tells what is behind a question."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "why.tcss"]
    HEADING = N_("Why this question")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape,enter,y", N_("Close"), footer=True),
        Command("app.help", "f1,question_mark", N_("Help"), palette=False),
    )

    def __init__(self, why: coach.Why) -> None:
        super().__init__()
        self._why = why

    def compose(self) -> ComposeResult:
        offer = self._why.offer
        with Vertical(classes="box"):
            yield Static(as_shown(offer.text), classes="title", markup=False)
            with VerticalScroll():
                yield Static(as_shown(coach_told.because(offer.reason)), markup=False, classes="because")
                for label, text in coach_told.why_lines(self._why):
                    with Horizontal(classes="row"):
                        yield Static(label, classes="label", markup=False)
                        yield Static(as_shown(text), classes="text", markup=False)
                if self._why.behind:
                    yield Static(_("What it found"), classes="heading", markup=False)
                for record in self._why.behind:
                    yield Static(as_shown(coach_told.record_line(record)), markup=False)
            yield Static(_("esc closes this."), classes="keys", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(VerticalScroll).styles.max_height = max(4, event.size.height - AROUND)

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss()
