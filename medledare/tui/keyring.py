"""Letting the system keyring open the journal on this machine, or no longer."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from medledare.domain.problems import Problem
from medledare.services import session
from medledare.text import _, say
from medledare.tui.modals.confirm import Confirm

if TYPE_CHECKING:
    from medledare.tui.app import MedledareApp


def ask(app: "MedledareApp", then: Callable[[], object] = lambda: None) -> None:
    """Tell how it is, and what the other way would mean. ``then`` is called once it was changed."""
    on = session.keyring_is_on(app.places)
    question = (
        _("The system keyring opens your journal here. Should your passphrase be asked for again?")
        if on
        else _(
            "Let the system keyring open your journal while you are logged in here? Your passphrase is then only "
            "asked for after a lock, and other programs of yours can open the journal too."
        )
    )
    yes = _("Ask for the passphrase") if on else _("Use the keyring")

    def answered(yes: bool | None) -> None:
        if yes:
            app.run_worker(_change(app, not on, then))

    app.push_screen(Confirm(question, yes), answered)


async def _change(app: "MedledareApp", on: bool, then: Callable[[], object]) -> None:
    vault = app.vault
    if vault is None:
        return
    try:
        if on:
            await asyncio.to_thread(session.turn_keyring_on, vault)
        else:
            await asyncio.to_thread(session.turn_keyring_off, app.places)
    except Problem as problem:
        app.notify(say(problem), severity="warning", timeout=8)
    else:
        app.notify(
            _("The system keyring opens this vault here.") if on else _("The system keyring does not open this vault.")
        )
        then()
