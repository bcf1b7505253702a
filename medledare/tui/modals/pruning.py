"""Going through the active goals one by one: keep, rest or prune, and one line for the stop list."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from medledare.domain.problems import Problem
from medledare.services import pruning
from medledare.services.pruning import Looked, Verdict
from medledare.text import N_, _, say
from medledare.text.dates import long_day
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.typed import as_shown


class Pruning(Part, ModalScreen[bool]):
    """One goal at a time. Gives True if anything was written."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "pruning.tcss"]
    HEADING = N_("Going through the goals")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("say('keep')", "1", N_("Keep"), N_("The goal stays as it is"), footer=True),
        Command("say('rest')", "2", N_("Let it rest"), N_("The goal rests, and can be woken"), footer=True),
        Command("say('prune')", "3", N_("Prune"), N_("The goal is cleared away, and stays to be read"), footer=True),
        Command("leave", "escape", N_("Leave"), N_("What was said so far stands"), footer=True),
        Command("app.focus_next", "right", N_("The next answer"), palette=False),
        Command("app.focus_previous", "left", N_("The answer before"), palette=False),
        Command("app.help", "f1,question_mark", N_("Help"), palette=False),
    )

    def __init__(self, looked: Sequence[Looked]) -> None:
        super().__init__()
        self._left = list(looked)
        self._count = len(looked)
        self._written = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("Which of your goals would nobody miss?"), classes="title", markup=False)
            yield Static(id="pruning-place", classes="muted", markup=False)
            yield Static(id="pruning-goal", markup=False)
            yield Static(id="pruning-about", classes="muted", markup=False)
            with Horizontal(classes="buttons"):
                for verdict, words in (("keep", N_("1 Keep")), ("rest", N_("2 Let it rest")), ("prune", N_("3 Prune"))):
                    yield Button(Content(_(words)), id=verdict, compact=True)
            line = Line(placeholder=_("One line for the stop list, and enter"), id="pruning-stop")
            line.display = False
            yield line
            yield Static(classes="message", markup=False)
            yield Static(_("esc leaves; what was said so far stands."), classes="keys", markup=False)

    def on_mount(self) -> None:
        self._show()
        self.query_one("#keep").focus()

    def _show(self) -> None:
        """The goal in turn, or when all have been gone through, the line for the stop list."""
        place, goal, about = (self.query_one(f"#pruning-{name}", Static) for name in ("place", "goal", "about"))
        if self._left:
            one = self._left[0]
            number = self._count - len(self._left) + 1
            place.update(_("Goal {number} of {count}").format(number=number, count=self._count))
            goal.update(shown_line(one.goal.title))
            about.update("\n".join(_about(one)))
            return
        goal.update(_("What else can you stop doing?"))
        place.display = about.display = self.query_one(".buttons").display = False
        line = self.query_one(Line)
        line.display = True
        line.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once every goal has been gone through, only the stop list is left."""
        return bool(self._left) if action == "say" else super().check_action(action, parameters)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_say(event.button.id)  # type: ignore[arg-type]

    def action_say(self, verdict: Verdict) -> None:
        """Say what becomes of the goal in turn."""
        goal = self._left[0].goal
        if self._write(lambda: pruning.settle(self.vault, self.clock, goal, verdict)):
            self._written |= verdict != "keep"
            self._left.pop(0)
            self._show()

    @on(Input.Submitted)
    def _stopped(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if not text or self._write(lambda: pruning.stop(self.vault, self.clock, text)):
            self.dismiss(self._written or bool(text))

    def action_leave(self) -> None:
        """Leave it here."""
        self.dismiss(self._written)

    def _write(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except Problem as problem:
            self.query_one(".message", Static).update(as_shown(say(problem)))
            return False
        return True


def _about(one: Looked) -> list[str]:
    serves = _("Serves") + f": {shown_line(one.goal.serves)}" if one.goal.serves else _("Standalone")
    last = _("Last linked to: {day}").format(day=long_day(one.last)) if one.last else _("Nothing is linked to it yet")
    return [serves, last]
