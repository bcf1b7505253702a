"""A record that was kept comes back equal, whatever stands in it."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.codec import check_text, decode, encode
from medledare.domain.problems import Unwritable
from medledare.domain.records import (
    KINDS,
    Answer,
    Checkin,
    Departure,
    Entry,
    Failure,
    Focus,
    Goal,
    Learning,
    Mission,
    Record,
    Telling,
    class_of,
)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
moments = st.datetimes(
    min_value=datetime(1900, 1, 1),
    max_value=datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-3, minutes=-30))]),
)
shared: dict[str, Any] = {"id": st.uuids().map(str), "at": moments, "created": moments, "origin": words}
records: st.SearchStrategy[Record] = st.one_of(
    st.builds(
        Entry,
        **shared,
        text=words,
        tags=st.lists(words).map(tuple),
        goal=words,
        principles=st.lists(words).map(tuple),
        starred=st.booleans(),
        place=st.sampled_from(["", "home", "office", "other"]),
        for_whom=words,
        question=words,
    ),
    st.builds(Mission, **shared, statement=words, for_whom=words, value=words),
    st.builds(
        Goal,
        **shared,
        title=words,
        serves=words,
        by=st.none() | st.dates(min_value=date(1900, 1, 1)),
        cue=words,
        action=words,
        changed=st.none() | moments,
        closing=words,
    ),
    st.builds(
        Failure,
        **shared,
        text=words,
        expected=words,
        why=words,
        next=words,
        told=st.lists(st.builds(Telling, whom=words, at=moments)).map(tuple),
        recurred=st.lists(moments).map(tuple),
    ),
    st.builds(Learning, **shared, text=words, failure=words),
    st.builds(
        Checkin,
        **shared,
        answers=st.lists(
            st.builds(
                Answer,
                item=st.sampled_from(["TIL1", "MED2"]),
                value=st.integers(0, 4) | st.sampled_from(["none", "skip"]),
                wording=st.integers(1, 9),
            )
        ).map(tuple),
    ),
    st.builds(Focus, **shared, principle=words),
    st.builds(Departure, **shared, format=words, target=words, count=st.integers(0, 10**6)),
)


@given(records)
def test_a_record_comes_back_equal_from_its_document(record: Record) -> None:
    assert decode(record.kind, record.id, encode(record)) == record


def test_every_kind_is_covered_above() -> None:
    covered = {Entry, Mission, Goal, Failure, Learning, Checkin, Focus, Departure}
    assert covered == set(map(class_of, KINDS))


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
