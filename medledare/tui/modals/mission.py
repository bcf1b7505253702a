"""The mission so far: each wording, what changed in it, and how one explained it while it held."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.services.mission import Wording
from medledare.text import N_, _
from medledare.text.dates import long_day
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import Block, plain, running, shown
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.reader import details, entry_text

AROUND = 10
"""Rows of the screen that are needed around the page."""
ROLES = {"-": "struck", "+": "strong"}


class MissionSoFar(Part, ModalScreen[None]):
    """A page to read, the latest wording first."""

    AUTO_FOCUS = "Page"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "mission.tcss"]
    HEADING = N_("The mission so far")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape,enter,h", N_("Close"), footer=True),
        Command("app.help", "f1,question_mark", N_("Help"), palette=False),
    )

    def __init__(self, wordings: Sequence[Wording]) -> None:
        super().__init__()
        self._wordings = wordings

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("The mission so far"), classes="title", markup=False)
            yield Page()
            yield Static(_("Arrows and page keys turn the page. esc closes it."), classes="keys", markup=False)

    def on_mount(self) -> None:
        blocks = list(_blocks(self._wordings)) or [Block(_("Nothing is written of the mission yet."), "muted")]
        self.query_one(Page).show(blocks)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(Page).styles.max_height = max(4, event.size.height - AROUND)

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss()


def _blocks(wordings: Sequence[Wording]) -> Iterator[Block]:
    if any(one.changes for one in wordings):
        yield Block(_("[-words-] were taken away, [+words+] came in."), "muted")
        yield Block()
    for number, one in enumerate(reversed(wordings)):
        if number:
            yield Block()
            yield Block()
        yield from _wording(one)


def _wording(one: Wording) -> Iterator[Block]:
    mission = one.mission
    if mission is None:
        yield Block(_("Before there was a mission"), "heading")
    else:
        yield Block(long_day(mission.at.date()), "heading")
        yield from plain(shown(mission.statement))
        yield from details([(N_("For whom"), mission.for_whom), (N_("Value"), mission.value)])
    for field, runs in one.changes:
        yield Block()
        yield Block(_("Changed, {field}").format(field=_(field.label)), "label")
        yield from running(
            (f"[{run.mark}{run.text}{run.mark}]" if run.mark else run.text, ROLES.get(run.mark, "")) for run in runs
        )
    for entry in one.explanations:
        yield Block()
        yield Block(_("In your own words, {day}").format(day=long_day(entry.at.date())), "label")
        yield from entry_text(entry.text)
