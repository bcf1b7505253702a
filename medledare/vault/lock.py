"""The writer's lock: one process at a time writes to a vault on this machine.

The file lies in state, never in the synced folder, and stays open between writes: taking the lock then costs
one system call instead of a tenth of a millisecond.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medledare.domain.problems import VaultBusy
from medledare.vault.files import PRIVATE_FILE, reaching

_POLL_SECONDS = 0.002


class WriterLock:
    """A lock between processes. Not for several threads at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    @contextmanager
    def held(self, patience: float) -> Iterator[None]:
        """Hold the lock; wait up to ``patience`` seconds for it. Raises VaultBusy, CannotReach."""
        # Loaded here, as whoever only reads seldom needs the lock.
        from filelock import unlock_descriptor

        with reaching(self._path):
            self._take(patience)
        try:
            yield
        finally:
            with reaching(self._path):
                unlock_descriptor(self._descriptor)

    def close(self) -> None:
        """Give the file back."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1

    def _take(self, patience: float) -> None:
        until = time.monotonic() + patience
        while not self._try():
            if time.monotonic() >= until:
                raise VaultBusy
            time.sleep(_POLL_SECONDS)

    def _try(self) -> bool:
        from filelock import lock_descriptor

        if self._descriptor < 0:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            self._descriptor = os.open(self._path, flags, PRIVATE_FILE)
        if not lock_descriptor(self._descriptor, blocking=False):
            return False
        if os.fstat(self._descriptor).st_nlink:
            return True
        # The file was removed meanwhile: its lock guards nothing that others would find.
        self.close()
        return False
