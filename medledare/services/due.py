"""Sees whether a backup is due whenever the vault was open, and has a process of its own make it.

Nobody waits for it. The process is handed the key through a pipe, and says nothing to anybody; how it went is shown
in the vault's status. This module loads nothing, as it runs after every command that reads.
"""

from typing import TYPE_CHECKING

from medledare.vault.due import is_due

if TYPE_CHECKING:
    from medledare.vault.vault import Vault


def start_if_due(vault: "Vault") -> None:
    """Have a backup made if it is time. Never raises and never waits; call it while the vault is open."""
    key = getattr(vault, "key", None)
    if key is None or not is_due(vault.places.state_of(vault.info.id)):
        return
    from medledare.services.beside import start

    start(vault.places, key)
