"""Backup, restore, repair and compacting, killed at every call that touches the disk: nothing is lost by any."""

import random
import shutil
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import orjson
import pytest
from fault_table import CARED, Tally, times
from fault_tools import now, open_again, places_in, start_writer
from traced import TOUCHING, points, run_traced

from medledare.config.paths import Places
from medledare.vault import rolling
from medledare.vault.access import key_at_hand
from medledare.vault.backup import read_backup, recipients, write_backup
from medledare.vault.check import check
from medledare.vault.compact import compact
from medledare.vault.create import create
from medledare.vault.keys import VaultKey
from medledare.vault.repair import repair
from medledare.vault.restore import fold_in, make_from
from medledare.vault.vault import FileVault

Versions = set[tuple[str, str, str]]


class Home:
    """A vault of some segments with history, that can be put back as it was on the same machine."""

    def __init__(self, folder: Path) -> None:
        self.places = places_in(folder)
        self.recovery = create(self.places, None, now=now() - timedelta(days=400))
        key = key_at_hand(self.places, now())
        assert key is not None
        self.key: VaultKey = key
        with open_again(self.places) as vault:
            self.records = vault.table("t").insert_multiple([{"n": 0} for _ in range(4)])
            for number in range(1, 4):
                vault.table("t").update({"n": number}, doc_ids=self.records)
                vault.table("t").insert({"big": "x" * 270_000})
            self.versions = versions(vault)
            self.shown = shown(vault)
        self.backups = folder / "backups"
        self.backup = rolling.make(self.places, key, self.backups, 2, now=now() - timedelta(days=1))[0]
        self._kept = folder / "kept"
        shutil.copytree(self.places.vault, self._kept)
        shutil.copytree(self.backups, folder / "kept-backups")

    @property
    def state(self) -> Path:
        return self.places.state_of(self.key.vault)

    def put_back(self) -> None:
        """The vault as it was; what makes this machine the one it is stays where it lies."""
        for folder, kept in ((self.places.vault, self._kept), (self.backups, self._kept.parent / "kept-backups")):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(kept, folder)
        for path in self.state.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name.startswith(("heads", ".tmp-")):
                path.unlink()


def versions(vault: FileVault) -> Versions:
    return {(table, record, one.version) for table, record, one in vault.store.fold.operations() if table == "t"}


def shown(vault: FileVault) -> dict[str, object]:
    return {row.doc_id: dict(row) for row in vault.table("t")}


def back_up(home: Home) -> None:
    rolling.make(home.places, home.key, home.backups, 1, now=now())


def back_up_to_a_file(home: Home) -> None:
    write_backup(home.places, home.key, home.backups / "mine.age", now=now(), replace=True)


def make_anew(home: Home) -> None:
    if not home.places.vault.exists():
        make_from(home.places, read_backup(home.backup, [home.recovery]), home.recovery, None)


def bring_in(home: Home) -> None:
    with open_again(home.places) as vault:
        fold_in(vault, read_backup(home.backup, [recipients(home.places, home.key).identity]))


def mend(home: Home) -> None:
    with open_again(home.places) as vault:
        repair(vault, now=now())


def drop_history(home: Home) -> None:
    with open_again(home.places) as vault:
        compact(vault, now())


def remove_vault(home: Home) -> None:
    shutil.rmtree(home.places.vault)


def lose_a_segment(home: Home) -> None:
    segments(home.places)[1].unlink()
    mend(home)


def spoil(home: Home) -> None:
    """One record in the first segment, one copy of the second's header, and all of the third."""
    first, second, third, *_ = segments(home.places)
    for path, at in ((first, 400), (second, 20)):
        content = bytearray(path.read_bytes())
        content[at] ^= 1
        path.write_bytes(content)
    third.write_bytes(b"nothing that makes sense" * 99)


def segments(places: Places) -> list[Path]:
    return sorted((places.vault / "log").glob("*/*.seg"))


class Step(NamedTuple):
    """What is done, and what is done to the vault before it."""

    work: Callable[[Home], None]
    before: Callable[[Home], None] = lambda home: None


STEPS = {
    "backed up": Step(back_up),
    "backed up to a file": Step(back_up_to_a_file),
    "made anew": Step(make_anew, remove_vault),
    "brought in": Step(bring_in, lose_a_segment),
    "mended": Step(mend, spoil),
    "compacted": Step(drop_history),
}


