"""A home of its own for the real program, a terminal to watch it in, and a search for words that should be nowhere."""

import base64
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from medledare.config.paths import Places
from medledare.services.clock import local_now
from medledare.vault.create import create
from medledare.vault.keys import KdfCost

CHEAP = KdfCost(memory_kib=64 * 1024, iterations=1, lanes=1)
PASSPHRASE = "Kanarieägg på 7 kullar"
STEM = "Kanarieägg"
"""Stands in every word that must never be seen."""


def canary(number: object) -> str:
    """A word of its own for one field."""
    return f"{STEM}{number}"


@dataclass
class Home:
    """A home with all folders the program may use, and nothing of the machine's own."""

    folder: Path
    command: Sequence[str] = (sys.executable, "-m", "medledare")
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("data", "state", "config", "cache", "tmp", "work"):
            (self.folder / name).mkdir()
        (self.folder / "runtime").mkdir(mode=0o700)

    @property
    def environment(self) -> dict[str, str]:
        folder = self.folder
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            "TMPDIR": str(folder / "tmp"),
            "LANG": "C.UTF-8",
            "TZ": "Europe/Stockholm",
            "MEDLEDARE_LANG": "en",
            **self.more,
        }

    @property
    def places(self) -> Places:
        folder = self.folder
        return Places(
            folder / "data/medledare/vault",
            folder / "state/medledare",
            folder / "config/medledare",
            folder / "runtime/medledare",
        )

    @property
    def work(self) -> Path:
        """The folder the program is started in."""
        return self.folder / "work"

    def make_vault(self, passphrase: str | None = PASSPHRASE) -> None:
        """Make a vault with a cheap key derivation. Its passphrase's file lies elsewhere."""
        create(self.places, passphrase, now=local_now(), kdf=CHEAP)

    def run(
        self, *arguments: str, stdin: str = "", before: Sequence[str] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command without a terminal."""
        return subprocess.run(
            [*before, *self.command, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            env=self.environment | environment,
            cwd=self.work,
            timeout=60,
            check=False,
        )


class Terminal:
    """tmux as the person's terminal: what is shown, what is typed, and what can be scrolled back to."""

    def __init__(self, home: Home, *arguments: str, command: Sequence[str] | None = None, **environment: str) -> None:
        self._name = f"medledare-{home.folder.name}-{time.monotonic_ns()}"
        self._socket = str(home.folder.parent / f"tmux-{time.monotonic_ns()}")
        settings = [f"{name}={value}" for name, value in (home.environment | environment).items()]
        inner = shlex.join(["env", "-i", "TERM=tmux-256color", *settings, *(command or home.command), *arguments])
        # The shell lives on, so that the terminal does after the program.
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "36", "-c", str(home.work),
            f"tput clear; {inner}; echo status: $?; exec cat",
            ";", "set", "-g", "history-limit", "10000",
        )  # fmt: skip

    def _tmux(self, *arguments: str) -> str:
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        return subprocess.run(
            ["tmux", "-S", self._socket, *arguments], env=environment, capture_output=True, text=True, check=True
        ).stdout

    @property
    def screen(self) -> str:
        """What is shown now."""
        return self._tmux("capture-pane", "-p")

    @property
    def everything(self) -> str:
        """What is shown and what was scrolled away."""
        return self._tmux("capture-pane", "-p", "-J", "-S", "-")

    def wait_for(self, text: str, seconds: float = 30) -> str:
        """Wait until ``text`` is shown; the screen then."""
        return self.wait_until(lambda screen: text in screen, text, seconds)

    def wait_until(self, holds: Callable[[str], bool], what: str = "it", seconds: float = 30) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if holds(shown := self.screen):
                return shown
            if "status: " in shown:
                break
            # Each look is a process of its own.
            time.sleep(0.1)
        raise AssertionError(f"{what} was never shown:\n{self.screen}")

    def record(self, path: Path) -> None:
        """Write everything the program sends to the terminal into a file from now on."""
        self._tmux("pipe-pane", "-O", f"cat >> {shlex.quote(str(path))}")

    def type(self, *keys: str) -> None:
        """Press keys by tmux's names for them."""
        for key in keys:
            self._tmux("send-keys", key)
            if key == "Escape":
                # Together with the next key it would be another one.
                time.sleep(0.7)

    def write(self, text: str) -> None:
        """Type a text."""
        self._tmux("send-keys", "-l", text)

    def wait_for_end(self) -> int:
        """The program's exit status, once it has ended."""
        shown = self.wait_until(lambda screen: "status: " in screen, "the end")
        return int(shown.rpartition("status: ")[2].split()[0])

    @property
    def program(self) -> int:
        """The process id of the program."""
        shell = int(self._tmux("display-message", "-p", "#{pane_pid}"))
        found: list[int] = []

        def runs() -> bool:
            # Below the shell, and perhaps below what watches it.
            found[:] = [child for one in (shell, *children(shell)) for child in children(one)]
            found[:] = [child for child in found if "python" in Path(arguments_of(child)[0]).name]
            return bool(found)

        wait_for(runs)
        return found[0]

    def close(self) -> None:
        """Close the terminal, as a person closes its window."""
        with suppress(subprocess.CalledProcessError):
            self._tmux("kill-server")


