"""Settling what was changed on two devices at once, one record after the other."""

from typing import TYPE_CHECKING

from medledare.services import conflicts
from medledare.text import _
from medledare.tui.modals.settle import Settle

if TYPE_CHECKING:
    from medledare.tui.app import MedledareApp


def settle(app: "MedledareApp") -> None:
    """Show the first that has two versions, and the next once it is settled."""
    if app.vault is None:
        return
    if not (found := conflicts.find(app.vault)):
        app.notify(_("There is one version of everything; nothing needs to be settled."))
        return

    def settled(done: bool | None) -> None:
        app.freshen()
        if done:
            settle(app)

    app.push_screen(Settle(found[0]), settled)
