"""A reminder at a time of the person's own choice, off until it is asked for.

It knows the clock and nothing else: whether anything was written is never looked at, so that neither its coming nor its
staying away tells of anybody's use. The system's own timer keeps it; nothing of it stands in the vault or the settings.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from medledare.config.paths import Places
from medledare.domain.problems import N_, CannotReach, Problem, Usage
from medledare.domain.repeats import DAYS, WORKDAYS, understood
from medledare.services.clock import Clock
from medledare.services.timers import NotTaken, Reminder, Timer
from medledare.services.timers.cron import Cron
from medledare.services.timers.launchd import Launchd
from medledare.services.timers.systemd import QUIET, Systemd
from medledare.text import language
from medledare.text.reminder import reminder_words
from medledare.text.repeats import UnreadableRepeat, parse, words

TIMERS: tuple[Timer, ...] = (Systemd(), Launchd(), Cron())
NAMES = tuple(timer.name for timer in TIMERS)
EVERY_DAY = tuple(range(7))
_PATIENCE = 10
"""Seconds a notification may take."""


class NoTimer(Problem):
    sentence = N_(
        "There is neither systemd, launchd nor cron here. Have a timer of your own run “medledare remind now”."
    )


class NotDays(Usage):
    sentence = N_("“{text}” is not days of the week. Write for example weekdays, or Monday and Thursday.")


class Kept(NamedTuple):
    """A reminder that is set, and what keeps it."""

    reminder: Reminder
    timer: Timer


def read(at: str, days: str = "", *, quiet: bool = False) -> Reminder:
    """A reminder from what was typed; no days are all days. Raises UnreadableTime or NotDays."""
    from medledare.text.when import parse_clock

    hour = parse_clock(at).replace(second=0)
    if not days.strip():
        return Reminder(hour, EVERY_DAY, quiet)
    return Reminder(hour, _days(days), quiet)


def _days(typed: str) -> tuple[int, ...]:
    try:
        rule = understood(parse(typed))
    except UnreadableRepeat:
        try:
            rule = understood(parse(f"every {typed}"))
        except UnreadableRepeat:
            raise NotDays(text=typed) from None
    if rule is None or rule["interval"] or not (rule["freq"] == "DAILY" or rule["days"]):
        raise NotDays(text=typed)
    return tuple(sorted(DAYS.index(day) for day in rule["days"].split(","))) if rule["days"] else EVERY_DAY


def days_words(reminder: Reminder) -> str:
    """The days in words that ``read`` understands."""
    named = [DAYS[day] for day in reminder.days]
    return words("FREQ=DAILY" if len(named) == 7 else f"FREQ=WEEKLY;BYDAY={','.join(named)}")


def weekdays() -> str:
    """Monday to Friday, in words."""
    return words(f"FREQ=WEEKLY;BYDAY={','.join(WORKDAYS)}")


def kept(timers: Sequence[Timer] = TIMERS) -> Kept | None:
    """The reminder that is set, if there is one."""
    for timer in timers:
        if (reminder := timer.found()) is not None:
            return Kept(reminder, timer)
    return None


def kept_unasked(places: Places) -> Kept | None:
    """The same for who did not ask for it: cron is left alone unless it was given one from here.

    Asking it is to start another program, and leaves a line in the system's log.
    """
    return kept([timer for timer in TIMERS if timer.name != Cron.name or _by_cron(places).exists()])


def install(places: Places, reminder: Reminder, by: str = "") -> Kept:
    """Set it instead of any other; the first that takes it keeps it, or the timer named.

    Raises NoTimer, NotTaken or CannotReach.
    """
    refused: Problem = NoTimer()
    for timer in TIMERS:
        if timer.name == by or (not by and timer.there()):
            try:
                timer.install(reminder, _command(reminder))
            except NotTaken as problem:
                refused = problem
                continue
            for other in TIMERS:
                if other is not timer:
                    other.remove()
            if timer.name == Cron.name:
                _touch(_by_cron(places))
            else:
                _by_cron(places).unlink(missing_ok=True)
            return Kept(reminder, timer)
    raise refused


def remove(places: Places) -> bool:
    """Take everything of it away; whether there was one."""
    was = kept() is not None
    for timer in TIMERS:
        timer.remove()
    _waiting(places).unlink(missing_ok=True)
    _by_cron(places).unlink(missing_ok=True)
    with suppress(OSError):
        places.state.rmdir()
    return was


def can_notify() -> bool:
    """Whether there is a program that shows notifications."""
    return shutil.which("osascript" if sys.platform == "darwin" else "notify-send") is not None


def remind(places: Places, clock: Clock, *, quiet: bool) -> None:
    """Show the notification; where there can be none, or with ``quiet``, the line waits for the next prompt."""
    if not quiet and _notify(reminder_words(clock().time())):
        return
    path = _waiting(places)
    _touch(path)
    os.utime(path, (clock().timestamp(),) * 2)


def line(places: Places, clock: Clock) -> str:
    """The line that waits, which then waits no longer; empty if there is none, or one of another day."""
    path = _waiting(places)
    try:
        left = datetime.fromtimestamp(path.stat().st_mtime, clock().tzinfo)
        path.unlink()
    except OSError:
        return ""
    return reminder_words(left.time()) if left.date() == _today(clock) else ""


def prompt_line(places: Places) -> str:
    """What a shell's prompt is to run for the line that waits; no process is started while there is none."""
    return f"[ -e {shlex.quote(str(_waiting(places)))} ] && medledare remind line"


def _today(clock: Clock) -> date:
    return clock().date()


def _waiting(places: Places) -> Path:
    return places.state / "reminder"


def _by_cron(places: Places) -> Path:
    return places.state / "reminder-by-cron"


def _touch(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise CannotReach(path=path, reason=error.strerror) from None


def _command(reminder: Reminder) -> Sequence[str]:
    """What the timer runs: this very program, in the language spoken now and with the folder it has now."""
    told = [f"XDG_STATE_HOME={folder}"] if (folder := os.environ.get("XDG_STATE_HOME")) else []
    around = [shutil.which("env") or "/usr/bin/env", *told] if told else []
    program = [sys.executable, "-P", "-m", "medledare", "--lang", language(), "remind", "now"]
    return [*around, *program, *([QUIET] if reminder.quiet else [])]


def _notify(sentence: str) -> bool:
    """Whether the notification was shown. It is not kept among the old ones, and names no program."""
    if sys.platform == "darwin":
        script = "on run said", "display notification (item 1 of said)", "end run"
        command = ["osascript", *(word for part in script for word in ("-e", part)), sentence]
    else:
        command = ["notify-send", "--hint=int:transient:1", "--", sentence]
    environment = dict(os.environ)
    # cron says nothing of the session's bus.
    bus = Path(f"/run/user/{os.getuid()}/bus")
    if "DBUS_SESSION_BUS_ADDRESS" not in environment and bus.exists():
        environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
    try:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
