"""An import is taken back whole: long after, from another device, after history was dropped, or where it broke off."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from vault_places import Clock

from medledare.domain.problems import CannotReach
from medledare.domain.records import Entry
from medledare.services import arrivals, capture, importing, records
from medledare.vault.compact import compact
from medledare.vault.vault import FileVault

Machine = Callable[[str], FileVault]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "journal.txt"
    path.write_text("".join(f"[2026-03-02 09:15] Rad {number}\n\n" for number in range(450)), encoding="utf-8")
    return path


def texts(vault: FileVault) -> list[str]:
    return sorted(entry.text for entry in records.all_of(vault, Entry))


def bring_in(vault: FileVault, clock: Clock, journal: Path) -> int:
    (done,) = importing.run(vault, clock, [importing.plan(journal)])
    return done.added


def test_another_device_takes_it_back_and_this_one_sees_it(
    vault: FileVault, machine: Machine, clock: Clock, journal: Path
) -> None:
    bring_in(vault, clock, journal)
    records.add(vault, capture.entry(clock, "mitt"))
    with machine("two") as other:
        (arrival,) = arrivals.arrivals(other)
        assert arrivals.take_back(other, arrival)[1:] == (450, 0)
        assert texts(other) == ["mitt"]
    assert texts(vault) == ["mitt"]
    assert arrivals.arrivals(vault) == []
    assert bring_in(vault, clock, journal) == 450


def test_after_old_history_was_dropped_it_still_is_one_step(vault: FileVault, clock: Clock, journal: Path) -> None:
    bring_in(vault, clock, journal)
    first, second, *_rest = records.all_of(vault, Entry)
    clock.forward(days=1)
    records.change(vault, first, text="ändrad")
    records.remove(vault, second)
    clock.forward(days=400)
    compact(vault, clock() - timedelta(days=30))
    (arrival,) = arrivals.arrivals(vault)
    assert arrivals.take_back(vault, arrival)[1:] == (448, 1)
    assert texts(vault) == ["ändrad"]


def test_an_import_that_broke_off_is_taken_back_as_far_as_it_came(
    vault: FileVault, clock: Clock, journal: Path
) -> None:
    def broken(kept: int, _of: int) -> None:
        if kept > 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.run(vault, clock, [importing.plan(journal)], broken)
    assert len(texts(vault)) == 400
    (arrival,) = arrivals.arrivals(vault)
    assert arrivals.take_back(vault, arrival)[1:] == (400, 0)
    assert bring_in(vault, clock, journal) == 450


def test_a_disk_that_fills_up_is_told_with_what_came_in_and_what_to_do(
    vault: FileVault, clock: Clock, journal: Path
) -> None:
    def full(kept: int, _of: int) -> None:
        if kept > 200:
            raise CannotReach(path="valvet", reason="No space left on device")

    with pytest.raises(importing.BrokeOff) as told:
        importing.run(vault, clock, [importing.plan(journal)], full)
    assert told.value.details["kept"] == len(texts(vault)) == 400
    assert bring_in(vault, clock, journal) == 50


def test_the_same_import_completes_one_that_broke_off(vault: FileVault, clock: Clock, journal: Path) -> None:
    def broken(_kept: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.run(vault, clock, [importing.plan(journal)], broken)
    assert bring_in(vault, clock, journal) == 250
    assert len(texts(vault)) == 450


def test_taking_it_back_is_a_step_of_its_own_that_history_tells(vault: FileVault, clock: Clock, journal: Path) -> None:
    bring_in(vault, clock, journal)
    one = records.all_of(vault, Entry)[0]
    arrivals.take_back(vault, arrivals.the_arrival(vault))
    assert [change.record is None for change in records.history(vault, one)] == [False, True]
    with pytest.raises(arrivals.NoArrival):
        arrivals.the_arrival(vault)


def test_what_another_window_took_back_meanwhile_is_not_told_as_changed(
    vault: FileVault, clock: Clock, journal: Path
) -> None:
    bring_in(vault, clock, journal)
    one = arrivals.the_arrival(vault)
    assert arrivals.take_back(vault, one)[1:] == (450, 0)
    with pytest.raises(arrivals.NoArrival):
        arrivals.take_back(vault, one)
