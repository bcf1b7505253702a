"""What is damaged is named, mended where it can be, and never made worse: every damaged byte is still somewhere."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from vault_places import places_below

from medledare.config.paths import Places
from medledare.domain.problems import CannotReach, Damaged, NoVault, WrongRecoveryKey
from medledare.vault import damage, frames
from medledare.vault.access import change_passphrase, key_at_hand, unlock_with_recovery
from medledare.vault.age import new_identity
from medledare.vault.backup import read_backup, recipients, write_backup
from medledare.vault.check import MISSING, NOT_OURS, Severity, check
from medledare.vault.create import create
from medledare.vault.info import describe
from medledare.vault.keys import KdfCost, VaultKey
from medledare.vault.repair import mend_description, repair
from medledare.vault.restore import fold_in
from medledare.vault.vault import FileVault, open_vault

Machine = Callable[[str], FileVault]
BIG = 300_000


@pytest.fixture
def filled(vault: FileVault) -> FileVault:
    """Three segments of two records each."""
    for number in range(6):
        vault.table("t").insert({"n": number, "text": "x" * (BIG if number % 2 else 10)})
    return vault


def segments(vault: FileVault) -> list[Path]:
    return sorted(vault.log.own.folder.glob("*.seg"))


def numbers(vault: FileVault) -> set[int]:
    return {row["n"] for row in vault.table("t")}


def spoil(path: Path, at: int = 400) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def found(places: Places, key: VaultKey | None) -> list[tuple[str, str, str]]:
    return [(one.severity.value, one.what, one.where) for one in check(places, key).findings]


def test_a_sound_vault_has_nothing_wrong(filled: FileVault, key: VaultKey) -> None:
    checked = check(filled.places, key)
    assert checked.findings == ()
    assert (checked.devices, checked.segments, checked.versions) == (1, 3, 6)
    assert not checked.damaged


def test_a_check_changes_nothing(filled: FileVault, key: VaultKey, tmp_path: Path) -> None:
    spoil(segments(filled)[0])
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    check(filled.places, key)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_spoiled_record_is_lost_and_all_others_are_saved(
    filled: FileVault, machine: Machine, key: VaultKey, clock
) -> None:
    first = segments(filled)[0]
    spoil(first)
    broken = first.read_bytes()
    with machine("one") as vault:
        assert found(vault.places, key) == [("lost", frames.UNREADABLE, vault.log.own.segments[first.name].where)]
        done = repair(vault, now=clock())
        assert [(one.what, one.offset) for one in done.lost] == [(frames.UNREADABLE, 228)]
        assert done.left == ()
        assert [path.read_bytes() for path in done.aside.iterdir()] == [broken]
        assert not first.exists()
        assert numbers(vault) == {1, 2, 3, 4, 5}
        assert vault.damage == []
    for name in ("one", "two"):
        with machine(name) as again:
            assert numbers(again) == {1, 2, 3, 4, 5}
            assert again.damage == []
            assert again.status().rolled_back == ()
    assert check(filled.places, key).findings == ()


def test_what_was_lost_comes_back_from_a_backup(filled: FileVault, machine: Machine, tmp_path: Path, clock) -> None:
    write_backup(filled.places, filled.key, tmp_path / "b.age", now=clock())
    spoil(segments(filled)[0])
    with machine("one") as vault:
        repair(vault, now=clock())
        fold_in(vault, read_backup(tmp_path / "b.age", [recipients(vault.places, vault.key).identity]))
        assert numbers(vault) == set(range(6))


def test_one_copy_of_a_header_is_mended_in_place(filled: FileVault, machine: Machine, key: VaultKey, clock) -> None:
    last = segments(filled)[-1]
    whole = last.read_bytes()
    for at in (20, 130):
        spoil(last, at)
        with machine("one") as vault:
            assert found(vault.places, key)[0][:2] == ("mend", damage.HEADER_COPY)
            done = repair(vault, now=clock())
            assert [one.what for one in done.mended] == [damage.HEADER_COPY]
            assert (done.lost, vault.damage) == ((), [])
            vault.table("t").upsert(vault.table("t").all()[0])
        assert last.read_bytes()[: len(whole)] == whole


@pytest.mark.parametrize("content", [b"", b"\x00" * 5000, bytes(range(256)) * 40], ids=["empty", "zeros", "noise"])
def test_a_segment_of_nothing_that_makes_sense_is_set_aside(
    filled: FileVault, machine: Machine, key: VaultKey, clock, content: bytes
) -> None:
    segments(filled)[1].write_bytes(content)
    with machine("one") as vault:
        done = repair(vault, now=clock())
        assert done.left == ()
        assert numbers(vault) == {0, 1, 4, 5}
    with machine("two") as again:
        assert again.damage == []


def test_a_missing_segment_and_a_cut_one_are_told_once_and_then_let_be(
    filled: FileVault, machine: Machine, key: VaultKey, clock
) -> None:
    first, second, _ = segments(filled)
    first.unlink()
    second.write_bytes(second.read_bytes()[:-10])
    with machine("two") as vault:
        assert {one.what for one in vault.damage} == {damage.SEGMENT_MISSING, damage.END_MISSING}
    with machine("one") as vault:
        done = repair(vault, now=clock())
        assert {one.what for one in done.lost} == {damage.SEGMENT_MISSING, damage.END_MISSING}
        assert done.left == ()
        assert numbers(vault) == {2, 4, 5}
    with machine("two") as again:
        assert again.damage == []


def test_the_log_of_another_device_is_left_alone_unless_that_device_is_gone(
    filled: FileVault, machine: Machine, clock
) -> None:
    first = segments(filled)[0]
    spoil(first)
    broken = first.read_bytes()
    with machine("two") as vault:
        done = repair(vault, now=clock())
        assert [one.what for one in done.left] == [frames.UNREADABLE]
        assert first.read_bytes() == broken
        done = repair(vault, now=clock(), gone=[filled.device])
        assert done.left == ()
        assert numbers(vault) == {1, 2, 3, 4, 5}
        assert [path.read_bytes() for path in done.aside.iterdir()] == [broken]
        assert vault.damage == []
    with machine("three") as again:
        assert numbers(again) == {1, 2, 3, 4, 5}
        assert again.damage == []


def test_a_segment_of_a_newer_format_is_named_and_never_touched(filled: FileVault, machine: Machine, clock) -> None:
    from medledare.vault.segment import MAGIC, read_header

    path = segments(filled)[0]
    header = read_header(path.read_bytes()[:228]).header
    assert header is not None
    newer = header._replace(format=2).pack() * 2
    assert newer.startswith(MAGIC)
    path.write_bytes(newer + b"something new")
    with machine("one") as vault:
        done = repair(vault, now=clock())
        assert [one.what for one in done.left] == [damage.NEWER_SEGMENT]
    assert path.read_bytes() == newer + b"something new"


def test_the_description_is_rebuilt_without_a_key(vault: FileVault, clock) -> None:
    path, info = vault.places.vault / "vault.json", vault.info
    for content in (None, b"", b"{}", b"\xff" * 100_000):
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        assert [one.where for one in check(vault.places, None).findings] == ["vault.json"]
        with pytest.raises(Damaged):
            describe(vault.places)
        assert [one.where for one in mend_description(vault.places, clock())] == ["vault.json"]
        assert describe(vault.places)[:3] == info[:3]
    assert mend_description(vault.places, clock()) == ()


def test_without_any_key_file_nothing_is_invented(vault: FileVault, clock) -> None:
    (vault.places.vault / "vault.json").unlink()
    shutil.rmtree(vault.places.vault / "keys")
    with pytest.raises(Damaged):
        mend_description(vault.places, clock())
    assert not (vault.places.vault / "vault.json").exists()


def test_a_public_key_put_in_by_somebody_else_is_put_right(vault: FileVault, machine: Machine, clock) -> None:
    from medledare.vault.age import recipient_of
    from medledare.vault.info import checked, with_check

    path = vault.places.vault / "vault.json"
    right = vault.info.capture
    path.write_bytes(with_check(checked(path.read_bytes(), path) | {"capture": recipient_of(new_identity())}))
    with machine("one") as again:
        assert NOT_OURS in [one.what for one in check(again.places, again.key).findings]
        repair(again, now=clock())
        assert again.damage == []
    assert describe(vault.places).capture == right


def test_a_lost_capture_key_is_replaced_and_capturing_works_again(vault: FileVault, machine: Machine, clock) -> None:
    from medledare.vault.inbox import drop

    (vault.places.vault / "keys" / "capture.json").write_bytes(b"{")
    with machine("one") as again:
        done = repair(again, now=clock())
        assert [one.where for one in done.lost] == ["keys/capture.json"]
        assert done.left == ()
        drop(again.places, again.info, "t", {"n": 1}, now=clock())
        again.refresh()
        assert numbers(again) == {1}


def test_a_lost_recovery_file_is_made_anew_with_the_old_key_or_a_new_one(places: Places, clock) -> None:
    recovery = create(places, None, now=clock())
    path = places.vault / "keys" / "recovery.json"
    key = key_at_hand(places, clock())
    assert key is not None
    with open_vault(places, key, clock=clock) as vault:
        path.unlink()
        assert [(one.what, one.where) for one in repair(vault, now=clock()).left] == [(MISSING, "keys/recovery.json")]
        assert not path.exists()
        with pytest.raises(WrongRecoveryKey):
            repair(vault, now=clock(), recovery="AGE-SECRET-KEY-1NO")
        assert repair(vault, now=clock(), recovery=recovery).left == ()
        assert unlock_with_recovery(places, recovery) == key
        path.write_bytes(b"")
        made = repair(vault, now=clock(), new_recovery=True).recovery_key
        assert made is not None
        assert unlock_with_recovery(places, made) == key


def test_damage_to_any_key_file_is_named(vault: FileVault, key: VaultKey) -> None:
    change_passphrase(vault.places, key, "x", kdf=KdfCost(64 * 1024, 1, 1))
    for name in ("passphrase.json", "recovery.json", "capture.json"):
        path = vault.places.vault / "keys" / name
        whole = path.read_bytes()
        spoil(path, len(whole) // 2)
        for known in (key, None):
            checked = check(vault.places, known)
            assert [one.where for one in checked.findings] == [f"keys/{name}"]
            assert checked.damaged
        path.write_bytes(whole)
    assert check(vault.places, key).findings == ()


def test_a_log_put_back_is_named_and_the_alarm_ends_on_request(
    filled: FileVault, machine: Machine, key: VaultKey, clock
) -> None:
    filled.close()
    segments(filled)[-1].unlink()
    with machine("one") as vault:
        assert damage.ROLLED_BACK in [one.what for one in check(vault.places, key).findings]
        done = repair(vault, now=clock())
        assert damage.ROLLED_BACK in [one.what for one in done.lost]
        assert done.left == ()
        assert vault.damage == []
    assert check(filled.places, key).findings == ()


def test_what_is_no_vault_is_said(tmp_path: Path) -> None:
    places = places_below(tmp_path)
    with pytest.raises(NoVault):
        check(places, None)
    places.vault.write_text("a file")
    with pytest.raises(CannotReach):
        check(places, None)


def test_files_left_by_a_stopped_write_are_worth_knowing_and_no_damage(vault: FileVault, key: VaultKey) -> None:
    (vault.places.vault / ".tmp-vault.json-ab").write_text("x")
    checked = check(vault.places, key)
    assert [one.severity for one in checked.findings] == [Severity.NOTE]
    assert not checked.damaged
