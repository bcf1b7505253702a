"""Locks, when asked and when nobody has been there for a while."""

import asyncio
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from textual import events

from medledare.config.paths import Places
from medledare.domain.problems import Problem
from medledare.services import session
from medledare.services.clock import Clock
from medledare.text import say
from medledare.tui import opening
from medledare.tui.keeping import Keeping
from medledare.tui.suggesting import Suggesting

if TYPE_CHECKING:
    from medledare.vault.vault import Vault


class Locking(Keeping, Suggesting):
    """A mixin for the app."""

    places: Places
    clock: Clock
    ticks = staticmethod(time.monotonic)
    vault: "Vault | None" = None
    sample: "Vault | None"
    """A vault that was handed in (demo, tests). It is used as it is and never locked."""
    _settings: dict[str, Any]

    def _idle(self) -> bool:
        minutes = int(self._settings["lock_after"])
        # Both clocks: one stands still while the machine sleeps, the other can be set back.
        away = max(self.clock() - self._touched, timedelta(seconds=self.ticks() - self._touched_tick))
        return bool(minutes) and self.sample is None and away >= timedelta(minutes=minutes)

    def _touch(self) -> None:
        self._touched, self._touched_tick = self.clock(), self.ticks()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent):
            self._touch()
        await super().on_event(event)

    def action_lock(self) -> None:
        """Put everything away, forget the key and ask for the passphrase."""
        # Not from here: the screen that was asked is itself put away.
        self.call_later(self._lock)

    async def _lock(self) -> None:
        from medledare.tui.screens.lock import Lock

        if self.vault is None or self.sample is not None:
            return
        self.save_drafts()
        vault, self.vault = self.vault, None
        self.forget_suggestions()
        self.clear_notifications()
        with self.batch_update():
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            await self.switch_screen(Lock())
        try:
            await asyncio.to_thread(opening.put_away, vault)
            await asyncio.to_thread(session.lock, self.places)
        except Problem as problem:
            self.notify(say(problem), severity="warning")
