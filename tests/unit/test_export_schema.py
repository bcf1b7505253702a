"""The JSON Schema in the package fits every record there can be, and nothing else."""

import json
import runpy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from any_record import any_of
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from medledare.domain.codec import encode
from medledare.domain.records import KINDS, Entry
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import medledare_json

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SCHEMA = json.loads(medledare_json.schema())
VALIDATOR = Draft202012Validator(SCHEMA)
ENTRY = {"kind": "entry", "id": "a", "at": NOW.isoformat(), "created": NOW.isoformat(), "text": "Hej"}


def document(*records: Any) -> dict[str, Any]:
    return {"format": "medledare/1", "schema": SCHEMA["$id"], "records": list(records)}


def test_it_is_a_schema_and_the_one_that_the_records_give() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    maker = Path(__file__).parents[2] / "docs" / "make_schema.py"
    assert runpy.run_path(str(maker))["schema"]() == SCHEMA, "run docs/make_schema.py"


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_is_exported_of_a_kind_fits(kind: str, data: st.DataObject) -> None:
    record = data.draw(any_of(kind))
    written = medledare_json.write([Stored(kind, record.id, encode(record))], About("", "en", NOW))
    VALIDATOR.validate(json.loads(written))


def test_an_export_names_the_schema() -> None:
    entry = Entry(id="a", at=NOW, created=NOW, text="Hej")
    written = medledare_json.write([Stored("entry", "a", encode(entry))], About("", "en", NOW))
    assert json.loads(written)["schema"] == SCHEMA["$id"]


@pytest.mark.parametrize(
    "wrong",
    [
        {**ENTRY, "more": 1},
        {**ENTRY, "kind": "goal"},
        {**ENTRY, "kind": "unknown"},
        {**ENTRY, "at": "2026-11-23T09:30:00"},
        {**ENTRY, "text": None},
        {**ENTRY, "place": "moon"},
        {name: value for name, value in ENTRY.items() if name != "text"},
    ],
)
def test_what_is_no_record_does_not_fit(wrong: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(document(ENTRY))
    assert not VALIDATOR.is_valid(document(wrong))
    assert not VALIDATOR.is_valid({**document(ENTRY), "more": 1})
