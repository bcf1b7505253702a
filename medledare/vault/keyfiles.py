"""Where a key may be had on this machine. Apart, so that one can look without loading any cryptography."""

import os
from contextlib import suppress
from pathlib import Path

from medledare.config.paths import Places

KEYRING = "keyring-"
"""A key file of this kind is followed by the id of the device it is for."""


def kept_key(places: Places, vault: str) -> Path:
    """The key of a vault without a passphrase."""
    return places.state_of(vault) / "key"


def session_file(places: Places, vault: str) -> Path:
    """The key of a session that ends by itself."""
    return (places.runtime or places.state_of(vault)) / f"{vault}.session"


def keyring_file(places: Places, vault: str) -> Path | None:
    """The key wrapped for the system keyring of this machine; None if there is none."""
    folder = places.vault / "keys"
    with suppress(OSError):
        if any(name.startswith(KEYRING) for name in os.listdir(folder)):
            from medledare.vault.device import device_id

            path = folder / f"{KEYRING}{device_id(places, vault)}.json"
            return path if path.exists() else None
    return None


def keyring_shut(places: Places, vault: str) -> Path:
    """There after locking, until the passphrase was given: meanwhile the keyring is not asked."""
    return session_file(places, vault).with_suffix(".locked")


def keyring_opens(places: Places, vault: str) -> bool:
    """Whether the system keyring is to be asked for the key."""
    return keyring_file(places, vault) is not None and not keyring_shut(places, vault).exists()
