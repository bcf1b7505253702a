"""Vaults for the fault tests."""

from pathlib import Path

import pytest
from fault_tools import now

from medledare.config.paths import Places
from medledare.vault.create import create


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A fresh vault without a passphrase."""
    made = Places(tmp_path / "vault", tmp_path / "state", tmp_path / "config", None)
    create(made, None, now=now())
    return made
