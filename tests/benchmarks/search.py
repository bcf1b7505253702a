"""Measures finding and importing over a long journal, and prints a Markdown table of medians.

Run with ``python tests/benchmarks/search.py JOURNAL``, a journal in jrnl's text format (ten years of it, to compare
with the bars). The vault is a real one, encrypted, in the temporary folder (TMPDIR). Where ``jrnl`` is on the PATH
its whole process is measured over the same file; medledare's figures are the work within the process. A key of search
as you type is measured in time of the processor, over the journal and over a vault of 100,000 of its entries; on the
screen it is all that the event loop does for it until the rows and the page are painted.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

import vaults
from textual import events

from medledare.config.paths import Places
from medledare.domain.matching import fold
from medledare.services.importing import plan, run
from medledare.services.index import Index
from medledare.services.search import Query, find
from medledare.text.zones import zone
from medledare.tui.app import MedledareApp
from medledare.tui.modals.search import Search
from medledare.vault.access import key_at_hand
from medledare.vault.create import create
from medledare.vault.vault import Vault, open_vault

TYPED = ("möte kaffe", "uppdraget", "lärde", "xyzzy", "e a i")
ROUNDS = 9
KEY_BAR = 16.0
MANY = 100_000
BETWEEN_KEYS = 0.15
"""Seconds between keys on the screen: time for everything to be shown after each."""


def now() -> datetime:
    return datetime.now(UTC)


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round."""
    spent = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        spent.append((time.perf_counter() - started) * 1e3)
    return spent


def row(what: str, spent: list[float], bar: str = "") -> None:
    print(f"| {what} | {median(spent):.2f} ms | {max(spent):.2f} ms | {bar} |")


def fresh_vault(folder: Path) -> Vault:
    """A new encrypted vault without a passphrase."""
    places = Places(folder / "vault", folder / "state", folder / "config", None)
    create(places, None, now=now())
    key = key_at_hand(places, now())
    assert key is not None
    return open_vault(places, key, clock=now)


def imported(journal: Path, folder: Path) -> Vault:
    vault = fresh_vault(folder)
    run(vault, now, [plan(journal, zone=zone("Europe/Stockholm"))])
    return vault


def imports(journal: Path, root: Path) -> list[float]:
    """Milliseconds to read the file and keep all of it, encrypted and on the disk, in a vault made before."""
    spent = []
    for number in range(3):
        with fresh_vault(root / f"import-{number}") as vault:
            spent += timed(lambda vault=vault: run(vault, now, [plan(journal, zone=zone("Europe/Stockholm"))]), 1)
    return spent


def keys(index: Index) -> tuple[list[float], list[float]]:
    """Milliseconds of every key of the words typed, one letter after the other and back again.

    First the longest that each keeps the event loop from other things, then the whole of it.
    """
    longest, whole = [], []
    for text in TYPED:
        lengths = [*range(1, len(text) + 1), *range(len(text) - 1, 0, -1)]
        for length in lengths:
            spent = pieces(index, text[:length])
            longest.append(max(spent))
            whole.append(sum(spent))
    return longest, whole


def pieces(index: Index, typed: str) -> list[float]:
    """Milliseconds of work between the pauses of one search, the screen's records decoded at the end."""
    spent = []
    started = time.thread_time()
    for found in index.look(typed):
        if found is not None:
            found[-20:]
        spent.append((time.thread_time() - started) * 1e3)
        started = time.thread_time()
    return spent


async def on_the_screen(vault: Vault, root: Path) -> list[float]:
    """Milliseconds of the event loop's work for each key typed in the search that is put over everything."""
    app = MedledareApp(vaults.places(root), now, vault)
    spent = []
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause(1)
        await pilot.press("ctrl+f")
        await pilot.pause(1)
        assert isinstance(app.screen, Search)
        for text in TYPED:
            for key in [*text, *["backspace"] * len(text)]:
                started = time.thread_time()
                # Not by the pilot, whose waiting is work too.
                app.post_message(events.Key("space" if key == " " else key, key if len(key) == 1 else None))
                await asyncio.sleep(BETWEEN_KEYS)
                spent.append((time.thread_time() - started) * 1e3)
    return spent


def jrnl(journal: Path, folder: Path, *arguments: str) -> list[float]:
    """Milliseconds of jrnl's whole process over the file; empty where it is not installed."""
    if shutil.which("jrnl") is None:
        return []
    config = folder / "jrnl.yaml"
    config.write_text(
        f"journals: {{default: {{journal: {journal.absolute()}}}}}\nencrypt: false\ntagsymbols: '#@'\nversion: '4.6'\n"
        "timeformat: '%Y-%m-%d %H:%M'\ncolors: {body: none, date: none, tags: none, title: none}\ntemplate: false\n"
        "default_hour: 9\ndefault_minute: 0\neditor: ''\nhighlight: true\nindent_character: '|'\nlinewrap: 79\n"
    )
    command = ["jrnl", "--config-file", str(config), *arguments]
    return timed(lambda: subprocess.run(command, check=True, capture_output=True), 5)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    journal = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="medledare-bench-") as name:
        folder = Path(name)
        print("| what | median | slowest | bar |")
        print("|---|---:|---:|---|")
        row("import, read and kept", imports(journal, folder))
        with imported(journal, folder / "kept") as vault:
            texts = [record.text for record in find(vault, Query(kinds=("entry",)))]  # type: ignore[attr-defined]
            print(f"| entries | {len(texts):,} | | |")
            row("fold every text", timed(lambda: [fold(text) for text in texts]))
            row("index, built", timed(lambda: Index(vault)))
            index = Index(vault)
            row("a key of search as you type", keys(index)[0], f"<= {KEY_BAR:.0f} ms each")
            row("a key of it on the screen", asyncio.run(on_the_screen(vault, folder)), f"<= {KEY_BAR:.0f} ms each")
            row("find(WORD), a common one", timed(lambda: find(vault, Query(words=("möte",)))))
            row("find(WORD), a rare one", timed(lambda: find(vault, Query(words=("xyzzy",)))))
            row("find, the latest 5", timed(lambda: find(vault, Query(limit=5))))
            row("find, one month", timed(lambda: find(vault, Query(since=date(2020, 5, 1), until=date(2020, 5, 31)))))
        vaults.fill(folder / "many", journal, MANY)
        with vaults.opened(folder / "many") as vault:
            row(f"index of {MANY:,}, built", timed(lambda: Index(vault), 3))
            longest, whole = keys(Index(vault))
            row(f"a key over {MANY:,}, without a pause", longest, f"<= {KEY_BAR:.0f} ms each")
            row(f"a key over {MANY:,}, all of it", whole)
        for what, arguments in (
            ("jrnl -n 5 --short, whole process", ("-n", "5", "--short")),
            ("jrnl -contains WORD, whole process", ("-contains", "möte")),
            ("jrnl --format json, whole process", ("--format", "json")),
        ):
            if spent := jrnl(journal, folder, *arguments):
                row(what, spent)
    return 0


if __name__ == "__main__":
    sys.exit(main())
