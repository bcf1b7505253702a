"""Runs a piece of this very program in a child process that strace kills or refuses at a chosen system call.

The child is forked with everything loaded, so a run costs hundredths of a second. It waits until strace has hold of it.
"""

import ctypes
import os
import select
import subprocess
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

CALLS = {
    "write": ("write",),
    "fsync": ("fsync",),
    "rename": ("rename", "renameat", "renameat2"),
    "link": ("link", "linkat"),
    "unlink": ("unlink", "unlinkat"),
    "mkdir": ("mkdir", "mkdirat"),
    "truncate": ("ftruncate", "truncate"),
    "read": ("read",),
    "open": ("openat",),
}
"""Kinds of system calls, and the names each has on one processor or another."""
TOUCHING = ["write", "fsync", "rename", "link", "unlink", "mkdir", "truncate"]
"""Those that change something on the disk."""

ENDED_WELL = 0
FAILED = 1

_STANDARD_ERROR = 2
_PR_SET_PTRACER = 0x59616D61
_ANY = ctypes.c_ulong(-1)


class Child:
    """A forked process that does ``work`` as soon as it is told to ``go``."""

    def __init__(self, work: Callable[[], None]) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            _be_child(reading, writing, work)
        os.close(reading)
        self._gate = writing

    def go(self) -> None:
        os.write(self._gate, b"!")
        os.close(self._gate)

    def wait(self) -> int:
        """The exit status, or minus the signal that ended it."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def run_traced(work: Callable[[], None], kind: str, injection: str) -> int:
    """The exit status of ``work`` with ``injection`` (as in ``signal=KILL:when=3``) at calls of one kind."""
    calls = _set_of(kind)
    return _traced(work, ["-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:{injection}"])


def count_calls(work: Callable[[], None], kinds: list[str]) -> dict[str, int]:
    """How many calls of each kind ``work`` makes."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "trace")
        calls = ",".join(_set_of(kind) for kind in kinds)
        status = _traced(work, ["-o", str(log), "-e", f"trace={calls}"])
        assert status == ENDED_WELL, status
        seen = Counter(line.split("(")[0].split()[-1] for line in log.read_text().splitlines() if "(" in line)
    return {kind: max(seen[name] for name in CALLS[kind]) for kind in kinds}


def points(work: Callable[[], None], kinds: list[str]) -> list[tuple[str, int]]:
    """Every call that ``work`` makes, as its kind and its number among those of its kind."""
    return [(kind, n + 1) for kind, count in count_calls(work, kinds).items() for n in range(count)]


def _set_of(kind: str) -> str:
    return ",".join(f"?{name}" for name in CALLS[kind])


def _traced(work: Callable[[], None], options: list[str]) -> int:
    child = Child(work)
    command = ["strace", *options, "-p", str(child.pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        said = strace.stderr.readline()
        child.go()
        status = child.wait()
        said += strace.stderr.read()
    assert "attached" in said, said
    return status


def _be_child(reading: int, writing: int, work: Callable[[], None]) -> None:
    status = FAILED
    try:
        os.close(writing)
        with suppress(OSError, AttributeError):
            # Where a process may be traced by its ancestors only.
            ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANY, 0, 0, 0)
        # Not read(), which may be among the calls that are counted.
        select.select([reading], [], [])
        work()
        status = ENDED_WELL
    except BaseException:
        os.write(_STANDARD_ERROR, traceback.format_exc().encode())
    finally:
        os._exit(status)
