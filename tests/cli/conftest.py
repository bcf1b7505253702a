"""A home of its own for every test, and vaults whose passphrase costs little to try."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from driving import Program


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program without a vault."""
    for name in list(os.environ):
        if name.startswith(("MEDLEDARE_", "XDG_", "LC_")) or name in ("LANGUAGE", "VISUAL", "EDITOR", "NO_COLOR"):
            monkeypatch.delenv(name)
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    home = {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_RUNTIME_DIR": str(runtime),
        "LANG": "C.UTF-8",
        "TZ": "Europe/Stockholm",
    }
    for name, value in home.items():
        monkeypatch.setenv(name, value)
    time.tzset()
    yield Program(tmp_path, os.environ)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def locked(program: Program) -> Program:
    """The program with a vault that is locked."""
    program.make_vault()
    return program


@pytest.fixture
def opened(program: Program) -> Program:
    """The program with a vault that needs no passphrase."""
    program.make_vault(None)
    return program
