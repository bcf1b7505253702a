"""How the vault is: what it holds, on which devices, and whether anything is damaged."""

from medledare.vault.vault import Vault, VaultStatus

__all__ = ["VaultStatus", "status"]


def status(vault: Vault) -> VaultStatus:
    """An account of the open vault. Raises CannotReach."""
    return vault.status()
