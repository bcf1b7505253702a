"""The first start: a few short steps make the vault. Each can be skipped, and each can be gone back to."""

import asyncio
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Static

from medledare.domain.problems import Problem
from medledare.services import capture, records, settings
from medledare.text import N_, _, language, say, speak
from medledare.tui.areas.writing_part import ENTRY
from medledare.tui.commands import Command
from medledare.tui.opening import Made, make_and_open
from medledare.tui.part import Part
from medledare.tui.screens.welcome_steps import (
    FIRST_STEPS,
    FirstLineStep,
    KeyStep,
    LanguageStep,
    PassphraseStep,
    Step,
    WorkingStep,
)
from medledare.tui.widgets.footer import Footer

A_LOOK = 2.0
"""Seconds the recovery key has been shown before enter leads on: longer than an impatient key held down."""


class Welcome(Part, Screen[None]):
    """Language, a first line, passphrase; then the recovery key, shown this once. The rest is suggested in its time."""

    AUTO_FOCUS = None
    CSS_PATH = "welcome.tcss"
    HEADING = N_("Welcome")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("on", "ctrl+n", N_("Next"), footer=True),
        Command("back", "escape", N_("Back"), footer=True),
        Command("answer_invitation", "ctrl+o", N_("Answer an invitation"), footer=True, palette=False),
        # With priority, so that what is typed right after it is in the next field.
        Command("next_field", "enter", N_("Next field"), palette=False, priority=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._steps = [make() for make in FIRST_STEPS]
        self._index = 0
        self._made: Made | None = None

    @property
    def _step(self) -> Step:
        return self._steps[self._index]

    def compose(self) -> ComposeResult:
        with Vertical(id="welcome"):
            yield Static(id="welcome-name", markup=False)
            yield VerticalScroll(*self._steps, id="welcome-steps", can_focus=False)
            yield Static(id="welcome-message", classes="message", markup=False)
            with Horizontal(id="welcome-buttons"):
                yield Button(id="on", variant="primary", compact=True)
                yield Button(id="without", compact=True)
                yield Button(id="back", compact=True)
        yield Footer()

    def on_mount(self) -> None:
        self._go(0)

    def _go(self, index: int) -> None:
        """Show a step."""
        self._index = index
        for step in self._steps:
            step.display = step is self._step
        self._say("")
        self.query_one("#welcome-name", Static).update(self._place())
        self._step.say()
        for name, words in (("on", self._step.ON), ("without", self._step.WITHOUT), ("back", self._back_words())):
            button = self.query_one(f"#{name}", Button)
            button.label, button.display = _(words), bool(words)
            button.refresh(layout=True)
        self.query_one("#welcome-steps").scroll_home(animate=False)
        self._step.begin()
        self.refresh_bindings()

    def _place(self) -> str:
        """How far one has come, while there are questions left."""
        asked = sum(step.ASKS for step in self._steps)
        if not self._step.ASKS:
            return "medledare"
        return "medledare  ·  " + _("{number} of {count}").format(number=self._index + 1, count=asked)

    def _back_words(self) -> str:
        return N_("Back") if self._may_go_back() else ""

    def _may_go_back(self) -> bool:
        return self._index > 0 and not isinstance(self._step, WorkingStep | KeyStep)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back":
            return self._may_go_back()
        if action == "on":
            return bool(self._step.ON)
        if action == "answer_invitation":
            return isinstance(self._step, LanguageStep)
        if action == "next_field":
            return self.focused in list(self._step.query(Input))[:-1]
        return super().check_action(action, parameters)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        {"on": self.action_on, "back": self.action_back, "without": self._without}[event.button.id or "on"]()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Enter in the last field goes on."""
        self.action_on()

    @on(Input.Changed)
    def _typed(self) -> None:
        """What was said of it held for what stood there before."""
        self._say("")

    def action_next_field(self) -> None:
        """From a field that is not the last."""
        self.focus_next(Input)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_on()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        if isinstance(step := self._step, LanguageStep) and step.chosen != language():
            speak(step.chosen)
            self._go(self._index)
            self.query_one(Footer).refresh()

    def action_answer_invitation(self) -> None:
        """Who came for that alone needs no vault."""
        self.medledare.action_answer_invitation()

    def action_back(self) -> None:
        """To the step before; what was typed stays."""
        self._go(self._index - 1)

    def action_on(self) -> None:
        """On to the next step."""
        step = self._step
        try:
            step.check()
        except Problem as problem:
            self._say(say(problem))
            return
        if isinstance(step, PassphraseStep):
            self._make(step.passphrase)
        elif isinstance(step, KeyStep):
            assert self._made is not None
            self.medledare.call_later(self.medledare.enter, self._made.opened)
        else:
            self._go(self._index + 1)

    def _without(self) -> None:
        self._make(None)

    def _make(self, passphrase: str | None) -> None:
        self._go(self._index + 1)
        self.run_worker(self._making(passphrase), exclusive=True)

    async def _making(self, passphrase: str | None) -> None:
        app = self.medledare
        try:
            self._made = made = await asyncio.wrap_future(make_and_open(app.places, passphrase, app.clock))
        except Problem as problem:
            self._go(self._index - 1)
            self._say(say(problem))
            return
        message = await asyncio.to_thread(self._keep_answers, made)
        self._go(self._index + 1)
        key = self._step
        assert isinstance(key, KeyStep)
        key.show_key(made.recovery_key)
        self._say(message)
        self.set_timer(A_LOOK, self.query_one("#on", Button).focus)

    def _keep_answers(self, made: Made) -> str:
        """Keep what was said so far; what is to be told of it. The key is shown whatever happens here."""
        app, text = self.medledare, self.query_one(FirstLineStep).text
        kept = not text.strip()
        try:
            if not kept:
                records.add(made.opened.vault, capture.entry(app.clock, text))
                kept = True
            settings.store(app.places, "language", self.query_one(LanguageStep).chosen)
        except Problem as problem:
            if not kept:
                made.opened.drafts.put(ENTRY, text)
            return say(problem)
        return _("Your first line is saved.") if text.strip() else ""

    def _say(self, message: str) -> None:
        self.query_one("#welcome-message", Static).update(message)
