"""Gathers what one may mean while typing, beside the event loop and only when somebody begins such a word."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    from medledare.services.suggestions import Suggestions
    from medledare.vault.vault import Vault

    _App = App[None]
else:
    _App = object


class Suggesting(_App):
    """A mixin for the app."""

    vault: "Vault | None"
    _gathered: "tuple[Vault, int, Suggestions] | None" = None
    _gathering = False

    def suggestions(self, anew: Callable[[], object]) -> "Suggestions | None":
        """What is known by now, if the vault is open. ``anew`` is called if there turns out to be more."""
        if (vault := self.vault) is None:
            return None
        at_hand = self._gathered if self._gathered and self._gathered[0] is vault else None
        if not self._gathering and (at_hand is None or at_hand[1] != vault.generation):
            self._gathering = True
            self.run_worker(self._gather(vault, anew), group="suggestions")
        return at_hand[2] if at_hand else None

    async def _gather(self, vault: "Vault", anew: Callable[[], object]) -> None:
        from medledare.services.suggestions import gather

        generation = vault.generation
        try:
            gathered = await asyncio.to_thread(gather, vault)
        finally:
            self._gathering = False
        if self.vault is vault:
            self._gathered = vault, generation, gathered
            anew()

    def forget_suggestions(self) -> None:
        """The vault is locked: they are a person's words."""
        self._gathered = None
