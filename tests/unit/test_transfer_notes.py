"""Folders of notes come in whole, each note on its day: Obsidian's daily notes, Logseq's journals, any Markdown."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sources import NOW, STOCKHOLM, archive, folder, guessed, parsed, run, told

from medledare.domain.records import Entry
from medledare.services import records
from medledare.services.importing import Done, plan
from medledare.text import speak
from medledare.transfer import Parsed, notes
from medledare.transfer.importers import logseq, markdown_folder, obsidian
from medledare.transfer.importers.logseq_outline import readable, tags_in
from medledare.transfer.importers.markdown_folder import named
from medledare.vault.vault import Vault, memory_vault

VAULT = {
    ".obsidian/app.json": "{}",
    "2026-03-02.md": "---\ntags: [Möte, stöd/kollega]\nmood: bra\n---\n# Måndag\nPratade med @anna om #mål/år\n",
    "Arkiv/2025-12-24.md": "Lugn dag\n",
    "Projekt.md": "Ingen dag\n",
    "bild.png": b"\x89PNG",
}
GRAPH = {
    "logseq/config.edn": '{:meta/version 1\n ;; :journal/file-name-format "dd.MM.yyyy"\n :hidden []}',
    "logseq/bak/journals/2026_03_02/old.md": "- gammalt",
    "journals/2026_03_02.md": "- Möte med [[Anna]]\n\t- TODO ring igen\n",
    "journals/2026_03_03.md": "- \n",
    "pages/Anna.md": "- kollega\n",
    "assets/x.png": b"\x89PNG",
}
NOTES = {
    "2026-03-02 Möte.md": "Vi pratade om stöd.\n",
    "Arbete/2026/03/04.md": "En dag i en mapp.\n",
    "202603050915 Idé.txt": "Prova i morgon.\n",
}


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(lambda: NOW) as opened:
        yield opened


def entries(found: Parsed) -> list[Entry]:
    return [record for record in found.records if isinstance(record, Entry)]


def written(found: Parsed) -> list[tuple[str, str]]:
    return [(f"{one.at:%Y-%m-%d %H:%M}", one.text) for one in entries(found)]


def one(tmp_path: Path, name: str, content: str | bytes, format: str = "markdown") -> Entry:
    (entry,) = entries(parsed(folder(tmp_path / "one", {name: content}), format))
    return entry


class TestObsidian:
    def test_daily_notes_are_entries_and_the_rest_is_told(self, tmp_path: Path) -> None:
        found = parsed(folder(tmp_path / "valv", VAULT), "obsidian")
        assert written(found) == [
            ("2026-03-02 12:00", "# Måndag\nPratade med @anna om #mål/år\n\nmood: bra"),
            ("2025-12-24 12:00", "Lugn dag"),
        ]
        assert entries(found)[0].all_tags == ("#möte", "#stöd/kollega", "@anna", "#mål/år")
        assert told(found) == [
            "Notes that belong to no day were not taken: 1. Import the folder as markdown to bring them too.",
            "Pictures and other files that are not text stay where they are: 1.",
        ]

    def test_the_settings_say_how_the_notes_are_named(self, tmp_path: Path) -> None:
        files = {
            ".obsidian/daily-notes.json": '{"folder": "Dagbok", "format": "YYYY/MM-MMMM/YYYY-MM-DD dddd"}',
            "Dagbok/2026/03-mars/2026-03-02 måndag.md": "Ny\n",
            "Dagbok/2025-01-05.md": "Gammal\n",
        }
        assert written(parsed(folder(tmp_path / "valv", files), "obsidian")) == [
            ("2025-01-05 12:00", "Gammal"),
            ("2026-03-02 12:00", "Ny"),
        ]

    def test_the_settings_of_periodic_notes_are_heeded_too(self, tmp_path: Path) -> None:
        files = {
            ".obsidian/plugins/periodic-notes/data.json": '{"daily": {"format": "DD.MM.YYYY", "enabled": true}}',
            "02.03.2026.md": "Text\n",
        }
        assert written(parsed(folder(tmp_path / "valv", files), "obsidian")) == [("2026-03-02 12:00", "Text")]

    @pytest.mark.parametrize("settings", ["", "{", "[]", '{"format": 5}', '{"format": ""}', "null", "\x00" * 100_000])
    def test_settings_that_cannot_be_read_leave_the_usual_names(self, tmp_path: Path, settings: str) -> None:
        files = {**VAULT, ".obsidian/daily-notes.json": settings}
        assert len(parsed(folder(tmp_path / "valv", files), "obsidian").records) == 2

    def test_the_time_of_day_in_the_front_matter_is_taken_if_the_day_is_the_same(self, tmp_path: Path) -> None:
        moved = one(tmp_path, "2026-03-02.md", "---\ndate: 2026-03-02T21:15\n---\nKväll\n")
        assert (moved.at.isoformat(), moved.text) == ("2026-03-02T21:15:00+01:00", "Kväll")
        other = one(tmp_path, "2026-03-02.md", "---\ndate: 2026-03-05\n---\nAnnan\n")
        assert (other.at.isoformat(), other.text) == ("2026-03-02T12:00:00+01:00", "Annan\n\ndate: 2026-03-05")

    def test_a_vault_without_daily_notes_is_refused_and_read_as_markdown_if_guessed(self, tmp_path: Path) -> None:
        path = folder(tmp_path / "valv", {".obsidian/app.json": "{}", "Projekt.md": "Text\n"})
        with pytest.raises(obsidian.NoDailyNotes):
            parsed(path, "obsidian")
        assert guessed(path) == "markdown"

    def test_front_matter_that_cannot_be_understood_is_kept_as_text_and_told(self, tmp_path: Path) -> None:
        text = "---\ntags: [möte\n---\nText"
        path = folder(tmp_path / "valv", {"2026-03-02.md": text})
        found = parsed(path, "obsidian")
        assert [entry.text for entry in entries(found)] == [text]
        assert told(found) == [
            "2026-03-02.md, line 3: what stands between the lines of --- could not be understood and was kept as text."
        ]


class TestLogseq:
    def test_journal_pages_are_entries_and_older_versions_are_not(self, tmp_path: Path) -> None:
        found = parsed(folder(tmp_path / "graf", GRAPH), "logseq")
        assert written(found) == [("2026-03-02 12:00", "Möte med [[Anna]]\n- TODO ring igen")]
        assert told(found) == [
            "Notes that belong to no day were not taken: 1. Import the folder as markdown to bring them too.",
            "Pictures and other files that are not text stay where they are: 1.",
        ]

    def test_the_settings_say_how_pages_are_named_and_where_they_lie(self, tmp_path: Path) -> None:
        files = {
            "logseq/config.edn": '{:journals-directory "dagbok" :journal/file-name-format "EEE, dd.MM.yyyy"}',
            "dagbok/mån, 02.03.2026.md": "- Ny\n",
            "dagbok/2025_01_05.md": "- Gammal\n",
        }
        path = folder(tmp_path / "graf", files)
        assert sorted(written(parsed(path, "logseq"))) == [("2025-01-05 12:00", "Gammal"), ("2026-03-02 12:00", "Ny")]

    def test_the_journals_folder_alone_will_do(self, tmp_path: Path) -> None:
        path = folder(tmp_path / "graf", GRAPH) / "journals"
        assert guessed(path) == "logseq"
        assert len(parsed(path, "logseq").records) == 1

    def test_a_page_in_org_comes_in_as_it_stands(self, tmp_path: Path) -> None:
        found = parsed(folder(tmp_path / "graf", {"journals/2026_03_02.org": "* TODO Ring\n- x\n"}), "logseq")
        assert [text for _, text in written(found)] == ["* TODO Ring\n- x"]

    def test_a_folder_without_journals_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(logseq.NoJournals):
            parsed(folder(tmp_path / "graf", {"pages/A.md": "- x"}), "logseq")

    def test_an_outline_becomes_paragraphs_with_lists_under_them(self) -> None:
        outline = (
            "tags:: Möte, [[stöd och hjälp]]\nmood:: bra\n\n"
            "- Möte med [[Anna]]\n  id:: 64c0-a\n  collapsed:: true\n"
            "\t- vi pratade om #[[lång tagg]]\n\t  fortsättning\n\t\t- djupt\n"
            "\t- DONE ring igen\n\t  :LOGBOOK:\n\t  CLOCK: [2026-03-02 Mon 10:00:00]\n\t  :END:\n"
            "- ```python\n  - inget block\n    id:: kod\n  ```\n- \n- Eftermiddag\n  energi:: hög\n"
        )
        assert readable(outline, {}).strip() == (
            "mood: bra\n\n"
            "Möte med [[Anna]]\n- vi pratade om #[[lång tagg]]\n  fortsättning\n  - djupt\n"
            "- DONE ring igen\n  CLOCK: [2026-03-02 Mon 10:00:00]\n\n"
            "```python\n- inget block\n  id:: kod\n```\n\n"
            "Eftermiddag\nenergi: hög"
        )
        assert tags_in(outline) == ("Möte", "stöd och hjälp", "lång tagg")

    def test_tags_of_several_words_in_code_are_no_tags(self) -> None:
        assert tags_in("- `#[[a b]]` och #[[c d]]\n- ```\n  #[[e f]]\n  ```\n") == ("c d",)

    def test_where_a_block_is_referred_to_its_words_are_said(self, tmp_path: Path) -> None:
        id = "64c0a1b2-0000-4000-8000-000000000001"
        files = {
            "journals/2026_03_02.md": f"- Stödet räckte\n  id:: {id}\n",
            "journals/2026_03_03.md": f"- Jfr (({id})) och (({id[:-1]}2))\n",
        }
        assert [text for _, text in written(parsed(folder(tmp_path / "graf", files), "logseq"))] == [
            "Stödet räckte",
            f"Jfr Stödet räckte och (({id[:-1]}2))",
        ]

    def test_outlines_by_spaces_are_read_as_those_by_tabs(self) -> None:
        tabs = "- a\n\t- b\n\t\t- c\n- d\n"
        for step in ("  ", "    "):
            assert readable(tabs.replace("\t", step), {}) == readable(tabs, {})


class TestMarkdownFolder:
    def test_every_note_is_an_entry_on_the_day_its_name_tells(self, tmp_path: Path) -> None:
        found = parsed(folder(tmp_path / "anteckningar", NOTES), "markdown")
        assert written(found) == [
            ("2026-03-02 12:00", "Möte\n\nVi pratade om stöd."),
            ("2026-03-05 09:15", "Idé\n\nProva i morgon."),
            ("2026-03-04 12:00", "En dag i en mapp.\n\nFolder: Arbete/2026/03"),
        ]
        assert told(found) == []

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("2026-03-02.md", "2026-03-02 None "),
            ("2026_03_02 Ett möte.md", "2026-03-02 None Ett möte"),
            ("Möte - 2026.03.02.md", "2026-03-02 None Möte"),
            ("20260302.md", "2026-03-02 None "),
            ("20260302T0915 Idé.md", "2026-03-02 09:15:00 Idé"),
            ("2026-03-02T09-15-30.md", "2026-03-02 09:15:30 "),
            ("2026-03-02 09.15 Idé.md", "2026-03-02 09:15:00 Idé"),
            ("2026-03-02 10-12 Möte.md", "2026-03-02 None 10-12 Möte"),
            ("2026-03-02 1000 saker.md", "2026-03-02 None 1000 saker"),
            ("2026-13-02 Möte.md", "None None 2026-13-02 Möte"),
            ("2026-02-31.md", "None None 2026-02-31"),
            ("dagbok/2026/03/02.md", "2026-03-02 None "),
            ("dagbok/2026/03/02 Möte.md", "2026-03-02 None Möte"),
            ("2026/03/02/Möte.md", "2026-03-02 None Möte"),
            ("2026-03/02.md", "2026-03-02 None "),
            ("Telefon 070-1234567.md", "None None Telefon 070-1234567"),
            ("Version 3.11.md", "None None Version 3.11"),
        ],
    )
    def test_a_name_tells_day_time_and_title(self, path: str, expected: str) -> None:
        assert " ".join(map(str, named(path))) == expected

    @pytest.mark.parametrize(
        ("date", "expected"),
        [
            ("2026-03-02", "2026-03-02T12:00:00+01:00"),
            ("2026-03-02 21:15", "2026-03-02T21:15:00+01:00"),
            ("2026-03-02T21:15:00-05:00", "2026-03-02T21:15:00-05:00"),
            ("2026-03-02T21:15:00Z", "2026-03-02T21:15:00+00:00"),
            ('"[[2026-03-02]]"', "2026-03-02T12:00:00+01:00"),
            ("2 mars 2026", "2026-03-02T12:00:00+01:00"),
            ("March 2, 2026 9:15", "2026-03-02T09:15:00+01:00"),
        ],
    )
    def test_without_a_day_in_the_name_the_front_matter_tells_it(
        self, tmp_path: Path, date: str, expected: str
    ) -> None:
        entry = one(tmp_path, "Idé.md", f"---\ndate: {date}\n---\nText\n")
        assert (entry.at.isoformat(), entry.text) == (expected, "Idé\n\nText")

    @pytest.mark.parametrize("date", ["i går", "03/04/2026", "2026", "9999-12-31", "0001-01-01", "[a, b]", "{a: b}"])
    def test_a_date_that_is_none_or_could_be_two_stays_as_text(self, tmp_path: Path, date: str) -> None:
        entry = one(tmp_path, "Idé.md", f"---\ndate: {date}\n---\nText\n")
        assert entry.text == f"Idé\n\nText\n\ndate: {date}"

    def test_without_any_day_the_files_own_time_is_taken_and_told(self, tmp_path: Path) -> None:
        path = folder(tmp_path / "x", {"Idé.md": "Text\n"})
        os.utime(path / "Idé.md", (0, datetime(2026, 3, 2, 20, 15, tzinfo=UTC).timestamp()))
        found = parsed(path, "markdown")
        assert written(found) == [("2026-03-02 21:15", "Idé\n\nText")]
        assert "2026-03-02 21:15" in told(found)[0]

    def test_older_versions_that_logseq_keeps_are_not_notes(self, tmp_path: Path) -> None:
        found = parsed(folder(tmp_path / "graf", GRAPH), "markdown")
        assert [entry.title for entry in entries(found)] == ["- Möte med [[Anna]]", "-", "Anna"]

    def test_a_title_is_not_said_twice(self, tmp_path: Path) -> None:
        assert one(tmp_path, "2026-03-02 Möte.md", "# Möte\nText\n").text == "# Möte\nText"

    def test_a_file_alone_will_do(self, tmp_path: Path) -> None:
        path = folder(tmp_path, {"2026-03-02 Möte.md": "Text\n"}) / "2026-03-02 Möte.md"
        assert guessed(path) == "markdown"
        assert written(parsed(path, "markdown")) == [("2026-03-02 12:00", "Möte\n\nText")]

    def test_a_time_that_came_twice_is_told_with_its_file(self, tmp_path: Path) -> None:
        found = parsed(folder(tmp_path / "x", {"2026-10-25T02-30.md": "Text\n"}), "markdown")
        assert entries(found)[0].at.isoformat() == "2026-10-25T02:30:00+02:00"
        assert told(found)[0].startswith("2026-10-25T02-30.md: 2026-10-25 02:30 came twice")

    def test_a_note_of_nothing_but_tags_or_a_title_is_kept_and_an_empty_one_is_not(self, tmp_path: Path) -> None:
        assert one(tmp_path / "a", "2026-03-02.md", "---\ntags: [a, b]\n---\n").text == "#a #b"
        assert one(tmp_path / "b", "2026-03-02 Möte.md", "\n").text == "Möte"
        assert one(tmp_path / "c", "2026-03-02.md", "Text").text == "Text"
        folder(tmp_path / "c" / "one", {"2026-03-03.md": " \n\n", "2026-03-04.md": "---\n---\n"})
        assert len(parsed(tmp_path / "c" / "one", "markdown").records) == 1

    def test_a_folder_of_plain_text_is_read_if_it_is_said_to_be_notes(self, tmp_path: Path) -> None:
        path = folder(tmp_path / "x", {"2026-03-02.txt": "Text\n"})
        assert guessed(path) is None
        assert written(parsed(path, "markdown")) == [("2026-03-02 12:00", "Text")]

    def test_a_folder_with_nothing_to_read_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(markdown_folder.NothingToRead):
            parsed(folder(tmp_path / "x", {"bild.png": b"\x89PNG"}), "markdown")


class TestHostile:
    def test_what_cannot_be_read_is_told_with_its_place_and_the_rest_comes_in(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(notes, "LARGEST", 2 * 1024**2)
        path = folder(
            tmp_path / "x",
            {
                "2026-03-01.md": "Hel\n",
                "2026-03-02.md": "rad\nf\u00e5ngad".encode("latin-1"),
                "2026-03-03.md": "Ord " * 1024**2,
                "2026-03-04.md": "Nolla\x00n\n",
            },
        )
        (tmp_path / "hemlig.md").write_text("hemlig")
        (path / "2026-03-05.md").symlink_to(tmp_path / "hemlig.md")
        (path / "2026-03-06.md").symlink_to("/dev/zero")
        (path / "runt").symlink_to(path)
        os.mkfifo(path / "2026-03-07.md")
        found = parsed(path, "markdown")
        assert [text for _, text in written(found)] == ["Hel", "Nollan"]
        assert sorted(told(found)) == [
            "2026-03-02.md, line 2: this is not UTF-8 text. The file was left out; save it as UTF-8 and import again.",
            "2026-03-03.md cannot be read: it is larger than 2 MB. It was left out.",
            "2026-03-04.md: a NUL character, which no text can keep, was left out.",
            "2026-03-05.md cannot be read: it is a link, and links are not followed. It was left out.",
            "2026-03-06.md cannot be read: it is a link, and links are not followed. It was left out.",
            "runt cannot be read: it is a link, and links are not followed. It was left out.",
        ]

    def test_html_scripts_and_markup_are_words(self, tmp_path: Path) -> None:
        text = "<script>alert(1)</script> [/b] [red]x[/red] \x1b[31m \u202eomvänd 👩‍💻"
        assert one(tmp_path, "2026-03-02.md", text).text == text

    @pytest.mark.parametrize(
        "name",
        ["2026-03-02 [/b] {x} %s.md", "2026-03-02 \n\x1b[31m.md", os.fsdecode(b"2026-03-02 \xff.md"),
         "2026-03-02 " + "å" * 110 + ".md", "2026-03-02 \u202eomvänd.md"],
    )  # fmt: skip
    def test_odd_names_are_names(self, tmp_path: Path, vault: Vault, name: str) -> None:
        path = folder(tmp_path / "x", {name: "Text\n"})
        assert run(vault, plan(path, zone=STOCKHOLM)).added == 1
        assert records.all_of(vault, Entry)[0].at.isoformat() == "2026-03-02T12:00:00+01:00"

    def test_a_zip_is_read_as_the_folder_in_it_and_nothing_outside(self, tmp_path: Path) -> None:
        path = archive(tmp_path / "x.zip", {**{f"valv/{name}": text for name, text in VAULT.items()}, "../ut.md": "x"})
        found = parsed(path, "obsidian")
        assert len(found.records) == 2
        assert told(found)[0] == "../ut.md cannot be read: its name leads out of the archive. It was left out."
        assert os.listdir(tmp_path) == ["x.zip"]


FORMATS = {"obsidian": VAULT, "logseq": GRAPH, "markdown": NOTES}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("make", [folder, archive])
def test_the_format_is_guessed(
    tmp_path: Path, format: str, make: Callable[[Path, dict[str, str | bytes]], Path]
) -> None:
    assert guessed(make(tmp_path / "x", FORMATS[format])) == format


def test_a_folder_that_both_obsidian_and_logseq_write_to_is_logseqs(tmp_path: Path) -> None:
    assert guessed(folder(tmp_path / "x", {**VAULT, **GRAPH})) == "logseq"
    named_alike = {".obsidian/app.json": "{}", "2026_03_02.md": "x", "2026-03-02.md": "y"}
    assert guessed(folder(tmp_path / "y", named_alike)) == "obsidian"


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_folder_twice_adds_nothing_and_a_changed_note_only_itself(
    tmp_path: Path, vault: Vault, format: str
) -> None:
    path = folder(tmp_path / "x", FORMATS[format])
    first = run(vault, plan(path, zone=STOCKHOLM))
    assert first.added
    assert run(vault, plan(path, zone=STOCKHOLM)) == Done(added=0, already=first.added)
    speak("sv")
    try:
        assert run(vault, plan(path)) == Done(added=0, already=first.added)
    finally:
        speak("en")
    changed = next(
        name for name in FORMATS[format] if "03/04" in name or "2026-03-02" in name or "2026_03_02.md" in name
    )
    (path / changed).write_text("- Något nytt\n")
    assert run(vault, plan(path, zone=STOCKHOLM)) == Done(added=1, already=first.added - 1)


def test_a_vault_brought_in_as_markdown_afterwards_adds_only_what_was_left(tmp_path: Path, vault: Vault) -> None:
    path = folder(tmp_path / "x", VAULT)
    assert run(vault, plan(path)).added == 2
    assert run(vault, plan(path, format="markdown")) == Done(added=1, already=2)


def test_one_undo_takes_a_folder_back(tmp_path: Path, vault: Vault) -> None:
    run(vault, plan(folder(tmp_path / "x", VAULT)))
    vault.undo()
    assert records.all_of(vault, Entry) == []


_WORD = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8)
_MARK = st.sampled_from(
    ["#", "- ", "\t- ", "    - ", "```", "~~~", "> ", "---\n", "\n", "\n\n", " ", "\t", ": ", ":: ", "::", "tags:: ",
     "mood:: ", "tags: ", "date: ", "- [ ] ", "TODO ", "[[", "]]", "`", "*a", "&a ", "|\n"]
)  # fmt: skip
_TEXT = st.lists(_WORD | _MARK, max_size=30).map("".join)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


@pytest.mark.parametrize(
    ("format", "name"),
    [("markdown", "Anteckning.md"), ("obsidian", "2026-03-02.md"), ("logseq", "journals/2026_03_02.md")],
)
@settings(deadline=None)
@given(text=_TEXT, front=st.none() | _TEXT)
def test_every_word_of_a_note_is_in_its_entry(format: str, name: str, text: str, front: str | None) -> None:
    content = text if front is None else f"---\n{front}\n---\n{text}"
    with TemporaryDirectory() as place:
        found = parsed(folder(Path(place), {name: content}), format)
    kept = " ".join(f"{entry.text} {' '.join(entry.tags)} {entry.at.isoformat()}" for entry in entries(found))
    assert words(content) - words(kept) <= {"tags", "date", "id", "collapsed"}


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_entry_or_told(data: bytes) -> None:
    with TemporaryDirectory() as place:
        path = folder(Path(place), {"journals/2026_03_02.md": data, "2026-03-02.md": data})
        for format in FORMATS:
            with suppress(markdown_folder.NothingToRead):
                found = parsed(path, format)
                assert found.records or found.problems or not re.search(rb"\w", data)
