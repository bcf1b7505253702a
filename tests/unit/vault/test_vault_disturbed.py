"""The folder changes under an open vault, or a process stops at an awkward moment: nothing acknowledged is lost."""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from medledare.config.paths import Places
from medledare.domain.problems import CannotReach
from medledare.vault import damage
from medledare.vault.access import end_session, key_at_hand, start_session
from medledare.vault.create import create
from medledare.vault.device import device_id
from medledare.vault.files import private_folder
from medledare.vault.frames import UNREADABLE
from medledare.vault.inbox import drop
from medledare.vault.keys import VaultKey
from medledare.vault.reader import FolderWatch
from medledare.vault.segment import HEADER_BYTES
from medledare.vault.vault import FileVault, open_vault

LAST = 64 + 256 + 16
"""The bytes of a short record's frame."""

Machine = Callable[[str], FileVault]


def segments(vault: FileVault) -> list[Path]:
    return sorted((vault.places.vault / "log" / vault.device).glob("*.seg"))


def what(vault: FileVault) -> list[str]:
    return [one.what for one in vault.damage]


def test_nothing_is_written_to_a_segment_that_was_removed(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    segments(vault)[0].unlink()
    vault.table("t").insert({"a": 2})
    assert [dict(row) for row in machine("two").table("t")] == [{"a": 2}]


def test_a_vault_folder_that_went_away_is_not_begun_anew(vault: FileVault, tmp_path: Path) -> None:
    vault.places.vault.rename(tmp_path / "moved")
    with pytest.raises(CannotReach):
        vault.table("t").insert({"a": 1})
    assert not vault.places.vault.exists()
    (tmp_path / "moved").rename(vault.places.vault)
    vault.table("t").insert({"a": 1})


def test_a_log_folder_git_did_not_carry_is_made(vault: FileVault, machine: Machine) -> None:
    (vault.places.vault / "log").rmdir()
    vault.table("t").insert({"a": 1})
    assert len(machine("one").table("t")) == 1


@pytest.mark.parametrize("begun", [b"", b"\x93MDs", bytes(600)])
def test_a_segment_that_was_hardly_begun_is_no_log_put_back(vault: FileVault, machine: Machine, begun: bytes) -> None:
    vault.table("t").insert({"a": 1})
    vault.refresh()
    vault.close()
    (first,) = segments(vault)
    first.with_name("0000000002.seg").write_bytes(begun)
    again = machine("one")
    assert again.status().rolled_back == ()
    assert again.device == vault.device
    again.table("t").insert({"a": 2})
    assert len(machine("two").table("t")) == 2


@pytest.mark.parametrize("left", [b"", bytes(600)])
def test_a_log_whose_last_segment_lost_all_is_left_alone(vault: FileVault, machine: Machine, left: bytes) -> None:
    vault.table("t").insert({"a": 1})
    vault.close()
    (path,) = segments(vault)
    path.write_bytes(left)
    again = machine("one")
    assert again.status().rolled_back == (vault.device,)
    assert path.read_bytes() == left


def test_another_process_may_clear_away_a_segment_hardly_begun(vault: FileVault, machine: Machine) -> None:
    other = machine("one")
    vault.table("t").insert({"a": 1})
    path = segments(vault)[0].with_name("0000000002.seg")
    path.write_bytes(b"")
    other.refresh()
    path.unlink()
    other.table("t").insert({"a": 2})
    vault.table("t").insert({"a": 3})
    assert len(machine("two").table("t")) == 3
    assert machine("two").damage == other.damage == []


def test_whole_records_behind_a_broken_one_are_never_cut_off(machine: Machine) -> None:
    # Half of a long record is gone from the middle of the file.
    with machine("two") as other:
        other.table("t").insert({"text": "x" * 9000})
        other.table("t").insert({"text": "y"})
        (theirs,) = segments(other)
        content = theirs.read_bytes()
        spoiled = content[: HEADER_BYTES + 100] + content[-LAST:]
        theirs.write_bytes(spoiled)
    again = machine("two")
    assert theirs.read_bytes() == spoiled
    assert what(again) == [UNREADABLE]
    assert "y" in [row.get("text") for row in again.table("t")]


def test_a_folder_of_one_device_that_cannot_be_read_is_named(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    (vault.places.vault / "log" / ("ee" * 16)).write_bytes(b"a file where a folder should be")
    other = machine("two")
    assert what(other) == [damage.FILE_UNREADABLE]
    assert len(other.table("t")) == 1
    other.table("t").insert({"a": 2})


def test_versions_follow_what_was_captured_before_the_clock_was_set_back(vault: FileVault, clock) -> None:
    clock.forward(hours=1)
    captured = drop(vault.places, vault.info, "t", {"a": 1}, now=clock())
    clock.forward(hours=-1)
    assert len(vault.table("t")) == 1
    edited = vault.table("t").insert({"a": 2})
    assert vault.undo() == [("t", edited)]
    assert vault.undo() == [("t", captured)]


def test_folders_made_on_the_way_are_private_and_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("medledare.vault.files.sync_folder", synced.append)
    before = os.umask(0)
    try:
        private_folder(tmp_path / "a" / "b" / "c")
    finally:
        os.umask(before)
    assert [(tmp_path / part).stat().st_mode & 0o777 for part in ("a", "a/b", "a/b/c")] == [0o700] * 3
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a/b"]


def test_making_a_vault_is_all_or_nothing_to_the_last_step(
    places: Places, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise OSError(5, "no")

    monkeypatch.setattr("medledare.vault.create.sync_folder", refuse)
    with pytest.raises(CannotReach):
        create(places, None, now=clock())
    assert not places.vault.exists()
    assert list(places.state.iterdir()) == []


def test_a_session_key_half_written_by_a_killed_process_does_not_stay(places: Places, key: VaultKey, clock) -> None:
    start_session(places, key, now=clock(), hours=1)
    assert places.runtime is not None
    (session,) = places.runtime.iterdir()
    shutil.copy2(session, session.with_name(f".tmp-{session.name}-0123456789ab"))
    end_session(places)
    assert list(places.runtime.iterdir()) == []


def test_a_machine_without_hard_links_gets_its_id(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    one = device_id(places, "00" * 16)
    assert device_id(places, "00" * 16) == one
    (kept,) = places.state_of("00" * 16).glob("*device*")
    assert kept.read_text() == one


def test_a_session_in_the_future_does_not_count(places: Places, key: VaultKey, clock) -> None:
    keyfile = places.state_of(key.vault) / "key"
    keyfile.unlink()
    start_session(places, key, now=clock() + timedelta(minutes=1), hours=1)
    assert key_at_hand(places, clock()) is None


def test_whoever_read_the_beginning_of_a_write_that_was_taken_back_sees_the_next(
    vault: FileVault, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.table("t").insert({"a": 1})
    other = machine("two")

    def refuse_after_one(descriptor: int, data: bytes) -> None:
        os.write(descriptor, data[:LAST])
        other.refresh()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("medledare.vault.writer.write_all", refuse_after_one)
        with pytest.raises(CannotReach):
            vault.table("t").insert_multiple([{"a": 2}, {"a": 3}])
    kept = vault.table("t").insert({"a": 4})
    assert other.table("t").get(doc_id=kept) == {"a": 4}
    assert machine("three").damage == []


def test_undo_does_not_settle_a_conflict_with_somebody_else(
    vault: FileVault, key: VaultKey, tmp_path: Path, clock
) -> None:
    record = vault.table("t").insert({"a": "first"})
    far = Places(tmp_path / "far" / "vault", tmp_path / "far" / "state", tmp_path, None)
    shutil.copytree(vault.places.vault, far.vault)
    clock.forward(seconds=1)
    with open_vault(far, key, clock=clock) as other:
        other.table("t").update({"a": "theirs"}, doc_ids=[record])
        device = other.device
    for text in ("mine", "mine, too"):
        clock.forward(seconds=1)
        vault.table("t").update({"a": text}, doc_ids=[record])
    shutil.copytree(far.vault / "log" / device, vault.places.vault / "log" / device)
    vault.refresh()
    assert vault.conflicts() == [("t", record)]
    assert vault.undo() == [("t", record)]
    assert vault.conflicts() == [("t", record)]
    assert {str(one.document) for one in vault.history("t", record) if one.current} == {
        "{'a': 'mine'}",
        "{'a': 'theirs'}",
    }


def test_a_folder_that_could_not_be_listed_once_is_listed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").mkdir()
    os.utime(tmp_path, (0, 0))
    watch = FolderWatch(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "listdir", _refuse)
        with pytest.raises(OSError, match="Input/output error"):
            watch.names()
    assert watch.names() == ["one"]
    assert watch.names() is None


def test_a_key_that_cannot_be_read_just_now_is_as_good_as_none(
    places: Places, key: VaultKey, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_session(places, key, now=clock(), hours=1)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", _refuse)
        assert key_at_hand(places, clock()) is None


def _refuse(*_: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))
