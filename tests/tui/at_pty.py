"""The real program at a terminal of its own, 80 by 24: what it shows can be read, and keys typed into it."""

import fcntl
import math
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

COLUMNS, ROWS = 80, 24
_PIECE = re.compile(
    rb"\x1b\[(?P<numbers>[0-9;?<>=]*)[ -/]*(?P<command>[@-~])|\x1b[\]P_].*?(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]"
    rb"|(?P<control>[\x00-\x1f])|(?P<text>[^\x00-\x1f]+)",
    re.DOTALL,
)


class Grid:
    """What a terminal shows of what is written to it: text put at places, and erasing, which is all that is used."""

    def __init__(self) -> None:
        self._left = b""
        self._row = self._column = 0
        self._clear()

    def _clear(self) -> None:
        self.cells = [[" "] * COLUMNS for _row in range(ROWS)]

    def write(self, data: bytes) -> None:
        """Take in what the program wrote."""
        data = self._left + data
        # A sequence or a letter that was cut in two waits for its other half.
        cut = max(data.rfind(b"\x1b"), 0) if b"\x1b" in data[-64:] else len(data)
        while cut and cut == len(data) and not _whole(data):
            cut -= 1
            data, self._left = data[:cut], data[cut:]
            break
        else:
            data, self._left = data[:cut], data[cut:]
        for piece in _PIECE.finditer(data):
            self._take(piece)

    def _take(self, piece: re.Match[bytes]) -> None:
        if piece["text"]:
            for letter in piece["text"].decode(errors="replace"):
                if self._row < ROWS and self._column < COLUMNS:
                    self.cells[self._row][self._column] = letter
                self._column += 1
        elif piece["control"] == b"\r":
            self._column = 0
        elif piece["control"] == b"\n":
            self._row, self._column = self._row + 1, 0
        elif piece["command"] == b"H":
            row, _semicolon, column = piece["numbers"].decode().partition(";")
            self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
        elif piece["command"] == b"J":
            self._clear()

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join("".join(row).rstrip() for row in self.cells)


def _whole(data: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        data.decode()
        return True
    return False


class AtTerminal:
    """The program, started in an empty home."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        self.grid = Grid()
        self._pid, self._master = pty.fork()
        if self._pid == 0:
            os.chdir(home)
            command = [sys.executable, "-m", "medledare"]
            os.execvpe(command[0], command, {"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment})
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def type(self, keys: str) -> None:
        """Type keys."""
        os.write(self._master, keys.encode())

    def worked(self) -> float:
        """Seconds of the processor that the program has used; no end of them where the system does not tell."""
        try:
            used = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            return math.inf
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")

    def shows(self, wanted: Callable[[str], bool], patience: float = 60) -> float:
        """Read until the screen is as wanted; the seconds that took, without those in which others were served."""
        begun, worked = time.monotonic(), self.worked()
        while not wanted(self.grid.text):
            assert time.monotonic() - begun < patience, f"never came:\n{self.grid.text}"
            if select.select([self._master], [], [], 0.05)[0]:
                try:
                    data = os.read(self._master, 65536)
                except OSError:
                    raise AssertionError(f"it ended:\n{self.grid.text}") from None
                self.grid.write(data)
        took, used = time.monotonic() - begun, self.worked() - worked
        return took if math.isnan(used) else min(took, used)

    def settle(self) -> None:
        """Read what comes until nothing more does."""
        while select.select([self._master], [], [], 0.3)[0]:
            try:
                self.grid.write(os.read(self._master, 65536))
            except OSError:
                return

    def end(self) -> None:
        """End the program, if it has not ended."""
        with suppress(OSError):
            os.kill(self._pid, signal.SIGTERM)
        begun = time.monotonic()
        while os.waitpid(self._pid, os.WNOHANG)[0] == 0:
            if time.monotonic() - begun > 10:
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
                break
            with suppress(OSError):
                if select.select([self._master], [], [], 0.05)[0]:
                    os.read(self._master, 65536)
        os.close(self._master)
