"""The fold gives one answer, whatever order and however often the records come in."""

import random
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.vault.fold import Fold

CEILING = "f"


def at(moment: str) -> str:
    """The version of a moment."""
    return f"{moment:0>12}.0000.{0:032x}"


def op(moment: str, *parents: str, document: Any = None, **more: object) -> bytes:
    fields = {"table": "t", "id": "r", "version": at(moment), "parents": [*map(at, parents)], "document": document}
    return orjson.dumps(fields | more)


def folded(*texts: bytes) -> Fold:
    fold = Fold()
    fold.take(texts, CEILING)
    return fold


def test_a_child_wins_over_a_parent_from_the_far_future() -> None:
    fold = folded(op("9", document={"a": 1}), op("1", "9", document={"a": 2}))
    assert fold.live["t"]["r"] == {"a": 2}


def test_of_two_concurrent_texts_both_stay_and_the_later_is_shown() -> None:
    fold = folded(op("1", document={"a": 0}), op("2", "1", document={"a": 2}), op("3", "1", document={"a": 3}))
    assert fold.live["t"]["r"] == {"a": 3}
    assert [head.version for head in fold.heads("t", "r")] == [at("2"), at("3")]
    assert fold.conflicts() == {("t", "r"): 2}


def test_the_same_edit_on_two_devices_is_no_conflict() -> None:
    fold = folded(op("1", document={}), op("2", "1", document={"a": 1}), op("3", "1", document={"a": 1}))
    assert fold.conflicts() == {}


def test_deleting_does_not_beat_an_edit_that_had_not_seen_it() -> None:
    fold = folded(op("1", document={"a": 0}), op("2", "1", document={"a": 2}), op("3", "1"))
    assert fold.live["t"]["r"] == {"a": 2}


def test_deleting_an_edit_that_was_seen_deletes() -> None:
    fold = folded(op("1", document={"a": 0}), op("2", "1", document={"a": 2}), op("3", "2"))
    assert fold.live["t"] == {}


def test_what_many_records_say_twice_is_kept_once() -> None:
    moment = "2026-11-23T16:30:00+01:00"
    documents = {"same": {"at": moment, "created": moment}, "odd": {"at": 1, "created": True}, "none": {"created": "a"}}
    fold = folded(
        *(
            op(str(number), id=name, document=one, batch=at("1"))
            for number, (name, one) in enumerate(documents.items(), 2)
        )
    )
    live = fold.live["t"]
    assert live == documents
    assert live["odd"]["created"] is True
    assert live["same"]["created"] is live["same"]["at"]
    assert len({id(operation.batch) for _table, _record, operation in fold.operations()}) == 1


def test_what_is_no_operation_is_counted_and_harms_nothing() -> None:
    good = op("1", document={"a": 1})
    bad = [b"", b"[]", b"{}", b"nonsense", b"1", op("2", document=[1]), op("3", document="x")]
    bad += [orjson.dumps({"table": 1, "id": "r", "version": at("1"), "parents": [], "document": {}})]
    bad += [orjson.dumps({"table": "t", "id": [], "version": at("1"), "parents": [], "document": {}})]
    bad += [orjson.dumps({"table": "t", "id": "r", "version": 7, "parents": [], "document": {}})]
    bad += [orjson.dumps({"table": "t", "id": "r", "version": at("7"), "parents": None, "document": {}})]
    fold = Fold()
    assert fold.take([*bad, good, *bad], CEILING) == (1, 2 * len(bad))
    assert fold.live["t"] == {"r": {"a": 1}}


@st.composite
def _histories(draw: st.DrawFn) -> list[bytes]:
    """Records edited, deleted and undone by devices whose clocks jump by years."""
    texts: list[bytes] = []
    known: dict[str, list[str]] = {}
    for number in range(draw(st.integers(1, 25))):
        record = draw(st.sampled_from("abc"))
        earlier = known.setdefault(record, [])
        parents = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        version = f"{draw(st.integers(0, 2**40)):012x}.0000.{number:032x}"
        document = draw(st.none() | st.fixed_dictionaries({"n": st.integers(0, 9)}))
        fields = {"table": "t", "id": record, "version": version, "parents": parents, "document": document}
        texts.append(orjson.dumps(fields))
        earlier.append(version)
    return texts


@settings(max_examples=400)
@given(_histories(), st.randoms(use_true_random=False))
def test_any_order_with_duplicates_converges(texts: list[bytes], chance: random.Random) -> None:
    straight = folded(*texts)
    shuffled = texts + chance.choices(texts, k=len(texts))
    chance.shuffle(shuffled)
    other = Fold()
    while shuffled:
        size = chance.randint(1, len(shuffled))
        other.take(shuffled[:size], CEILING)
        del shuffled[:size]
    assert other.live == straight.live
    assert sorted(other.conflicts()) == sorted(straight.conflicts())
    for record in "abc":
        assert other.heads("t", record) == straight.heads("t", record)
        assert other.versions("t", record) == straight.versions("t", record)
