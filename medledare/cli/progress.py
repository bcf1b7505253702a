"""A bar on the terminal for what takes more than half a second, or a line; elsewhere, and for the quick, nothing."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from medledare.cli import terminal

PATIENCE_SECONDS = 0.5


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Something to be told how much of how much is done; None where nobody watches."""
    if not terminal.is_terminal(sys.stderr):
        yield None
        return
    bar = _Bar(label)
    try:
        yield bar.show
    finally:
        bar.end()


class _Bar:
    def __init__(self, label: str) -> None:
        self._label = label
        self._began = time.monotonic()
        self._said = False
        self._bar: click._termui_impl.ProgressBar[int] | None = None

    def show(self, done: int, of: int) -> None:
        if self._bar is None:
            if time.monotonic() - self._began < PATIENCE_SECONDS:
                return
            if terminal.lines_only():
                self._say()
                return
            self._bar = click.progressbar(length=of, label=self._label, file=sys.stderr)
            self._bar.render_progress()
        self._bar.length = of
        self._bar.update(done - self._bar.pos)

    def _say(self) -> None:
        """What is going on, in one line, once."""
        if not self._said:
            self._said = True
            terminal.complain(f"{self._label} …")

    def end(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
