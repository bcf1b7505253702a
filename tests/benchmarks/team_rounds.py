"""Goes through a thousand weeks of a team of eight, made up of numbers, and prints what came of them.

Run with ``python tests/benchmarks/team_rounds.py [WEEKS [CARRIED]]``. In each somebody may be away, programs crash,
and files come late, twice, in half and in any order. ``CARRIED`` of them (12 without a word) have vaults on the disk
and a folder of files for each member, in the temporary folder (TMPDIR); in the others messages go from program to
program in memory, with all that is sealed in them, but without files. It ends with an error at the first week whose
figures are not the plain means of those they are about.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from team_weeks import TOGETHER, brief, carried


def main(weeks: int = 1000, on_disk: int = 12) -> None:
    """Print the table."""
    print("| weeks | with figures | without | members who saw them | time |\n|---|---:|---:|---:|---:|")
    row("on the disk", on_disk, on_disk_week)
    row("in memory", weeks - on_disk, in_memory)


def row(name: str, weeks: int, go: Callable[[int], int]) -> None:
    """Go through weeks and print what came of them."""
    started = time.process_time()
    seen = [go(seed) for seed in range(weeks)]
    told = f"{sum(map(bool, seen))} | {seen.count(0)} | {sum(seen)} of {weeks * TOGETHER}"
    print(f"| {weeks} {name} | {told} | {time.process_time() - started:.0f} s |", flush=True)


def on_disk_week(seed: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        return len(carried(seed, Path(name)))


def in_memory(seed: int) -> int:
    week = brief(seed)
    week.run()
    return len(week.check())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
