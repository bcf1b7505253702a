"""What jrnl writes as JSON comes in, and is the same as its text; what is not jrnl's is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.problems import Problem
from medledare.domain.records import Entry
from medledare.text import say
from medledare.text.zones import zone
from medledare.transfer import Parsed
from medledare.transfer.importers import jrnl_json, jrnl_text
from medledare.transfer.source import SingleFile

STOCKHOLM = zone("Europe/Stockholm")
ROW = {"title": "Hej", "body": "Kropp", "date": "2026-03-02", "time": "09:15", "tags": [], "starred": False}


def source(data: object) -> SingleFile:
    return SingleFile(Path("j.json"), data if isinstance(data, bytes) else json.dumps(data).encode())


def read(*rows: object) -> Parsed:
    return jrnl_json.read(source({"tags": {}, "entries": rows}), STOCKHOLM)


def entry(row: dict[str, Any]) -> Entry:
    (record,) = read(row).records
    assert isinstance(record, Entry)
    return record


def test_an_entry_is_its_title_body_time_tags_and_star() -> None:
    found = entry(ROW | {"tags": ["@anna", "@Övrigt"], "body": "Med @anna", "starred": True})
    assert (found.text, found.starred, found.tags) == ("Hej\nMed @anna", True, ("@övrigt",))
    assert found.at.isoformat() == "2026-03-02T09:15:00+01:00"
    assert read(ROW).zoneless


def test_the_same_journal_as_text_and_as_json_is_the_same() -> None:
    text = SingleFile(Path("j.txt"), b"[2026-03-02 09:15] Hej\nKropp\n")
    assert jrnl_text.read(text, STOCKHOLM).records[0].origin == entry(ROW).origin


def test_what_an_entry_has_besides_is_kept_under_its_text() -> None:
    found = entry(ROW | {"uuid": "x", "creator": {"device_agent": "Mac"}, "mood": "glad"})
    assert found.text == 'Hej\nKropp\n\ncreator: {"device_agent":"Mac"}\nmood: glad'


@pytest.mark.parametrize(
    "row", ["text", None, {}, ROW | {"date": "2026-02-30"}, ROW | {"date": 5}, ROW | {"time": "25:00"}], ids=repr
)
def test_what_is_no_entry_is_told_with_its_number_and_the_rest_comes(row: object) -> None:
    parsed = read(ROW, row, ROW | {"title": "Sist"})
    assert len(parsed.records) == 2
    (problem,) = parsed.problems
    assert say(problem) == "Entry 2: it has no date and time that can be read. It was left out."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"entries": [', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff", "not JSON"),
        (b"[]", "not what jrnl writes"),
        (b'{"entries": {}}', "not what jrnl writes"),
    ],
)
def test_what_jrnl_did_not_write_is_told_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Problem) as told:
        jrnl_json.read(source(data), STOCKHOLM)
    assert said in say(told.value)


def test_jrnls_json_is_told_from_the_json_of_others() -> None:
    assert jrnl_json.recognises(source({"tags": {"@a": 1}, "entries": [ROW]}))
    assert jrnl_json.recognises(source({"entries": [ROW]}))
    assert not jrnl_json.recognises(source({"metadata": {"version": "1.0"}, "entries": []}))
    assert not jrnl_json.recognises(source({"format": "medledare/1", "records": []}))


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ROW, "x"]), inner, max_size=4),
    max_leaves=8,
)


@given(st.lists(_ANY | st.fixed_dictionaries({name: _ANY | st.just(value) for name, value in ROW.items()})))
def test_whatever_the_entries_are_each_comes_in_or_is_told(rows: list[Any]) -> None:
    parsed = jrnl_json.read(source(json.dumps({"entries": rows}).encode("utf-8", "replace")), STOCKHOLM)
    left_out = sum(isinstance(one, jrnl_json.NotAnEntry) for one in parsed.problems)
    assert len(parsed.records) + left_out == len(rows)
