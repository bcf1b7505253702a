"""Making a vault and every way in, and out again."""

import json
import os
import stat
from datetime import datetime
from pathlib import Path

import pytest

from medledare.config.paths import Places
from medledare.domain.problems import (
    CannotReach,
    Damaged,
    NewerVault,
    NoPassphrase,
    NoVault,
    Problem,
    VaultExists,
    WrongPassphrase,
    WrongRecoveryKey,
)
from medledare.vault import access
from medledare.vault.age import new_identity
from medledare.vault.create import create
from medledare.vault.info import describe, with_check
from medledare.vault.keys import KdfCost, VaultKey

LIGHT = KdfCost(memory_kib=64 * 1024, iterations=1, lanes=1)
NOW = datetime.fromisoformat("2026-04-03T12:00:00+00:00")


@pytest.fixture
def locked(places: Places) -> str:
    """A vault with the passphrase “välkommen”; its recovery key."""
    return create(places, "välkommen", now=NOW, kdf=LIGHT)


def test_passphrase_and_recovery_key_give_the_same_key(places: Places, locked: str) -> None:
    key = access.unlock_with_passphrase(places, "va\u0308lkommen")
    assert access.unlock_with_recovery(places, f"  {locked.lower()}\n") == key
    assert access.has_passphrase(places)
    assert access.key_at_hand(places, NOW) is None
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_what_is_wrong_is_said_and_nothing_opens(places: Places, locked: str) -> None:
    with pytest.raises(WrongPassphrase):
        access.unlock_with_passphrase(places, "valkommen")
    for wrong in (new_identity(), "AGE-SECRET-KEY-1", "", "hej"):
        with pytest.raises(WrongRecoveryKey):
            access.unlock_with_recovery(places, wrong)


def test_a_new_passphrase_replaces_the_old(places: Places, locked: str) -> None:
    key = access.unlock_with_passphrase(places, "välkommen")
    access.change_passphrase(places, key, "ny", kdf=LIGHT)
    assert access.unlock_with_passphrase(places, "ny") == key
    with pytest.raises(WrongPassphrase):
        access.unlock_with_passphrase(places, "välkommen")
    assert access.unlock_with_recovery(places, locked) == key


def test_a_vault_without_passphrase_can_be_given_one(places: Places, key: VaultKey) -> None:
    with pytest.raises(NoPassphrase):
        access.unlock_with_passphrase(places, "x")
    access.change_passphrase(places, key, "ny", kdf=LIGHT)
    assert access.key_at_hand(places, NOW) is None
    assert access.unlock_with_passphrase(places, "ny") == key


@pytest.mark.parametrize(
    "cost", [KdfCost(1024, 1, 1), KdfCost(2**21, 1, 1), KdfCost(65536, 17, 1), KdfCost(65536, 1, 0)]
)
def test_a_cost_outside_its_bounds_is_refused_both_ways(places: Places, locked: str, cost: KdfCost) -> None:
    path = places.vault / "keys" / "passphrase.json"
    fields = json.loads(path.read_text())
    del fields["check"]
    fields |= {"memory_kib": cost.memory_kib, "iterations": cost.iterations, "lanes": cost.lanes}
    path.write_bytes(with_check(fields))
    with pytest.raises(Damaged):
        access.unlock_with_passphrase(places, "välkommen")
    with pytest.raises(ValueError, match="bounds"):
        create(Places(places.vault / "x", places.state, places.config, None), "x", now=NOW, kdf=cost)


def test_every_byte_of_the_key_files_is_watched(places: Places, locked: str) -> None:
    for name, unlock in (
        ("passphrase.json", lambda: access.unlock_with_passphrase(places, "välkommen")),
        ("recovery.json", lambda: access.unlock_with_recovery(places, locked)),
    ):
        path = places.vault / "keys" / name
        good = path.read_bytes()
        key = unlock()
        for position in range(0, len(good), 7):
            path.write_bytes(good[:position] + bytes([good[position] ^ 1]) + good[position + 1 :])
            try:
                assert unlock() == key
                # Only white space, which carries nothing, may differ unnoticed.
                assert good[position : position + 1].isspace()
            except (Damaged, WrongRecoveryKey):
                pass
        path.write_bytes(good)


