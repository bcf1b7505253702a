"""The real program as its own process on a terminal: what it shows of others' writing, and what survives its end."""

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl

import pytest
from pilots import NOW

from medledare.domain.records import Entry
from medledare.services import capture, records, session

PROGRAM = "from medledare.config.paths import find_places; from medledare.tui.app import run; run(find_places())"


class Terminal:
    """The program on a terminal of 80 by 24; ``drawn`` is everything it has written there."""

    def __init__(self, places, **more: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
        environment.pop("XDG_RUNTIME_DIR", None)
        environment |= {
            "MEDLEDARE_VAULT": str(places.vault),
            "XDG_STATE_HOME": str(places.state.parent),
            "XDG_CONFIG_HOME": str(places.config.parent),
            "TERM": "xterm-256color",
            **more,
        }
        self.drawn = ""
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, [sys.executable, "-c", PROGRAM], environment)
        ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def read(self, seconds: float) -> None:
        """Take in what is drawn for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                try:
                    self.drawn += os.read(self._terminal, 65536).decode("utf-8", "replace")
                except OSError:
                    return

    def wait_for(self, text: str, seconds: float = 20) -> float:
        """Wait until ``text`` has been drawn; how long that took."""
        began = time.monotonic()
        while text not in self.drawn:
            assert time.monotonic() - began < seconds, f"{text!r} was never drawn: {self.drawn[-1500:]!r}"
            self.read(0.05)
        return time.monotonic() - began

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._terminal, text.encode())

    def end(self, how: int = signal.SIGKILL) -> int:
        """End the program with a signal; its wait status."""
        os.kill(self.pid, how)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            self.read(0.05)
            if (ended := os.waitpid(self.pid, os.WNOHANG))[0]:
                os.close(self._terminal)
                return ended[1]
        raise AssertionError("it did not end")


@pytest.fixture
def at_home(tmp_path, clock):
    """A vault without passphrase where the environment of a process finds it."""
    from medledare.config.paths import Places
    from medledare.vault.create import create

    places = Places(tmp_path / "vault", tmp_path / "state" / "medledare", tmp_path / "config" / "medledare", None)
    create(places, None, now=NOW)
    return places


def _write(terminal: Terminal, text: str) -> None:
    terminal.wait_for("Not at all")
    terminal.type("w")
    terminal.read(0.3)
    terminal.type(text)


def test_what_was_typed_a_second_before_a_kill_is_there_again(at_home):
    first = Terminal(at_home)
    _write(first, "a thought worth keeping")
    first.read(1.0)
    first.end(signal.SIGKILL)
    second = Terminal(at_home)
    second.wait_for("a thought worth keeping")
    second.end()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_every_key_before_a_signal_to_end_is_there_again(at_home, how):
    first = Terminal(at_home)
    _write(first, "to the last key")
    first.wait_for("to the last key")
    first.end(how)
    second = Terminal(at_home)
    second.wait_for("to the last key")
    second.end()


def test_what_another_process_captures_shows_within_a_second(at_home):
    open_program = Terminal(at_home)
    open_program.wait_for("Not at all")
    from medledare.services.clock import local_now

    open_program.type("3")
    for word in ("sparrow", "blackbird"):
        capture.seal(at_home, capture.entry(local_now, f"{word} on the roof"))
        assert open_program.wait_for(word, 5) < 1.2
    open_program.end()


def test_keys_pressed_while_the_vault_is_being_opened_are_not_lost(at_home):
    terminal = Terminal(at_home)
    terminal.wait_for("Write here")
    terminal.type("wearly bird")
    terminal.wait_for("early bird")
    terminal.wait_for("Not at all")
    terminal.type("\x13")
    terminal.wait_for("Saved.")
    terminal.end()
    vault = session.open_at_hand(at_home, lambda: NOW)
    assert [entry.text for entry in records.all_of(vault, Entry)] == ["early bird"]
    vault.close()


def test_a_log_of_textuals_is_refused_before_anything_is_shown(at_home, tmp_path):
    terminal = Terminal(at_home, TEXTUAL_LOG=str(tmp_path / "log"))
    terminal.wait_for("TEXTUAL_LOG is set")
    assert not (tmp_path / "log").exists()
    terminal.end()
