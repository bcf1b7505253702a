"""Lines typed through a whole sitting, however long each is, and none of them lost when the sitting ends.

The system's own editing of lines throws away what is beyond 4,096 bytes of a line, and what was typed of a line when
ctrl+c comes. Here a line may be as long as it likes. Nothing is sent but the characters that were typed, and what takes
one of them away again.
"""

import os
import re
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from medledare.cli import terminal

PIECE = 65536
_QUICK = 0.05
"""Seconds within which the rest of what one key sends has come."""
_ENDS = re.compile(rb"[\r\n\x03\x04\x08\x15\x17\x7f]")
"""What does something: the end of the line or of the input, and taking a character, the line or a word away."""
_BACK = b"\b \b"
_KEYS = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[ -~])?|[\x00-\x08\x0b-\x1f]")
"""Keys that are no text: arrows and the like, and control characters other than tab and line feed."""
_BEGUN = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")


class Cut(EOFError):
    """The input ended. ``typed`` is what stood in the line that was not finished."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed


class Lines:
    """What is typed, line by line. Once ``over``, there are no more lines for anybody who asks."""

    def __init__(self, patience: float | None = None) -> None:
        """``patience``: seconds without a key after which the sitting is over, or None for ever."""
        self.over = self.idle = False
        self._patience = patience
        self._ahead = b""
        self._line = bytearray()
        self._reading = False

    def line(self) -> str:
        """The next line, without its end. Raises Cut at ctrl+d, at ctrl+c, and where the input ends."""
        if self.over:
            raise Cut
        self._line.clear()
        self._reading = True
        try:
            ended = self._read()
        except (KeyboardInterrupt, OSError):
            self.over, ended = True, False
        finally:
            self._reading = False
        typed = self._text()
        if not ended:
            # What is said next begins on a line of its own.
            _echo(b"\n")
            raise Cut(typed)
        return typed

    @property
    def waiting(self) -> bool:
        """Whether more was typed already."""
        return False

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """Inside, another reads from the terminal, as it was before. Ctrl+c is KeyboardInterrupt there."""
        self._reading = True
        try:
            yield
        finally:
            self._reading = False

    def stop(self, number: int, frame: Any) -> None:
        """A signal to end: at once if somebody is asked, else as soon as somebody would be."""
        self.over = True
        if number == getattr(signal, "SIGHUP", None):
            # Nobody reads any longer, and saving must not fail over that.
            terminal.silence(sys.stdout, sys.stderr)
        if self._reading:
            self._reading = False
            raise KeyboardInterrupt

    def _read(self) -> bool:
        """Fill the line; whether it was finished."""
        typed = sys.stdin.readline()
        self._line += typed.removesuffix("\n").encode("utf-8", "surrogatepass")
        return typed.endswith("\n")

    def _text(self) -> str:
        return self._line.decode("utf-8", "surrogatepass")


class OwnLines(Lines):
    """Lines from a terminal that hands over each key."""

    def __init__(self, patience: float | None = None) -> None:
        super().__init__(patience)
        self._descriptor = sys.stdin.fileno()
        self._mode: list[Any] = []

    @contextmanager
    def given_back(self) -> Iterator[None]:
        self.leave()
        try:
            with super().given_back():
                yield
        finally:
            self.enter()

    @property
    def waiting(self) -> bool:
        return bool(self._ahead or select.select([self._descriptor], [], [], 0)[0])

    def enter(self) -> None:
        """Have the keys one by one and unseen; ctrl+c in its turn, so that nothing typed before it is lost."""
        import termios

        self._mode = termios.tcgetattr(self._descriptor)
        mode = termios.tcgetattr(self._descriptor)
        mode[0] |= termios.ICRNL
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        mode[6][termios.VINTR] = bytes([os.fpathconf(self._descriptor, "PC_VDISABLE") & 0xFF])
        # Draining, as flushing would lose what was typed already.
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, mode)

    def pause(self, number: int, frame: Any) -> None:
        """Ctrl+z: the terminal is the shell's until the program goes on."""
        self.leave()
        os.kill(os.getpid(), signal.SIGSTOP)
        self.enter()

    def leave(self) -> None:
        """Give the terminal back as it was."""
        import termios

        with suppress(termios.error):
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._mode)

    def _read(self) -> bool:
        while True:
            if not self._ahead and not self._more(self._patience):
                return False
            found = _ENDS.search(self._ahead)
            text, self._ahead = self._split(found)
            self._line += text
            _echo(text)
            if found is None:
                continue
            key = found[0]
            if key in b"\r\n":
                _echo(b"\n")
                return True
            if key in b"\x03\x04":
                self.over = key == b"\x03"
                return False
            self._take_away(key)

    def _split(self, found: re.Match[bytes] | None) -> tuple[bytes, bytes]:
        """The text before what does something, and all that is after it."""
        if found is None:
            return _KEYS.sub(b"", self._ahead), b""
        return _KEYS.sub(b"", self._ahead[: found.start()]), self._ahead[found.end() :]

    def _more(self, patience: float | None) -> bool:
        """Read what there is; whether anything came. A key that sends several bytes is waited for."""
        if not select.select([self._descriptor], [], [], patience)[0]:
            self.over = self.idle = True
            return False
        piece = os.read(self._descriptor, PIECE)
        while _BEGUN.search(piece) and select.select([self._descriptor], [], [], _QUICK)[0]:
            if not (rest := os.read(self._descriptor, PIECE)):
                break
            piece += rest
        self._ahead += piece
        self.over = not piece
        return bool(piece)

    def _take_away(self, key: bytes) -> None:
        """Take away the last character, the last word or the whole line."""
        text = self._text()
        kept = {b"\x15": "", b"\x17": re.sub(r"\S*\s*\Z", "", text)}.get(key, text[:-1])
        self._line = bytearray(kept.encode(self._encoding, "surrogateescape"))
        _echo(_BACK * (len(text) - len(kept)))

    def _text(self) -> str:
        return self._line.decode(self._encoding, "surrogateescape")

    @property
    def _encoding(self) -> str:
        return sys.stdin.encoding or "utf-8"


current: Lines | None = None
"""The sitting that is going on, if there is one."""


@contextmanager
def sitting(patience: float | None = None) -> Iterator[Lines]:
    """From here on all that is asked is asked as one sitting, which ctrl+c, a signal or a lost line ends for all."""
    global current
    own = OwnLines(patience) if os.name == "posix" else None
    current = lines = own or Lines(patience)
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, lines.stop) for number in numbers}
    if own is not None:
        before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, own.pause)
        own.enter()
    try:
        yield lines
    finally:
        if own is not None:
            own.leave()
        for number, handler in before.items():
            signal.signal(number, handler)
        current = None


@contextmanager
def aside() -> Iterator[None]:
    """Inside, another reads from the terminal, also in a sitting."""
    with current.given_back() if current is not None else nullcontext():
        yield


def _echo(data: bytes) -> None:
    """Show what was typed; that nobody sees it is no reason to lose it."""
    with suppress(OSError):
        sys.stdout.flush()
        view = memoryview(data)
        while view:
            view = view[os.write(sys.stdout.fileno(), view) :]
