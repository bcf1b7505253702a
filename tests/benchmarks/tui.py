"""How long until the terminal interface can be used, how it types, and how long it ever keeps the event loop busy.

Run ``python tests/benchmarks/tui.py ten-years.jrnl.txt``. Every figure is set against Textual's own, measured in the
same run, by turns. The vault is encrypted and its session unlocked; it holds the ten years of the file given, two
goals, a mission and half a year of check-ins, and the settings file that the welcome leaves.
"""

import argparse
import asyncio
import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from medledare.config.paths import Places
from medledare.services import demo, importing, session, settings
from medledare.services.clock import local_now
from medledare.tui.app import MedledareApp
from medledare.tui.screens.main import AREAS
from medledare.vault.create import create
from medledare.vault.keys import KdfCost

PASSPHRASE = "benchmark"
COLUMNS, ROWS = 80, 24
SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self):
        yield Static("Here I am")
Smallest().run()
"""
SMALLEST_SHOWS = b"Here I am"
OURS = "from medledare.__main__ import main; main()"
CAN_WRITE = b"Write here"
"""The first useful screen: Today with its editor, which takes keys from now on."""
ALL_THERE = b"Not at all"
"""The check-in is the last of Today to be filled in: by then mission, question and goals are there."""
BETWEEN_KEYS = 0.04
"""Seconds between keys: time for the screen to be painted after each."""
KEYS = "the quick brown fox jumps over the lazy dog " * 3


def a_vault(folder: Path, journal: Path) -> Places:
    """A vault of ten years, its session unlocked."""
    places = Places(folder / "vault", folder / "state" / "medledare", folder / "config" / "medledare", None)
    create(places, PASSPHRASE, now=local_now(), kdf=KdfCost(65_536, 1, 1))
    vault = session.open_with(places, PASSPHRASE, local_now)
    importing.run(vault, local_now, [importing.plan(journal, format="jrnl")])
    demo.fill(vault, local_now(), "en")
    vault.close()
    session.unlock(places, PASSPHRASE, 8, local_now)
    # As the welcome leaves it.
    settings.store(places, "language", "en")
    return places


def environment(folder: Path) -> dict[str, str]:
    """Where the program finds that vault; beside that as a person has it, so that Python keeps what it has compiled."""
    ours = ("TEXTUAL", "MEDLEDARE", "PYTHON", "XDG_RUNTIME_DIR")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return bare | {
        "MEDLEDARE_VAULT": str(folder / "vault"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "MEDLEDARE_LANG": "en",
        "TERM": "xterm-256color",
        "COLUMNS": str(COLUMNS),
        "LINES": str(ROWS),
    }


def seconds_until(code: str, shows: bytes, env: dict[str, str]) -> float:
    """From the start of a process until it has drawn ``shows`` on a terminal."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-c", code], env)
    drawn = b""
    try:
        while shows not in drawn:
            if time.perf_counter() - began > 30:
                raise SystemExit(f"never drew {shows!r}: {drawn[-2000:]!r}")
            if select.select([terminal], [], [], 0.5)[0]:
                drawn += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def start(rounds: int, env: dict[str, str]) -> tuple[float, float, float]:
    """Medians in seconds, by turns: the smallest app's start, ours until one can write, and until all is there."""
    times: tuple[list[float], ...] = ([], [], [])
    for _ in range(rounds):
        times[0].append(seconds_until(SMALLEST, SMALLEST_SHOWS, env))
        times[1].append(seconds_until(OURS, CAN_WRITE, env))
        times[2].append(seconds_until(OURS, ALL_THERE, env))
    smallest, writing, filled = (statistics.median(one) for one in times)
    return smallest, writing, filled


class Bare(App[None]):
    """Nothing but a text area."""

    def compose(self) -> ComposeResult:
        yield TextArea()


async def typing(app: App[None], reach: Callable[[], TextArea]) -> float:
    """Seconds of work for each key, from the key to the painted screen, the median of many."""
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause(1.0)
        area = reach()
        app.screen.set_focus(area)
        await pilot.pause(0.5)
        each = []
        for letter in KEYS:
            began = time.process_time()
            # Not by the pilot, whose waiting grows with the number of widgets.
            app.post_message(events.Key("space" if letter == " " else letter, letter))
            await asyncio.sleep(BETWEEN_KEYS)
            each.append(time.process_time() - began)
        assert KEYS in area.text
        return statistics.median(each)


def compare_typing(places: Places, rounds: int) -> tuple[float, float]:
    """Medians for a bare text area and for our editor over ten years, by turns."""
    bare, ours = [], []
    for _ in range(rounds):
        plain = Bare()
        bare.append(asyncio.run(typing(plain, lambda plain=plain: plain.screen.query_one(TextArea))))
        app = MedledareApp(places, local_now)
        ours.append(asyncio.run(typing(app, lambda app=app: app.screen.query_one("#today-editor", TextArea))))
        if app.drafts:
            app.drafts.put("entry", "")
        app.close()
    return statistics.median(bare), statistics.median(ours)


async def longest_block(places: Places) -> tuple[float, str]:
    """The longest time the event loop was away, in seconds, and while which area was first shown or worked in."""
    app = MedledareApp(places, local_now)
    worst = (0.0, "")
    doing = "starting"

    async def watch() -> None:
        nonlocal worst
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            away = time.perf_counter() - began - 0.001
            if away > worst[0]:
                worst = (away, doing)

    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause(1.5)
        watcher = asyncio.create_task(watch())
        for name in AREAS:
            doing = name
            await app.screen.show(name)  # type: ignore[attr-defined]
            await pilot.pause(1.0)
        doing = "saving an entry"
        await app.screen.show("today")  # type: ignore[attr-defined]
        await pilot.press("w", *"words", "ctrl+s")
        await pilot.pause(0.7)
        watcher.cancel()
    app.close()
    return worst


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("journal", type=Path, help="a jrnl text file of ten years")
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = a_vault(folder, asked.journal)
        smallest, writing, filled = start(asked.rounds, environment(folder))
        bare, editor = compare_typing(places, 3)
        block, where = asyncio.run(longest_block(places))
    print("| what | Textual's own | medledare | ratio | bar |")
    print("|---|---|---|---|---|")
    print(f"| start until one can write | {smallest:.3f} s | {writing:.3f} s | {writing / smallest:.2f} | 1.35 |")
    print(f"| start until all of today is there | {smallest:.3f} s | {filled:.3f} s | {filled / smallest:.2f} | |")
    print(f"| a key in the editor (CPU) | {bare * 1000:.2f} ms | {editor * 1000:.2f} ms | {editor / bare:.2f} | 1.2 |")
    print(f"| longest time the event loop was away | | {block * 1000:.0f} ms ({where}) | | 50 ms |")


if __name__ == "__main__":
    main()
