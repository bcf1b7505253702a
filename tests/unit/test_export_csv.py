"""Tables: a column for each field, a row for each record, and nothing that a spreadsheet would calculate."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from any_record import any_of
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.domain.codec import encode
from medledare.domain.records import KINDS, Answer, Checkin, Entry, Goal, Record
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import csv_tables
from medledare.transfer.exporters.csv_tables import guarded

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COMMON: dict[str, Any] = {"id": "a", "at": NOW, "created": NOW}
DANGEROUS = "=+-@＝＋－＠\t\r\n"


def table(*records: Record) -> list[list[str]]:
    rows = [Stored(record.kind, record.id, encode(record)) for record in records]
    text = csv_tables.write(rows, About("", "en", NOW)).decode("utf-8")
    assert text.startswith("\ufeff") or not records
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_what_was_not_said_is_empty_and_a_default_is_told() -> None:
    head, row = table(Goal(**COMMON, title="Läsa"))
    told = dict(zip(head, row, strict=True))
    assert (told["title"], told["state"], told["by"]) == ("Läsa", "active", "")


def test_text_comes_back_as_it_was_line_ends_and_quotes_and_all() -> None:
    text = 'Ett "citat", två;\r\nrader\noch \u2028 slut'
    head, row = table(Entry(**COMMON, text=text, tags=("#a", "#b"), starred=True))
    told = dict(zip(head, row, strict=True))
    assert (told["text"], told["tags"], told["starred"]) == (text, "#a; #b", "true")


def test_a_check_in_has_a_row_for_each_answer() -> None:
    answers = (Answer(item="TIL1", value=3), Answer(item="TIL2", value="none"))
    head, first, second = table(Checkin(**COMMON, answers=answers))
    assert head == ["id", "at", "created", "origin", "item", "question", "value", "wording"]
    assert [row[4:] for row in (first, second)] == [
        ["TIL1", first[5], "3", "1"],
        ["TIL2", second[5], "none", "1"],
    ]
    assert len(table(Checkin(**COMMON, answers=()))) == 2


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", " =1", "\u200b=1", "\ufeff=1", "\n=1", "\rx", "=cmd|'/c calc'!A0"],
)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    assert guarded(text) == f"'{text}"
    head, row = table(Entry(**COMMON, text=text, for_whom=text, tags=(text,)))
    told = dict(zip(head, row, strict=True))
    assert {told["text"], told["for_whom"], told["tags"]} == {f"'{text}"}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_cell_of_any_kind_begins_like_a_formula_and_every_row_is_whole(kind: str, data: st.DataObject) -> None:
    rows = table(data.draw(any_of(kind)), data.draw(any_of(kind)))
    assert len({len(row) for row in rows}) == 1
    assert all(not cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for row in rows for cell in row)


def test_a_folder_has_a_table_for_each_kind() -> None:
    records = [Entry(**COMMON, text="a"), Goal(**COMMON, title="b"), Entry(**COMMON, text="c")]
    rows = [Stored(record.kind, record.id, encode(record)) for record in records]
    files = csv_tables.write_files(rows, About("", "en", NOW))
    assert sorted(files) == ["entry.csv", "goal.csv"]
    assert files["entry.csv"].count(b"\r\n") == 3
