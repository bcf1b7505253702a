"""A line in the person's crontab; the other lines are left as they are."""

import os
import re
import shlex
import shutil
from collections.abc import Sequence
from datetime import time
from pathlib import Path

from medledare.services.timers import NAME, NotTaken, Reminder, call
from medledare.services.timers.systemd import QUIET

_NONE_YET = re.compile(r"no crontab for|can't open .*No such file")
"""How crontab says that there is none; the second is BusyBox."""
_LINE = re.compile(rf"^(\d+) (\d+) \* \* ([\d,]+) (.*) # {NAME}$")


class Cron:
    name = "cron"

    def there(self) -> bool:
        return shutil.which("crontab") is not None

    def install(self, reminder: Reminder, command: Sequence[str]) -> None:
        _write([*_others(), line(reminder, command)])

    def remove(self) -> None:
        if self.found() is not None:
            _write(_others())

    def found(self) -> Reminder | None:
        for one in _lines_if_any():
            if when := _LINE.match(one):
                # cron counts from Sunday.
                days = tuple(sorted((int(day) - 1) % 7 for day in when[3].split(",")))
                return Reminder(time(int(when[2]), int(when[1])), days, QUIET in when[4])
        return None

    def places(self) -> list[Path]:
        return []


def line(reminder: Reminder, command: Sequence[str]) -> str:
    """The line as cron reads it: a percent sign would begin what the command is given."""
    days = ",".join(str(day) for day in sorted((day + 1) % 7 for day in reminder.days))
    words = shlex.join(command).replace("%", "\\%")
    return f"{reminder.at.minute} {reminder.at.hour} * * {days} {words} # {NAME}"


def _lines() -> list[str]:
    try:
        return call("crontab", "-l", environment=os.environ | {"LC_ALL": "C"}).splitlines()
    except NotTaken as refused:
        # Of what else may be the matter, nothing must be written over what there is.
        if not _NONE_YET.search(str(refused.details["reason"])):
            raise
        return []


def _lines_if_any() -> list[str]:
    try:
        return _lines()
    except NotTaken:
        return []


def _others() -> list[str]:
    return [one for one in _lines() if not _LINE.match(one)]


def _write(lines: Sequence[str]) -> None:
    if lines:
        call("crontab", "-", given="\n".join(lines) + "\n")
    else:
        call("crontab", "-r")
