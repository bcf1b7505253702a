"""Making a vault, opening it, keeping it open for a while, and locking it.

The vault is loaded when it is needed: a front can look where things stand, and draw, before that.
"""

from typing import TYPE_CHECKING

from medledare.config.paths import Places
from medledare.domain.problems import Locked
from medledare.services.clock import Clock
from medledare.services.confine import close_memory
from medledare.vault.info import describe
from medledare.vault.keyfiles import kept_key, session_file

if TYPE_CHECKING:
    from medledare.vault.vault import Vault


def exists(places: Places) -> bool:
    """Whether there is a vault where ``places`` says."""
    return (places.vault / "vault.json").exists()


def make(places: Places, passphrase: str | None, clock: Clock) -> str:
    """Make a vault and return its recovery key (``AGE-SECRET-KEY-1…``), which is shown this once.

    Without a passphrase the key lies readable in the state folder. Raises VaultExists or CannotReach.
    """
    from medledare.vault.create import create

    close_memory()
    return create(places, passphrase, now=clock())


def needs_passphrase(places: Places) -> bool:
    """Whether the vault was made with a passphrase. Raises NoVault."""
    from medledare.vault import access

    describe(places)
    return access.has_passphrase(places)


def seems_open(places: Places) -> bool:
    """Whether a key lies at hand, without reading it; cheap. Raises NoVault, Damaged, NewerVault or CannotReach."""
    vault = describe(places).id
    return kept_key(places, vault).exists() or session_file(places, vault).exists()


def open_at_hand(places: Places, clock: Clock) -> "Vault":
    """Open with the key that is at hand: an unlocked session, or a vault without passphrase.

    Raises Locked when there is none, and what ``open_vault`` raises.
    """
    from medledare.vault import access
    from medledare.vault.vault import open_vault

    close_memory()
    key = access.key_at_hand(places, clock())
    if key is None:
        raise Locked
    return open_vault(places, key, clock=clock)


def open_with(places: Places, passphrase: str, clock: Clock) -> "Vault":
    """Open with a passphrase; slow by intent (Argon2id). Raises WrongPassphrase."""
    from medledare.vault import access
    from medledare.vault.vault import open_vault

    close_memory()
    return open_vault(places, access.unlock_with_passphrase(places, passphrase), clock=clock)


def unlock(places: Places, passphrase: str, hours: float, clock: Clock) -> None:
    """Keep the vault open for ``hours`` for every program of this user. Raises WrongPassphrase."""
    from medledare.vault import access

    close_memory()
    key = access.unlock_with_passphrase(places, passphrase)
    access.start_session(places, key, now=clock(), hours=hours)


def lock(places: Places) -> None:
    """Forget the session's key. Locking a locked vault is no error."""
    from medledare.vault import access

    access.end_session(places)
