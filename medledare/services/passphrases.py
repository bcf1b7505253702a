"""The passphrase: changed, set, given up, or set anew by means of the recovery key."""

from medledare.config.paths import Places
from medledare.domain.problems import Locked
from medledare.services.clock import Clock
from medledare.services.confine import close_memory
from medledare.vault import access
from medledare.vault.keys import VaultKey
from medledare.vault.proof import prove


def change(places: Places, clock: Clock, current: str | None, new: str | None) -> None:
    """Let ``new`` open the vault instead of ``current``; slow by intent (Argon2id), twice.

    ``current`` is None for a vault without a passphrase, whose key lies on this machine. ``new`` None gives the
    passphrase up: the key then lies readable in state. At every moment the old way or the new one opens the vault.
    Raises WrongPassphrase, NoPassphrase, Locked, Damaged, CannotReach.
    """
    choose(places, present(places, clock, current), new)


def recover(places: Places, recovery: str, new: str | None) -> None:
    """Set a new passphrase by means of the recovery key; None keeps the key on this machine instead.

    The key is proven against the records first. Raises WrongRecoveryKey, Damaged, CannotReach.
    """
    choose(places, recovered(places, recovery), new)


def present(places: Places, clock: Clock, current: str | None) -> VaultKey:
    """What ``choose`` needs, for the present passphrase: the first half of ``change``, raising the same."""
    close_memory()
    if current is not None:
        return access.unlock_with_passphrase(places, current)
    if access.has_passphrase(places) or (key := access.key_at_hand(places, clock())) is None:
        raise Locked
    return key


def recovered(places: Places, recovery: str) -> VaultKey:
    """What ``choose`` needs, for the recovery key: the first half of ``recover``, raising the same."""
    close_memory()
    key = access.unlock_with_recovery(places, recovery)
    prove(places, key)
    return key


def choose(places: Places, key: VaultKey, new: str | None) -> None:
    """Let ``new`` open the vault from now on; None: the key lies on this machine. Raises CannotReach."""
    if new is None:
        access.give_up_passphrase(places, key)
    else:
        access.change_passphrase(places, key, new)
