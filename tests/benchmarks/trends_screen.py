"""How long ten years of answers take on the Trends screen, and how long the event loop is ever away meanwhile.

Run ``python tests/benchmarks/trends_screen.py``; the machine should have nothing else to do. The vault is in memory and
holds ten years of four answers on nine days of ten and the conditions of each week. A beat that should come each
millisecond tells how long the event loop was away; what Textual itself needs to lay out and draw a view is in it.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from medledare.config.paths import Places
from medledare.domain.checkin import items_for
from medledare.domain.principles import ITEMS, PRINCIPLES
from medledare.domain.records import Answer
from medledare.services import capture, checkins, records, trends
from medledare.text import speak
from medledare.tui.app import MedledareApp
from medledare.tui.areas.trends import Trends
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DAYS, FOCUS = 3652, "KUN"
SIZES = ((80, 24), (160, 50))
ROUNDS = 5
BAR_SECONDS, BAR_AWAY = 1.0, 0.050
STEPS = {
    "reading everything anew": "",
    "52 weeks": "v",
    "all ten years": "v",
    "one principle in full, all ten years": "o",
    "the next principle": "right",
    "back to all": "escape",
}


def now() -> datetime:
    return NOW


def answered(vault: Vault) -> Vault:
    """Ten years of answers without a trend, those of the focus principle each day and the others by turns."""
    chance = random.Random(1)
    checkins.set_focus(vault, lambda: NOW - timedelta(days=DAYS), FOCUS)
    order = [item for item in ITEMS if not item.startswith(FOCUS)]
    with vault.batch():
        for ago in range(DAYS, 0, -1):
            at = NOW - timedelta(days=ago)
            if chance.random() < 0.1:
                continue
            items = (*items_for(at.date(), FOCUS, ())[:2], order[2 * ago % 12], order[(2 * ago + 1) % 12])
            answers = [Answer(item=item, value=chance.randrange(5)) for item in items]
            records.add(vault, capture.checkin(lambda at=at: at, answers))
            if at.weekday() == 4:
                rated = [Answer(item=code, value=chance.randrange(5)) for code in PRINCIPLES]
                for record in capture.week(lambda at=at: at, rated):
                    records.add(vault, record)
    return vault


def median_seconds(do: Callable[[], object]) -> float:
    """The median time of several runs."""
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        do()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


class Beat:
    """Tells how long the event loop was away at most since it was last asked."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            self.worst, last = max(self.worst, time.perf_counter() - last - 0.001), time.perf_counter()

    def stop(self) -> None:
        self._task.cancel()


async def rest(pilot: Pilot[None]) -> None:
    """Wait until everything asked for has been read and drawn."""
    for _time in range(4):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.1)


async def away(vault: Vault, size: tuple[int, int]) -> dict[str, float]:
    """For each step, how long the event loop was away at most."""
    worst = {}
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "vault", Path(folder) / "state", Path(folder) / "config", None)
        app = MedledareApp(places, now, vault)
        async with app.run_test(size=size) as pilot:
            await rest(pilot)
            await pilot.press("5")
            await rest(pilot)
            beat = Beat()
            for name, key in STEPS.items():
                beat.worst = 0.0
                if key:
                    await pilot.press(key)
                else:
                    app.screen.query_one(Trends).load()
                await rest(pilot)
                worst[name] = beat.worst
            beat.stop()
    return worst


def main() -> None:
    """Print the table."""
    speak("sv")
    vault = answered(memory_vault(now))
    history = trends.read(vault, NOW)
    whole = median_seconds(lambda: trends.window(trends.read(vault, NOW), None))
    bands = median_seconds(lambda: trends.read(vault, NOW).bands) - median_seconds(lambda: trends.read(vault, NOW))
    print(f"## Trends over ten years: {len(history.dots)} answers\n")
    print("| what | seconds | bar |\n|---|---|---|")
    print(f"| everything read and tested, and cut to all ten years | {whole:.2f} | {BAR_SECONDS:.0f} |")
    print(f"| the bands besides | {bands:.2f} | |")
    print(f"| both | {whole + bands:.2f} | {BAR_SECONDS:.0f} |\n")
    print("| the event loop away at most, milliseconds | " + " | ".join(f"{w} x {h}" for w, h in SIZES) + " | bar |")
    print("|---" * (len(SIZES) + 2) + "|")
    found = [[asyncio.run(away(vault, size)) for _round in range(ROUNDS)] for size in SIZES]
    for name in STEPS:
        cells = [f"{1000 * statistics.median(one[name] for one in rounds):.0f}" for rounds in found]
        print(f"| {name} | " + " | ".join(cells) + f" | {1000 * BAR_AWAY:.0f} |")


if __name__ == "__main__":
    main()
