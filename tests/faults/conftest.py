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
    yield from _mounted(tmp_path / "small", "512k")


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 1 MiB, for a team's folder."""
    yield from _mounted(tmp_path / "shared", "1m")


def _mounted(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)
