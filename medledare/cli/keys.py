"""One key at a time from a terminal, without Enter."""

import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from medledare.cli import terminal

ENTER = "\n"
END = b"\x04"
_ESCAPE = b"\x1b"
_QUICK = 0.02
"""Seconds within which the rest of what one key sends has come."""


def at_hand() -> bool:
    """Whether keys can be read one by one; whoever wants plain lines or pipes gets lines."""
    return terminal.asking() and terminal.talking() and not terminal.lines_only() and os.name == "posix"


@contextmanager
def single_keys() -> Iterator[Callable[[], str]]:
    """Gives a function that waits for a letter, a digit or ``ENTER``; keys that are no character are passed over.

    It raises EOFError at ctrl+d; ctrl+c is KeyboardInterrupt as ever. The terminal is given back as it was.
    """
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    # Draining, as flushing would lose what was typed already.
    tty.setcbreak(descriptor, termios.TCSADRAIN)
    try:
        yield lambda: _key(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _key(descriptor: int) -> str:
    while True:
        typed = os.read(descriptor, 1)
        if typed in (b"", END):
            raise EOFError
        if typed in (b"\r", b"\n"):
            return ENTER
        if typed.isascii() and typed != _ESCAPE:
            return typed.decode("ascii").lower()
        # An arrow, say, sends several; among them can be digits that nobody typed.
        while select.select([descriptor], [], [], _QUICK)[0] and os.read(descriptor, 1):
            pass
