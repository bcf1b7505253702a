"""A record that was kept comes back equal, whatever stands in it."""

from datetime import UTC, datetime

import pytest
from any_record import any_record
from hypothesis import given

from medledare.domain.codec import check_text, decode, encode
from medledare.domain.problems import Unwritable
from medledare.domain.records import (
    Entry,
    Record,
)


@given(any_record())
def test_a_record_comes_back_equal_from_its_document(record: Record) -> None:
    assert decode(record.kind, record.id, encode(record)) == record


def test_a_field_from_a_newer_version_is_no_obstacle() -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC).isoformat()
    entry = decode("entry", "1", {"at": now, "created": now, "text": "Hej", "weather": "sol"})
    assert isinstance(entry, Entry)
    assert entry.text == "Hej"


@pytest.mark.parametrize("text", ["noll\x00tecken", "half a character \ud83d", "\udfff"])
def test_text_that_no_file_could_give_back_is_refused(text: str) -> None:
    with pytest.raises(Unwritable):
        check_text(text)


@pytest.mark.parametrize("text", ["[/b]", "🙂", "שלום", "a\r\nb", "\x1b[31m", "é", "e\u0301", ""])
def test_any_other_text_is_taken_as_it_is(text: str) -> None:
    assert check_text(text) == text
