"""Whatever kind of record it is: written, read in both languages, found, changed, taken back, and out and in again."""

import io
from contextlib import redirect_stdout
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from any_record import any_of
from exported import export
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medledare.cli import display
from medledare.domain.problems import UnknownId
from medledare.domain.records import KINDS, QUIET, Departure, Offer, Record, class_of
from medledare.services import capture, forms, importing, records
from medledare.services.forms import FORMS
from medledare.services.index import Index
from medledare.services.search import Query, find
from medledare.text import LANGUAGES, _, speak
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import opening
from medledare.tui.undoing import take_back
from medledare.tui.widgets.blocks import laid_out, shown
from medledare.tui.widgets.reader import history, reading
from medledare.tui.widgets.record_rows import drawn, drawn_found
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

every_kind = pytest.mark.parametrize("kind", KINDS)
some = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def clock() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _english() -> Any:
    yield
    speak("en")


def kept(vault: Vault, record: Record) -> Record | None:
    """What the vault has of a record."""
    try:
        return records.get(vault, record.id, type(record))
    except UnknownId:
        return None


def with_words(record: Record, words: str) -> Record:
    """The same with words in its first field."""
    name = FORMS[record.kind][0].name if record.kind in FORMS else ""
    return replace(record, **{name: words}) if name else record


def looked_at(record: Record) -> tuple[str, str]:
    """Everything that is shown of it: on the command line, and on the page for reading."""
    out = io.StringIO()
    with redirect_stdout(out):
        display.write_whole(record)
    read = reading(record, lambda _id: "")
    return out.getvalue(), "\n".join(line.block.text for line in laid_out(read, 10_000))


@every_kind
@some
@given(data=st.data())
def test_it_is_read_in_both_languages(kind: str, data: st.DataObject) -> None:
    record = data.draw(any_of(kind))
    for spoken in LANGUAGES:
        speak(spoken)
        line, page = looked_at(record)
        assert _(KIND_WORDS[kind]) in page
        assert kind == "entry" or _(KIND_WORDS[kind]) in line
        assert drawn(record).left
        for field in FORMS.get(kind, ()):
            if field.shape in ("line", "text") and (text := getattr(record, field.name)).strip():
                word = shown(text).split()[0]
                assert word in " ".join(page.split()) or kind == "entry"


@every_kind
@some
@given(data=st.data())
def test_it_is_found_changed_deleted_and_taken_back(kind: str, data: st.DataObject) -> None:
    vault = memory_vault(clock)
    record = records.add(vault, with_words(data.draw(any_of(kind)), "nålen i höstacken"))
    assert kept(vault, record) == record
    words = ("NÅLEN",) if kind in FORMS else ()
    assert find(vault, Query(words=words, kinds=(kind,))) == [record]
    everywhere = [] if kind in QUIET else [record]
    assert find(vault, Query(words=words)) == everywhere
    told = kind == "departure" and getattr(record, "text", "")
    assert list(Index(vault).find(" ".join(words))) == ([record] if told else everywhere)
    assert drawn_found(record, ("nålen",)).left
    states = [record]
    if kind in FORMS:
        first = FORMS[kind][0]
        typed = {first.name: forms.show(record, first).replace("nålen", "tråden")}
        values, problems = forms.read(kind, typed, NOW, "sv")
        assert problems == {}
        states.append(records.change(vault, record, **values))
        assert "tråden" in opening(states[-1])
    records.remove(vault, record)
    assert kept(vault, record) is None
    assert history(records.history(vault, record))
    if kind == "departure":
        assert take_back(vault)[1] == []
        return
    for state in reversed(states):
        assert take_back(vault)[1] == [(kind, record.id)]
        assert kept(vault, record) == state
    if kind == "offer":
        # What was said to it can be taken back, but not that it was asked.
        assert take_back(vault)[1] == []
        return
    told, _touched = take_back(vault)
    assert KIND_WORDS[kind].lower() in told
    assert kept(vault, record) is None


@every_kind
@some
@given(data=st.data())
def test_it_goes_out_and_comes_in_again_as_it_was(kind: str, data: st.DataObject, tmp_path: Path) -> None:
    vault, other = memory_vault(clock), memory_vault(clock)
    record = records.add(vault, data.draw(any_of(kind)))
    target = tmp_path / "out.json"
    export(vault, clock, "json", Query(), target, overwrite=True)
    importing.run(other, clock, [importing.plan(target)])
    assert kept(other, record) == record


@every_kind
@some
@given(data=st.data())
def test_it_is_read_as_markdown_in_both_languages(kind: str, data: st.DataObject) -> None:
    vault = memory_vault(clock)
    record = records.add(vault, with_words(data.draw(any_of(kind)), "nålen i höstacken"))
    for spoken in LANGUAGES:
        speak(spoken)
        text = export(vault, clock, "markdown", Query(kinds=(kind,)), None).text
        assert kind == "entry" or f" · {_(KIND_WORDS[kind])}" in text
        assert kind not in FORMS or "nålen i höstacken" in text
    assert kept(vault, record) == record


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in FORMS])
@some
@given(data=st.data())
def test_a_word_only_a_newer_program_knows_is_shown_as_it_is(kind: str, data: st.DataObject) -> None:
    known = {field.name for field in fields(class_of(kind))}
    choices = [field.name for field in FORMS[kind] if field.shape == "choice"] + (["state"] if "state" in known else [])
    record = replace(data.draw(any_of(kind)), **dict.fromkeys(choices, "framtiden"))
    for shown_text in looked_at(record):
        assert shown_text.count("framtiden") >= len(choices)


NOTED: dict[str, Record] = {
    "offer": Offer(id="o", at=NOW, created=NOW, question="q", text="Vem hade nytta?"),
    "departure": Departure(id="d", at=NOW, created=NOW, format="json"),
}


@pytest.mark.parametrize("kind", NOTED)
def test_what_the_program_notes_of_itself_is_quiet_and_no_step_back_takes_it(kind: str) -> None:
    vault = memory_vault(clock)
    entry = records.add(vault, capture.entry(clock, "Mitt eget"))
    noted = records.add(vault, NOTED[kind])
    assert find(vault, Query()) == [entry]
    assert find(vault, Query(kinds=(kind,))) == [noted]
    assert records.undo(vault) == [("entry", entry.id)]
    assert records.undo(vault) == []
    assert kept(vault, noted) == noted
