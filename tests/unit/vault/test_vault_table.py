"""Our Table does what TinyDB's own does in memory, and nothing a caller holds leads back into the store."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from tinydb import Query, TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document as PlainDocument

from medledare.domain.problems import Unwritable
from medledare.vault.table import Document
from medledare.vault.vault import FileVault, memory_vault

VALUES = st.fixed_dictionaries({"n": st.integers(0, 4), "tags": st.lists(st.sampled_from("xyz"), max_size=3)})
CONDITIONS = st.integers(0, 4).map(lambda number: where("n") == number) | st.sampled_from("xyz").map(
    lambda tag: where("tags").any([tag])
)


class ApartStorage(MemoryStorage):
    """TinyDB's own storage in memory, except that rows given one list do not share it."""

    def write(self, data: Any) -> None:
        super().write(orjson.loads(orjson.dumps(data)))


def _grow(row: Any) -> None:
    row["n"] = (row["n"] + 1) % 5
    row["tags"].append("x")


class SameAsTinyDB(RuleBasedStateMachine):
    """Each step is done to both; the model's ids are numbers, ours are text."""

    ids: Bundle[str] = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.ours = memory_vault(lambda: datetime(2026, 4, 3, tzinfo=UTC)).table("t")
        self.model = TinyDB(storage=ApartStorage).table("t")
        self.number: dict[str, int] = {}

    def _numbers(self, ids: list[str]) -> list[int]:
        return sorted(self.number[one] for one in ids)

    @rule(target=ids, value=VALUES)
    def insert(self, value: dict[str, Any]) -> str:
        ours = self.ours.insert(value)
        self.number[ours] = self.model.insert(_copy(value))
        value["n"] = 99
        value["tags"].append("leak")
        return ours

    @rule(values=st.lists(VALUES, max_size=4))
    def insert_multiple(self, values: list[dict[str, Any]]) -> None:
        ours = self.ours.insert_multiple(iter(values))
        theirs = self.model.insert_multiple(map(_copy, values))
        self.number.update(zip(ours, theirs, strict=True))

    @rule(value=VALUES, cond=CONDITIONS)
    def update_fields(self, value: dict[str, Any], cond: Any) -> None:
        ours, theirs = self.ours.update(value, cond), self.model.update(_copy(value), cond)
        assert self._numbers(ours) == sorted(theirs)

    @rule(cond=CONDITIONS)
    def update_callable(self, cond: Any) -> None:
        assert self._numbers(self.ours.update(_grow, cond)) == sorted(self.model.update(_grow, cond))

    @rule(one=ids)
    def update_by_id(self, one: str) -> None:
        ours = self.ours.update({"n": 3}, doc_ids=[one])
        assert self._numbers(ours) == self.model.update({"n": 3}, doc_ids=[self.number[one]])

    @rule()
    def update_all(self) -> None:
        assert self._numbers(self.ours.update({"n": 0})) == sorted(self.model.update({"n": 0}))

    @rule(first=CONDITIONS, second=CONDITIONS)
    def update_multiple(self, first: Any, second: Any) -> None:
        steps = [({"n": 1}, first), (_grow, second)]
        ours, theirs = self.ours.update_multiple(steps), self.model.update_multiple(steps)
        assert self._numbers(ours) == sorted(theirs)

    @rule(value=VALUES, cond=CONDITIONS)
    def upsert(self, value: dict[str, Any], cond: Any) -> None:
        ours, theirs = self.ours.upsert(value, cond), self.model.upsert(_copy(value), cond)
        if len(ours) == 1:
            self.number.setdefault(ours[0], theirs[0])
        assert self._numbers(ours) == sorted(theirs)

    @rule(one=ids, value=VALUES)
    def upsert_by_id(self, one: str, value: dict[str, Any]) -> None:
        ours = self.ours.upsert(Document(value, one))
        assert self._numbers(ours) == self.model.upsert(PlainDocument(_copy(value), self.number[one]))
        # Given a document with an id, the model forgets which numbers it has given out; ours are never used twice.
        self.model._next_id = max(self.number.values()) + 1

    @rule(cond=CONDITIONS)
    def remove(self, cond: Any) -> None:
        assert self._numbers(self.ours.remove(cond)) == sorted(self.model.remove(cond))

    @rule(one=ids)
    def remove_by_id(self, one: str) -> None:
        ours = self.ours.remove(doc_ids=[one])
        assert self._numbers(ours) == self.model.remove(doc_ids=[self.number[one]])

    @rule()
    def truncate(self) -> None:
        self.ours.truncate()
        # The model would give numbers out again; ours are never used twice.
        self.model.remove(lambda _: True)

    @rule(cond=CONDITIONS)
    def search_and_spoil(self, cond: Any) -> None:
        found = self.ours.search(cond)
        assert self._numbers([one.doc_id for one in found]) == sorted(one.doc_id for one in self.model.search(cond))
        assert self.ours.count(cond) == self.model.count(cond)
        assert self.ours.contains(cond) == self.model.contains(cond)
        for one in found:
            one["n"] = "spoiled"
            one["tags"].append("spoiled")

    @rule(one=ids)
    def get(self, one: str) -> None:
        ours, theirs = self.ours.get(doc_id=one), self.model.get(doc_id=self.number[one])
        assert ours == theirs
        assert self.ours.contains(doc_id=one) == (theirs is not None)
        if ours is not None:
            ours.clear()

    @invariant()
    def same_rows(self) -> None:
        ours = {self.number[one.doc_id]: dict(one) for one in self.ours}
        assert ours == {one.doc_id: dict(one) for one in self.model}
        assert len(self.ours) == len(self.model)


