"""Dropping old history loses nothing that can be seen, on any device, whatever order the logs arrive in."""

import os
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vault_places import START, Clock, places_below

from medledare.config.paths import Places
from medledare.vault.access import key_at_hand
from medledare.vault.compact import MendFirst, compact
from medledare.vault.create import create
from medledare.vault.keys import VaultKey
from medledare.vault.log import FileLog
from medledare.vault.store import Change
from medledare.vault.table import Document
from medledare.vault.vault import FileVault, open_vault

Machine = Callable[[str], FileVault]


def visible(vault: FileVault) -> dict[str, object]:
    return {row.doc_id: dict(row) for row in vault.table("t")}


def versions(vault: FileVault, record: str) -> list[object]:
    return [one.document and one.document["n"] for one in vault.history("t", record)]


def edited(vault: FileVault, clock: Clock, *numbers: int) -> str:
    """A record that said one number after the other, a day apart."""
    record = vault.table("t").insert({"n": numbers[0]})
    for number in numbers[1:]:
        clock.forward(days=1)
        vault.table("t").update({"n": number}, doc_ids=[record])
    clock.forward(days=1)
    return record


def test_what_was_replaced_before_the_day_asked_for_is_gone_and_the_rest_stays(
    vault: FileVault, machine: Machine, clock: Clock
) -> None:
    record = edited(vault, clock, 1, 2, 3, 4, 5)
    untouched = vault.table("t").insert({"n": 9})
    done = compact(vault, clock() - timedelta(days=2, hours=1))
    assert done.dropped == 2
    with machine("one") as again:
        # The third stood on the day asked for.
        assert versions(again, record) == [3, 4, 5]
        assert visible(again) == {record: {"n": 5}, untouched: {"n": 9}}
        assert again.damage == []
        assert again.status().rolled_back == ()
        before = {path.name for path in again.log.own.folder.iterdir()}
        assert compact(again, clock() - timedelta(days=2, hours=1)).dropped == 0
        assert {path.name for path in again.log.own.folder.iterdir()} == before


def test_dropped_text_is_nowhere_in_the_log_any_more(vault: FileVault, machine: Machine, clock: Clock) -> None:
    record = edited(vault, clock, 1, 2)
    before = {path.name for path in vault.log.own.folder.iterdir()}
    compact(vault, clock())
    assert not before & {path.name for path in vault.log.own.folder.iterdir()}
    with machine("one") as again:
        assert versions(again, record) == [2]


def test_a_deletion_and_a_conflict_survive(vault: FileVault, machine: Machine, clock: Clock) -> None:
    gone, disputed = edited(vault, clock, 1, 2), edited(vault, clock, 3, 4)
    vault.table("t").remove(doc_ids=[gone])
    two = machine("two")
    two.refresh()
    _apart(vault, two, disputed)
    clock.forward(days=400)
    before = visible(vault)
    compact(vault, clock())
    compact(two, clock())
    with machine("three") as again:
        assert visible(again) == before
        assert again.conflicts() == [("t", disputed)]
        assert again.damage == []
        assert again.table("t").get(doc_id=gone) is None


def _apart(one: FileVault, two: FileVault, record: str) -> None:
    """Edits of one record by two who have not seen each other's."""
    with two.store.writing():
        heads = two.store.fold.heads("t", record)
    one.table("t").update({"n": 100}, doc_ids=[record])
    two.store.write([Change("t", record, {"n": 200}, parents=tuple(head.version for head in heads))])
    one.refresh()


def test_another_devices_version_does_not_come_back_when_the_one_that_replaced_it_is_dropped(
    vault: FileVault, machine: Machine, clock: Clock
) -> None:
    two = machine("two")
    record = edited(two, clock, 1)
    vault.refresh()
    for number in (2, 3):
        vault.table("t").update({"n": number}, doc_ids=[record])
        clock.forward(days=1)
    compact(vault, clock())
    with machine("three") as again:
        assert visible(again) == {record: {"n": 3}}
        assert again.conflicts() == []
        assert [one.current for one in again.history("t", record)] == [False, True]


def test_an_edit_by_somebody_who_saw_only_dropped_versions_is_still_a_conflict(
    vault: FileVault, machine: Machine, clock: Clock
) -> None:
    record = edited(vault, clock, 1, 2, 3)
    first = vault.history("t", record)[0].version
    compact(vault, clock())
    two = machine("two")
    two.store.write([Change("t", record, {"n": 50}, parents=(first,))])
    with machine("three") as again:
        assert again.conflicts() == [("t", record)]
        assert visible(again) == {record: {"n": 50}}


