"""Vaults in a temporary folder, and a clock that a test can turn."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from vault_places import Clock, places_below

from medledare.config.paths import Places
from medledare.vault.access import key_at_hand
from medledare.vault.create import create
from medledare.vault.keys import VaultKey
from medledare.vault.vault import FileVault, open_vault


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_below(tmp_path)


@pytest.fixture
def key(places: Places, clock: Clock) -> VaultKey:
    """The key of a fresh vault without a passphrase."""
    create(places, None, now=clock())
    found = key_at_hand(places, clock())
    assert found is not None
    return found


@pytest.fixture
def vault(places: Places, key: VaultKey, clock: Clock) -> Iterator[FileVault]:
    with open_vault(places, key, clock=clock) as opened:
        yield opened


@pytest.fixture
def machine(tmp_path: Path, key: VaultKey, clock: Clock) -> Iterator[Callable[[str], FileVault]]:
    """Opens the vault as another machine would see it."""
    opened: list[FileVault] = []

    def open_as(name: str) -> FileVault:
        opened.append(open_vault(places_below(tmp_path, name), key, clock=clock))
        return opened[-1]

    yield open_as
    for one in opened:
        one.close()
