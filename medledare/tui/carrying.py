"""Goes on with what one agreed to with one's teams, while the program is open. It says nothing, and nobody waits."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from medledare.services.clock import Clock

if TYPE_CHECKING:
    from textual.app import App

    from medledare.vault.vault import Vault

    _App = App[None]
else:
    _App = object

FIRST, AGAIN = 3, 15 * 60
"""Seconds after the vault was opened, and between the times after that."""


class Carrying(_App):
    """A mixin for the app."""

    vault: "Vault | None"
    clock: Clock
    at_work: int
    _carrying = False

    def carry_on_meanwhile(self) -> None:
        """Begin to; from then on it goes by itself."""
        self.set_interval(AGAIN, self.carry_on)

    def carry_on(self) -> None:
        """Do what can be done now, beside everything else."""
        if self.vault is not None and not self.at_work and not self._carrying:
            self.run_worker(self._carry(self.vault), group="carry")

    async def _carry(self, vault: "Vault") -> None:
        self._carrying = True
        try:
            # A folder that is out of reach, a vault that was locked meanwhile: there is another time. And nothing that
            # others put in a folder may keep one's own journal from being open.
            with suppress(Exception):
                await asyncio.to_thread(_carried, vault, self.clock)
        finally:
            self._carrying = False


def _carried(vault: "Vault", clock: Clock) -> None:
    from medledare.services import pulse

    pulse.carry_on(vault, clock)