def test_other_open_programs_go_on_as_if_nothing_had_happened(vault: FileVault, machine: Machine, clock: Clock) -> None:
    record = edited(vault, clock, 1, 2, 3)
    beside, elsewhere = machine("one"), machine("two")
    mine = elsewhere.table("t").insert({"n": 7})
    beside.table("t").update({"n": 4}, doc_ids=[record])
    clock.forward(days=1)
    compact(vault, clock())
    late = beside.table("t").insert({"n": 5})
    elsewhere.table("t").update({"n": 8}, doc_ids=[mine])
    expected = {record: {"n": 4}, late: {"n": 5}, mine: {"n": 8}}
    for opened in (vault, beside, elsewhere, machine("three")):
        opened.refresh()
        assert visible(opened) == expected
        assert opened.damage == []
    assert machine("two").status().rolled_back == ()


def test_a_step_whose_beginning_was_dropped_is_not_taken_back_wrongly(
    vault: FileVault, machine: Machine, clock: Clock
) -> None:
    record = edited(vault, clock, 1, 2)
    clock.forward(days=1)
    compact(vault, clock())
    with machine("one") as again:
        assert again.undo() == []
        assert visible(again) == {record: {"n": 2}}
        again.table("t").update({"n": 3}, doc_ids=[record])
        again.undo()
        assert visible(again) == {record: {"n": 2}}


def test_a_step_that_was_taken_back_is_not_taken_back_again(vault: FileVault, machine: Machine, clock: Clock) -> None:
    first, second = vault.table("t").insert({"n": 1}), vault.table("t").insert({"n": 2})
    with vault.batch():
        vault.table("t").update({"n": 10}, doc_ids=[first])
        vault.table("t").update({"n": 20}, doc_ids=[second])
    clock.forward(days=1)
    vault.undo()
    vault.table("t").update({"n": 11}, doc_ids=[first])
    clock.forward(days=300)
    compact(vault, clock())
    with machine("one") as again:
        assert visible(again) == {first: {"n": 11}, second: {"n": 2}}
        again.undo()
        assert visible(again)[second] == {"n": 2}


def test_a_damaged_log_is_not_compacted(vault: FileVault, clock: Clock) -> None:
    edited(vault, clock, 1, 2, 3)
    [segment] = vault.log.own.folder.glob("*.seg")
    content = bytearray(segment.read_bytes())
    content[600] ^= 1
    segment.write_bytes(content)
    with pytest.raises(MendFirst):
        compact(vault, clock())
    assert segment.read_bytes() == content


def test_a_missing_segment_is_still_missed_after_compacting(vault: FileVault, machine: Machine, clock: Clock) -> None:
    record = edited(vault, clock, 1, 2)
    compact(vault, clock())
    for number in range(3):
        vault.table("t").insert({"n": number, "text": "x" * 300_000})
    segments = sorted(vault.log.own.folder.glob("*.seg"))
    segments[1].unlink()
    with machine("two") as again:
        assert [(one.what, one.segment) for one in again.damage] == [
            ("a segment is missing or has not arrived", int(segments[1].stem))
        ]
        assert record in visible(again)


class Stopped(BaseException):
    """Stands for the end of the process."""


STEPS = ("write", "fsync", "unlink", "truncate", "rename")


