"""What is under way: its words, and how far it has come. Quick work shows nothing."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static

from medledare.tui.part import Part

T = TypeVar("T")
Progress = Callable[[int, int], None]

PATIENCE = 0.5
"""Seconds that work may take without being shown."""
TICK = 0.1


class Working(Part, Vertical):
    """Runs one thing at a time in a thread, and shows that once it has taken a while."""

    DEFAULT_CSS = """
    Working {
        height: auto;
        display: none;
        & ProgressBar { width: 1fr; height: 1; }
        & ProgressBar Bar { width: 1fr; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._come = (0, 0)
        self._began = 0.0
        self.busy = False

    def compose(self) -> ComposeResult:
        yield Static(markup=False)
        yield ProgressBar(show_eta=False)

    async def run(self, words: str, do: Callable[[Progress], T]) -> T:
        """What ``do`` gives, which is told how to say how far it has come (done, of all)."""
        self.busy, self._come, self._began = True, (0, 0), time.monotonic()
        self.query_one(Static).update(words)
        self.medledare.at_work += 1
        ticking = self.set_interval(TICK, self._show)
        # Away from this task: the screen may be put away before the thread is done.
        work = asyncio.ensure_future(asyncio.to_thread(do, self._tell))
        work.add_done_callback(self._ended)
        try:
            return await asyncio.shield(work)
        finally:
            ticking.stop()
            self.display = self.busy = False

    def _tell(self, done: int, of: int) -> None:
        self._come = (done, of)

    def _show(self) -> None:
        if time.monotonic() - self._began >= PATIENCE:
            done, of = self._come
            bar = self.query_one(ProgressBar)
            bar.display = of > 0
            bar.update(total=of or None, progress=done)
            self.display = True

    def _ended(self, work: "asyncio.Future[T]") -> None:
        self.medledare.at_work -= 1
        if not work.cancelled():
            # Looked at, so that nothing complains of it where nobody waits any more.
            work.exception()
