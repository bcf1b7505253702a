"""Several processes writing at once lose nothing and see each other."""

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from typing import IO, NamedTuple

import pytest
from fault_table import RACED, Tally, times
from fault_tools import open_again, tui_writer_command, writer_command

from medledare.config.paths import Places
from medledare.domain.problems import VaultBusy
from medledare.domain.records import Entry
from medledare.services import records
from medledare.vault.vault import FileVault


class Racer(NamedTuple):
    """A process, what it shall write, and the file into which it says what was acknowledged."""

    name: str
    count: int
    process: subprocess.Popen[bytes]
    said: IO[bytes]

    def acknowledged(self) -> list[str]:
        self.said.seek(0)
        return self.said.read().decode().split()


RACES = {
    "2": {"vault": 9600, "tui": 400},
    "4": {"vault": 1900, "inbox one": 1000, "inbox two": 1000, "tui": 100},
}
"""How many records each process writes before a change lands: 2 x 5,000 and 4 x 1,000, of which the terminal interface
does what fits into a minute, as it shows all of it after each save, and a process without a window the rest."""


@pytest.mark.parametrize("race", RACES)
def test_nothing_is_lost_between_processes(
    race: str, places: Places, tmp_path: Path, tally: Callable[[str], Tally]
) -> None:
    row = tally(RACED)
    with open_again(places) as watching:
        racers = [_start(places, name, times(count), tmp_path) for name, count in RACES[race].items()]
        seen = 0
        while any(racer.process.poll() is None for racer in racers):
            watching.refresh()
            there = _all(watching)
            assert len(there) >= seen
            seen = len(there)
            time.sleep(0.1)
        assert [racer.process.returncode for racer in racers] == [0] * len(racers)
        acknowledged = [record for racer in racers for record in racer.acknowledged()]
        row.runs += len(acknowledged)
        assert len(acknowledged) == len(set(acknowledged)) == sum(racer.count for racer in racers)
        watching.refresh()
        row.all_there(acknowledged, _all(watching))
        assert set(_all(watching)) == set(acknowledged)
        assert watching.damage == []
    with open_again(places) as vault:
        assert set(_all(vault)) == set(acknowledged)
        assert vault.damage == []
        # Each record once, as it was meant, and with one version.
        wrote = Counter((row["name"], row["n"]) for row in vault.table("t"))
        wrote += Counter(tuple(entry.text.split()) for entry in records.all_of(vault, Entry))
        expected = {
            (racer.name, str(number) if racer.name == "tui" else number)
            for racer in racers
            for number in range(racer.count)
        }
        assert wrote == Counter(expected)
        asked = len(vault.table("offer"))
        assert sum(1 for _ in vault.store.fold.operations()) == len(acknowledged) + asked
    row.survived += len(acknowledged)


def test_a_writer_that_never_finishes_is_reported_and_reading_goes_on(places: Places) -> None:
    with open_again(places) as busy, open_again(places) as other:
        record = busy.table("t").insert({"n": 1})
        with busy.store.writing():
            with pytest.raises(VaultBusy), other.store.writing(patience=0.05):
                pass
            assert other.table("t").get(doc_id=record) == {"n": 1}


def _start(places: Places, name: str, count: int, folder: Path) -> Racer:
    said = (folder / f"{name}.said").open("w+b")
    if name == "tui":
        command = tui_writer_command(places, name, count)
    else:
        command = writer_command(places, name.split()[0], name, count)
    return Racer(name, count, subprocess.Popen(command, stdout=said), said)


def _all(vault: FileVault) -> Collection[str]:
    """What was written there. The question the interface asks for the day is the program's own."""
    return [row.doc_id for name in vault.db.tables() if name != "offer" for row in vault.table(name)]
