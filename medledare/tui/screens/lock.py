"""The lock: nothing that was written can be seen, and only the passphrase leads on."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from medledare.domain.problems import Problem, WrongPassphrase
from medledare.services import session
from medledare.text import N_, _, say
from medledare.tui.commands import Command
from medledare.tui.opening import Opened, open_at_hand, open_with, recover_and_open
from medledare.tui.part import Part
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.line import Passphrase

if TYPE_CHECKING:
    from medledare.tui.modals.ask import Answers
    from medledare.tui.widgets.working import Progress


class Lock(Part, Screen[None]):
    """Asks for the passphrase; where there is none, enter opens."""

    AUTO_FOCUS = "Passphrase"
    CSS_PATH = "lock.tcss"
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter", N_("Open"), footer=True),
        Command("recover", "ctrl+r", N_("Use the recovery key"), footer=True),
        Command("app.answer_invitation", "ctrl+o", N_("Answer an invitation"), footer=True, palette=False),
    )

    def compose(self) -> ComposeResult:
        self._asks = session.needs_passphrase(self.medledare.places)
        with Vertical(id="lock"):
            yield Static("medledare", id="lock-name")
            if self._asks:
                yield Static(_("Your journal is locked."), classes="muted")
                yield Passphrase(placeholder=_("Passphrase"), id="lock-passphrase")
            else:
                yield Static(_("Your journal is closed. Press enter to open it."), classes="muted")
            yield Static(id="lock-message", markup=False)
            forgotten = _("I have forgotten the passphrase") if self._asks else _("Open with the recovery key")
            yield Button(forgotten, id="lock-recover", compact=True)
        yield Footer()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_open()

    @on(Button.Pressed)
    def action_recover(self) -> None:
        """Ask for the recovery key and a new passphrase, and open with them."""
        from medledare.tui.modals.ask import Ask, Asked
        from medledare.tui.screens.welcome_steps import NotAlike

        places, clock = self.medledare.places, self.clock

        def keep(answers: "Answers", _tell: "Progress") -> Opened:
            without = "without" in answers
            if not without and answers["new"] != answers["again"]:
                raise NotAlike
            return recover_and_open(places, answers["recovery"].strip(), None if without else answers["new"], clock)

        if self.has_class("-working"):
            return
        asked = [
            Asked("recovery", _("Recovery key"), "secret"),
            Asked("new", _("A new passphrase"), "secret", spared=True),
            Asked("again", _("The same once more"), "secret", spared=True),
        ]
        ask = Ask(
            _("Open with the recovery key"),
            _("It begins with AGE-SECRET-KEY-1, and you put it somewhere safe when the journal was new."),
            asked,
            _("Open"),
            keep,
            without=_("Without a passphrase"),
            working=_("Opening. It takes a moment, so that guessing takes very long."),
        )
        self.app.push_screen(ask, self._recovered)

    def _recovered(self, opened: Opened | None) -> None:
        if opened is not None:
            self.medledare.call_later(self.medledare.enter, opened)

    def action_open(self) -> None:
        """Try what was typed."""
        typed = self.query_one(Passphrase).value if self._asks else None
        if typed == "" or self.has_class("-working"):
            return
        self.add_class("-working")
        self._say(_("Opening. It takes a moment, so that guessing takes very long."))
        self.run_worker(self._open(typed), exclusive=True)

    async def _open(self, typed: str | None) -> None:
        app = self.medledare
        opening = open_at_hand(app.places, app.clock) if typed is None else open_with(app.places, typed, app.clock)
        try:
            opened = await asyncio.wrap_future(opening)
        except Problem as problem:
            self.remove_class("-working")
            self._say(
                _("That was not it. Try again in your own time.")
                if isinstance(problem, WrongPassphrase)
                else say(problem)
            )
            if self._asks:
                self.query_one(Passphrase).clear()
            return
        # In the app's own time, as this screen is put away.
        app.call_later(app.enter, opened)

    def _say(self, message: str) -> None:
        self.query_one("#lock-message", Static).update(message)
