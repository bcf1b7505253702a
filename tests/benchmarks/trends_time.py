"""Times the statistics over ten years of daily answers, and prints a Markdown table.

Run with ``python tests/benchmarks/trends_time.py``. All that a screen can ask for at once: findings for every
principle, the bands of the focus principle's items, every day of change and five pairs. The last column is how long
another thread, such as an event loop, was at most kept from running beyond a millisecond's sleep.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from people import Cell, answers, focus_from

from medledare.domain.records import Pair
from medledare.trends.change import change_point
from medledare.trends.claims import findings
from medledare.trends.dots import Dot, by_series
from medledare.trends.ewma import bands
from medledare.trends.pairs import coincidences
from medledare.trends.weeks import monday_of

WEEKS = 522
FIRST = 105_180
UNTIL = monday_of(FIRST + WEEKS) - timedelta(days=1)
FOCUS = "TIL"
SLEEP = 0.001


def all_of_it(dots: list[Dot], home: set[date], pairs: list[Pair]) -> None:
    """What can be asked for at once."""
    found = findings(dots, UNTIL, focus_from(FIRST, FOCUS))
    for one in by_series(dot for dot in dots if dot.item.startswith(FOCUS)).values():
        bands(one)
    for principle, finding in found.items():
        change_point([dot for dot in dots if dot.item.startswith(principle)], finding)
    known = {dot.day for dot in dots}
    coincidences(dots, {pair.id: (home, known) for pair in pairs}, pairs, UNTIL)


def longest_wait(work: Callable[[], None]) -> float:
    """Seconds that this thread at most was kept from running while another did ``work``."""
    thread = threading.Thread(target=work)
    thread.start()
    longest, before = 0.0, time.perf_counter()
    while thread.is_alive():
        time.sleep(SLEEP)
        now = time.perf_counter()
        longest, before = max(longest, now - before - SLEEP), now
    return longest


def row(name: str, dots: list[Dot], home: set[date]) -> None:
    """Measure and print a row."""
    created = datetime.combine(monday_of(FIRST), datetime.min.time(), UTC)
    pairs = [
        Pair(id=str(number), at=created, created=created, factor="place:home", principle=principle)
        for number, principle in enumerate((FOCUS, "HEL", "HAN", "STO", "KUN"))
    ]
    started, busy = time.perf_counter(), time.process_time()
    all_of_it(dots, home, pairs)
    spent, busy = time.perf_counter() - started, time.process_time() - busy
    waited = longest_wait(lambda: all_of_it(dots, home, pairs))
    print(f"| {name} | {len(dots)} | {spent:.2f} s | {busy:.2f} s | {1e3 * waited:.0f} ms |")


def main() -> None:
    """A person without change, one whose focus rises, and one in whom all that can be looked for is there."""
    print("| ten years, daily | answers | time | of the processor | another thread waited |\n|---|---|---|---|---|")
    cell, random = Cell(0.3, 0.1), Random("home")
    still = answers(Random("ten years"), cell, FIRST, WEEKS, FOCUS)
    home = {day for day in sorted({dot.day for dot in still}) if random.random() < 0.5}
    row("nothing changes", still, home)
    row("the focus rises for two years", answers(Random("2"), cell, FIRST, WEEKS, FOCUS, _rise), home)
    row("everything rises and coincides", [_all_changed(dot, home) for dot in still], home)


def _rise(week: int) -> float:
    return max(0, week - WEEKS + 104) / 35


def _all_changed(dot: Dot, home: set[date]) -> Dot:
    days = (dot.day - UNTIL).days + 104 * 7
    return replace(dot, value=min(4, max(0, dot.value - 1 + days // 180 + (dot.day in home))))


if __name__ == "__main__":
    main()