@pytest.mark.parametrize("name", STEPS)
def test_killed_at_every_call_nothing_is_lost_and_the_next_run_completes_it(
    name: str, tmp_path: Path, tally: Callable[[str], Tally]
) -> None:
    cared = tally(CARED)
    step, home = STEPS[name], Home(tmp_path)

    def anew() -> None:
        home.put_back()
        step.before(home)

    anew()
    survivors = _survivors(home)
    every = points(lambda: step.work(home), TOUCHING)
    random.Random(name).shuffle(every)
    for kind, number in islice(cycle(every), max(times(34), min(len(every), 12))):
        anew()
        spoiled = {path.read_bytes() for path in segments(home.places)[:3:2]}
        with cared.run():
            assert run_traced(lambda: step.work(home), kind, f"signal=KILL:when={number}") == -signal.SIGKILL
            _nothing_lost(cared, home, step, survivors, spoiled)
            step.work(home)
            _complete(cared, home, step, survivors)


def _survivors(home: Home) -> Versions:
    """What can be read before anything is done; everything, where there is no vault but a backup."""
    if not home.places.vault.exists():
        return home.versions
    with open_again(home.places) as vault:
        return versions(vault)


def _nothing_lost(row: Tally, home: Home, step: Step, survivors: Versions, spoiled: set[bytes]) -> None:
    """After the kill: all that could be read can be read, and there is a backup, and each one opens."""
    kept = rolling.kept(home.backups, home.key.vault)
    assert kept
    for one in kept:
        row.all_there(home.versions, _held(home, one.path))
    if not home.places.vault.exists():
        assert step.work is make_anew
        return
    if step.work is mend:
        aside = {path.read_bytes() for path in (home.state / "aside").glob("*")}
        there = {path.read_bytes() for path in segments(home.places)}
        assert all(content in aside | there for content in spoiled)
    with open_again(home.places) as vault:
        if step.work is drop_history:
            row.all_there(home.shown, shown(vault))
            assert shown(vault) == home.shown
            assert vault.damage == []
        else:
            row.all_there(survivors, versions(vault))
        assert not vault.status().rolled_back


def _held(home: Home, path: Path) -> Versions:
    texts = map(orjson.loads, read_backup(path, [home.recovery]).texts)
    return {(one["table"], one["id"], one["version"]) for one in texts}


def _complete(row: Tally, home: Home, step: Step, survivors: Versions) -> None:
    with open_again(home.places) as vault:
        expected = {drop_history: set[tuple[str, str, str]](), mend: survivors}.get(step.work, home.versions)
        row.all_there(expected, versions(vault))
        assert vault.damage == []
        if step.work is drop_history:
            assert shown(vault) == home.shown
            assert all(len(vault.history("t", record)) == 1 for record in home.records)
    found = check(home.places, home.key)
    assert [one for one in found.findings if one.severity.value != "note"] == []
    if step.work in (back_up, back_up_to_a_file):
        made = [one for one in home.backups.iterdir() if not one.name.startswith(".") and one != home.backup]
        assert made
        assert all(_held(home, one) == home.versions for one in made)
    if step.work is back_up:
        assert list(home.backups.glob(".*")) == []
        assert len(rolling.kept(home.backups, home.key.vault)) == 1


def test_others_write_on_while_history_is_dropped_again_and_again(
    places: Places, tally: Callable[[str], Tally]
) -> None:
    cared = tally(CARED)
    with cared.run(), open_again(places) as vault:
        edited = vault.table("t").insert({"n": 0, "text": "x" * 100_000})
        writers = [start_writer(places, mode, mode, 150) for mode in ("vault", "vault", "inbox")]
        rounds = 0
        while rounds < 5 or any(writer.poll() is None for writer in writers):
            rounds += 1
            vault.table("t").update({"n": rounds}, doc_ids=[edited])
            compact(vault, now() + timedelta(days=1))
            # So that the others get their turn, however slow the machine is.
            time.sleep(0.02)
        said = [writer.communicate() for writer in writers]
        acknowledged = {line for out, _ in said for line in out.split()}
        assert len(acknowledged) == 450, said
        vault.refresh()
        cared.all_there(acknowledged, shown(vault))
        assert shown(vault)[edited] == {"n": rounds, "text": "x" * 100_000}
        assert vault.damage == []
    with open_again(places) as vault:
        cared.all_there(acknowledged, shown(vault))
        assert vault.damage == []
        assert not vault.status().rolled_back
