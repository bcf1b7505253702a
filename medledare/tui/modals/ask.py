"""A few short answers that are kept nowhere: a file, a passphrase, a choice. What they lead to is done right here.

    self.app.push_screen(Ask(title, words, [Asked("path", _("File"))], _("Back up"), keep), told)

``keep`` gets the answers by name and a way to tell how far it has come, and runs in a thread. If it raises a
Problem, its sentence is shown and the answers stay; else the modal closes and the callback gets what it gave
(None if the modal was left).
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any, ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from medledare.domain.problems import Problem
from medledare.text import N_, _, say
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.line import Line, Passphrase
from medledare.tui.widgets.ticks import Tick
from medledare.tui.widgets.typed import as_shown
from medledare.tui.widgets.working import Progress, Working

AROUND = 11
"""Rows of the screen that are needed around the fields."""

Answers = dict[str, str]


class Asked(NamedTuple):
    """Something asked for. ``shape``: line, day (a first key replaces it), secret, tick ("yes" or "") or choice.

    ``needed``: it cannot be left empty. ``spared``: not even so with the second button. ``choices``: (key, words).
    """

    name: str
    label: str
    shape: str = "line"
    start: str = ""
    needed: bool = True
    spared: bool = False
    choices: Sequence[tuple[str, str]] = ()


class Ask(Part, ModalScreen[Any]):
    """Asks, and does what was asked for. Escape leaves, as long as nothing is under way."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "ask.tcss"]
    HEADING = N_("In the form")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
        # With priority, so that what is typed right after is in the next field.
        Command("next_field", "enter", N_("Next field"), palette=False, priority=True),
    )

    def __init__(
        self,
        title: str,
        words: str,
        asked: Sequence[Asked],
        yes: str,
        keep: Callable[[Answers, Progress], object],
        *,
        without: str = "",
        working: str = "",
        remark: Callable[[Answers], Sequence[str]] | None = None,
    ) -> None:
        """``yes``: the button's words. ``without``: those of a second one; then ``keep`` gets "yes" to ``without``.

        ``working``: what is said while it takes its time. ``remark``: what to know of what is typed, found in a thread.
        """
        super().__init__()
        self._remark = remark
        self._title, self._words, self._asked, self._keep = title, words, asked, keep
        self._yes, self._without, self._working = yes, without, working

    def compose(self) -> ComposeResult:
        with Vertical(classes="box ask"):
            yield Static(as_shown(self._title), classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(as_shown(self._words), classes="words", markup=False)
                for one in self._asked:
                    if one.shape != "tick":
                        yield Static(as_shown(one.label), classes="label", markup=False)
                    yield _widget(one)
                yield Static(classes="remarks", markup=False)
            yield Static(classes="message", markup=False)
            yield Working()
            with Horizontal(classes="buttons"):
                yield Button(Content(as_shown(self._yes)), id="yes", variant="primary", compact=True)
                if self._without:
                    yield Button(Content(as_shown(self._without)), id="without", compact=True)
                yield Button(Content(_("Leave it")), id="no", compact=True)

    def on_mount(self) -> None:
        needed = [one.name for one in self._asked if one.needed]
        typed = [one.name for one in self._asked if one.shape in ("line", "day")]
        self.query_one(f"#ask-{(needed or typed)[0]}" if needed or typed else "#yes").focus()

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(VerticalScroll).styles.max_height = max(4, event.size.height - AROUND)

    @property
    def _busy(self) -> bool:
        return any(one.busy for one in self.query(Working))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter goes on from a field of one line that is not the last; elsewhere it has its own work."""
        if action == "next_field":
            return isinstance(self.focused, Input) and self.focused in list(self.query(Input))[:-1]
        return super().check_action(action, parameters)

    def action_next_field(self) -> None:
        """Go on to the next field."""
        fields = list(self.query(Input))
        fields[fields.index(self.focused) + 1].focus()  # type: ignore[arg-type]

    def action_leave(self) -> None:
        """Leave, with nothing done."""
        if not self._busy:
            self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Enter in the last field does it."""
        self._go()

    @on(Input.Changed)
    def _typed(self) -> None:
        """What was said of it held for what stood there before."""
        self._say("")
        self._look_around()

    @work(exclusive=True, group="remark")
    async def _look_around(self) -> None:
        """Say what there is to know of what is typed."""
        if self._remark is None:
            return
        found = await asyncio.to_thread(self._remark, self._answers())
        below = self.query_one(".remarks", Static)
        below.update(as_shown("\n".join(found)))
        below.display = bool(found)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "no":
            self.action_leave()
        else:
            self._go(without=event.button.id == "without")

    def _go(self, *, without: bool = False) -> None:
        if self._busy:
            return
        answers = self._answers()
        needed = [one for one in self._asked if one.needed and not (without and one.spared)]
        lacking = [one for one in needed if not answers[one.name].strip()]
        if without:
            answers["without"] = "yes"
        if lacking:
            self._say(_("“{field}” is still empty.").format(field=lacking[0].label))
            self.query_one(f"#ask-{lacking[0].name}").focus()
            return
        self._say("")
        self.run_worker(self._doing(answers), exclusive=True)

    def _answers(self) -> Answers:
        return {one.name: _answer(self.query_one(f"#ask-{one.name}")) for one in self._asked}

    async def _doing(self, answers: Answers) -> None:
        try:
            given = await self.query_one(Working).run(self._working, lambda tell: self._keep(answers, tell))
        except Problem as problem:
            self._say(say(problem))
        else:
            self.dismiss(given)

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))


def _widget(asked: Asked) -> Widget:
    name = f"ask-{asked.name}"
    if asked.shape == "secret":
        return Passphrase(id=name)
    if asked.shape == "tick":
        return Tick(Content(as_shown(asked.label)), value=bool(asked.start), id=name)
    if asked.shape == "choice":
        options = [(Content(as_shown(words)), key) for key, words in asked.choices]
        return Select(options, value=asked.start, allow_blank=False, id=name, compact=True)
    line = Line(asked.start, id=name)
    line.select_on_focus = asked.shape == "day"
    return line


def _answer(widget: Widget) -> str:
    if isinstance(widget, Tick):
        return "yes" if widget.value else ""
    if isinstance(widget, Select):
        return str(widget.value)
    assert isinstance(widget, Input)
    return widget.value
