"""What was done, step by step: shown, taken back as far as one likes, and done again, by the log alone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.vault.table import Document
from medledare.vault.vault import Vault, memory_vault


def clock() -> datetime:
    return datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def vault() -> Vault:
    return memory_vault(clock)


def add(vault: Vault, name: str, **fields: object) -> None:
    vault.table("entry").insert(Document(fields, doc_id=name))


def change(vault: Vault, name: str, **fields: object) -> None:
    vault.table("entry").update(fields, doc_ids=[name])


def state(vault: Vault) -> dict[str, dict[str, object]]:
    return {row.doc_id: dict(row) for row in vault.table("entry")}


def listed(vault: Vault) -> list[tuple[bool, object, object]]:
    return [(one.stands, one.touched[0].before, one.touched[0].after) for one in vault.steps(100)]


def test_steps_are_told_newest_first_with_what_was_before_and_after(vault: Vault) -> None:
    add(vault, "a", text="one")
    change(vault, "a", text="two")
    vault.table("entry").remove(doc_ids=["a"])
    assert listed(vault) == [
        (True, {"text": "two"}, None),
        (True, {"text": "one"}, {"text": "two"}),
        (True, None, {"text": "one"}),
    ]
    assert len(vault.steps(2)) == 2


def test_several_writes_at_once_are_one_step(vault: Vault) -> None:
    with vault.batch():
        add(vault, "a", text="one")
        add(vault, "b", text="two")
        change(vault, "a", text="three")
    (step,) = vault.steps(10)
    assert [(one.id, one.before, one.after) for one in step.touched] == [
        ("a", None, {"text": "three"}),
        ("b", None, {"text": "two"}),
    ]


def test_one_goes_back_to_a_step_and_forward_again_one_by_one(vault: Vault) -> None:
    add(vault, "a", text="one")
    states = [state(vault)]
    for number in range(4):
        change(vault, "a", text=str(number))
        states.append(state(vault))
    third = vault.steps(10)[2]
    assert vault.undo_to(third.batch) == [("entry", "a")]
    assert state(vault) == states[1]
    assert [one.stands for one in vault.steps(10)] == [False, False, False, True, True]
    for expected in states[2:]:
        assert vault.redo() == [("entry", "a")]
        assert state(vault) == expected
    assert vault.redo() == []
    assert [one.stands for one in vault.steps(10)] == [True] * 5
    # What was done again is taken back as anything is.
    vault.undo()
    assert state(vault) == states[3]
    vault.redo()
    assert state(vault) == states[4]


def test_what_was_made_and_deleted_is_made_and_deleted_again(vault: Vault) -> None:
    add(vault, "a", text="one")
    vault.undo()
    assert state(vault) == {}
    vault.redo()
    assert state(vault) == {"a": {"text": "one"}}
    vault.table("entry").remove(doc_ids=["a"])
    vault.undo()
    vault.redo()
    assert state(vault) == {}


def test_nothing_is_done_again_once_something_else_was_done(vault: Vault) -> None:
    add(vault, "a", text="one")
    vault.undo()
    add(vault, "b", text="two")
    assert vault.redo() == []
    assert [one.stands for one in vault.steps(10)] == [True, False]


def test_what_undo_leaves_alone_is_no_step_and_bars_no_redo(vault: Vault) -> None:
    vault.table("departure").insert(Document({"x": 1}, doc_id="d"))
    add(vault, "a", text="one")
    keep, stay = ("departure",), ("offer",)
    vault.undo(keep, stay)
    vault.table("departure").insert(Document({"x": 2}, doc_id="e"))
    vault.table("offer").insert(Document({"x": 3}, doc_id="o"))
    vault.table("_device").insert(Document({"name": "desk"}, doc_id=vault.device))
    assert [one.touched[0].id for one in vault.steps(10, keep, stay)] == ["a"]
    assert vault.redo(keep, stay) == [("entry", "a")]


def test_a_step_of_a_kind_that_is_never_done_again_is_not(vault: Vault) -> None:
    with vault.batch():
        add(vault, "a", text="one")
        vault.table("arrival").insert(Document({"x": 1}, doc_id="d"))
    vault.undo()
    assert vault.redo(never=("arrival",)) == []
    assert state(vault) == {}


def test_a_step_that_does_not_stand_takes_nothing_back(vault: Vault) -> None:
    add(vault, "a", text="one")
    name = vault.steps(1)[0].batch
    vault.undo()
    assert vault.undo_to(name) == []
    assert vault.undo_to("nonsense") == []


MOVES = st.lists(st.sampled_from(["add", "change", "delete", "undo", "redo", "back"]), max_size=25)


@settings(max_examples=120, deadline=None)
@given(MOVES, st.randoms(use_true_random=False))
def test_any_mixture_goes_back_and_forth_as_in_an_editor(moves: list[str], random) -> None:  # type: ignore[no-untyped-def]
    vault = memory_vault(clock)
    past, future, now = [], [], state(vault)
    for number, move in enumerate(moves):
        if move == "undo":
            vault.undo()
            if past:
                future.append(now)
                now = past.pop()
        elif move == "redo":
            vault.redo()
            if future:
                past.append(now)
                now = future.pop()
        elif move == "back":
            if past:
                standing = [one for one in vault.steps(100) if one.stands]
                far = random.randrange(len(standing))
                vault.undo_to(standing[far].batch)
                for _ in range(far + 1):
                    future.append(now)
                    now = past.pop()
        else:
            if move == "add":
                add(vault, f"r{number}", text=str(number))
            elif not now:
                continue
            elif move == "change":
                change(vault, random.choice(sorted(now)), text=str(number))
            else:
                vault.table("entry").remove(doc_ids=[random.choice(sorted(now))])
            past.append(now)
            future.clear()
            now = state(vault)
        assert state(vault) == now
        assert sum(one.stands for one in vault.steps(100)) == len(past)
