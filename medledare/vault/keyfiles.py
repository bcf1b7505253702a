"""Where a key may lie readable on this machine. Apart, so that one can look without loading any cryptography."""

from pathlib import Path

from medledare.config.paths import Places


def kept_key(places: Places, vault: str) -> Path:
    """The key of a vault without a passphrase."""
    return places.state_of(vault) / "key"


def session_file(places: Places, vault: str) -> Path:
    """The key of a session that ends by itself."""
    return (places.runtime or places.state_of(vault)) / f"{vault}.session"
