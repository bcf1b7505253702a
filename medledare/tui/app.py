"""The app wires: places, clock, vault, drafts, language and theme. What is shown is decided by the screens."""

import asyncio
import gc
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ScreenError
from textual.css.query import QueryError
from textual.widget import MountError

from medledare.config import keymap
from medledare.config.paths import Places
from medledare.domain.problems import Locked, Problem
from medledare.services import settings
from medledare.services.clock import Clock, local_now
from medledare.services.confine import confine, place_of
from medledare.text import N_, _, say
from medledare.tui import opening
from medledare.tui.commands import Command, Offering
from medledare.tui.dressing import Dressing
from medledare.tui.entering import Entering
from medledare.tui.keeping_up import KeepingUp
from medledare.tui.keyed import Keyed
from medledare.tui.opening import Broken, NoTerminal
from medledare.tui.part import is_typing
from medledare.tui.silent import Silent
from medledare.tui.widgets.typed import as_shown

if TYPE_CHECKING:
    from textual.screen import Screen

    from medledare.vault.vault import Vault

WITHIN = (
    "undo",
    "redo",
    "done",
    "lock",
    "keyring",
    "command_palette",
    "theme",
    "help",
    "settle",
    "second_device",
    "vault",
    "bring_in",
    "settings",
    "remind",
    "edit_keys",
    "observers",
)
"""What is offered only with a vault open."""
SHORTEST, READ = 2.5, 15
"""Seconds that what is said in passing stays at least, and characters that are read in each."""
OWN_VAULT = ("lock", "keyring", "vault", "settings", "remind", "edit_keys")
"""What is not offered over a sample."""
OVER_ANYTHING = ("find", "jump")
"""What is put over whatever one is doing."""
NOT_OVER_A_QUESTION = ("settle", "second_device", "vault", "bring_in", "settings", "remind", "edit_keys", "done")
PALETTE = "--textual-command-palette"
"""The class by which Textual knows its palette."""


