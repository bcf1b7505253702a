"""Something learned, recalled: typed from memory first, then shown as it was written."""

from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.domain.problems import Problem
from medledare.domain.records import Learning
from medledare.services import recalling
from medledare.text import N_, _, say
from medledare.text.dates import long_day
from medledare.text.said import Manner, source
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.editor import TOO_LONG, Editor
from medledare.tui.widgets.ticks import Tick
from medledare.tui.widgets.typed import as_shown

_MANNER = Manner(long_day, lambda at: long_day(at.date()), str)


class Recall(Part, ModalScreen[bool]):
    """Gives True if the learning was recalled and what was said of it kept; False if it was left."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "recall.tcss"]
    HEADING = N_("From memory")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("go_on", "ctrl+s", N_("Show, then done"), footer=True, priority=True),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(self, learning: Learning) -> None:
        super().__init__()
        self._learning = learning
        self._shown = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box recall"):
            yield Static(_("What did you learn?"), classes="title", markup=False)
            yield Static(as_shown(source(self._learning, _MANNER)), classes="muted", markup=False)
            yield Static(_("Write it from memory before you look. It is not kept."), id="recall-how", markup=False)
            yield Editor(id="recall-typed", fills="")
            with Vertical(id="recall-after"):
                yield Static(_("This is what you wrote:"), classes="label", markup=False)
                with VerticalScroll(id="recall-written", can_focus=True):
                    yield Static(as_shown(self._learning.text), markup=False)
                yield Tick(_("I have used it again"), id="recall-used")
                yield Tick(_("Let it rest: do not take it up more"), id="recall-rest")
                yield Tick(_("Keep what I typed as the new wording"), id="recall-keep")
            yield Static(classes="message", markup=False)
            yield Static(_("^s shows what you wrote · esc leaves"), classes="keys", markup=False)

    def on_mount(self) -> None:
        self.query_one("#recall-after").display = False
        self._typed.focus()

    @property
    def _typed(self) -> Editor:
        return self.query_one("#recall-typed", Editor)

    @on(Editor.TooLong)
    def _too_long(self) -> None:
        self._say(_(TOO_LONG))

    def action_go_on(self) -> None:
        """Show what was written; then keep what is said of it."""
        if not self._shown:
            self._show()
            return
        try:
            recalling.recalled(
                self.vault,
                self.clock,
                self._learning,
                wording=self._typed.text if self._ticked("keep") else "",
                used=self._ticked("used"),
                rest=self._ticked("rest"),
            )
        except Problem as problem:
            self._say(say(problem))
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Leave it for another time."""
        self.dismiss(False)

    def _show(self) -> None:
        self._shown = True
        self._typed.read_only = True
        self.query_one("#recall-how").display = False
        self.query_one("#recall-after").display = True
        self.query_one("#recall-keep").display = bool(self._typed.text.strip())
        self.query_one(".keys", Static).update(_("space ticks · ^s is done · esc leaves"))
        self.query_one("#recall-used").focus()

    def _ticked(self, name: str) -> bool:
        return self.query_one(f"#recall-{name}", Tick).value

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))
