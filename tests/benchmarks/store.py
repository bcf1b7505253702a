"""Measures the store against the least that the same work could cost, and prints a Markdown table.

Run with ``python tests/benchmarks/store.py JOURNAL``, a journal in jrnl's text format. Every figure is a ratio of two
things measured in turn in one run, on the file system of the temporary folder (TMPDIR), so that it means something on
any machine. Memory is what a process holds more with a vault of the journal's entries than with an empty one (its
proportional share, PSS, which only Linux tells), against the bytes of all those entries as JSON.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import orjson
import vaults

from medledare.config.paths import Places
from medledare.services.index import Index
from medledare.vault.access import key_at_hand
from medledare.vault.create import create
from medledare.vault.frames import HEADER
from medledare.vault.keys import VaultKey
from medledare.vault.segment import HEADER_BYTES, cipher_for, read_header
from medledare.vault.vault import FileVault, open_vault

SIZES = 1_000, 100_000
OPENED = 10_000, 100_000
ROUNDS = 400
REPEATS = 3
PER_WRITE = 500
RESIDENT = "--resident"
"""Instead of a journal, before the folder of a vault: print what this process holds once it is open, and indexed."""


def now() -> datetime:
    return datetime.now(UTC)


def document(number: int) -> dict[str, object]:
    """An entry of about 900 bytes, as a person writes them."""
    body = f"Entry {number}. " + "I led the meeting and asked before I answered. " * 14
    return {
        "kind": "entry",
        "body": body,
        "at": "2026-04-03T14:30:00+02:00",
        "tags": ["team", f"t{number % 40}"],
        "energy": number % 5,
        "needs": {"rest": number % 7, "contact": number % 3},
    }


def build(root: Path, count: int) -> tuple[Places, VaultKey]:
    """A vault without a passphrase that holds ``count`` entries in segments of the usual size."""
    places = Places(root / "vault", root / "state", root / "config", None)
    create(places, None, now=now())
    key = key_at_hand(places, now())
    assert key is not None
    with open_vault(places, key, clock=now) as vault:
        table = vault.table("entries")
        for start in range(0, count, PER_WRITE):
            table.insert_multiple(document(one) for one in range(start, min(count, start + PER_WRITE)))
    return places, key


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def saves(vault: FileVault, raw_file: Path) -> tuple[float, float]:
    """Median seconds of one save, and of writing and fsyncing as many bytes to a bare file."""
    table = vault.table("entries")
    before = vault.status()
    table.insert(document(0))
    size = vault.status().bytes - before.bytes
    if vault.status().segments != before.segments:
        size -= HEADER_BYTES
    raw = os.open(raw_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    block = os.urandom(size)

    def bare() -> None:
        os.write(raw, block)
        os.fsync(raw)

    ours, theirs = [], []
    for number in range(ROUNDS):
        entry = document(number)
        ours.append(timed(lambda entry=entry: table.insert(entry)))
        theirs.append(timed(bare))
    os.close(raw)
    return median(ours), median(theirs)


def floor(places: Places, key: VaultKey) -> float:
    """Seconds to decrypt every frame and parse every document, their places known beforehand."""
    frames = []
    for path in sorted((places.vault / "log").glob("*/*.seg")):
        data = path.read_bytes()
        header = read_header(data[:HEADER_BYTES]).header
        assert header is not None
        cipher = cipher_for(key, header)
        position = HEADER_BYTES
        while position < len(data):
            _, length, _, _, nonce, _ = HEADER.unpack_from(data, position)
            body = position + HEADER.size
            bound = cipher.binding + data[position:body]
            frames.append((cipher.aead.decrypt, nonce, data[body : body + length], bound))
            position = body + length
    loads = orjson.loads
    gc.collect()
    gc.disable()
    started = time.perf_counter()
    kept = [loads(decrypt(nonce, sealed, bound)) for decrypt, nonce, sealed, bound in frames]
    spent = time.perf_counter() - started
    gc.enable()
    assert kept
    return spent


def opening(places: Places, key: VaultKey) -> float:
    """Seconds to open the vault."""
    gc.collect()
    started = time.perf_counter()
    vault = open_vault(places, key, clock=now)
    spent = time.perf_counter() - started
    vault.close()
    return spent


def share() -> int:
    """Bytes of memory this process holds, its part of what it shares with others included."""
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def hold(root: Path) -> None:
    """Open a vault and index it, and print what is held after each."""
    with vaults.opened(root) as vault:
        print(share())
        index = Index(vault)
        print(share())
        assert len(index.find("")) == len(vault.table("entry"))


def held(root: Path) -> tuple[int, int]:
    """What a process of its own holds with a vault open, and with the index built."""
    script = [sys.executable, __file__, RESIDENT, str(root)]
    only_open, indexed = subprocess.run(script, check=True, capture_output=True, text=True).stdout.split()
    return int(only_open), int(indexed)


def memory(journal: Path, folder: Path) -> None:
    """Print the rows about memory."""
    vaults.fill(folder / "empty", journal, 0)
    empty = held(folder / "empty")
    for count in OPENED:
        plain = vaults.fill(folder / f"held-{count}", journal, count)
        full = held(folder / f"held-{count}")
        for what, ours in zip(("open", "open and indexed"), (full[0] - empty[0], full[1] - empty[1]), strict=True):
            print(
                f"| memory, {what} | {count:,} | {ours / 1e6:.1f} MB | {plain / 1e6:.1f} MB "
                f"| {ours / plain:.2f} | <= 3 |"
            )


def main() -> int:
    if len(sys.argv) == 3 and sys.argv[1] == RESIDENT:
        hold(Path(sys.argv[2]))
        return 0
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="medledare-bench-") as folder:
        root = Path(folder)
        vaults = {count: build(root / str(count), count) for count in sorted({*SIZES, *OPENED})}
        print("| what | records | ours | least | ratio | bar |")
        print("|---|---:|---:|---:|---:|---|")
        opened = {}
        for count in OPENED:
            least = min(floor(*vaults[count]) for _ in range(REPEATS))
            ours = opened[count] = min(opening(*vaults[count]) for _ in range(REPEATS))
            print(f"| open | {count:,} | {ours * 1e3:.0f} ms | {least * 1e3:.0f} ms | {ours / least:.2f} | <= 2.5 |")
        each = [opened[count] / count * 1e6 for count in OPENED]
        print(
            f"| open, a record | {OPENED[1]:,} : {OPENED[0]:,} | {each[1]:.1f} µs | {each[0]:.1f} µs "
            f"| {each[1] / each[0]:.2f} | linear |"
        )
        saved = {}
        for count in SIZES:
            with open_vault(*vaults[count], clock=now) as vault:
                ours, least = saves(vault, root / f"raw-{count}")
            saved[count] = ours / least
            print(f"| save | {count:,} | {ours * 1e3:.3f} ms | {least * 1e3:.3f} ms | {ours / least:.2f} | <= 3 |")
        flat = saved[SIZES[1]] / saved[SIZES[0]]
        print(f"| save, flat | {SIZES[1]:,} : {SIZES[0]:,} | | | {flat:.2f} | <= 1.2 |")
        memory(Path(sys.argv[1]), root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
