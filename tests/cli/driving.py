"""Drives the real program: as a process, at a terminal of its own, or in this process for the many small runs."""

import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medledare.cli.run import run
from medledare.config.paths import find_places
from medledare.services.clock import local_now
from medledare.text import speak
from medledare.text.beneficiary import work_for
from medledare.vault.create import create
from medledare.vault.keys import KdfCost

CHEAP = KdfCost(memory_kib=64 * 1024, iterations=1, lanes=1)
"""The least the format accepts, so that tests do not wait for a key derivation."""

PASSPHRASE = "korrekt häst 🐎"


@dataclass(frozen=True)
class Ran:
    """What a run gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def id(self) -> str:
        """The id a capture printed."""
        return self.out.strip()


class Program:
    """The program in a home of its own."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        self.home = home
        self.environment = dict(environment)

    @property
    def vault(self) -> Path:
        return find_places().vault

    @property
    def passphrase_file(self) -> Path:
        return self.home / "passphrase"

    def make_vault(self, passphrase: str | None = PASSPHRASE) -> str:
        """Make a vault with a cheap key derivation; returns its recovery key."""
        if passphrase is not None:
            self.passphrase_file.write_text(passphrase + "\n", encoding="utf-8")
        return create(find_places(), passphrase, now=local_now(), kdf=CHEAP)

    def __call__(self, *arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
        """A run in this process, without a terminal."""
        before = sys.stdin, sys.stdout, sys.stderr
        out, err = io.BytesIO(), io.BytesIO()
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        sys.stdout = io.TextIOWrapper(out, encoding="utf-8")
        sys.stderr = io.TextIOWrapper(err, encoding="utf-8")
        os.environ.update(environment)
        try:
            status = run(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(status, out.getvalue().decode(), err.getvalue().decode())
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
            for name in environment:
                os.environ.pop(name)
            speak("en")
            work_for("")

    def process(
        self,
        *arguments: str | bytes,
        stdin: bytes | None = b"",
        environment: Mapping[str, str] | None = None,
        before: Sequence[str] = (),
        **how: Any,
    ) -> Ran:
        """A run as a process, without a terminal. ``stdin`` None leaves standard input closed."""
        if stdin is None:
            how["preexec_fn"] = lambda: os.close(0)
        else:
            how["input"] = stdin
        done = subprocess.run(
            [*before, sys.executable, "-m", "medledare", *arguments],
            capture_output=True,
            env=self.environment | dict(environment or {}),
            cwd=self.home,
            timeout=60,
            **how,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def at_terminal(
        self, *arguments: str, talk: Sequence[tuple[str, str]] = (), environment: Mapping[str, str] | None = None
    ) -> Ran:
        """A run at a terminal: each time something is shown, something is typed. Both outputs come as one."""
        return self.shell_at_terminal((sys.executable, "-m", "medledare", *arguments), talk, environment)

    def shell_at_terminal(
        self, command: Sequence[str], talk: Sequence[tuple[str, str]], environment: Mapping[str, str] | None = None
    ) -> Ran:
        """The same with any program, such as a shell in which this one is used."""
        pid, master = pty.fork()
        if pid == 0:
            os.chdir(self.home)
            os.execvpe(
                command[0],
                command,
                self.environment | {"TERM": "xterm", "COLUMNS": "100"} | dict(environment or {}),
            )
        screen = _Screen(master)
        try:
            for wait_for, typed in talk:
                screen.wait_for(wait_for)
                os.write(master, typed.encode())
            screen.wait_for(None)
        finally:
            os.close(master)
            status = _end_of(pid)
        return Ran(status, screen.seen.replace("\r\n", "\n"), "")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class _Screen:
    """What a program shows at its terminal, read as far as needed."""

    def __init__(self, master: int) -> None:
        self._master = master
        self._data = b""
        self._place = 0

    @property
    def seen(self) -> str:
        return self._data.decode(errors="replace")

    def wait_for(self, wanted: str | None, patience: float = 30) -> None:
        """Read until ``wanted`` is shown after what was waited for before; None reads to the end."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if wanted is not None and (place := self._data.find(wanted.encode(), self._place)) >= 0:
                self._place = place + len(wanted.encode())
                return
            if select.select([self._master], [], [], 0.2)[0] and not self._read():
                assert wanted is None, f"ended before {wanted!r}: {self.seen}"
                return
        raise AssertionError(f"never showed {wanted!r}: {self.seen}")

    def _read(self) -> bool:
        try:
            piece = os.read(self._master, 65536)
        except OSError:
            piece = b""
        self._data += piece
        return bool(piece)


def _end_of(pid: int) -> int:
    for _ in range(100):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    raise AssertionError("the program did not end")
