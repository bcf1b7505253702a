"""Files somebody else wrote into the vault or its state: one sentence or one named place, never a crash."""

import json
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from medledare.config.paths import Places
from medledare.domain.problems import CannotReach, Damaged, Problem
from medledare.vault import damage, padding
from medledare.vault.access import CAPTURE_FILE, KEYS, PASSPHRASE_FILE, key_at_hand, unlock_with_passphrase
from medledare.vault.age import new_identity, recipient_of
from medledare.vault.create import create
from medledare.vault.fold import Fold
from medledare.vault.heads import read_heads
from medledare.vault.history import undo
from medledare.vault.inbox import drop
from medledare.vault.info import INFO_FILE, describe, with_check
from medledare.vault.keys import KdfCost, VaultKey
from medledare.vault.vault import FileVault, open_vault

Machine = Callable[[str], FileVault]
CHEAP = KdfCost(64 * 1024, 1, 1)


def alter(path: Path, **changes: object) -> None:
    fields = json.loads(path.read_bytes())
    del fields["check"]
    path.write_bytes(with_check(fields | changes))


def version(ms: int, device: str = "00" * 16) -> str:
    return f"{ms:012x}.0000.{device}"


@pytest.mark.parametrize("content", [b"[" * 60_000, b'{"a":' * 9_000 + b"1" + b"}" * 9_000], ids=["open", "closed"])
def test_json_nested_without_end_is_damage(places: Places, key: VaultKey, content: bytes, clock) -> None:
    (places.runtime or places.state).mkdir(parents=True, exist_ok=True)
    (places.state_of(key.vault) / "key").unlink()
    session = (places.runtime or places.state) / f"{key.vault}.session"
    session.write_bytes(content)
    session.chmod(0o600)
    assert key_at_hand(places, clock()) is None
    (places.state_of(key.vault) / "heads.json").write_bytes(content)
    assert read_heads(places.state_of(key.vault)) == {}
    (places.vault / INFO_FILE).write_bytes(content)
    with pytest.raises(Damaged):
        describe(places)


@pytest.mark.parametrize(
    "content", [b'{"x":[Infinity,1,"h"]}', b"[1]", b'{"x":[1]}', b" " * 2_000_000, b'{"x":[1,1,"zz"]}'], ids=range(5)
)
def test_a_memory_of_heads_that_makes_no_sense_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "heads.json").write_bytes(content)
    assert read_heads(tmp_path) == {}


@pytest.mark.parametrize("salt", ["", "AAAA"])
def test_a_salt_of_another_length_is_damage(places: Places, clock, salt: str) -> None:
    create(places, "word", now=clock(), kdf=CHEAP)
    alter(places.vault / KEYS / PASSPHRASE_FILE, salt=salt)
    with pytest.raises(Damaged):
        unlock_with_passphrase(places, "word")


def test_too_little_memory_to_try_a_passphrase_is_one_sentence(places: Places, clock) -> None:
    create(places, "word", now=clock(), kdf=CHEAP)
    alter(places.vault / KEYS / PASSPHRASE_FILE, memory_kib=1024 * 1024)
    code = (
        "import sys; from pathlib import Path; from medledare.config.paths import Places\n"
        "from medledare.domain.problems import Problem; from medledare.vault.access import unlock_with_passphrase\n"
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))\n"
        "try: unlock_with_passphrase(Places(*map(Path, sys.argv[1:])), 'word')\n"
        "except Problem as problem: print(type(problem).__name__)"
    )
    args = [str(one) for one in (places.vault, places.state, places.config, places.state)]
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("CannotReach\n", "")
    assert resource.getrlimit(resource.RLIMIT_AS)


GOOD = {"table": "t", "id": "r", "version": version(5), "parents": [], "document": {"a": 1}}


