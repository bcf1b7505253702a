"""Begins: the welcome, the lock or the work itself, and from there into an open vault."""

import asyncio
from typing import TYPE_CHECKING, Any

from medledare.domain.problems import Locked, Problem
from medledare.services import session
from medledare.text import say
from medledare.tui import opening
from medledare.tui.carrying import FIRST, Carrying
from medledare.tui.locking import Locking
from medledare.tui.opening import Opened

if TYPE_CHECKING:
    from textual.screen import Screen


class Entering(Locking, Carrying):
    """A mixin for the app."""

    problem: Problem | None = None
    """What kept the app from going on, to be told when it has ended."""
    area = "today"
    """The one that is shown, or was when it was locked."""

    def get_default_screen(self) -> "Screen[Any]":
        """The first screen: at once the one to work on, if a key seems to be at hand."""
        try:
            screen = self._first_screen()
        except Problem as problem:
            self.problem = problem
            return super().get_default_screen()
        self.stylesheet.read_all(screen.css_path)
        # Textual gives a first screen no callback, and then fails to switch from it.
        screen._push_result_callback(screen, None)
        return screen

    def _first_screen(self) -> "Screen[Any]":
        if self.sample is None and not session.exists(self.places):
            from medledare.tui.screens.welcome import Welcome

            return Welcome()
        if self.sample is None and not session.seems_open(self.places):
            from medledare.tui.screens.lock import Lock

            return Lock()
        from medledare.tui.screens.main import Main

        return Main(self.area)

    async def _open(self) -> None:
        from medledare.tui.screens.lock import Lock

        try:
            await self.enter(await asyncio.wrap_future(opening.open_at_hand(self.places, self.clock)))
        except Locked as locked:
            await self.switch_screen(Lock())
            if isinstance(locked.__cause__, Problem):
                self.notify(say(locked.__cause__), severity="warning", timeout=8)
        except Problem as problem:
            self._give_up(problem)

    def _give_up(self, problem: Problem) -> None:
        self.problem = problem
        self.exit(return_code=problem.status)

    async def enter(self, opened: Opened) -> None:
        """Go to work in an open vault."""
        from medledare.tui.screens.main import Main

        self.vault = opened.vault
        # The window's own drafts go on, should it have been locked meanwhile.
        self.drafts = self.drafts or opened.drafts
        self._touch()
        self.set_timer(FIRST, self.carry_on)
        if isinstance(self.screen, Main):
            self.screen.begin()
            return
        # The welcome or the lock is done with.
        await self.switch_screen(Main(self.area))
