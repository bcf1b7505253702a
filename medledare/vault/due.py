"""When the next backup is due on this machine. Asked whenever the vault was open, so it costs one small file."""

import json
import time
from pathlib import Path
from typing import NamedTuple

from medledare.domain.problems import Problem
from medledare.vault.files import read_small, write_whole

_FILE = "backup.json"


class Schedule(NamedTuple):
    """``at``: the last try, and ``next``: when to try again, in seconds since 1970. ``failed``: why the last did."""

    at: float
    next: float
    failed: str = ""


def schedule(state: Path) -> Schedule | None:
    """What was written down last; None if nothing, or nothing that makes sense."""
    try:
        fields = json.loads(read_small(state / _FILE))
        return Schedule(float(fields["at"]), float(fields["next"]), str(fields["failed"]))
    except (OSError, Problem, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def is_due(state: Path) -> bool:
    """Whether it is time for a backup; also when the clock says something that cannot be."""
    known = schedule(state)
    return known is None or not known.at <= time.time() < known.next


def put_off(state: Path, seconds: float, failed: str = "") -> None:
    """Note a try, and when to try again. Raises OSError."""
    now = time.time()
    fields = {"at": now, "next": now + seconds, "failed": failed}
    write_whole(state / _FILE, json.dumps(fields).encode(), durable=False)
