"""Vaults for the fault tests."""

from pathlib import Path

import pytest
from fault_tools import now, places_in

from medledare.config.paths import Places
from medledare.vault.create import create


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A fresh vault without a passphrase."""
    made = places_in(tmp_path)
    create(made, None, now=now())
    return made