def children(parent: int) -> list[int]:
    """The processes a process started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(folder.name))
    return found


def arguments_of(process: int) -> list[str]:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace").split("\0")
    return []


def ended(process: int) -> bool:
    """Whether a process is gone (or waits only to be noticed)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_for(holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def kill(process: int, how: int = signal.SIGKILL) -> None:
    """End a process and wait until it is gone."""
    os.kill(process, how)
    wait_for(lambda: ended(process))


# Searching


def disguises(word: str) -> dict[str, bytes]:
    """The word in every form in which it could lie in a file without being looked for."""
    plain = word.encode()
    forms = {
        "UTF-8": plain,
        "UTF-16 LE": word.encode("utf-16-le"),
        "UTF-16 BE": word.encode("utf-16-be"),
        "UTF-32": word.encode("utf-32-le"),
        "Latin-1": word.encode("latin-1"),
        "lower case": word.lower().encode(),
        "without accents": word.lower().replace("ä", "a").encode(),
        "backwards": word[::-1].encode(),
        "JSON": word.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00"),
        "escaped": word.encode("ascii", "backslashreplace"),
        "escaped bytes": ascii(plain)[2:-1].encode(),
        "octal": "".join(chr(byte) if byte < 128 else f"\\{byte:o}" for byte in plain).encode(),
        "URL": urllib.parse.quote(word).encode(),
        "URL, lower case": re.sub("%..", lambda found: found[0].lower(), urllib.parse.quote(word)).encode(),
        "hex": plain.hex().encode(),
        "hex, upper case": plain.hex().upper().encode(),
        "base32": base64.b32encode(plain).rstrip(b"=")[:-1],
    }
    for shift in range(3):
        # The first and last signs depend on the neighbours.
        whole = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
        forms[f"base64, {shift}"] = whole[(0, 2, 3)[shift] : -1]
    return forms


FORMS = disguises(STEM)
_ANY = re.compile(b"|".join(re.escape(form) for form in FORMS.values()))


def found_in(content: bytes) -> list[str]:
    """The forms in which the words are in ``content``."""
    if not _ANY.search(content):
        return []
    return [name for name, form in FORMS.items() if form in content]


def search(folders: Iterable[Path], but: Iterable[Path] = ()) -> list[str]:
    """Every file below folders whose content or name holds the words, other than those in ``but``."""
    known, hits = set(but), []
    for folder in folders:
        for path in _files(folder):
            if path in known:
                continue
            if forms := found_in(os.fsencode(path)):
                hits.append(f"name of {path}: {forms}")
            with suppress(OSError):
                if path.is_symlink():
                    content = os.fsencode(os.readlink(path))
                else:
                    content = path.read_bytes() if path.is_file() else b""
                if forms := found_in(content):
                    hits.append(f"{path}: {forms}")
    return hits


def _files(folder: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(folder):
        yield from (Path(top, name) for name in (*folders, *files))


def search_traces(folder: Path) -> list[str]:
    """Every program that was started with the words in its arguments or its environment, by strace's account."""
    return [
        f"{path.name}: {line[:200]!r}"
        for path in folder.iterdir()
        for line in path.read_bytes().splitlines()
        if b"execve(" in line and found_in(line)
    ]


def reached_out(folder: Path) -> list[str]:
    """Every call of strace's account that could reach beyond the machine, or another process on it."""
    # The event loop wakes itself over a pair of its own; what is sent there has no address.
    pair = re.compile(rb"socketpair\(AF_UNIX|sendto\(.*NULL")
    return [
        line.decode(errors="replace")
        for path in folder.iterdir()
        for line in path.read_bytes().splitlines()
        if NETWORK_CALL.search(line) and not pair.search(line)
    ]


NETWORK_CALL = re.compile(rb"\b(?:socket|socketpair|connect|bind|listen|accept4?|send(?:to|msg|mmsg))\(")


def modes(folder: Path) -> Mapping[Path, int]:
    """The permission bits of everything below a folder."""
    return {path: path.lstat().st_mode & 0o777 for path in _files(folder) if not path.is_symlink()}
