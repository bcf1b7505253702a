"""An agent of macOS's launchd."""

import os
import plistlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import Any

from medledare.domain.problems import CannotReach
from medledare.services.timers import NAME, NotTaken, Reminder, call
from medledare.services.timers.systemd import QUIET


class Launchd:
    name = "launchd"

    def there(self) -> bool:
        return sys.platform == "darwin"

    def install(self, reminder: Reminder, command: Sequence[str]) -> None:
        self.remove()
        try:
            _file().parent.mkdir(parents=True, exist_ok=True)
            _file().write_bytes(plistlib.dumps(_agent(reminder, command)))
            call("launchctl", "bootstrap", _domain(), str(_file()))
        except NotTaken:
            self.remove()
            raise
        except OSError as error:
            raise CannotReach(path=error.filename, reason=error.strerror) from None

    def remove(self) -> None:
        if self.places():
            with suppress(NotTaken):
                call("launchctl", "bootout", f"{_domain()}/{NAME}")
            _file().unlink(missing_ok=True)

    def found(self) -> Reminder | None:
        try:
            agent = plistlib.loads(_file().read_bytes())
            times = agent["StartCalendarInterval"]
            # launchd counts from Sunday.
            days = tuple(sorted((one["Weekday"] - 1) % 7 for one in times))
            return Reminder(time(times[0]["Hour"], times[0]["Minute"]), days, QUIET in agent["ProgramArguments"])
        except (OSError, plistlib.InvalidFileException, ValueError, KeyError, IndexError, TypeError):
            return None

    def places(self) -> list[Path]:
        return [_file()] if _file().exists() else []


def _agent(reminder: Reminder, command: Sequence[str]) -> dict[str, Any]:
    at = {"Hour": reminder.at.hour, "Minute": reminder.at.minute}
    return {
        "Label": NAME,
        "ProgramArguments": list(command),
        "StartCalendarInterval": [{"Weekday": (day + 1) % 7, **at} for day in reminder.days],
    }


def _file() -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{NAME}.plist"


def _domain() -> str:
    return f"gui/{os.getuid()}"
