"""Making a vault, opening it, keeping it open for a while, and locking it.

The vault is loaded when it is needed: a front can look where things stand, and draw, before that.
"""

from typing import TYPE_CHECKING

from medledare.config.paths import Places
from medledare.domain.problems import N_, Locked, Problem
from medledare.services.clock import Clock
from medledare.services.confine import close_memory
from medledare.vault.info import describe
from medledare.vault.keyfiles import kept_key, keyring_file, keyring_opens, keyring_shut, session_file

if TYPE_CHECKING:
    from medledare.vault.keys import VaultKey
    from medledare.vault.vault import Vault


class AlwaysOpen(Problem):
    sentence = N_("This vault has no passphrase, so it is always open here.")


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
    """Whether a key may be had, without asking for it; cheap. Raises NoVault, Damaged, NewerVault or CannotReach."""
    vault = describe(places).id
    return kept_key(places, vault).exists() or session_file(places, vault).exists() or keyring_opens(places, vault)


def open_at_hand(places: Places, clock: Clock) -> "Vault":
    """Open with the key that is at hand: an unlocked session, a vault without passphrase, or the system keyring.

    Raises Locked when there is none (its cause is what was wrong with the keyring, if that was asked), and what
    ``open_vault`` raises. What the keyring opens stays open for a while, as after ``unlock``.
    """
    from medledare.vault import access
    from medledare.vault.vault import open_vault

    close_memory()
    key = access.key_at_hand(places, clock())
    if key is None:
        key = _key_from_keyring(places)
        access.start_session(places, key, now=clock(), hours=_hours(places))
    return open_vault(places, key, clock=clock)


def open_with(places: Places, passphrase: str, clock: Clock) -> "Vault":
    """Open with a passphrase; slow by intent (Argon2id). Raises WrongPassphrase."""
    from medledare.vault import access
    from medledare.vault.vault import open_vault

    close_memory()
    key = access.unlock_with_passphrase(places, passphrase)
    _let_keyring_in(places)
    return open_vault(places, key, clock=clock)


def unlock(places: Places, passphrase: str, hours: float, clock: Clock) -> None:
    """Keep the vault open for ``hours`` for every program of this user. Raises WrongPassphrase."""
    from medledare.vault import access

    close_memory()
    key = access.unlock_with_passphrase(places, passphrase)
    _let_keyring_in(places)
    access.start_session(places, key, now=clock(), hours=hours)


def lock(places: Places) -> None:
    """Forget the session's key, and let the keyring rest until the passphrase is given again.

    Locking a locked vault is no error.
    """
    from medledare.vault import access

    if keyring_opens(places, describe(places).id):
        from medledare.vault.keyring import shut_out

        shut_out(places)
    access.end_session(places)


def keyring_is_on(places: Places) -> bool:
    """Whether the system keyring may open the vault on this machine. Raises NoVault and what ``describe`` raises."""
    return keyring_file(places, describe(places).id) is not None


def turn_keyring_on(vault: "Vault") -> None:
    """Let the system keyring open the vault on this machine from now on. Takes a second or more.

    Raises AlwaysOpen, KeyringFails, UnsafeKeyring or CannotReach; then nothing has changed.
    """
    from medledare.vault import keyring
    from medledare.vault.vault import FileVault

    if not (isinstance(vault, FileVault) and needs_passphrase(vault.places)):
        raise AlwaysOpen
    keyring.turn_on(vault.places, vault.key)


def turn_keyring_off(places: Places) -> None:
    """Let the system keyring open the vault no longer; needs no key. Raises CannotReach."""
    from medledare.vault import keyring

    keyring.turn_off(places)


def _key_from_keyring(places: Places) -> "VaultKey":
    if not keyring_opens(places, describe(places).id):
        raise Locked
    from medledare.vault import keyring

    try:
        return keyring.unlock(places)
    except (keyring.KeyringFails, keyring.UnsafeKeyring) as problem:
        raise Locked from problem


def _let_keyring_in(places: Places) -> None:
    if keyring_shut(places, describe(places).id).exists():
        from medledare.vault.keyring import let_in

        let_in(places)


def _hours(places: Places) -> float:
    """How long a vault stays open that nobody said a time for; settings that cannot be read do not keep it shut."""
    from medledare.config.settings import setting
    from medledare.services.settings import load

    try:
        return float(load(places)["unlock_hours"])
    except Problem:
        return float(setting("unlock_hours").default)