def test_stopped_at_any_step_nothing_visible_is_lost_and_the_next_run_completes_it(
    vault: FileVault, machine: Machine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [edited(vault, clock, 0, 1) for _ in range(6)]
    for number in range(4):
        vault.table("t").insert({"n": number, "text": "y" * 200_000})
    for step in range(1, 60):
        opened = machine("one")
        opened.table("t").update({"n": step}, doc_ids=records)
        before = visible(opened)
        clock.forward(days=1)
        with monkeypatch.context() as patched:
            counting = Counting(step)
            for name in STEPS:
                patched.setattr(os, name, counting.before(getattr(os, name)))
            try:
                compact(opened, clock())
                finished = True
            except Stopped:
                finished = False
        # Nothing is closed: the process is gone.
        with machine("one") as again:
            assert visible(again) == before
            assert again.status().rolled_back == ()
            assert [one for one in again.damage if one.what != "an unfinished record was set aside"] == []
            compact(again, clock())
            assert visible(again) == before
        with machine("two") as elsewhere:
            assert visible(elsewhere) == before
            assert elsewhere.damage == []
            assert all(versions(elsewhere, record) == [step] for record in records)
        if finished:
            assert step > 5
            return
    pytest.fail("compacting takes fewer steps than this")


class Counting:
    """Lets so many calls through, and then no other."""

    def __init__(self, most: int) -> None:
        self.left = most

    def before(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object, **more: object) -> object:
            self.left -= 1
            if self.left <= 0:
                raise Stopped
            return call(*given, **more)

        return counted


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 3))
def test_logs_that_arrive_in_any_order_converge(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int
) -> None:
    """Devices write, see each other in part, and compact; whoever gets all files sees the same as before."""
    chance = random.Random(seed)
    root = tmp_path_factory.mktemp("fleet")
    clock = Clock()
    first = places_below(root / "0")
    create(first, None, now=START)
    key = key_at_hand(first, START)
    assert key is not None
    homes = [first, *(places_below(root / str(number)) for number in range(1, count))]
    for home in homes[1:]:
        shutil.copytree(first.vault, home.vault)
    records: list[str] = []
    for _ in range(chance.randint(4, 14)):
        clock.forward(days=chance.randint(0, 200))
        home = chance.choice(homes)
        with open_vault(home, key, clock=clock) as vault:
            known = [record for record in records if vault.store.fold.heads("t", record)]
            what = chance.choice(("insert", "update", "update", "remove", "receive", "receive", "compact", "undo"))
            if what == "insert" or not known:
                records.append(vault.table("t").insert({"n": len(records)}))
            elif what == "update":
                vault.table("t").upsert(_document(vault, chance.choice(known), chance.random()))
            elif what == "remove":
                vault.table("t").remove(doc_ids=[chance.choice(known)])
            elif what == "undo":
                vault.undo()
            elif what == "compact":
                before, disputed = visible(vault), sorted(vault.conflicts())
                compact(vault, clock() - timedelta(days=chance.choice((0, 100, 365))))
                assert (visible(vault), sorted(vault.conflicts())) == (before, disputed)
        if what == "receive":
            _carry(chance.choice([one for one in homes if one != home]), home, chance)
    together = _all_seen(root / "before", homes, key, clock)
    for home in chance.sample(homes, len(homes)):
        with open_vault(home, key, clock=clock) as vault:
            compact(vault, clock() - timedelta(days=chance.choice((0, 300))))
    assert _all_seen(root / "after", homes, key, clock) == together
    # Some files of the old logs come back, as a sync program may do.
    stray = root / "stray"
    shutil.copytree(root / "after", stray)
    for path in sorted((root / "before" / "vault" / "log").rglob("*.seg")):
        target = stray / "vault" / path.relative_to(root / "before" / "vault")
        if not target.exists() and chance.random() < 0.5:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(path, target)
    with open_vault(places_below(stray, "other"), key, clock=clock) as vault:
        assert (visible(vault), sorted(vault.conflicts())) == together


def _document(vault: FileVault, record: str, number: float) -> object:
    return Document({"n": number}, record)


def _carry(source: Places, target: Places, chance: random.Random) -> None:
    """Bring the logs of other devices over as they are there, some files not yet."""
    own = {path.read_text() for path in target.state.rglob("device-*")}
    for path in sorted((source.vault / "log").rglob("*.seg")):
        if path.parent.name not in own and chance.random() < 0.8:
            there = target.vault / path.relative_to(source.vault)
            there.parent.mkdir(exist_ok=True)
            shutil.copy(path, there)


def _all_seen(root: Path, homes: list[Places], key: VaultKey, clock: Clock) -> tuple[object, object]:
    """What a new device sees that gets every device's own log."""
    places = places_below(root)
    shutil.copytree(homes[0].vault, places.vault)
    for folder in (places.vault / "log").iterdir():
        shutil.rmtree(folder)
    for home in homes:
        log = FileLog(home, key)
        if log.own.folder.is_dir():
            shutil.copytree(log.own.folder, places.vault / "log" / log.device)
        log.close()
    with open_vault(places, key, clock=clock) as vault:
        assert vault.damage == []
        return visible(vault), sorted(vault.conflicts())
