"""Copies of a device, made in every way people make them: recognised, none continues another's log, nothing is lost."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from medledare.config.paths import Places
from medledare.vault import damage, device
from medledare.vault.access import key_at_hand
from medledare.vault.create import create
from medledare.vault.device import device_id
from medledare.vault.inbox import drop
from medledare.vault.keys import VaultKey
from medledare.vault.vault import FileVault, open_vault


class Home:
    """Everything of one person on one machine: vault and state."""

    def __init__(self, root: Path, key: VaultKey, clock: Any) -> None:
        self.root, self.key, self.clock = root, key, clock
        self.places = Places(root / "vault", root / "state", root / "config", None)

    def open(self) -> FileVault:
        return open_vault(self.places, self.key, clock=self.clock)

    def write(self, *texts: str) -> str:
        """Write entries; the device they were written by."""
        with self.open() as vault:
            for text in texts:
                self.clock.forward(seconds=1)
                vault.table("t").insert({"text": text})
            return vault.device

    def texts(self) -> set[str]:
        with self.open() as vault:
            return {row["text"] for row in vault.table("t")}

    def damage(self) -> set[str]:
        with self.open() as vault:
            return {one.what for one in vault.damage}

    def copy(self, to: Path) -> "Home":
        """As ``cp -a`` of the whole home."""
        shutil.copytree(self.root, to, symlinks=True)
        return Home(to, self.key, self.clock)

    def segments(self) -> dict[str, bytes]:
        folder = self.places.vault / "log"
        return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*/*.seg"))}


def carry(source: Home, target: Home) -> None:
    """What a program that syncs does: of two files the one that leads on is taken; where neither does, both stay."""
    for name, content in source.segments().items():
        path = target.places.vault / "log" / name
        path.parent.mkdir(exist_ok=True)
        there = path.read_bytes() if path.exists() else b""
        if content.startswith(there):
            replace(path, content)
        elif not there.startswith(content):
            path.with_name(f"{path.stem}.sync-conflict-20260403-120000-ABCDEFG.seg").write_bytes(there)
            replace(path, content)


def replace(path: Path, content: bytes) -> None:
    beside = path.with_name(".carried.tmp")
    beside.write_bytes(content)
    os.replace(beside, path)


@pytest.fixture
def home(tmp_path: Path, clock: Any) -> Home:
    root = tmp_path / "home"
    places = Places(root / "vault", root / "state", root / "config", None)
    create(places, None, now=clock())
    key = key_at_hand(places, clock())
    assert key is not None
    return Home(root, key, clock)


@contextmanager
def one_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Machines that cannot be told apart: the image of a disk, carried to another one."""
    with monkeypatch.context() as patched:
        patched.setattr(device, "_place", lambda state: "the same")
        yield


def test_of_a_home_that_was_cloned_each_writes_a_log_of_its_own(home: Home, tmp_path: Path) -> None:
    home.write("before")
    drop(home.places, home.open().info, "t", {"text": "still sealed"}, now=home.clock())
    other = home.copy(tmp_path / "other")
    mine, theirs = home.write("mine"), other.write("theirs")
    assert mine != theirs
    assert home.write("mine too") == mine
    assert other.write("theirs too") == theirs
    carry(home, other)
    carry(other, home)
    for one in home, other:
        assert one.texts() == {"before", "still sealed", "mine", "theirs", "mine too", "theirs too"}
        assert one.damage() == set()


def test_capture_in_a_cloned_home_signs_as_another_device(home: Home, tmp_path: Path) -> None:
    home.write("before")
    other = home.copy(tmp_path / "other")
    vault = home.key.vault
    assert device_id(other.places, vault) != device_id(home.places, vault)
    assert device_id(other.places, vault) == device_id(other.places, vault)


def test_a_home_put_back_from_a_backup_begins_a_new_log_and_overwrites_nothing(home: Home, tmp_path: Path) -> None:
    before = home.write("before")
    backup = home.copy(tmp_path / "backup")
    # Written after the backup, and carried to another machine before the disk broke.
    home.write("after")
    far = home.copy(tmp_path / "far")
    shutil.rmtree(home.root)
    home = backup.copy(home.root)
    assert home.write("again") != before
    kept = home.segments()
    carry(far, home)
    assert all(home.segments()[name].startswith(content) for name, content in kept.items())
    assert home.texts() == {"before", "after", "again"}
    assert home.damage() == set()