class MedledareApp(Offering, Keyed, Entering, KeepingUp, Dressing, Silent, App[None]):
    """The terminal interface over one vault. A ``vault`` handed in (demo, tests) is used as it is and never locked."""

    TITLE = "medledare"
    CSS_PATH = "app.tcss"
    HEADING = N_("Anywhere")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("undo", "u,ctrl+z", N_("Undo"), N_("Take back the latest change, whatever it was"), footer=True),
        Command("redo", "ctrl+y", N_("Do again"), N_("Do again what was taken back last, if nothing was done since")),
        Command("done", "U", N_("What was done"), N_("Step by step, newest first; take back as far as you like")),
        Command("lock", "ctrl+l", N_("Lock"), N_("Hide everything and forget the key; drafts are kept"), footer=True),
        Command("command_palette", "ctrl+p", N_("All commands"), palette=False),
        Command(
            "find",
            "ctrl+f",
            N_("Find anything"),
            N_("Search everything you have written, over whatever you are doing"),
            priority=True,
        ),
        Command(
            "jump",
            "ctrl+g",
            N_("Go to"),
            N_("Show letters over everything there is to go to; typing them goes there"),
            priority=True,
        ),
        Command("keyring", "", N_("System keyring"), N_("Let the system keyring open the journal, or no longer")),
        Command(
            "settle",
            "",
            N_("Settle versions"),
            N_("See what was changed on two devices at once, and say what shall stand"),
        ),
        Command(
            "second_device", "", N_("One more device"), N_("What it needs to have the vault on another device too")
        ),
        Command("vault", "", N_("The vault"), N_("How the vault is, and all that can be done for it")),
        Command("bring_in", "", N_("Import"), N_("Bring a journal in from elsewhere, or take an import back")),
        Command(
            "answer_invitation",
            "",
            N_("Answer an invitation"),
            N_("Answer what somebody asked you to observe; needs no vault"),
        ),
        Command("settings", "f2", N_("Settings"), N_("Every setting, what it is now and where that comes from")),
        Command(
            "remind",
            "",
            N_("Reminder"),
            N_("Be reminded to write, at a time of your choice; off until you ask"),
        ),
        Command("edit_keys", "", N_("Keys"), N_("Every command with its key; give it another")),
        Command("theme", "", N_("Theme"), N_("Choose among the themes")),
        Command("quit", "ctrl+q", N_("Quit"), N_("Leave the program; drafts are kept"), footer=True),
        Command("help", "question_mark,f1", N_("Help"), N_("What the keys do here"), footer=True),
    )

    def __init__(
        self,
        places: Places,
        clock: Clock = local_now,
        vault: "Vault | None" = None,
    ) -> None:
        self._settings = settings.load(places)
        super().__init__(str(self._settings["theme"]), motion=bool(self._settings["motion"]))
        self.places, self.clock = places, clock
        self.sample = vault
        self._touch()

    async def on_mount(self) -> None:
        from medledare.tui.screens.main import Main

        self._keep_drafts_when_ended()
        self.read_keys()
        self.keep_up()
        self.carry_on_meanwhile()
        if self.problem is not None:
            self._give_up(self.problem)
        elif self.sample is not None:
            await self.enter(opening.opened(self.sample))
        elif isinstance(self.screen, Main):
            # Drawn first; then the vault is opened beside it.
            self.call_after_refresh(lambda: self.run_worker(self._open(), group="open"))
        self.call_after_refresh(opening.spare_the_collector)

    # What can be done anywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "focus_next" and getattr(self.focused, "offering", False):
            return False
        if action in OVER_ANYTHING:
            return self._may_cover(action)
        if action in WITHIN:
            inside = self.vault is not None
            if action in OWN_VAULT and self.sample is not None:
                return False
            if action in NOT_OVER_A_QUESTION:
                return inside and not self._asked.is_modal
            if action in ("undo", "redo"):
                here = getattr(self._asked, "UNDOES", True) and not self._asked.is_modal
                return inside and here and not self.at_work and not is_typing(self._asked)
            return inside
        return super().check_action(action, parameters)

    def _may_cover(self, action: str) -> bool:
        """Whether what works over anything does so here. By a key that types something, only where nobody writes."""
        if getattr(self._asked, "ALONE", False) or (action == "find" and self.vault is None):
            return False
        keys = self.keys.get(f"app.{action}", "").split(",")
        return not (is_typing(self.screen) and any(map(keymap.character_of, keys)))

    @property
    def _asked(self) -> "Screen[Any]":
        """The screen that is worked in: the one below the palette, while that is open."""
        return self.screen_stack[-2] if self.screen.has_class(PALETTE) else self.screen

    async def action_undo(self) -> None:
        """Take back the latest step, and say what it was."""
        from medledare.tui.undoing import take_back

        if self.vault is None:
            return
        try:
            message, touched = await asyncio.to_thread(take_back, self.vault)
        except Problem as problem:
            self.notify(say(problem), severity="warning")
            return
        self.notify(message)
        self.freshen()
        from medledare.tui.screens.main import Main

        if isinstance(self.screen, Main):
            self.screen.taken_back(touched)

    async def action_redo(self) -> None:
        """Do again what was taken back last."""
        from medledare.tui.undoing import do_again

        if self.vault is None:
            return
        try:
            self.notify(await asyncio.to_thread(do_again, self.vault))
        except Problem as problem:
            self.notify(say(problem), severity="warning")
        else:
            self.freshen()

    def action_done(self) -> None:
        """Browse what was done."""
        from medledare.tui.screens.done import DoneSteps

        self._show_once(DoneSteps)

    def action_find(self) -> None:
        """Search over whatever is shown."""
        from medledare.tui.finding import find

        if not self.screen.has_class(PALETTE):
            find(self)

    def action_jump(self) -> None:
        """Show letters over everything there is to go to."""
        from medledare.tui.jumping import Spot
        from medledare.tui.modals.jump import Jump

        def chosen(spot: Spot | None) -> None:
            if spot is not None:
                spot.go()

        if not self.screen.has_class(PALETTE):
            self.push_screen(Jump(self.screen), chosen)

    def action_keyring(self) -> None:
        """Ask whether the system keyring should open the journal, or no longer."""
        from medledare.tui.keyring import ask

        ask(self)

    def action_command_palette(self) -> None:
        """Show every command that fits here."""
        from medledare.tui.palette import Everything, OtherAreas, Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette([Everything, OtherAreas], placeholder=_("What do you want to do?")))

    def action_settle(self) -> None:
        """Show one after the other what was changed on two devices at once."""
        from medledare.tui.settling import settle

        settle(self)

    def action_second_device(self) -> None:
        """Tell what a second device needs."""
        from medledare.tui.modals.second_device import SecondDevice

        self.push_screen(SecondDevice())

    def action_vault(self) -> None:
        """Look after the vault."""
        from medledare.tui.screens.vault import Vault

        self._show_once(Vault)

    def action_bring_in(self) -> None:
        """Bring a journal in from elsewhere."""
        from medledare.tui.screens.importing import Importing

        self._show_once(Importing)

    def action_settings(self) -> None:
        """See and change the settings."""
        from medledare.tui.screens.settings import Settings

        self._show_once(Settings)

    def action_edit_keys(self) -> None:
        """See and change the keys."""
        from medledare.tui.screens.keys import Keys

        self._show_once(Keys)

    def action_answer_invitation(self) -> None:
        """Answer somebody's invitation to observe."""
        from medledare.tui.screens.answering import Answering

        self._show_once(Answering)

    def _show_once(self, screen: "type[Screen[Any]]") -> None:
        if not isinstance(self.screen, screen):
            self.push_screen(screen())

    def action_remind(self) -> None:
        """Set a reminder, or take it away."""
        from medledare.tui.reminder import ask

        self.run_worker(ask(self))

    def read_settings(self) -> "dict[str, settings.Value]":
        """The settings as they are kept now, which hold from here on. Raises UnreadableSettings or BadSetting."""
        self._settings = settings.load(self.places)
        return self._settings

    async def keep_setting(self, name: str, value: str) -> None:
        """Keep a setting. A vault that was handed in leaves nothing behind."""
        if self.sample is None:
            try:
                await asyncio.to_thread(settings.store, self.places, name, value)
            except Problem as problem:
                self.notify(say(problem), severity="warning")

    def action_help(self) -> None:
        """Tell what the keys do, from the focus outward."""
        from medledare.tui.modals.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.focused or self.screen))

    def action_help_quit(self) -> None:
        """ctrl+c leaves other programs."""
        self.notify(_("ctrl+q leaves the program."))

    def notify(self, message: str, **options: Any) -> None:
        """As Textual's, but what is said is no markup, steers no terminal, and is gone once it is read."""
        options.setdefault("timeout", max(SHORTEST, len(message) / READ))
        super().notify(as_shown(message), **{**options, "markup": False})

    # Leaving

    def close(self) -> None:
        """Give everything back when the app has ended."""
        if self.drafts is not None:
            with suppress(Problem):
                self.drafts.close()
        if self.vault is not None and self.sample is None:
            with suppress(Problem):
                self.vault.close()
        self.vault = None
        gc.unfreeze()

    def _handle_exception(self, error: Exception) -> None:
        cause = getattr(error, "error", error)
        if self.vault is None and (isinstance(cause, Locked) or cause is not error):
            # A worker that was still reading when the vault was locked.
            return
        if self._exit and isinstance(cause, QueryError | MountError | ScreenError):
            # What was to be shown was taken down while the person left.
            return
        self.save_drafts()
        super()._handle_exception(error)

    def panic(self, *renderables: Any) -> None:
        """End. Whatever Textual would print could hold the person's words, so it is not printed."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        self.problem = self.problem or Broken(where=_where(self._exception))
        self._close_messages_no_wait()


def run(places: Places, *, clock: Clock = local_now, vault: "Vault | None" = None) -> None:
    """Run the terminal interface until the person leaves it.

    Raises a Problem if it could not go on: no terminal, a damaged vault, a setting of Textual's that would let
    what is shown out, or a fault of its own.
    """
    confine()
    opening.refuse_leaks()
    # The event loop would quote a task that failed, with what it was about.
    logging.disable()
    # Nothing that is made while starting is garbage.
    gc.disable()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal
    app = MedledareApp(places, clock, vault)
    try:
        app.run()
    finally:
        app.close()
    if app.problem is not None:
        raise app.problem


def _where(error: BaseException | None) -> str:
    """The place in the program where an error arose, and its sort; nothing of what it says."""
    return f"{type(error).__name__}, {place_of(error)}"
