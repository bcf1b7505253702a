"""The app wires: places, clock, vault, language and theme. What is shown is decided by the screens."""

from typing import TYPE_CHECKING, Any

from textual.app import App

from medledare.config.paths import Places
from medledare.services.clock import Clock, local_now

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

POLL = 0.5
"""Seconds between looks for what other processes wrote."""


class MedledareApp(App[None]):
    """The terminal interface over one vault. A ``vault`` handed in (demo, tests) is used as it is."""

    TITLE = "medledare"

    def __init__(self, places: Places, clock: Clock = local_now, vault: "Vault | None" = None) -> None:
        super().__init__()
        self.places, self.clock, self.vault = places, clock, vault

    def on_mount(self) -> None:
        from medledare.tui.screens.main import Main

        self.push_screen(Main())
        self.set_interval(POLL, self._poll)

    def notify(self, message: str, **options: Any) -> None:
        """As Textual's, but what is said is never read as markup."""
        super().notify(message, **{**options, "markup": False})

    def _poll(self) -> None:
        from medledare.tui.screens.main import Main

        if self.vault is None:
            return
        self.vault.refresh()
        for screen in self.screen_stack:
            if isinstance(screen, Main) and screen.area is not None:
                screen.area.freshen()


def run(places: Places, *, clock: Clock = local_now, vault: "Vault | None" = None) -> None:
    """Run the terminal interface until the person leaves it."""
    MedledareApp(places, clock, vault).run()
