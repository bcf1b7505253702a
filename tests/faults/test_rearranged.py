"""Logs whose pieces were deleted, doubled, swapped, spliced, or put back: by a sync program gone wrong, or on purpose.

Nothing false is ever shown, nothing is lost but what lies nowhere any more, each loss is named, and a log put back is
told from a sound one.
"""

import random
import shutil
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import pytest
from fault_table import REARRANGED, Tally, times
from fault_tools import lay_back, open_again
from pieces import Desk, Files, Logs, files_below, read_logs, write_logs

from medledare.config.paths import Places

RECORDS = 96

Way = Callable[[Desk], object]
WAYS: list[Way] = [
    Desk.delete_frames,
    Desk.double_a_frame,
    Desk.swap_frames,
    Desk.splice_a_frame_of_another_segment,
    Desk.put_a_frame_of_another_vault_in_place_of_one,
    Desk.cut_a_piece_out,
    Desk.put_noise_in,
    Desk.overwrite_with_zeros,
    Desk.double_bytes,
    Desk.cut_the_end_off,
    Desk.delete_a_segment,
    Desk.double_a_segment,
    Desk.swap_segments,
    Desk.move_a_segment_to_another_device,
    Desk.put_a_segment_of_another_vault_there,
    Desk.put_frames_of_another_vault_behind_our_header,
    Desk.swap_devices,
    Desk.delete_a_device,
]


class Table(NamedTuple):
    """A vault of three devices as it was, another one, and where to lay out what came of it."""

    kept: Path
    logs: Logs
    foreign: Files
    used: Path

    def lay_out(self, files: Files) -> Places:
        """The first machine's vault with these files in its log."""
        lay_back(self.kept, self.used)
        log = self.used / "vault" / "log"
        shutil.rmtree(log)
        log.mkdir()
        for name, data in files.items():
            (log / name).parent.mkdir(exist_ok=True)
            (log / name).write_bytes(data)
        return _machine(self.used, 0)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    folder = tmp_path_factory.mktemp("rearranged")
    chance = random.Random(4)
    used = folder / "used"
    write_logs([_machine(used, number) for number in range(3)], RECORDS, chance)
    write_logs([_machine(folder / "foreign", number) for number in range(2)], RECORDS // 3, chance)
    with open_again(_machine(used, 0)) as vault:
        assert vault.damage == []
    logs = read_logs(_machine(used, 0))
    assert len(logs.frames) == RECORDS
    shutil.copytree(used, folder / "kept")
    return Table(folder / "kept", logs, read_logs(_machine(folder / "foreign", 0)).files, used)


@pytest.mark.parametrize("way", WAYS, ids=attrgetter("__name__"))
def test_rearranged(way: Way, table: Table, tally: Callable[[str], Tally]) -> None:
    rearranged, chance = tally(REARRANGED), random.Random(attrgetter("__name__")(way))
    for _ in range(times(85)):
        desk = Desk(table.logs.files, table.foreign, chance)
        way(desk)
        with rearranged.run():
            _check(table, desk.files, rearranged)


def test_rearranged_in_several_ways(table: Table, tally: Callable[[str], Tally]) -> None:
    rearranged, chance = tally(REARRANGED), random.Random(7)
    whole_segments = WAYS[WAYS.index(Desk.delete_a_segment) :]
    for _ in range(times(250)):
        desk = Desk(table.logs.files, table.foreign, chance)
        # The pieces of a segment can be told apart while it is sound.
        for way in [chance.choice(WAYS), *chance.choices(whole_segments, k=chance.randint(0, 2))]:
            way(desk)
        with rearranged.run():
            _check(table, desk.files, rearranged)


def test_a_device_put_back_raises_the_alarm(table: Table, tally: Callable[[str], Tally]) -> None:
    rearranged, chance = tally(REARRANGED), random.Random(8)
    for _ in range(times(300)):
        desk = Desk(table.logs.files, table.foreign, chance)
        device = desk.put_a_device_back()
        with rearranged.run():
            places = _check(table, desk.files, rearranged)
            with open_again(places) as vault:
                assert vault.status().rolled_back == (device,)
                vault.accept_rollback()
            with open_again(places) as vault:
                assert vault.status().rolled_back == ()


def _check(table: Table, files: Files, row: Tally) -> Places:
    """Open, look, go on writing, look again."""
    places = table.lay_out(files)
    readable = table.logs.readable(files)
    with open_again(places) as vault:
        found = {(name, record, one.version): one.document for name, record, one in vault.store.fold.operations()}
        row.all_there(readable, found.keys())
        assert found == {version: table.logs.documents[version] for version in found}
        assert vault.damage or readable == table.logs.frames.keys()
        shown = {one.doc_id: dict(one) for one in vault.table("t")}
        shown[vault.table("t").insert({"n": "more"})] = {"n": "more"}
    after = files_below(places.vault / "log")
    # What is left is evidence: nobody touches it.
    assert all(after[name].startswith(data) for name, data in files.items())
    with open_again(places) as vault:
        assert {one.doc_id: dict(one) for one in vault.table("t")} == shown
    return places


def _machine(folder: Path, number: int) -> Places:
    own = folder / f"machine{number}"
    return Places(folder / "vault", own / "state", own / "config", None)
