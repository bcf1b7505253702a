"""Journals of Day One come in whole, in their own time zones, and what they name is named."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sources import NOW, STOCKHOLM, archive, folder, guessed, parsed, run, told

from medledare.domain.records import Entry
from medledare.services.importing import Done, plan
from medledare.text import speak
from medledare.transfer import Parsed
from medledare.transfer.importers.day_one import JournalLeft, NoJournal
from medledare.transfer.importers.day_one_text import text_of_entry
from medledare.vault.vault import Vault, memory_vault

RICH = {
    "meta": {"version": 1},
    "contents": [
        {"text": "Rubrik\n", "attributes": {"line": {"header": 1}}},
        {"text": "en ", "attributes": {"line": {"listStyle": "bulleted", "indentLevel": 1}}},
        {"text": "fet\n", "attributes": {"bold": True, "line": {"listStyle": "bulleted", "indentLevel": 1}}},
        {"text": "djupare\n", "attributes": {"line": {"listStyle": "numbered", "indentLevel": 2, "listIndex": 3}}},
        {"text": "gjort\n", "attributes": {"line": {"listStyle": "checkbox", "indentLevel": 1, "checked": True}}},
        {"text": "citat\n", "attributes": {"line": {"quote": True}}},
        {"embeddedObjects": [{"type": "photo", "identifier": "P1"}]},
        {"embeddedObjects": [{"type": "horizontalRuleLine"}]},
        {"text": "slut\u200b"},
    ],
}

FULL: dict[str, Any] = {
    "uuid": "0F2A",
    "creationDate": "2026-03-02T22:30:00Z",
    "modifiedDate": "2026-03-04T08:00:00Z",
    "timeZone": "Europe/Stockholm",
    "text": "Måndag\n\nJag bad om stöd\\. Det gick bra\\!\u200b\n\n![](dayone-moment://P1)\n\n![](dayone-moment:/video/V1)",
    "tags": ["Möte", "två ord"],
    "starred": True,
    "isPinned": True,
    "location": {"placeName": "Kafé", "localityName": "Lund", "country": "Sverige", "latitude": 55.7, "longitude": 13},
    "weather": {"conditionsDescription": "Molnigt", "temperatureCelsius": 11.7, "pressureMB": 1012},
    "photos": [{"identifier": "P1", "md5": "abc", "type": "jpeg"}, {"identifier": "P2", "md5": "def", "type": "png"}],
    "videos": [{"identifier": "V1", "md5": "0a1", "type": "mov"}],
}  # fmt: skip


def journal(*entries: Any) -> str:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": list(entries)}, ensure_ascii=False)


def exported(path: Path, *entries: Any) -> Path:
    return archive(path, {"Dagbok.json": journal(*entries), "photos/abc.jpeg": b"\xff\xd8"})


def entries(found: Parsed) -> list[Entry]:
    return [record for record in found.records if isinstance(record, Entry)]


def one(tmp_path: Path, **entry: Any) -> Entry:
    (found,) = entries(
        parsed(exported(tmp_path / "x.zip", {"uuid": "1", "creationDate": "2026-03-02T08:00:00Z", **entry}), "dayone")
    )
    return found


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(lambda: NOW) as opened:
        yield opened


def test_an_entry_comes_in_with_all_it_says(tmp_path: Path) -> None:
    found = parsed(exported(tmp_path / "x.zip", FULL), "dayone")
    (entry,) = entries(found)
    assert entry.at.isoformat() == "2026-03-02T23:30:00+01:00"
    assert entry.text == (
        "Måndag\n\nJag bad om stöd. Det gick bra!\n\n[Photo: photos/abc.jpeg]\n\n[Video: videos/0a1.mov]\n\n"
        "[Photo: photos/def.png]\n\n"
        "Place: Kafé, Lund, Sverige (55.7, 13)\nWeather: Molnigt, 12 °C\nPinned in Day One"
    )
    assert entry.tags == ("#möte", "#två-ord")
    assert entry.starred
    assert told(found) == ["Photos and other media stay where they are: 1. The entries name their files."]
    assert not found.zoneless


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Stockholm", "2026-01-01T00:30:00+01:00"),
        ("America/New_York", "2025-12-31T18:30:00-05:00"),
        ("Asia/Kolkata", "2026-01-01T05:00:00+05:30"),
        ("GMT+0200", "2026-01-01T01:30:00+02:00"),
        ("GMT-3", "2025-12-31T20:30:00-03:00"),
        ("UTC", "2025-12-31T23:30:00+00:00"),
    ],
)
def test_the_day_is_the_one_where_it_was_written(tmp_path: Path, zone: str, expected: str) -> None:
    assert one(tmp_path, creationDate="2025-12-31T23:30:00Z", timeZone=zone, text="x").at.isoformat() == expected


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "GMT+9999", "\x00"])
def test_a_zone_that_is_none_is_told_and_yours_taken(tmp_path: Path, zone: str) -> None:
    found = parsed(exported(tmp_path / "x.zip", {**FULL, "timeZone": zone}), "dayone")
    assert entries(found)[0].at.isoformat() == "2026-03-02T23:30:00+01:00"
    assert found.zoneless
    assert told(found)[0].startswith("Dagbok.json, entry 1: there is no time zone called")


def test_only_uuid_and_date_need_be_there(tmp_path: Path) -> None:
    found = parsed(
        exported(tmp_path / "x.zip", {"uuid": "1", "creationDate": "2026-03-02T08:00:00Z", "text": "Hej"}), "dayone"
    )
    assert [(entry.text, entry.at.isoformat()) for entry in entries(found)] == [("Hej", "2026-03-02T09:00:00+01:00")]
    assert found.zoneless


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"1\. och \- och \#a\!", "1. och - och #a!"),
        (r"C:\temp\ny \å", r"C:\temp\ny \å"),
        (r"ett \\ snedstreck", r"ett \ snedstreck"),
        ("osyn\u200bligt", "osynligt"),
        ("![bild](dayone-moment://P9)", "bild [Photo: P9]"),
        ("![](dayone-moment:/audio/A9)", "[Recording: A9]"),
        ("![](https://example.org/x.png)", "![](https://example.org/x.png)"),
        ("<b>fet</b> <script>x</script> [/b]", "<b>fet</b> <script>x</script> [/b]"),
    ],
)
def test_text_is_kept_but_for_what_the_program_put_in(text: str, expected: str) -> None:
    assert text_of_entry({"text": text}) == expected


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_without_text_the_rich_text_is_read(tmp_path: Path, text: str | None) -> None:
    entry = one(
        tmp_path, text=text, richText=json.dumps(RICH), photos=[{"identifier": "P1", "md5": "abc", "type": "jpeg"}]
    )
    assert entry.text == ("# Rubrik\n- en fet\n  3. djupare\n- [x] gjort\n> citat\n[Photo: photos/abc.jpeg]\n---\nslut")


@pytest.mark.parametrize("rich", ["{trasig", '{"contents": 5}', '{"contents": [1, {"text": 5}]}', "[]", 5, {"a": "b"}])
def test_rich_text_that_is_none_does_no_harm_and_stays(tmp_path: Path, rich: Any) -> None:
    found = parsed(
        exported(tmp_path / "x.zip", {**FULL, "text": "", "photos": [], "videos": [], "richText": rich}), "dayone"
    )
    if rich == "{trasig":
        assert entries(found)[0].text.startswith("{trasig")


def test_of_several_journals_each_entry_says_which(tmp_path: Path) -> None:
    files = {
        "Arbete.json": journal({**FULL, "text": "A"}),
        "Privat.json": journal({**FULL, "text": "B"}),
        "photos/x": "",
    }
    found = parsed(archive(tmp_path / "x.zip", files), "dayone")
    assert ["Journal: Arbete" in entry.text for entry in entries(found)] == [True, False]
    assert "Journal: Privat" in entries(found)[1].text


@pytest.mark.parametrize("shape", ["zip", "unpacked", "wrapped", "json"])
def test_the_archive_the_folder_unpacked_from_it_and_the_journal_alone_are_read(tmp_path: Path, shape: str) -> None:
    files = {"Dagbok.json": journal(FULL), "photos/abc.jpeg": b"\xff\xd8"}
    path = {
        "zip": lambda: archive(tmp_path / "x.zip", files),
        "unpacked": lambda: folder(tmp_path / "x", files),
        "wrapped": lambda: archive(tmp_path / "x.zip", {f"Export/{name}": data for name, data in files.items()}),
        "json": lambda: folder(tmp_path / "x", files) / "Dagbok.json",
    }[shape]()
    assert guessed(path) == "dayone"
    assert len(parsed(path, "dayone").records) == 1


def test_what_is_no_entry_or_no_journal_is_told_and_the_rest_comes_in(tmp_path: Path) -> None:
    files = {
        "A.json": journal(5, FULL, None, {"uuid": "2", "creationDate": "i går", "text": "Utan dag"}),
        "B.json": journal(FULL)[:-9],
        "C.json": '{"entries": 5}',
        "D.json": "[]",
    }
    found = parsed(archive(tmp_path / "x.zip", files), "dayone")
    assert len(found.records) == 2
    sentences = told(found)
    assert sentences[0] == "A.json, entry 1: this is no entry. It was left out."
    assert sentences[1] == "A.json, entry 3: this is no entry. It was left out."
    assert sentences[2].startswith("A.json, entry 4: it does not say when it was written.")
    assert sentences[3].startswith("B.json cannot be read: it is not JSON from line 1, column")
    assert sentences[4:] == [f"{name} is not a journal of Day One. It was left out." for name in ("C.json", "D.json")]


def test_half_a_journal_and_no_journal_at_all_are_refused(tmp_path: Path) -> None:
    (tmp_path / "half.json").write_text(journal(FULL)[:-9])
    with pytest.raises(JournalLeft):
        parsed(tmp_path / "half.json", "dayone")
    with pytest.raises(NoJournal):
        parsed(archive(tmp_path / "x.zip", {"photos/x.jpeg": b""}), "dayone")


def test_the_same_export_twice_adds_nothing_and_a_changed_entry_only_itself(tmp_path: Path, vault: Vault) -> None:
    other = {**FULL, "uuid": "2", "text": "Annat"}
    path = exported(tmp_path / "x.zip", FULL, other)
    assert run(vault, plan(path, zone=STOCKHOLM)) == Done(added=2, already=0)
    speak("sv")
    try:
        assert run(vault, plan(path)) == Done(added=0, already=2)
    finally:
        speak("en")
    again = exported(tmp_path / "y.zip", FULL, {**other, "text": "Annat, ändrat"})
    assert run(vault, plan(again, zone=STOCKHOLM)) == Done(added=1, already=1)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*FULL, "richText", "audios", "pdfAttachments"]), _ANY))
def test_whatever_an_entry_holds_it_comes_in_or_is_told(entry: dict[str, Any]) -> None:
    with TemporaryDirectory() as place:
        found = parsed(exported(Path(place) / "x.zip", entry, FULL), "dayone")
    assert any("Jag bad om stöd." in one.text for one in entries(found))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_every_word_of_an_entry_is_kept(text: str) -> None:
    entry = {
        "uuid": "1",
        "creationDate": "2026-03-02T08:00:00Z",
        "text": text,
        "tags": [text],
        "location": {"placeName": text},
    }
    with TemporaryDirectory() as place:
        kept = " ".join(one.text for one in entries(parsed(exported(Path(place) / "x.zip", entry), "dayone")))
    lost = set(re.findall(r"[^\W_]+", text.replace("\u200b", "").replace("\x00", ""))) - set(
        re.findall(r"[^\W_]+", kept)
    )
    assert lost == set()
