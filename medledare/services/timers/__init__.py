"""What the system has for doing something at a time: systemd, launchd or cron, one module each.

Each writes what it needs, takes all of it away again, and reads back what is there, which is the only place where a
reminder is kept.
"""

import subprocess
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import NamedTuple, Protocol

from medledare.domain.problems import N_, Problem

NAME = "medledare-remind"


class NotTaken(Problem):
    sentence = N_("{program} did not take the reminder: {reason}. Nothing was changed.")


class Reminder(NamedTuple):
    """When a person wants to be reminded. ``days``: 0 (Monday) to 6, ascending. ``quiet``: a line, no notification."""

    at: time
    days: tuple[int, ...]
    quiet: bool = False


class Timer(Protocol):
    """One of them. ``install`` and ``remove`` raise NotTaken or CannotReach."""

    name: str

    def there(self) -> bool:
        """Whether this system has it."""

    def install(self, reminder: Reminder, command: Sequence[str]) -> None:
        """Have a command run at those times; nothing of an earlier one is left."""

    def remove(self) -> None:
        """Take it all away; nothing happens where there is nothing."""

    def found(self) -> Reminder | None:
        """What is set, or None."""

    def places(self) -> list[Path]:
        """The files of its own that are there now."""


def call(program: str, *arguments: str, given: str = "", environment: Mapping[str, str] | None = None) -> str:
    """Run a program of the system; what it says. Raises NotTaken with the reason it gives."""
    try:
        done = subprocess.run(
            [program, *arguments], input=given, env=environment, capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotTaken(program=program, reason=getattr(error, "strerror", None) or str(error)) from None
    if done.returncode:
        reason = " ".join(done.stderr.split()).rstrip(".") or str(done.returncode)
        raise NotTaken(program=program, reason=reason)
    return done.stdout
