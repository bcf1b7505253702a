"""What the tests of the terminal interface share: a time that stands still, and ways to drive and read the screen."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import Any

from textual import events
from textual._wait import wait_for_idle
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from medledare.vault.keys import KdfCost

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=1)))
PASSPHRASE = "korrekt häst batteri"
QUICK = KdfCost(memory_kib=65_536, iterations=1, lanes=1)
"""The least the format accepts, so that tests do not wait for a key derivation."""


class FrozenClock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        """Let time go by: ``minutes=20``."""
        self.now += timedelta(**time)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until everything asked for has been shown: what is read in a thread is shown, and may ask for more."""
    await pilot.pause()
    for _ in range(4):
        # What is asked for anew takes the place of what was under way.
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await _calm(pilot)
    await pilot.pause()


async def still(pilot: Pilot[Any]) -> None:
    """Wait until the picture has stopped changing."""
    await settle(pilot)
    same, last = 0, list[Strip]()
    while same < 4:
        await _calm(pilot)
        now = pilot.app.screen._compositor.render_strips(pilot.app.size)
        same = same + 1 if now == last else 0
        last = now


async def _calm(pilot: Pilot[Any]) -> None:
    """Wait until nothing is reckoned any more. A pause also sends a message to every widget, which costs far more."""
    await wait_for_idle()
    pilot.app.screen._on_timer_update()


async def until(pilot: Pilot[Any], holds: Callable[[], bool], seconds: float = 5) -> None:
    """Wait until something holds."""
    for _ in range(int(seconds / 0.02)):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("waited in vain")


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type a text key by key."""
    names = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma"}
    await pilot.press(*(names.get(letter, letter) for letter in text))


async def burst(pilot: Pilot[Any], *keys: str) -> None:
    """Keys that arrive all at once, as over a slow line: none waits until the one before has been dealt with."""
    for key in keys:
        send(pilot, key)
    await settle(pilot)


def send(pilot: Pilot[Any], key: str) -> None:
    """A key, as the terminal sends it."""
    assert pilot.app._driver is not None
    event = events.Key(key, " " if key == "space" else key if len(key) == 1 else None)
    event.set_sender(pilot.app)
    pilot.app._driver.send_message(event)


def screen_text(app: App[Any]) -> str:
    """Everything that can be read on the screen, line by line."""
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def toasts(app: App[Any]) -> str:
    """What the app has said in passing."""
    return "\n".join(notification.message for notification in app._notifications)
