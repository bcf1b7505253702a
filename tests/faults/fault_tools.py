"""Starts real processes that write to a vault, so that they can be killed, starved and raced."""

import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from medledare.config.paths import Places
from medledare.vault.access import key_at_hand
from medledare.vault.vault import FileVault, open_vault

HERE = "here"
WRITER = Path(__file__).with_name("writer.py")


def now() -> datetime:
    return datetime.now(UTC)


def places_in(folder: Path) -> Places:
    """Where a vault and its state lie in a folder of their own."""
    return Places(folder / "vault", folder / "state", folder / "config", None)


def lay_back(kept: Path, used: Path) -> None:
    """Make ``used`` what it was when ``kept`` was copied from it.

    The file by which a machine knows its own state stays the same file: with a copy of it, another device would write.
    """
    for path in sorted(used.rglob("*"), reverse=True):
        if path.is_dir():
            with suppress(OSError):
                path.rmdir()
        elif path.name != HERE:
            path.unlink()
    shutil.copytree(kept, used, dirs_exist_ok=True, ignore=shutil.ignore_patterns(HERE))


def open_again(places: Places) -> FileVault:
    key = key_at_hand(places, now())
    assert key is not None
    return open_vault(places, key, clock=now)


def writer_command(places: Places, mode: str, name: str, count: int) -> list[str]:
    """The command that writes ``count`` records and says each id once it is acknowledged."""
    return [sys.executable, *map(str, (WRITER, places.vault, places.state, mode, name, count))]


def tui_writer_command(places: Places, name: str, count: int) -> list[str]:
    """The command that does so in the terminal interface."""
    return [sys.executable, *map(str, (WRITER.with_name("tui_writer.py"), places.vault, places.state, name, count))]


def start_writer(places: Places, mode: str, name: str, count: int) -> subprocess.Popen[str]:
    """That command, running."""
    return subprocess.Popen(
        writer_command(places, mode, name, count), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
