"""A timer and a service of the person's own systemd."""

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import time
from pathlib import Path

from medledare.domain.problems import CannotReach
from medledare.services.timers import NAME, NotTaken, Reminder, call

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
QUIET = "--quiet"

SERVICE = """\
[Unit]
Description=A reminder asked for with “medledare remind”

[Service]
Type=oneshot
ExecStart={command}
"""
# Not persistent: what the machine slept through is not made up for.
TIMER = """\
[Unit]
Description=A reminder asked for with “medledare remind”

[Timer]
OnCalendar={days} *-*-* {at:%H:%M}:00

[Install]
WantedBy=timers.target
"""
_CALENDAR = re.compile(r"^OnCalendar=([A-Za-z,]+) \*-\*-\* (\d\d:\d\d):00$", re.MULTILINE)


class Systemd:
    name = "systemd"

    def there(self) -> bool:
        return os.path.isdir("/run/systemd/system") and shutil.which("systemctl") is not None

    def install(self, reminder: Reminder, command: Sequence[str]) -> None:
        self.remove()
        texts = (SERVICE.format(command=" ".join(map(_quoted, command))), _timer(reminder))
        try:
            _folder().mkdir(parents=True, exist_ok=True)
            for path, text in zip(_files(), texts, strict=True):
                path.write_text(text, encoding="utf-8")
            call("systemctl", "--user", "daemon-reload")
            call("systemctl", "--user", "enable", "--now", f"{NAME}.timer")
        except NotTaken:
            self.remove()
            raise
        except OSError as error:
            raise CannotReach(path=error.filename, reason=error.strerror) from None

    def remove(self) -> None:
        if not self.places():
            return
        with suppress(NotTaken):
            call("systemctl", "--user", "disable", "--now", f"{NAME}.timer")
        link = _folder() / "timers.target.wants" / f"{NAME}.timer"
        for path in (link, *_files()):
            path.unlink(missing_ok=True)
        # Folders that hold nothing else go too.
        for folder in (link.parent, _folder(), _folder().parent):
            with suppress(OSError):
                folder.rmdir()
        with suppress(NotTaken):
            call("systemctl", "--user", "daemon-reload")

    def found(self) -> Reminder | None:
        service, timer = _files()
        try:
            when = _CALENDAR.search(timer.read_text(encoding="utf-8"))
            quiet = QUIET in service.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        if when is None:
            return None
        days = tuple(DAYS.index(day) for day in when[1].split(",") if day in DAYS)
        return Reminder(time.fromisoformat(when[2]), days, quiet)

    def places(self) -> list[Path]:
        return [path for path in _files() if path.exists()]


def _timer(reminder: Reminder) -> str:
    return TIMER.format(days=",".join(DAYS[day] for day in reminder.days), at=reminder.at)


def _folder() -> Path:
    given = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(given) if os.path.isabs(given) else Path.home() / ".config") / "systemd" / "user"


def _files() -> tuple[Path, Path]:
    return _folder() / f"{NAME}.service", _folder() / f"{NAME}.timer"


def _quoted(word: str) -> str:
    """A word of a command as a unit file has it."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'
