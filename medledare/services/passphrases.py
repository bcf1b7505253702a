"""The passphrase: changed, set, given up, or set anew by means of the recovery key."""

from medledare.config.paths import Places
from medledare.services.clock import Clock
from medledare.vault import access
from medledare.vault.keys import VaultKey
from medledare.vault.proof import prove


def change(places: Places, clock: Clock, current: str | None, new: str | None) -> None:
    """Let ``new`` open the vault instead of ``current``; slow by intent (Argon2id), twice.

    ``current`` is None for a vault without a passphrase, whose key lies on this machine. ``new`` None gives the
    passphrase up: the key then lies readable in state. At every moment the old way or the new one opens the vault.
    Raises WrongPassphrase, NoPassphrase, Locked, Damaged, CannotReach.
    """
    _set(places, _present_key(places, clock, current), new)


def see(places: Places, current: str) -> None:
    """See that a passphrase is the present one, before a new one is asked for. Raises WrongPassphrase, Damaged."""
    access.unlock_with_passphrase(places, current)


def recover(places: Places, recovery: str, new: str | None) -> None:
    """Set a new passphrase by means of the recovery key; None keeps the key on this machine instead.

    The key is proven against the records first. Raises WrongRecoveryKey, Damaged, CannotReach.
    """
    key = access.unlock_with_recovery(places, recovery)
    prove(places, key)
    _set(places, key, new)


def see_recovery(places: Places, recovery: str) -> None:
    """See that a recovery key opens the vault, before a passphrase is asked for. Raises WrongRecoveryKey, Damaged."""
    access.unlock_with_recovery(places, recovery)


def _present_key(places: Places, clock: Clock, current: str | None) -> VaultKey:
    from medledare.domain.problems import Locked

    if current is not None:
        return access.unlock_with_passphrase(places, current)
    if access.has_passphrase(places) or (key := access.key_at_hand(places, clock())) is None:
        raise Locked
    return key


def _set(places: Places, key: VaultKey, new: str | None) -> None:
    if new is None:
        access.give_up_passphrase(places, key)
    else:
        access.change_passphrase(places, key, new)
