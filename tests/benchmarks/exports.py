"""Measures how long it takes to take ten years out in each format, and prints a Markdown table.

Run with ``python tests/benchmarks/exports.py JOURNAL``, a journal in jrnl's text format (ten years of it, to compare
with the bar). The vault is the one of the reviews' benchmark: its entries, and for every week learnings, failures, a
decision, a need, conditions and now and then a goal; and ten years of daily answers, of which HTML and PDF make
pictures. It is a real one, encrypted, in the temporary folder (TMPDIR), and open. Each figure is the time until the
file is whole on the disk, the median of a few.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import reviews
import trends_screen
import vaults

from medledare.services.exporting import Wish, hand_out, prepare
from medledare.services.search import Query
from medledare.text.formats import FORMATS
from medledare.vault.vault import FileVault

BAR = 1.5
ROUNDS = 3


def measured(vault: FileVault, wish: Wish, folder: Path) -> tuple[float, int]:
    """Seconds to export, and the bytes that came of it."""
    target = folder / f"{time.monotonic_ns()}"
    started = time.perf_counter()
    hand_out(vault, vaults.now, prepare(vault, vaults.now, wish), target)
    spent = time.perf_counter() - started
    files = target.iterdir() if target.is_dir() else [target]
    return spent, sum(file.stat().st_size for file in files)


def main(journal: Path) -> None:
    """Print the table."""
    wishes = [("", Wish(name, Query(), folder=one.table)) for name, one in FORMATS.items()]
    wishes += [(" in a folder", Wish("markdown", Query(), folder=True)), (", redacted", Wish("json", Query(), True))]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        vault, _first, _last = reviews.lived(root, journal)
        trends_screen.answered(vault)
        with vault:
            print("| export | size | median | slowest | bar |\n|---|---:|---:|---:|---|")
            for how, wish in wishes:
                # The bar is for text. A folder of days is thousands of files: its time is the disk's affair.
                format = FORMATS[wish.format]
                bar = f"<= {BAR} s" if format.shows and (format.table or not wish.folder) else ""
                spent, sizes = zip(*(measured(vault, wish, root) for _round in range(ROUNDS)), strict=True)
                told = f"{median(spent):.2f} s | {max(spent):.2f} s | {bar}"
                print(f"| {wish.format}{how} | {median(sizes) / 1e6:.1f} MB | {told} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
