"""Keeps what is being written: sealed and on the disk within half a second, and when the app is ended from outside."""

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from medledare.domain.problems import Problem
from medledare.text import N_, say

if TYPE_CHECKING:
    from textual.app import App

    from medledare.services.drafts import Drafts

    _App = App[None]
else:
    _App = object

KEPT = N_("What you wrote is kept as a draft; it is there when you come back.")
"""Said where something that was begun is put away."""
DRAFT_DELAY = 0.4
"""Seconds from a key until what was typed is written to the disk, at most."""


class Keeping(_App):
    """A mixin for the app."""

    drafts: "Drafts | None" = None
    _saving_drafts = False

    def keep_draft(self, field: str, text: str) -> None:
        """Remember what stands in a field; within half a second it is sealed and on the disk."""
        if self.drafts is not None and text != self.drafts.text(field):
            self.drafts.put(field, text)
            if not self._saving_drafts:
                self._saving_drafts = True
                self.set_timer(DRAFT_DELAY, self._write_drafts)

    async def _write_drafts(self) -> None:
        self._saving_drafts = False
        if self.drafts is not None:
            try:
                await asyncio.to_thread(self.drafts.save)
            except Problem as problem:
                self.notify(say(problem), severity="warning")

    def save_drafts(self) -> None:
        """Put what is being written on the disk now."""
        if self.drafts is not None:
            with suppress(Problem):
                self.drafts.save()

    def _keep_drafts_when_ended(self) -> None:
        def ended() -> None:
            self.save_drafts()
            self.exit(return_code=1)

        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for name in ("SIGTERM", "SIGHUP"):
                with suppress(NotImplementedError, AttributeError):
                    loop.add_signal_handler(getattr(signal, name), ended)
