"""An open vault: others' writes, the inbox, history, undo, drafts, and what is wrong being named."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import where

from medledare.config.paths import Places
from medledare.domain.problems import Damaged, Unwritable
from medledare.vault import damage
from medledare.vault.drafts import open_draft
from medledare.vault.frames import UNREADABLE
from medledare.vault.inbox import drop, seal
from medledare.vault.info import describe
from medledare.vault.keys import VaultKey
from medledare.vault.segment import HEADER_BYTES
from medledare.vault.vault import FileVault, memory_vault, open_vault
from medledare.vault.writer import SEALED_AT

Machine = Callable[[str], FileVault]


def segments(vault: FileVault) -> list[Path]:
    return sorted((vault.places.vault / "log" / vault.device).glob("*.seg"))


def what(vault: FileVault) -> list[str]:
    return [one.what for one in vault.damage]


def test_what_was_written_is_there_after_opening_again(vault: FileVault, machine: Machine) -> None:
    table = vault.table("t")
    one = table.insert({"a": 1, "text": "å\u0000"})
    two = table.insert({"a": 2})
    table.update({"a": 3}, doc_ids=[two])
    gone = table.insert({"a": 4})
    table.remove(doc_ids=[gone])
    again = machine("one")
    assert {row.doc_id: dict(row) for row in again.table("t")} == {one: {"a": 1, "text": "å\u0000"}, two: {"a": 3}}
    assert again.damage == []


def test_no_text_lies_on_the_disk(vault: FileVault, tmp_path: Path, clock) -> None:
    canary = "kanariefågel"
    vault.table(canary).insert({canary: canary})
    drop(vault.places, vault.info, "t", {"x": canary}, now=clock())
    open_draft(vault, canary).save(canary)
    for path in tmp_path.rglob("*"):
        assert canary.encode() not in os.fsencode(path)
        assert not path.is_file() or canary.encode() not in path.read_bytes()


def test_two_open_vaults_see_each_other(vault: FileVault, machine: Machine) -> None:
    for other in (machine("one"), machine("two")):
        before = vault.generation
        record = other.table("t").insert({"a": 1})
        assert vault.refresh()
        assert not vault.refresh()
        assert vault.generation > before
        assert vault.table("t").get(doc_id=record) == {"a": 1}
        vault.table("t").update({"a": 2}, doc_ids=[record])
        assert not vault.refresh()
        assert other.table("t").get(doc_id=record) == {"a": 2}
        assert other.refresh()


def test_segments_are_sealed_and_all_are_read(vault: FileVault, machine: Machine) -> None:
    other = machine("one")
    text = "x" * 60_000
    for number in range(20):
        (vault if number % 3 else other).table("t").insert({"n": number, "text": text})
    sizes = [path.stat().st_size for path in segments(vault)]
    assert len(sizes) > 3
    assert all(SEALED_AT <= size < SEALED_AT + 70_000 for size in sizes[:-1])
    for opened in (vault, other, machine("two")):
        assert sorted(row["n"] for row in opened.table("t")) == list(range(20))
        assert opened.damage == []


def test_capture_needs_no_key_and_is_folded_once(vault: FileVault, clock) -> None:
    first = drop(vault.places, vault.info, "t", {"a": 1}, now=clock())
    assert vault.table("t").get(doc_id=first) == {"a": 1}
    assert vault.status().inbox_waiting == 0
    folder = vault.places.state_of(vault.info.id) / "inbox"
    assert list(folder.iterdir()) == []
    assert vault.refresh()
    drop(vault.places, vault.info, "t", {"a": 2}, id=first, now=clock())
    drop(vault.places, vault.info, "t", {"a": 3}, id=first, now=clock())
    assert len(vault.history("t", first)) == 3
    assert vault.conflicts() == [("t", first)]


def test_a_record_that_was_moved_but_not_removed_is_not_doubled(
    vault: FileVault,
    clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = drop(vault.places, vault.info, "t", {"a": 1}, now=clock())
    monkeypatch.setattr(os, "unlink", lambda path: (_ for _ in ()).throw(OSError(5, "no")))
    assert len(vault.table("t")) == 1
    monkeypatch.undo()
    assert len(vault.history("t", record)) == 1
    assert vault.status().inbox_waiting == 0


def test_an_unreadable_inbox_file_stays_and_is_reported(vault: FileVault, clock) -> None:
    record = drop(vault.places, vault.info, "t", {"a": 1}, now=clock())
    path = vault.places.state_of(vault.info.id) / "inbox" / "0-noise.age"
    path.write_bytes(b"noise")
    assert vault.table("t").get(doc_id=record) == {"a": 1}
    assert vault.status().inbox_unreadable == ("0-noise.age",)
    assert path.exists()


@pytest.mark.parametrize(
    "spoil", [{"version": "zz"}, {"parents": [1]}, {"document": None}, {"undoes": "x"}, {"id": 7}, {"table": None}]
)
def test_a_forged_inbox_file_is_not_taken_in(vault: FileVault, spoil: dict[str, object]) -> None:
    fields = {"table": "t", "id": "r", "version": f"{0:012x}.0000.{0:032x}", "parents": [], "document": {}}
    folder = vault.places.state_of(vault.info.id) / "inbox"
    folder.mkdir()
    (folder / "forged.age").write_bytes(seal(vault.info, fields | spoil))
    assert len(vault.table("t")) == 0
    assert vault.status().inbox_unreadable == ("forged.age",)


def test_an_inbox_that_cannot_be_looked_into_is_named_until_it_can(vault: FileVault, clock) -> None:
    record = drop(vault.places, vault.info, "t", {"a": 1}, now=clock())
    folder = vault.places.state_of(vault.info.id) / "inbox"
    folder.rename(folder.with_name("elsewhere"))
    folder.write_bytes(b"a file in its place")
    assert len(vault.table("t")) == 0
    assert vault.status().inbox_unreadable == (".",)
    folder.unlink()
    folder.with_name("elsewhere").rename(folder)
    assert vault.table("t").get(doc_id=record) == {"a": 1}
    assert vault.status().inbox_unreadable == ()


def test_half_a_character_is_refused_at_capture(vault: FileVault, clock) -> None:
    with pytest.raises(Unwritable):
        drop(vault.places, vault.info, "t", {"a": "\ud800"}, now=clock())
    assert vault.status().inbox_waiting == 0


def test_capture_loads_nothing_heavy() -> None:
    heavy = "tinydb", "dateutil", "orjson", "cryptography", "filelock", "textual"
    code = f"import sys, medledare.vault.inbox; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_undo_takes_back_one_step_at_a_time(vault: FileVault) -> None:
    table = vault.table("t")
    record = table.insert({"a": 1})
    table.update({"a": 2}, doc_ids=[record])
    with vault.batch():
        table.update({"a": 3}, doc_ids=[record])
        table.update({"a": 4}, doc_ids=[record])
        other = table.insert({"b": 1})
    assert set(vault.undo()) == {("t", record), ("t", other)}
    assert [dict(row) for row in table] == [{"a": 2}]
    assert vault.undo() == [("t", record)]
    assert table.get(doc_id=record) == {"a": 1}
    table.remove(doc_ids=[record])
    assert vault.undo() == [("t", record)]
    assert table.get(doc_id=record) == {"a": 1}
    assert vault.undo() == [("t", record)]
    assert table.all() == []
    assert vault.undo() == []
    assert [one.document for one in vault.history("t", record)][:4] == [{"a": 1}, {"a": 2}, {"a": 3}, {"a": 4}]


def test_one_insert_of_many_is_one_step(vault: FileVault) -> None:
    vault.table("t").insert_multiple({"n": number} for number in range(5))
    assert len(vault.undo()) == 5


def test_undo_can_be_told_what_shall_stay_though_it_may_be_as_it_was_before(vault: FileVault) -> None:
    table = vault.table("offer")
    offer = table.insert({"state": "shown"})
    table.update({"state": "later"}, doc_ids=[offer])
    assert vault.undo(stay=("offer",)) == [("offer", offer)]
    assert table.all() == [{"state": "shown"}]
    assert vault.undo(stay=("offer",)) == []
    assert table.all() == [{"state": "shown"}]
    assert vault.undo() == [("offer", offer)]
    assert table.all() == []


def test_one_may_undo_as_often_as_one_likes(clock) -> None:
    vault = memory_vault(clock)
    table = vault.table("t")
    record = table.insert({"n": 0})
    for number in range(1, 600):
        table.update({"n": number}, doc_ids=[record])
    for number in reversed(range(599)):
        assert vault.undo() == [("t", record)]
        assert table.get(doc_id=record) == {"n": number}


def test_undo_leaves_a_later_edit_of_somebody_else_alone(vault: FileVault, machine: Machine) -> None:
    table = vault.table("t")
    record = table.insert({"a": 1})
    mine = table.insert({"mine": 1})
    with vault.batch():
        table.update({"a": 2}, doc_ids=[record])
        table.update({"mine": 2}, doc_ids=[mine])
    machine("two").table("t").update({"a": 9}, doc_ids=[record])
    assert vault.undo() == [("t", mine)]
    assert table.get(doc_id=record) == {"a": 9}
    assert vault.undo() == [("t", mine)]
    assert vault.undo() == []
    assert [dict(row) for row in table] == [{"a": 9}]


def test_concurrent_edits_are_both_kept_until_settled(
    vault: FileVault,
    key: VaultKey,
    tmp_path: Path,
    clock,
) -> None:
    record = vault.table("t").insert({"text": "first"})
    # Another machine with a copy of the folder as it is now, carried back later.
    far = Places(tmp_path / "far" / "vault", tmp_path / "far" / "state", tmp_path, None)
    subprocess.run(["cp", "-a", vault.places.vault, tmp_path / "far-vault"], check=True)
    (tmp_path / "far").mkdir()
    (tmp_path / "far-vault").rename(far.vault)
    clock.forward(seconds=1)
    vault.table("t").update({"text": "here"}, doc_ids=[record])
    clock.forward(seconds=1)
    with open_vault(far, key, clock=clock) as other:
        other.table("t").update({"text": "there"}, doc_ids=[record])
        device = other.device
    subprocess.run(["cp", "-a", far.vault / "log" / device, vault.places.vault / "log"], check=True)
    assert vault.refresh()
    assert vault.conflicts() == [("t", record)]
    assert vault.table("t").get(doc_id=record) == {"text": "there"}
    current = [one.document for one in vault.history("t", record) if one.current]
    assert current == [{"text": "here"}, {"text": "there"}]
    vault.table("t").update({"text": "both"}, doc_ids=[record])
    assert vault.conflicts() == []


def test_a_machine_with_a_clock_far_ahead_does_not_win_for_ever(vault: FileVault, machine: Machine, clock) -> None:
    other = machine("two")
    clock.forward(days=3650)
    record = other.table("t").insert({"a": "future"})
    clock.forward(days=-3650)
    vault.table("t").update({"a": "now"}, doc_ids=[record])
    assert vault.table("t").get(doc_id=record) == {"a": "now"}
    assert vault.history("t", record)[-1].at.year == 2026


def test_threads_may_write_and_read_at_once(vault: FileVault) -> None:
    table = vault.table("t")
    failed: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for number in range(40):
                record = table.insert({"name": name, "n": number})
                assert table.get(doc_id=record)
                table.search(where("n") == number)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(table) == 160


def test_a_torn_end_of_the_own_log_is_set_aside_and_cut(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    path = segments(vault)[0]
    good = path.read_bytes()
    path.write_bytes(good + good[HEADER_BYTES:400])
    again = machine("one")
    assert what(again) == [damage.UNFINISHED]
    assert path.read_bytes() == good
    torn = again.status().torn
    assert (again.places.state_of(again.info.id) / "torn" / torn[0]).read_bytes() == good[HEADER_BYTES:400]
    again.table("t").insert({"a": 2})
    assert len(machine("one").table("t")) == 2


def test_an_unfinished_end_of_another_log_is_simply_not_there_yet(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    path = segments(vault)[0]
    before = path.read_bytes()
    vault.table("t").insert({"a": 2})
    after = path.read_bytes()
    path.write_bytes(after[: len(before) + 30])
    other = machine("two")
    assert len(other.table("t")) == 1
    assert other.damage == []
    assert path.stat().st_size == len(before) + 30
    path.write_bytes(after)
    assert other.refresh()
    assert len(other.table("t")) == 2


def test_anything_else_at_the_end_is_left_and_a_new_segment_begun(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    path = segments(vault)[0]
    with path.open("ab") as file:
        file.write(b"what is this?" * 20)
    spoiled = path.read_bytes()
    again = machine("one")
    again.table("t").insert({"a": 2})
    assert path.read_bytes() == spoiled
    assert len(segments(again)) == 2
    assert what(again) == [UNREADABLE]
    assert len(machine("two").table("t")) == 2


def test_a_log_put_back_is_noticed_and_never_continued(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    path = segments(vault)[0]
    old = path.read_bytes()
    vault.table("t").insert({"a": 2})
    vault.close()
    path.write_bytes(old)
    again = machine("one")
    assert what(again) == [damage.ROLLED_BACK]
    assert again.status().rolled_back == (vault.device,)
    assert again.device != vault.device
    again.table("t").insert({"a": 3})
    assert path.read_bytes() == old
    assert len(machine("one").table("t")) == 2
    again.accept_rollback()
    again.close()
    assert machine("one").damage == []


def test_a_missing_segment_is_named(vault: FileVault, machine: Machine) -> None:
    for _ in range(3):
        vault.table("t").insert({"text": "x" * 300_000})
    first, second, _ = segments(vault)
    kept = second.read_bytes()
    second.unlink()
    assert what(machine("two")) == [damage.SEGMENT_MISSING]
    second.write_bytes(kept)
    first.write_bytes(first.read_bytes()[:-400_000])
    assert damage.END_MISSING in what(machine("two"))


def test_a_newer_or_foreign_segment_is_named_and_left(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    other = vault.places.vault / "log" / ("ee" * 16)
    other.mkdir()
    (other / "0000000001.seg").write_bytes(segments(vault)[0].read_bytes())
    (other / "0000000002.seg").write_bytes(os.urandom(500))
    found = what(machine("two"))
    assert set(found) == {damage.MISPLACED_SEGMENT, damage.HEADER_LOST}
    assert len(machine("two").table("t")) == 1


def test_a_conflicted_copy_of_a_segment_does_no_harm(vault: FileVault, machine: Machine) -> None:
    vault.table("t").insert({"a": 1})
    path = segments(vault)[0]
    path.with_name("0000000001 (conflicted copy).seg").write_bytes(path.read_bytes())
    again = machine("one")
    again.table("t").insert({"a": 2})
    assert len(machine("two").table("t")) == 2


def test_a_key_of_another_vault_is_refused(places: Places, vault: FileVault, clock) -> None:
    with pytest.raises(Damaged):
        open_vault(places, VaultKey("00" * 16, bytes(32)), clock=clock)


def test_without_its_capture_key_a_vault_still_opens(vault: FileVault, machine: Machine, clock) -> None:
    vault.table("t").insert({"a": 1})
    (vault.places.vault / "keys" / "capture.json").write_bytes(b"{}")
    drop(vault.places, describe(vault.places), "t", {"a": 2}, now=clock())
    again = machine("one")
    assert len(again.table("t")) == 1
    assert len(again.status().inbox_unreadable) == 1


def test_a_draft_is_adopted_when_its_window_is_gone(vault: FileVault) -> None:
    one, two = open_draft(vault, "new"), open_draft(vault, "new")
    one.save("from one")
    two.save("from two")
    assert open_draft(vault, "other").text == ""
    one.release()
    three = open_draft(vault, "new")
    assert three.text == "from one"
    three.save("from three")
    three.discard()
    two.discard()
    assert open_draft(vault, "new").text == ""


def test_a_draft_of_a_killed_process_is_adopted(vault: FileVault, places: Places) -> None:
    code = (
        "import sys, os; from pathlib import Path; from datetime import datetime, UTC\n"
        "from medledare.config.paths import Places; from medledare.vault.access import key_at_hand\n"
        "from medledare.vault.vault import open_vault; from medledare.vault.drafts import open_draft\n"
        "places = Places(*map(Path, sys.argv[1:])); now = datetime.now(UTC)\n"
        "vault = open_vault(places, key_at_hand(places, now), clock=lambda: now)\n"
        "open_draft(vault, 'new').save('half a thou'); os.kill(os.getpid(), 9)"
    )
    args = [places.vault, places.state, places.config, places.runtime or places.state]
    subprocess.run([sys.executable, "-c", code, *map(str, args)], check=False)
    assert open_draft(vault, "new").text == "half a thou"


def test_a_vault_in_memory_does_the_same_and_leaves_no_trace(clock, tmp_path: Path) -> None:
    with memory_vault(clock) as vault:
        record = vault.table("t").insert({"a": 1})
        vault.table("t").update({"a": 2}, doc_ids=[record])
        assert vault.undo() == [("t", record)]
        assert vault.table("t").get(doc_id=record) == {"a": 1}
        assert len(vault.history("t", record)) == 3
        draft = open_draft(vault, "new")
        draft.save("text")
        draft.discard()
        assert not vault.refresh()
        assert vault.status().records == {"t": 1}
        assert not vault.places.vault.exists()
    assert list(tmp_path.iterdir()) == []
