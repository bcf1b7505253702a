"""A log of fifty records, cut at every byte and with every byte flipped, read by the real reader."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fault_table import CUT, FLIPPED, Tally, size
from fault_tools import now, open_again

from medledare.config.paths import Places
from medledare.vault import damage
from medledare.vault.access import key_at_hand
from medledare.vault.fold import Fold
from medledare.vault.frames import UNREADABLE
from medledare.vault.keys import VaultKey
from medledare.vault.reader import SegmentReader
from medledare.vault.segment import HEADER_BYTES

RECORDS = 50


@pytest.fixture
def key(places: Places) -> VaultKey:
    with open_again(places) as vault:
        for number in range(RECORDS):
            vault.table("t").insert({"n": number})
    found = key_at_hand(places, now())
    assert found is not None
    return found


def _log(places: Places) -> Path:
    return next((places.vault / "log").glob("*/*.seg"))


class InMemory(SegmentReader):
    """The real reader over bytes instead of a file, so that every byte can be tried."""

    def __init__(self, data: bytes, key: VaultKey, path: Path) -> None:
        super().__init__(path, key, path.parent.name)
        self._data = data

    def read_all(self) -> set[int]:
        self._seen = (len(self._data), 0, 0)
        if not self._open(self._data):
            return set()
        fold = Fold()
        _, bad = fold.take(self._scan(self._data[HEADER_BYTES:]), "f")
        assert not bad
        return {row["n"] for row in fold.live.get("t", {}).values()}


def test_every_flipped_byte_costs_at_most_one_record_and_is_named(
    places: Places, key: VaultKey, tally: Callable[[str], Tally]
) -> None:
    flipped = tally(FLIPPED)
    path = _log(places)
    data = path.read_bytes()
    frame = (len(data) - HEADER_BYTES) // RECORDS
    for position in range(len(data)):
        broken = bytearray(data)
        broken[position] ^= 1 << position % 8
        with flipped.run():
            reader = InMemory(bytes(broken), key, path)
            there = reader.read_all()
            [flaw] = reader.flaws()
            if position < HEADER_BYTES:
                flipped.all_there(range(RECORDS), there)
                assert flaw.what == damage.HEADER_COPY
            else:
                hit = (position - HEADER_BYTES) // frame
                flipped.all_there(set(range(RECORDS)) - {hit}, there)
                assert hit not in there
                assert (flaw.what, flaw.offset) == (UNREADABLE, HEADER_BYTES + hit * frame)


def test_every_cut_keeps_all_whole_records_and_is_named(
    places: Places, key: VaultKey, tally: Callable[[str], Tally]
) -> None:
    cut = tally(CUT)
    path = _log(places)
    length = path.stat().st_size
    frame = (length - HEADER_BYTES) // RECORDS
    for end in range(length - 1, -1, -1 if size() != "small" else -101):
        os.truncate(path, end)
        with cut.run(), open_again(places) as vault:
            there = [row["n"] for row in vault.table("t")]
            cut.all_there(range(max(0, end - HEADER_BYTES) // frame), there)
            assert len(there) == max(0, end - HEADER_BYTES) // frame
            assert damage.ROLLED_BACK in {flaw.what for flaw in vault.damage}
        assert path.stat().st_size == end


def test_cuts_and_flips_through_the_whole_program(places: Places, key: VaultKey, tmp_path: Path) -> None:
    """A sample of both with the whole program, which then goes on writing and makes nothing worse."""
    path = _log(places)
    data = path.read_bytes()
    state = tmp_path / "kept-state"
    shutil.copytree(places.state, state)
    for position in range(1, len(data), 101):
        for broken in (data[:position], data[:position] + bytes([data[position] ^ 4]) + data[position + 1 :]):
            shutil.rmtree(places.state)
            shutil.copytree(state, places.state)
            for folder in path.parent.parent.iterdir():
                shutil.rmtree(folder)
            path.parent.mkdir()
            path.write_bytes(broken)
            with open_again(places) as vault:
                before = {row["n"] for row in vault.table("t")}
                assert vault.damage
                vault.table("t").insert({"n": -1})
            # Seen before on this machine: what is left of the log is evidence, nobody touches it.
            assert path.read_bytes()[: len(broken)] == broken
            with open_again(places) as vault:
                assert {row["n"] for row in vault.table("t")} == before | {-1}


def test_segments_deleted_doubled_swapped_or_moved_are_named(places: Places) -> None:
    with open_again(places) as vault:
        for number in range(4):
            vault.table("t").insert({"n": number, "text": "x" * 300_000})
    first, second, third, _ = sorted((places.vault / "log").glob("*/*.seg"))
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    with open_again(places) as vault:
        assert sorted(row["n"] for row in vault.table("t")) == [0, 1, 2, 3]
        assert damage.MISPLACED_SEGMENT in {flaw.what for flaw in vault.damage}
    first.write_bytes(one)
    second.write_bytes(two)
    third.unlink()
    with open_again(places) as vault:
        assert sorted(row["n"] for row in vault.table("t")) == [0, 1, 3]
        assert [(flaw.what, flaw.segment) for flaw in vault.damage] == [(damage.SEGMENT_MISSING, 3)]