@pytest.mark.parametrize(
    "spoil",
    [
        {"version": ""},
        {"version": "0"},
        {"version": "0" * 12},
        {"version": version(6).replace(".", "-")},
        {"version": 7},
        {"parents": [["x"]]},
        {"parents": [1]},
        {"parents": None},
        {"batch": {}},
        {"undoes": []},
        {"document": []},
        {"table": []},
        {"id": None},
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_record_that_holds_something_else_is_named_and_the_rest_is_read(
    vault: FileVault, machine: Machine, spoil: dict[str, object], first: bool
) -> None:
    bad = orjson.dumps(GOOD | {"version": version(6)} | spoil)
    with vault.store.writing():
        vault.store.log.append([bad] if first else [orjson.dumps(GOOD), bad, b"[" * 300])
    again = machine("two")
    again.table("t").insert({"b": 1})
    assert [dict(row) for row in again.table("t")] == [*([] if first else [{"a": 1}]), {"b": 1}]
    assert {one.what for one in again.damage} == {damage.NOT_A_RECORD}
    assert again.history("t", "r") is not None
    again.undo()
    again.conflicts()


def test_records_that_name_each_other_as_parents_have_an_order() -> None:
    texts = [
        orjson.dumps(GOOD | {"version": version(5), "parents": [version(6)], "document": {"a": 5}}),
        orjson.dumps(GOOD | {"version": version(6), "parents": [version(5), version(6)], "document": {"a": 6}}),
    ]
    for order in (texts, texts[::-1]):
        fold = Fold()
        fold.take(order, "f")
        assert fold.live["t"]["r"] == {"a": 6}
        assert [head.version for head in fold.heads("t", "r")][-1:] == [version(6)]


def test_a_text_too_long_to_be_read_again_is_not_acknowledged(
    vault: FileVault, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(padding, "LONGEST", 100_000)
    for size in (90_000, 200_000):
        for write in (
            lambda text: drop(vault.places, vault.info, "t", {"text": text}, now=clock()),
            lambda text: vault.table("t").insert({"text": text}),
        ):
            before = len(vault.table("t"))
            try:
                write("x" * size)
            except Problem:
                assert size > 90_000
                assert len(vault.table("t")) == before
            else:
                assert len(vault.table("t")) == before + 1
    assert vault.status().inbox_waiting == 0
    assert vault.status().inbox_unreadable == ()


def test_a_segment_of_gigabytes_is_named_and_not_read(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    folder = vault.places.vault / "log" / ("ee" * 16)
    folder.mkdir()
    with (folder / "0000000001.seg").open("wb") as file:
        file.truncate(1 << 42)
    other = machine("two")
    assert [one.what for one in other.damage] == [damage.FILE_UNREADABLE]
    assert len(other.table("t")) == 1


@pytest.mark.parametrize("name", ["99999999999999999999", "18446744073709551615", "1" * 200], ids=len)
def test_a_segment_number_beyond_all_bounds_stops_nobody_writing(vault: FileVault, machine: Machine, name: str) -> None:
    vault.table("t").insert({"a": 1})
    (vault.places.vault / "log" / vault.device / f"{name}.seg").write_bytes(b"x" * 500)
    again = machine("one")
    again.table("t").insert({"a": 2})
    again.table("t").insert({"a": 3})
    assert len(machine("two").table("t")) == 3


@pytest.mark.parametrize("filled", [True, False])
def test_a_key_with_one_wrong_digit_is_refused_before_anything_is_written(
    places: Places, key: VaultKey, clock, filled: bool
) -> None:
    with open_vault(places, key, clock=clock) as vault:
        if filled:
            vault.table("t").insert({"a": 1})
        path = vault.places.vault
    before = sorted(path.rglob("*"))
    wrong = VaultKey(key.vault, bytes([key.secret[0] ^ 1]) + key.secret[1:])
    with pytest.raises(Damaged):
        open_vault(places, wrong, clock=clock)
    assert sorted(path.rglob("*")) == before
    (path / KEYS / CAPTURE_FILE).unlink()
    with open_vault(places, key, clock=clock) as vault:
        assert len(vault.table("t")) == filled


def test_a_public_key_that_is_not_the_vaults_own_is_named(places: Places, key: VaultKey, clock) -> None:
    alter(places.vault / INFO_FILE, capture=recipient_of(new_identity()))
    with open_vault(places, key, clock=clock) as vault:
        vault.table("t").insert({"a": 1})
        assert [one.where for one in vault.damage] == [INFO_FILE]
        with pytest.raises(Damaged):
            vault.capture_identity()


def test_threads_may_ask_about_everything_while_others_write(vault: FileVault, machine: Machine) -> None:
    other = machine("two")
    failed: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                vault.conflicts()
                vault.status()
                vault.refresh()
                vault.history("t", "r")
        except BaseException as error:
            failed.append(error)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=ask) for _ in range(2)]
    try:
        for thread in threads:
            thread.start()
        for number in range(150):
            vault.table(f"t{number}").insert_multiple({"n": one} for one in range(10))
            other.table("t").insert({"n": number})
    finally:
        done.set()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(interval)
    assert failed == []


def test_closing_waits_for_a_write_of_another_thread(vault: FileVault, machine: Machine) -> None:
    inside, go = threading.Event(), threading.Event()

    def write() -> None:
        with vault.store.writing():
            inside.set()
            go.wait(5)
            vault.table("t").insert({"a": 1})

    writer = threading.Thread(target=write)
    writer.start()
    assert inside.wait(5)
    closer = threading.Thread(target=vault.close)
    closer.start()
    closer.join(0.1)
    assert closer.is_alive()
    go.set()
    writer.join()
    closer.join()
    assert len(machine("one").table("t")) == 1


def test_an_unreadable_vault_folder_is_one_sentence(places: Places, key: VaultKey, clock) -> None:
    # A link to itself is unreadable for everybody, the superuser too.
    shutil.rmtree(places.vault / "log")
    (places.vault / "log").symlink_to("log")
    with pytest.raises(CannotReach):
        open_vault(places, key, clock=clock)


def test_undoing_what_is_its_own_ancestor_ends() -> None:
    one = GOOD | {"version": version(5), "parents": [version(6)], "document": {"a": 5}, "batch": "b"}
    two = GOOD | {"version": version(6), "parents": [version(5)], "document": {"a": 6}, "batch": "b"}
    fold = Fold()
    fold.take([orjson.dumps(one), orjson.dumps(two)], "f")
    assert [change.document for change in undo(fold, "00" * 16)] == [None]
    for other in (one, two):
        fold.take([orjson.dumps(other | {"id": "undone", "undoes": "b"})], "f")
    assert undo(fold, "00" * 16) == []
