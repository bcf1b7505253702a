"""Vaults for the fault tests."""

import subprocess
from collections.abc import Iterator
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


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 512 KiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)