def test_an_old_vault_put_back_alarms_until_the_rest_is_there_again(home: Home, tmp_path: Path) -> None:
    first = home.write("before")
    old = home.copy(tmp_path / "old")
    home.write("after")
    new = home.copy(tmp_path / "new")
    shutil.rmtree(home.places.vault)
    shutil.copytree(old.places.vault, home.places.vault)
    kept = home.segments()
    assert home.write("again") != first
    assert home.damage() == {damage.ROLLED_BACK}
    assert all(home.segments()[name] == content for name, content in kept.items())
    carry(new, home)
    assert home.texts() == {"before", "after", "again"}
    assert home.damage() == set()


def test_a_home_that_two_machines_use_over_a_network_has_two_devices(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for name in "one", "two", "one", "two":
        (tmp_path / f"id of {name}").write_text(name)
        monkeypatch.setattr(device, "_MACHINE", (str(tmp_path / f"id of {name}"),))
        written.append(home.write(name))
    assert written[:2] == written[2:]
    assert written[0] != written[1]
    assert home.damage() == set()


def test_where_no_file_has_a_place_twice_there_is_an_end_to_new_devices(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(100))
    monkeypatch.setattr(device, "_place", lambda state: str(next(numbers)))
    made = [device_id(home.places, home.key.vault) for _ in range(20)]
    assert len(set(made)) < 10
    assert len(set(made[9:])) == 1


def test_two_machines_from_one_disk_are_told_apart_when_they_meet(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The id cannot be told to be a copy, so both write other frames at the same place of one segment."""
    with one_disk(monkeypatch):
        before = home.write("before")
        other = home.copy(tmp_path / "other")
        assert home.write("mine", "mine too") == other.write("theirs") == before
        carry(home, other)
        carry(other, home)
        kept = home.segments() | other.segments()
        met = home.write("mine, later"), other.write("theirs, later")
        assert len({before, *met}) == 3
        assert all((home.segments() | other.segments())[name] == content for name, content in kept.items())
        carry(home, other)
        carry(other, home)
        for one in home, other:
            assert one.texts() == {"before", "mine", "mine too", "theirs", "mine, later", "theirs, later"}
            assert one.damage() == set()
            with one.open() as vault:
                assert vault.device in met
                assert vault.status().forked == (before,)


def test_an_open_program_goes_on_in_a_new_log_once_its_own_was_replaced(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with one_disk(monkeypatch):
        before = home.write("before")
        other = home.copy(tmp_path / "other")
        other.write("theirs", "theirs too")
        with home.open() as vault:
            vault.table("t").insert({"text": "mine"})
            carry(other, home)
            kept = home.segments()
            vault.table("t").insert({"text": "mine, later"})
            assert vault.device != before
            everything = {"before", "theirs", "theirs too", "mine", "mine, later"}
            assert {row["text"] for row in vault.table("t")} == everything
            assert vault.damage == []
            # Undo, too, is signed by the new device.
            assert len(vault.undo()) == 1
        assert all(home.segments()[name] == content for name, content in kept.items())
        assert home.texts() == everything - {"mine, later"}


def test_a_file_that_was_carried_away_and_back_unchanged_is_the_same_log(home: Home, tmp_path: Path) -> None:
    with home.open() as vault:
        vault.table("t").insert({"text": "a"})
        before = vault.device
        for name, content in home.segments().items():
            replace(home.places.vault / "log" / name, content)
        vault.table("t").insert({"text": "b"})
        assert vault.device == before
    assert len(home.segments()) == 1
    assert home.texts() == {"a", "b"}


def test_a_copy_of_a_conflict_that_holds_nothing_else_changes_nothing(home: Home) -> None:
    before = home.write("a")
    ((name, content),) = home.segments().items()
    path = home.places.vault / "log" / name
    path.with_name("0000000001 (conflicted copy).seg").write_bytes(content)
    assert home.write("b") == before
    assert home.damage() == set()
    with home.open() as vault:
        assert vault.status().forked == ()


def test_a_log_overwritten_by_a_longer_one_alarms_until_it_is_accepted(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tool that keeps no copy of what it overwrites: what was seen here is gone, and is said to be."""
    with one_disk(monkeypatch):
        before = home.write("before")
        other = home.copy(tmp_path / "other")
        home.write("mine")
        other.write(*"abc")
        for name, content in other.segments().items():
            replace(home.places.vault / "log" / name, content)
        for _ in range(2):
            assert home.damage() == {damage.ROLLED_BACK}
        assert home.write("mine, later") != before
        with home.open() as vault:
            assert vault.status().rolled_back == (before,)
            vault.accept_rollback()
        assert home.damage() == set()
