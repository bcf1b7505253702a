"""What is for the writer alone stays: names after @, passages marked ((so)), and whole kinds, whatever the format."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from any_record import any_of
from exported import export
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medledare.domain.codec import decode, encode
from medledare.domain.records import KINDS, Entry, Failure, Goal, Telling
from medledare.domain.redaction import PRIVATE, Redactor
from medledare.domain.word_fields import changed, text_fields
from medledare.services import records
from medledare.services.departures import departures
from medledare.services.exporting import Wish, hand_out, prepare
from medledare.services.search import Query
from medledare.text import LANGUAGES, speak
from medledare.text.formats import FORMATS
from medledare.text.leaving import taken_counts, taken_words
from medledare.vault.vault import memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Talade med @anna igår.", "Talade med @… igår."),
        ("@Anna Svensson Berg ringde", "@… ringde"),
        ("(@kalle) skriv till anna.b@ex.se nu", "(@…) skriv till @… nu"),
        ("@José Luis och ＠Åke", "@… och @…"),
        ("@Jose\u0301 Svensson var", "@… var"),
        ("@anna, @Bo. Sen", "@…, @…. Sen"),
        ("tag:@anna", "tag:@…"),
        ("@a@b", "@…@…"),
        ("ensamt @ och 3 @ 4", "ensamt @ och 3 @ 4"),
        ("a ((hemlig @x)) b ((x ((y)) z)) c", "a […] b […] c"),
        ("öppen ((resten\nallt", "öppen […]"),
        ("((a))((b))", "[…][…]"),
        ("(vanlig (parentes)) och )) här", "(vanlig (parentes)) och )) här"),
        ("", ""),
    ],
)
def test_a_mark_stands_for_what_was_taken_out(text: str, left: str) -> None:
    assert Redactor().text(text) == left


def test_what_was_taken_out_is_told_and_counted() -> None:
    redactor = Redactor()
    redactor.text("@anna och @anna ((inte detta))")
    assert taken_words(redactor.taken)[:2] == ["Names taken out: @anna 2.", "1 passage taken out:"]
    assert "inte detta" in "".join(taken_words(redactor.taken))
    assert "anna" not in "".join(taken_counts(redactor.taken))
    assert "inte detta" not in "".join(taken_counts(redactor.taken))


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "@ " + "a." * 300_000, "((" * 300_000, "@" * 300_000, ("@a" + "." * 50) * 5_000],
)
def test_any_text_is_gone_through_in_one_pass(text: str) -> None:
    Redactor().text(text)


some = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format", [name for name, one in FORMATS.items() if one.shows])
@some
@given(data=st.data())
def test_no_field_of_any_kind_lets_a_name_or_a_passage_out(kind: str, format: str, data: st.DataObject) -> None:
    record = data.draw(any_of(kind))
    document = changed(encode(record), text_fields(kind), lambda _text: "möte @nisse ((dold))")
    with memory_vault(clock) as vault:
        records.add(vault, decode(kind, record.id, document))
        prepared = prepare(vault, clock, Wish(format, Query(kinds=(kind,)), redact=True))
        assert isinstance(prepared.content, bytes)
        assert b"nisse" not in prepared.content
        assert b"dold" not in prepared.content


@pytest.mark.parametrize("kind", PRIVATE)
@some
@given(data=st.data())
def test_private_kinds_stay_unless_asked_for_by_name(kind: str, data: st.DataObject) -> None:
    with memory_vault(clock) as vault:
        record = records.add(vault, data.draw(any_of(kind)))
        prepared = prepare(vault, clock, Wish("json", Query(), redact=True))
        assert (prepared.count, prepared.taken.kinds) == (0, {kind: 1})
        assert prepare(vault, clock, Wish("json", Query(kinds=(record.kind,)), redact=True)).count == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_be_taken_out_is_told_before_anything_leaves(language: str, tmp_path: Path) -> None:
    speak(language)
    try:
        with memory_vault(clock) as vault:
            common = {"at": NOW, "created": NOW}
            records.add(vault, Entry(id="a", **common, text="@anna", tags=("@anna",)))
            records.add(vault, Goal(id="b", **common, title="Mål ((dolt))"))
            records.add(vault, Failure(id="c", **common, text="x", told=(Telling(whom="@bo", at=NOW),)))
            wish = Wish("markdown", Query(), redact=True)
            prepared = prepare(vault, clock, wish)
            taken = prepared.taken
            assert (taken.names, taken.passages, taken.kinds) == ({"@anna": 2}, ["dolt"], {"failure": 1})
            assert prepared.count == 2
            assert departures(vault) == []
            done = hand_out(vault, clock, prepared, tmp_path / "out.md")
            assert done.taken == taken
            assert [one.redacted for one in departures(vault)] == [True]
            export(vault, clock, "markdown", Query(), None)
            assert [one.redacted for one in departures(vault)] == [True, False]
    finally:
        speak("en")
