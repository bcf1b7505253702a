"""What is exported as JSON is complete and comes back unchanged; what is no record of ours is told."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.codec import encode
from medledare.domain.problems import Problem
from medledare.domain.records import Answer, Checkin, Entry, Failure, Goal, Record, Telling
from medledare.text import say
from medledare.transfer import Parsed, Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import medledare_json as exporter
from medledare.transfer.importers import medledare_json as importer
from medledare.transfer.source import SingleFile

AT = datetime(2026, 11, 23, 16, 30, 5, 7, tzinfo=UTC)
ID = "01a20aa7-b6fd-7000-bccb-d5740e12ac73"
ENTRY = {"kind": "entry", "id": ID, "at": AT.isoformat(), "created": AT.isoformat(), "text": "Hej"}

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def exported(*records: Record) -> str:
    rows = [Stored(record.kind, record.id, encode(record)) for record in records]
    return exporter.write(rows, About("Reflections", "en", AT)).decode()


def read(data: str | bytes) -> Parsed:
    return importer.read(source(data), UTC)


def source(data: str | bytes) -> SingleFile:
    return SingleFile(Path("all.json"), data.encode() if isinstance(data, str) else data)


def document(*rows: object, format: object = "medledare/1") -> bytes:
    return orjson.dumps({"format": format, "records": rows})


@given(texts, texts, st.lists(texts))
def test_any_text_comes_back_byte_for_byte(text: str, whom: str, tags: list[str]) -> None:
    entry = Entry(id=ID, at=AT, created=AT, text=text, for_whom=whom, tags=tuple(tags), starred=True)
    failure = Failure(id=ID, at=AT, created=AT, text=whom, why=text, told=(Telling(whom=text, at=AT),))
    written = exported(entry, failure)
    assert read(written) == Parsed((entry, failure), ())
    assert exported(*read(written).records) == written


def test_every_shape_of_field_comes_back() -> None:
    goal = Goal(id=ID, at=AT, created=AT, title="Mål", by=date(2027, 1, 2), state="resting", changed=AT)
    answers = (Answer(item="TIL1", value=3), Answer(item="TIL2", value="none", wording=2))
    checkin = Checkin(id=ID, at=AT, created=AT, answers=answers)
    assert read(exported(goal, checkin)).records == (goal, checkin)


def test_the_document_says_its_format_and_each_record_its_kind_and_id() -> None:
    written = json.loads(exported(Entry(id=ID, at=AT, created=AT, text="Hej")))
    assert written["format"] == "medledare/1"
    assert list(written["records"][0])[:2] == ["kind", "id"]
    assert importer.recognises(source(exported()))
    assert importer.recognises(source("\ufeff" + document(ENTRY).decode()))


@pytest.mark.parametrize("head", ["", "[]", '{"entries": []}', '{"format": "other/1"}', "[2026-01-01 10:00] x"])
def test_other_files_are_not_taken_for_an_export(head: str) -> None:
    assert not importer.recognises(source(head))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "nonsense"},
        {"kind": ["entry"]},
        {"id": "../../etc"},
        {"id": 7},
        {"text": 7},
        {"text": "a\x00b"},
        {"at": "yesterday"},
        {"at": "2026-01-01T10:00:00"},
        {"starred": "yes"},
        {"starred": 1},
        {"tags": "work"},
        {"tags": [1]},
        {"place": "moon"},
        {"created": None},
    ],
)
def test_a_record_that_is_none_is_told_and_the_rest_comes_in(change: dict[str, Any]) -> None:
    other = ENTRY | {"id": ID[:-1] + "4"}
    parsed = read(document(ENTRY | change, other))
    assert [record.id for record in parsed.records] == [other["id"]]
    (problem,) = parsed.problems
    assert "1" in say(problem)


@pytest.mark.parametrize("missing", ["at", "created", "text", "kind", "id"])
def test_a_record_without_what_it_needs_is_told(missing: str) -> None:
    parsed = read(document({name: value for name, value in ENTRY.items() if name != missing}, None, [], "x"))
    assert parsed.records == ()
    assert len(parsed.problems) == 4


def test_a_field_of_a_newer_program_is_told() -> None:
    parsed = read(document(ENTRY | {"mood": "calm"}))
    assert len(parsed.records) == 1
    assert "mood" in say(parsed.problems[0])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"format": "medledare/1"}',
        document(format="medledare/2"),
        document(format=1),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Problem) as refused:
        read(data)
    assert say(refused.value)


@given(st.recursive(st.none() | st.booleans() | st.integers(-5, 5) | texts, lambda inner: st.lists(inner, max_size=3)))
def test_whatever_stands_in_a_field_nothing_worse_than_a_sentence_comes_of_it(value: object) -> None:
    for name in ("text", "at", "tags", "starred", "id", "kind", "goal"):
        parsed = read(document(ENTRY | {name: value}))
        assert len(parsed.records) + len(parsed.problems) >= 1
