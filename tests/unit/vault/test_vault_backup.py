"""A backup is one file that the recovery key opens, and nothing that was written is missing from it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from vault_places import places_below

from medledare.config.paths import Places
from medledare.domain.problems import CannotReach, Damaged, VaultExists
from medledare.vault import rolling
from medledare.vault.access import key_at_hand, unlock_with_passphrase
from medledare.vault.age import new_identity, recipient_of
from medledare.vault.backup import (
    BackupDamaged,
    NotABackup,
    WrongKeyForBackup,
    read_backup,
    recipients,
    write_backup,
)
from medledare.vault.check import check
from medledare.vault.compact import compact
from medledare.vault.create import create
from medledare.vault.devices import devices, name_device
from medledare.vault.keys import Common, KdfCost, VaultKey, wrap_for_recovery
from medledare.vault.restore import fold_in, make_from
from medledare.vault.vault import FileVault, open_vault

CHEAP = KdfCost(64 * 1024, 1, 1)
Machine = Callable[[str], FileVault]


@pytest.fixture
def recovery(places: Places, clock) -> str:
    """The recovery key of the vault; made before ``key`` makes it."""
    return create(places, None, now=clock())


@pytest.fixture
def key(places: Places, recovery: str, clock) -> VaultKey:
    found = key_at_hand(places, clock())
    assert found is not None
    return found


@pytest.fixture
def written(vault: FileVault, machine: Machine, clock) -> FileVault:
    """A vault with an edit, a deletion, a conflict, a step taken back and a named device."""
    table = vault.table("t")
    edited, gone, disputed, undone = (table.insert({"text": text}) for text in ("a", "b", "c", "d"))
    other = machine("two")
    with vault.store.still(), other.store.still():
        clock.forward(minutes=1)
        table.update({"text": "c one"}, doc_ids=[disputed])
    other.store.write([])
    table.update({"text": "a two"}, doc_ids=[edited])
    table.remove(doc_ids=[gone])
    table.update({"text": "d two"}, doc_ids=[undone])
    vault.undo()
    name_device(vault, "kontoret")
    table.insert({"text": "å" * 300_000})
    return vault


def everything(vault: FileVault) -> set[tuple[str, str, str, str]]:
    """Every version of every record, with what it holds."""
    return {
        (table, record, operation.version, json.dumps(operation, sort_keys=True))
        for table, record, operation in vault.store.fold.operations()
    }


def backup_of(vault: FileVault, tmp_path: Path, clock) -> Path:
    path = tmp_path / "backup.age"
    write_backup(vault.places, vault.key, path, now=clock())
    return path


def test_age_itself_opens_a_backup_into_json_lines(written: FileVault, recovery: str, tmp_path: Path, clock) -> None:
    path = backup_of(written, tmp_path, clock)
    identity = tmp_path / "recovery.txt"
    identity.write_text(recovery + "\n")
    opened = subprocess.run(["age", "-d", "-i", identity, path], capture_output=True, check=True).stdout
    head, *lines, end = [json.loads(line) for line in opened.decode().splitlines()]
    assert head["vault"] == written.info.id
    assert end == {"versions": len(lines), "complete": True}
    assert {(one["table"], one["id"], one["version"]) for one in lines} == {one[:3] for one in everything(written)}
    assert not any(text in path.read_bytes() for text in (b"kontoret", "å".encode() * 8))


def test_a_lost_vault_comes_back_with_all_its_history(written: FileVault, recovery: str, tmp_path: Path, clock) -> None:
    path, before = backup_of(written, tmp_path, clock), everything(written)
    written.close()
    shutil.rmtree(written.places.vault)
    backup = read_backup(path, [recovery])
    assert make_from(written.places, backup, recovery, "ny fras", kdf=CHEAP).added == len(before)
    key = unlock_with_passphrase(written.places, "ny fras")
    with open_vault(written.places, key, clock=clock) as vault:
        assert everything(vault) == before
        assert vault.damage == []
        assert vault.device != written.device
        assert [one.name for one in devices(vault) if one.id == written.device] == ["kontoret"]
    assert not check(written.places, key).damaged


def test_a_backup_folded_in_brings_back_what_is_missing_and_nothing_twice(
    written: FileVault, machine: Machine, tmp_path: Path, clock
) -> None:
    path, before = backup_of(written, tmp_path, clock), everything(written)
    later = written.table("t").insert({"text": "later"})
    shutil.rmtree(written.log.own.folder)
    with machine("three") as vault:
        assert len(vault.table("t")) == 0
        added = fold_in(vault, read_backup(path, [recipients(vault.places, vault.key).identity]))
        assert added.added == len(before)
        assert everything(vault) == before
        assert fold_in(vault, read_backup(path, [recipients(vault.places, vault.key).identity])).added == 0
        assert vault.table("t").get(doc_id=later) is None


def test_what_was_deleted_after_a_backup_stays_deleted(vault: FileVault, tmp_path: Path, clock) -> None:
    record = vault.table("t").insert({"text": "a"})
    path = backup_of(vault, tmp_path, clock)
    vault.table("t").remove(doc_ids=[record])
    fold_in(vault, read_backup(path, [recipients(vault.places, vault.key).identity]))
    assert vault.table("t").get(doc_id=record) is None


def test_history_dropped_comes_back_from_a_backup_and_changes_nothing_else(
    vault: FileVault, machine: Machine, tmp_path: Path, clock
) -> None:
    record = vault.table("t").insert({"text": "1"})
    vault.table("t").update({"text": "2"}, doc_ids=[record])
    path = backup_of(vault, tmp_path, clock)
    clock.forward(days=1)
    compact(vault, clock())
    with machine("one") as again:
        assert len(again.history("t", record)) == 1
        fold_in(again, read_backup(path, [recipients(again.places, again.key).identity]))
        assert [one.document for one in again.history("t", record)] == [{"text": "1"}, {"text": "2"}]
        assert again.conflicts() == []


def test_a_backup_from_another_vault_can_be_folded_in_with_its_own_key(
    written: FileVault, recovery: str, tmp_path: Path, clock
) -> None:
    path = backup_of(written, tmp_path, clock)
    other = places_below(tmp_path / "other")
    create(other, None, now=clock())
    key = key_at_hand(other, clock())
    assert key is not None
    with open_vault(other, key, clock=clock) as vault:
        with pytest.raises(WrongKeyForBackup):
            read_backup(path, [recipients(other, key).identity])
        fold_in(vault, read_backup(path, [recovery]))
        assert {row["text"] for row in vault.table("t")} == {row["text"] for row in written.table("t")}


def test_nothing_is_restored_over_a_vault(written: FileVault, recovery: str, tmp_path: Path, clock) -> None:
    backup = read_backup(backup_of(written, tmp_path, clock), [recovery])
    before = {path: path.read_bytes() for path in written.places.vault.rglob("*") if path.is_file()}
    with pytest.raises(VaultExists):
        make_from(written.places, backup, recovery, None)
    assert {path: path.read_bytes() for path in written.places.vault.rglob("*") if path.is_file()} == before


def test_what_is_no_backup_or_not_whole_is_told_apart(written: FileVault, recovery: str, tmp_path: Path, clock) -> None:
    path = backup_of(written, tmp_path, clock)
    whole = path.read_bytes()
    for content, problem in (
        (b"hej", NotABackup),
        (b"", NotABackup),
        (whole[:-1], BackupDamaged),
        (whole[: len(whole) // 2], BackupDamaged),
        (whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:], BackupDamaged),
    ):
        path.write_bytes(content)
        with pytest.raises(problem):
            read_backup(path, [recovery])
    path.write_bytes(whole)
    with pytest.raises(WrongKeyForBackup):
        read_backup(path, [new_identity()])
    with pytest.raises(CannotReach):
        read_backup(tmp_path, [recovery])


def test_a_recipient_put_in_by_somebody_else_is_sent_no_backup(vault: FileVault, tmp_path: Path, clock) -> None:
    thief = new_identity()
    forged_key = VaultKey(vault.info.id, bytes(32))
    path = vault.places.vault / "keys" / "recovery.json"
    path.write_bytes(wrap_for_recovery(forged_key, Common(vault.info.id, vault.info.capture), recipient_of(thief)))
    with pytest.raises(Damaged):
        write_backup(vault.places, vault.key, tmp_path / "backup.age", now=clock())
    assert not (tmp_path / "backup.age").exists()
    assert list(tmp_path.glob(".tmp-*")) == []


def test_an_existing_file_is_not_replaced_unasked(vault: FileVault, tmp_path: Path, clock) -> None:
    path = tmp_path / "backup.age"
    path.write_text("mine")
    with pytest.raises(CannotReach):
        write_backup(vault.places, vault.key, path, now=clock())
    assert path.read_text() == "mine"
    write_backup(vault.places, vault.key, path, now=clock(), replace=True)
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n")


def test_the_newest_backups_are_kept_and_strangers_are_left_alone(vault: FileVault, tmp_path: Path, clock) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    strangers = [folder / "notes.txt", folder / "medledare-00000000-20200101T000000Z.age"]
    for stranger in strangers:
        stranger.write_text("x")
    made = []
    for _ in range(5):
        clock.forward(days=1)
        made.append(rolling.make(vault.places, vault.key, folder, 3, now=clock())[0])
    assert [one.path for one in rolling.kept(folder, vault.info.id)] == made[:1:-1]
    assert all(stranger.exists() for stranger in strangers)


def test_no_old_backup_goes_while_the_vault_is_damaged(vault: FileVault, tmp_path: Path, clock) -> None:
    folder = tmp_path / "kept"
    for number in range(3):
        vault.table("t").insert({"n": number})
    good, _ = rolling.make(vault.places, vault.key, folder, 1, now=clock())
    [segment] = vault.log.own.folder.glob("*.seg")
    content = bytearray(segment.read_bytes())
    content[600] ^= 1
    segment.write_bytes(content)
    clock.forward(days=1)
    _, written = rolling.make(vault.places, vault.key, folder, 1, now=clock())
    assert not written.complete
    assert good.exists()
    assert len(read_backup(good, [recipients(vault.places, vault.key).identity]).texts) == 3


def test_a_backup_that_fails_takes_no_other_with_it(
    vault: FileVault, tmp_path: Path, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    good, _ = rolling.make(vault.places, vault.key, folder, 1, now=clock())

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("medledare.vault.backup.write_all", refuse)
    clock.forward(days=1)
    with pytest.raises(CannotReach):
        rolling.make(vault.places, vault.key, folder, 1, now=clock())
    assert list(folder.iterdir()) == [good]


def test_a_folder_inside_the_vault_is_refused(vault: FileVault, clock) -> None:
    with pytest.raises(CannotReach):
        rolling.make(vault.places, vault.key, vault.places.vault / "backups", 3, now=clock())
    assert not (vault.places.vault / "backups").exists()


def test_a_backup_made_while_history_is_dropped_counts_as_whole(vault: FileVault, tmp_path: Path, clock) -> None:
    record = vault.table("t").insert({"text": "1"})
    vault.table("t").update({"text": "2"}, doc_ids=[record])
    clock.forward(days=1)
    compact(vault, clock() - timedelta(hours=1))
    assert write_backup(vault.places, vault.key, tmp_path / "b.age", now=clock()).complete
