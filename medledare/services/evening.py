"""The evening close: offered after one's own stop-time, to who asked for it. Nothing is reckoned from it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import time

from medledare.config.paths import Places
from medledare.domain.problems import Problem
from medledare.services import settings

AFTERNOON = time(15)
"""From when the close is offered where no stop-time is set."""


@dataclass(frozen=True, slots=True)
class Evening:
    """Whether the close is to be offered, and the own stop-time (``17:00``), empty if none is set."""

    offered: bool = False
    stop: str = ""

    @property
    def begins(self) -> time:
        """From when the close is offered."""
        return time.fromisoformat(self.stop) if self.stop else AFTERNOON


def evening(places: Places) -> Evening:
    """What the settings say; nothing is offered where they cannot be read."""
    with suppress(Problem):
        values = settings.load(places)
        return Evening(bool(values["evening_close"]), str(values["stop_time"]))
    return Evening()


def choose(places: Places, offered: bool, stop: str) -> Evening:
    """Have the close offered, or no longer. Raises BadSetting and what keeping a setting raises."""
    kept = settings.store(places, "stop_time", stop)
    settings.store(places, "evening_close", "true" if offered else "false")
    return Evening(offered, str(kept))
