"""A member's program (``team_member.py``) that runs, and is told what to do."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from made_team import MONDAY

PROGRAM = Path(__file__).parent / "team_member.py"


class Process:
    """A member's program that runs."""

    def __init__(self, root: Path, program: Path = PROGRAM) -> None:
        self.running = subprocess.Popen(
            [sys.executable, program, root], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tell(self, do: str, day: int, hour: int = 9, **about: Any) -> None:
        """Begin something at an hour of a day of the week's pulse."""
        at = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, tzinfo=UTC) + timedelta(days=day)
        assert self.running.stdin
        self.running.stdin.write(json.dumps({"do": do, "at": at.isoformat(), **about}) + "\n")
        self.running.stdin.flush()

    def told(self) -> Any:
        """What came of it."""
        assert self.running.stdout
        line = self.running.stdout.readline()
        assert line, "it went down"
        return json.loads(line)

    def ask(self, do: str, day: int, hour: int = 9, **about: Any) -> Any:
        self.tell(do, day, hour, **about)
        return self.told()

    def end(self) -> None:
        assert self.running.stdin
        self.running.stdin.close()
        assert self.running.wait(20) == 0
