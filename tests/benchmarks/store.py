"""Measures the store against the least that the same work could cost, and prints a Markdown table.

Run with ``python tests/benchmarks/store.py JOURNAL``, a journal in jrnl's text format. Every figure is a ratio of two
things measured in turn in one run, on the file system of the temporary folder (TMPDIR), so that it means something on
any machine; opening, which waits for nothing, in time of the processor. Memory is what a process holds more with a
vault of the journal's entries than with an empty one (its proportional share, PSS, which only Linux tells), against
the bytes of all those entries as JSON.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
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
REPEATS = 9
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


class Saving:
    """Saves in one vault, and as many bytes written and fsynced to a bare file."""

    def __init__(self, vault: FileVault, raw_file: Path) -> None:
        self._table = vault.table("entries")
        before = vault.status()
        self._table.insert(document(0))
        size = vault.status().bytes - before.bytes
        if vault.status().segments != before.segments:
            size -= HEADER_BYTES
        self._raw = os.open(raw_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._block = os.urandom(size)
        self.ours: list[float] = []
        self.least: list[float] = []

    def turn(self, number: int) -> None:
        """One save, and one bare write."""
        entry = document(number)
        self.ours.append(timed(lambda: self._table.insert(entry)))
        self.least.append(timed(self._bare))

    def _bare(self) -> None:
        os.write(self._raw, self._block)
        os.fsync(self._raw)

    def close(self) -> None:
        os.close(self._raw)


def floor(places: Places, key: VaultKey) -> float:
    """Seconds of work to decrypt every frame and parse every document, their places known beforehand."""
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
    started = time.process_time()
    kept = [loads(decrypt(nonce, sealed, bound)) for decrypt, nonce, sealed, bound in frames]
    spent = time.process_time() - started
    gc.enable()
    assert kept
    return spent


def opening(places: Places, key: VaultKey) -> float:
    """Seconds of work to open the vault."""
    gc.collect()
    started = time.process_time()
    vault = open_vault(places, key, clock=now)
    spent = time.process_time() - started
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
        built = {count: build(root / str(count), count) for count in sorted({*SIZES, *OPENED})}
        print("| what | records | ours | least | ratio | bar |")
        print("|---|---:|---:|---:|---:|---|")
        opened = {}
        for count in OPENED:
            turns = [(floor(*built[count]), opening(*built[count])) for _ in range(REPEATS)]
            least, ours = (min(each) for each in zip(*turns, strict=True))
            opened[count] = ours
            print(f"| open | {count:,} | {ours * 1e3:.0f} ms | {least * 1e3:.0f} ms | {ours / least:.2f} | <= 2.5 |")
        each = [opened[count] / count * 1e6 for count in OPENED]
        print(
            f"| open, a record | {OPENED[1]:,} : {OPENED[0]:,} | {each[1]:.1f} µs | {each[0]:.1f} µs "
            f"| {each[1] / each[0]:.2f} | linear |"
        )
        with ExitStack() as stack:
            saving = {}
            for count in SIZES:
                vault = stack.enter_context(open_vault(*built[count], clock=now))
                saving[count] = stack.enter_context(closing(Saving(vault, root / f"raw-{count}")))
            for number in range(ROUNDS):
                for count in SIZES:
                    saving[count].turn(number)
        saved = {count: median(one.ours) for count, one in saving.items()}
        for count, ours in saved.items():
            least = median(saving[count].least)
            print(f"| save | {count:,} | {ours * 1e3:.3f} ms | {least * 1e3:.3f} ms | {ours / least:.2f} | <= 3 |")
        flat = saved[SIZES[1]] / saved[SIZES[0]]
        print(f"| save, flat | {SIZES[1]:,} : {SIZES[0]:,} | | | {flat:.2f} | <= 1.2 |")
        memory(Path(sys.argv[1]), root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
