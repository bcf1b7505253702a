"""Keeps in step with the world: what other processes write is seen within a second."""

import asyncio
from contextlib import suppress

from medledare.domain.problems import Problem
from medledare.tui import opening
from medledare.tui.locking import Locking

POLL = 0.5
"""Seconds between looks for what other processes wrote."""


class KeepingUp(Locking):
    """A mixin for the app."""

    at_work = 0
    """How much is being done for the vault, which then has no time for anything else."""

    def keep_up(self) -> None:
        """Begin to; from then on it goes by itself."""
        self.set_interval(POLL, self._poll)

    async def _poll(self) -> None:
        vault = self.vault
        if vault is None:
            return
        if self._idle():
            await self._lock()
            return
        if self.at_work:
            return
        with suppress(Problem):
            await asyncio.to_thread(opening.keep_up, vault)
        self.freshen()

    def freshen(self) -> None:
        """Show what has changed, where it can be seen."""
        from medledare.tui.screens.main import Main

        for screen in self.screen_stack:
            if isinstance(screen, Main) and screen.area is not None and self.vault is not None:
                screen.area.freshen()