def _copy(value: dict[str, Any]) -> dict[str, Any]:
    return {"n": value["n"], "tags": list(value["tags"])}


SameAsTinyDB.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestSameAsTinyDB = SameAsTinyDB.TestCase


def test_a_document_can_be_inserted_under_its_own_id_once(vault: FileVault) -> None:
    table = vault.table("t")
    assert table.insert(PlainDocument({"a": 1}, "mine")) == "mine"  # type: ignore[arg-type]
    assert table.get(doc_id="mine") == {"a": 1}
    with pytest.raises(ValueError, match="already exists"):
        table.insert(Document({"a": 2}, "mine"))
    assert table.get(doc_ids=["mine", "nobody"]) == [{"a": 1}]


def test_a_change_that_fails_midway_changes_nothing(vault: FileVault) -> None:
    table = vault.table("t")
    table.insert_multiple({"n": number} for number in range(3))

    def spoil(row: Any) -> None:
        row["n"] += 10
        if row["n"] == 12:
            raise KeyError("midway")

    before = table.all()
    with pytest.raises(KeyError):
        table.update(spoil)
    assert table.all() == before


@pytest.mark.parametrize("value", ["\ud800", {"deep": ["\udfff"]}])
def test_half_a_character_is_refused(vault: FileVault, value: object) -> None:
    with pytest.raises(Unwritable):
        vault.table("t").insert({"text": value})
    assert len(vault.table("t")) == 0


def test_what_json_cannot_hold_is_refused_before_anything_is_written(vault: FileVault) -> None:
    with pytest.raises(TypeError):
        vault.table("t").insert_multiple([{"fine": 1}, {"not": vault.places}])
    assert len(vault.table("t")) == 0
    assert vault.status().segments == 0


def test_an_update_that_changes_nothing_writes_nothing(vault: FileVault) -> None:
    table = vault.table("t")
    record = table.insert({"a": 1})
    before = vault.status().bytes
    table.update({"a": 1}, doc_ids=[record])
    assert vault.status().bytes == before
    table.update({"a": 1.0}, doc_ids=[record])
    assert vault.status().bytes > before


@pytest.mark.parametrize("drop", [lambda vault: vault.db.drop_table("t"), lambda vault: vault.db.drop_tables()])
def test_dropped_tables_are_gone_and_can_be_brought_back(vault: FileVault, drop: Callable[[FileVault], None]) -> None:
    vault.table("t").insert_multiple([{"a": 1}, {"a": 2}])
    drop(vault)
    assert vault.db.tables() == set()
    assert len(vault.undo()) == 2
    assert len(vault.table("t")) == 2


def test_tinydb_queries_and_the_default_table_work(vault: FileVault) -> None:
    vault.db.insert({"name": "Åsa", "inner": {"n": [1, 2]}})
    person = Query()
    assert vault.db.search(person.inner.n.any([2]) & person.name.matches("Å"))
    assert vault.db.tables() == {"_default"}
    assert "_default" in repr(vault.db)