def test_a_session_opens_until_it_ends(places: Places, key: VaultKey, clock) -> None:
    access.change_passphrase(places, key, "x", kdf=LIGHT)
    access.start_session(places, key, now=clock(), hours=8)
    path = places.runtime / f"{key.vault}.session"  # type: ignore[operator]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    clock.forward(hours=7.9)
    assert access.key_at_hand(places, clock()) == key
    clock.forward(hours=0.2)
    assert access.key_at_hand(places, clock()) is None
    assert not path.exists()
    access.start_session(places, key, now=clock(), hours=8)
    access.end_session(places)
    access.end_session(places)
    assert access.key_at_hand(places, clock()) is None


@pytest.mark.parametrize("spoil", ["earlier", "mode", "content", "link"])
def test_a_suspect_session_is_ignored_and_removed(places: Places, key: VaultKey, clock, spoil: str) -> None:
    access.change_passphrase(places, key, "x", kdf=LIGHT)
    access.start_session(places, key, now=clock(), hours=8)
    path = places.runtime / f"{key.vault}.session"  # type: ignore[operator]
    if spoil == "earlier":
        clock.forward(hours=-1)
    elif spoil == "mode":
        path.chmod(0o640)
    elif spoil == "content":
        path.write_text("[]")
    else:
        path.rename(path.with_suffix(".moved"))
        path.symlink_to(path.with_suffix(".moved"))
    assert access.key_at_hand(places, clock()) is None
    assert not path.exists()
    assert not path.is_symlink()


def test_without_a_runtime_folder_the_session_lies_in_state(tmp_path: Path) -> None:
    places = Places(tmp_path / "v", tmp_path / "s", tmp_path / "c", None)
    recovery = create(places, "x", now=NOW, kdf=LIGHT)
    key = access.unlock_with_recovery(places, recovery)
    access.start_session(places, key, now=NOW, hours=1)
    assert access.key_at_hand(places, NOW) == key


def test_everything_is_private(places: Places, locked: str) -> None:
    for root in (places.vault, places.state_of(describe(places).id)):
        for path in (root, *root.rglob("*")):
            assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_an_existing_folder_is_left_untouched(places: Places) -> None:
    places.vault.mkdir(parents=True)
    (places.vault / "mine").write_text("x")
    with pytest.raises(VaultExists):
        create(places, None, now=NOW)
    assert [one.name for one in places.vault.iterdir()] == ["mine"]
    assert not places.state.exists()


def test_an_empty_folder_and_a_link_to_one_are_used(tmp_path: Path) -> None:
    (tmp_path / "sync").mkdir()
    (tmp_path / "vault").symlink_to(tmp_path / "sync")
    places = Places(tmp_path / "vault", tmp_path / "s", tmp_path / "c", None)
    create(places, None, now=NOW)
    assert (tmp_path / "sync" / "vault.json").exists()
    assert describe(places).path == places.vault


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places(tmp_path / "vault", tmp_path / "s", tmp_path / "c", None)

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(CannotReach):
        create(places, None, now=NOW)
    assert not places.vault.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def _problem(places: Places) -> type[Problem]:
    with pytest.raises(Problem) as caught:
        describe(places)
    assert "\n" not in str(caught.value)
    return caught.type


def test_what_is_no_vault_is_told_apart(places: Places, tmp_path: Path) -> None:
    assert _problem(places) is NoVault
    places.vault.mkdir(parents=True)
    assert _problem(places) is NoVault
    (places.vault / "log").mkdir()
    assert _problem(places) is Damaged
    a_file = tmp_path / "file"
    a_file.write_text("x")
    for path in (a_file, a_file / "below"):
        assert _problem(Places(path, places.state, places.config, None)) is CannotReach
    with pytest.raises(CannotReach):
        create(Places(a_file, places.state, places.config, None), None, now=NOW)
    link = tmp_path / "link"
    link.symlink_to(a_file)
    assert _problem(Places(link, places.state, places.config, None)) is CannotReach


def test_a_damaged_or_newer_description_is_named(places: Places, locked: str) -> None:
    path = places.vault / "vault.json"
    good = path.read_bytes()
    for bad in (b"", b"{", b"[]", good[:-20], good.replace(b"age1", b"age2"), b" " * 70_000):
        path.write_bytes(bad)
        assert _problem(places) is Damaged
    fields = json.loads(good)
    del fields["check"]
    path.write_bytes(with_check(fields | {"format": 2, "more": "x"}))
    assert _problem(places) is NewerVault
    path.write_bytes(with_check(fields | {"vault": "../../x"}))
    assert _problem(places) is Damaged
