"""Making a vault, opening it, keeping it open for a while, and locking it."""

from medledare.config.paths import Places
from medledare.domain.problems import Locked
from medledare.services.clock import Clock
from medledare.vault import access
from medledare.vault.info import describe
from medledare.vault.vault import Vault, open_vault


def exists(places: Places) -> bool:
    """Whether there is a vault where ``places`` says."""
    return (places.vault / "vault.json").exists()


def make(places: Places, passphrase: str | None, clock: Clock) -> str:
    """Make a vault and return its recovery key (``AGE-SECRET-KEY-1…``), which is shown this once.

    Without a passphrase the key lies readable in the state folder. Raises VaultExists or CannotReach.
    """
    from medledare.vault.create import create

    return create(places, passphrase, now=clock())


def needs_passphrase(places: Places) -> bool:
    """Whether the vault was made with a passphrase. Raises NoVault."""
    describe(places)
    return access.has_passphrase(places)


def open_at_hand(places: Places, clock: Clock) -> Vault:
    """Open with the key that is at hand: an unlocked session, or a vault without passphrase.

    Raises Locked when there is none, and what ``open_vault`` raises.
    """
    key = access.key_at_hand(places, clock())
    if key is None:
        raise Locked
    return open_vault(places, key, clock=clock)


def open_with(places: Places, passphrase: str, clock: Clock) -> Vault:
    """Open with a passphrase; slow by intent (Argon2id). Raises WrongPassphrase."""
    return open_vault(places, access.unlock_with_passphrase(places, passphrase), clock=clock)


def unlock(places: Places, passphrase: str, hours: float, clock: Clock) -> None:
    """Keep the vault open for ``hours`` for every program of this user. Raises WrongPassphrase."""
    key = access.unlock_with_passphrase(places, passphrase)
    access.start_session(places, key, now=clock(), hours=hours)


def lock(places: Places) -> None:
    """Forget the session's key. Locking a locked vault is no error."""
    access.end_session(places)
