"""Versions: a hybrid logical clock whose readings sort as text.

A version is ``f"{ms:012x}.{counter:04x}.{device}"``: milliseconds since 1970, a counter within the
millisecond, and the 32 hex digits of the device. Method: Kulkarni et al., "Logical Physical Clocks", 2014.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

MAX_AHEAD_MS = 24 * 60 * 60 * 1000
_COUNTERS = 0x10000
SHAPE = re.compile(r"[0-9a-f]{12}\.[0-9a-f]{4}\.[0-9a-f]{32}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970, never negative. ``moment`` must know its time zone."""
    return max(0, (moment - _EPOCH) // timedelta(milliseconds=1))


def make_version(ms: int, counter: int, device: str) -> str:
    """Put a version together; it sorts by time, then counter, then device."""
    return f"{ms:012x}.{counter:04x}.{device}"


def is_version(text: str) -> bool:
    """Whether ``text`` has the shape of a version."""
    return SHAPE.fullmatch(text) is not None


def time_of(version: str) -> datetime:
    """The UTC time a version was made at, as far as a calendar reaches."""
    try:
        return _EPOCH + timedelta(milliseconds=int(version[:12], 16))
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def device_of(version: str) -> str:
    """The device that made a version."""
    return version[18:]


class VersionClock:
    """Hands out versions that grow, as long as nobody's clock is more than a day ahead."""

    def __init__(self, clock: Callable[[], datetime], device: str) -> None:
        self._clock = clock
        self._device = device
        self._ms = 0
        self._counter = 0

    def ceiling(self) -> str:
        """Versions above this text are more than a day ahead and must not be adopted."""
        return f"{milliseconds(self._clock()) + MAX_AHEAD_MS:012x}"

    def observe(self, version: str) -> None:
        """Take note of a version seen elsewhere, unless it is more than a day ahead."""
        if version < self.ceiling():
            seen = int(version[:12], 16), int(version[13:17], 16)
            if seen > (self._ms, self._counter):
                self._ms, self._counter = seen

    def tick(self) -> str:
        """The next version of this device."""
        now = milliseconds(self._clock())
        if now > self._ms or self._ms - now > MAX_AHEAD_MS:
            self._ms, self._counter = now, 0
        elif self._counter + 1 < _COUNTERS:
            self._counter += 1
        else:
            self._ms, self._counter = self._ms + 1, 0
        return make_version(self._ms, self._counter, self._device)
