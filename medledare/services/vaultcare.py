"""How the vault is: what it holds, on which devices, and whether anything is damaged."""

from dataclasses import replace

from medledare.domain.codec import decoded
from medledare.domain.records import KINDS
from medledare.vault.damage import NOT_A_RECORD, Damage
from medledare.vault.vault import Vault, VaultStatus

__all__ = ["VaultStatus", "status"]


def status(vault: Vault) -> VaultStatus:
    """An account of the open vault, every record looked at. Raises CannotReach."""
    about = vault.status()
    unfit = [
        Damage(NOT_A_RECORD, f"{kind} {document.doc_id}")
        for kind in KINDS
        for document in vault.table(kind)
        if decoded(kind, document.doc_id, document) is None
    ]
    return replace(about, damage=(*about.damage, *unfit))
