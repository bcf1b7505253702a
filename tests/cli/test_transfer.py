"""Text in and out: ten real years of a journal, everything as JSON and back, and what an import tells."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from driving import Program

from medledare.domain.tags import find_tags

TEN_YEARS = Path(__file__).parents[3] / "shared" / "data" / "ten-years.jrnl.txt"
ENTRIES = 2610


@pytest.mark.skipif(not TEN_YEARS.exists(), reason=f"the ten-year journal is not beside the repository ({TEN_YEARS})")
def test_ten_years_come_in_whole_and_only_once(opened: Program) -> None:
    planned = opened("import", str(TEN_YEARS), "--dry-run", "--json").json["files"][0]
    assert (planned["records"], planned["source_format"]) == (ENTRIES, "jrnl")
    assert opened("log", "--json").json["records"] == []
    (first,) = opened("import", str(TEN_YEARS), "--json").json["files"]
    assert (first["added"], first["already"]) == (ENTRIES, 0)
    kept = opened("log", "--json").json["records"]
    source = TEN_YEARS.read_text(encoding="utf-8")
    titles = [line[19:] for line in source.splitlines() if line[:1] == "[" and line[17:19] == "] "]
    assert [one["text"].partition("\n")[0] for one in kept] == [title.removesuffix(" *") for title in titles]
    assert [one["at"][:16].replace("T", " ") for one in kept] == [
        line[1:17] for line in source.splitlines() if line[:1] == "[" and line[17:19] == "] "
    ]
    assert sum(one["starred"] for one in kept) == sum(title.endswith(" *") for title in titles)
    assert sum(len(one["text"].split()) for one in kept) == sum(
        len(line.split()) for line in source.splitlines()
    ) - 2 * ENTRIES - sum(title.endswith(" *") for title in titles)
    tags = {tag for one in kept for tag in (*one["tags"], *find_tags(one["text"]))}
    assert tags == set(find_tags(source))
    (second,) = opened("import", str(TEN_YEARS), "--json").json["files"]
    assert (second["added"], second["already"]) == (0, ENTRIES)
    assert opened("log", "--json").json["records"] == kept
    opened("undo")
    assert opened("log", "--json").json["records"] == []


def fill(program: Program) -> None:
    """One record of every kind, some of them changed."""
    program("mission", "set", "Att lyssna", "--for", "elever")
    goal = program("goal", "add", "Ringa", "--serves", "lyssna", "--by", "2027-01-31", "--json").json["goal"]["id"]
    program("goal", "note", goal, "Ringde.\r\n\n  två gånger\n")
    failure = program("fail", "Sprack", "--kind", "complex", "--json").json["id"]
    program("told", failure, "--whom", "chef")
    program("learn", "Fråga", "--failure", failure, "--from", "user")
    program("checkin", "--answer", "TIL1=0", "--answer", "HEL1=skip", "--date", "2026-03-01")
    program("add", "#märkt @anna [x] [/b] \x1b[0m", "--star", "--place", "home", "--principle", "MED", "--tag", "Å")
    program("goal", "rest", goal)


def test_everything_as_json_comes_back_the_same_in_a_new_vault(opened: Program) -> None:
    fill(opened)
    target = opened.home / "allt.json"
    before = opened("log", "--json").json["records"]
    assert opened("export", "--format", "json", "-o", str(target)).status == 0
    assert json.loads(target.read_bytes())["format"] == "medledare/1"
    other = ("--vault", str(opened.home / "other"))
    opened(*other, "init", "--no-passphrase")
    assert opened(*other, "import", str(target)).status == 0
    assert opened(*other, "log", "--json").json["records"] == before
    again = opened(*other, "import", str(target), "--json").json["files"][0]
    assert again["added"] == 0
    assert (
        opened(*other, "export", "--format", "json").json["records"][: len(before)]
        == json.loads(target.read_bytes())["records"]
    )


def test_what_was_deleted_here_stays_away_unless_wished_for(opened: Program) -> None:
    journal = opened.home / "dagbok.txt"
    journal.write_text("[2026-03-02 09:15] Kvar\n[2026-03-03 09:15] Borta\n", encoding="utf-8")
    everything = opened.home / "allt.json"
    opened("import", str(journal))
    opened("export", "--format", "json", "-o", str(everything))
    _kept, gone = opened("log", "--kind", "entry", "--json").json["records"]
    opened("delete", gone["id"], "--yes")
    for file in (journal, everything):
        again = opened("import", str(file))
        assert "1 stays away, as you have deleted it here; --restore brings it back." in again.out
        (told,) = opened("import", str(file), "--json").json["files"]
        assert (told["added"], told["deleted"]) == (0, 1)
    assert len(opened("log", "--kind", "entry", "--json").json["records"]) == 1
    assert opened("import", str(journal), "--restore", "--json").json["files"][0]["added"] == 1
    assert [one["text"] for one in opened("log", "--kind", "entry", "--json").json["records"]] == ["Kvar", "Borta"]


def test_an_import_is_taken_back_whole_after_other_things_but_not_what_was_changed_since(opened: Program) -> None:
    old, new = opened.home / "gammal.txt", opened.home / "ny.txt"
    old.write_text("[2026-03-02 09:15] Ett\n[2026-03-03 09:15] Två\n[2026-03-04 09:15] Tre\n", encoding="utf-8")
    new.write_text("[2026-04-02 09:15] Fyra\n", encoding="utf-8")
    opened("import", str(old))
    opened("import", str(new))
    opened("add", "Mitt eget")
    one, two, *_rest = opened("log", "--json").json["records"]
    opened("edit", one["id"], "--text", "Ett, ändrat")
    opened("delete", two["id"], "--yes")
    first, second = opened("import", "list", "--json").json["imports"]
    assert (first["records"], first["source_format"], first["sources"]) == (3, "jrnl", [str(old)])
    which, *told = opened("import", "undo", first["id"][-7:]).out.splitlines()
    assert which.endswith(f"jrnl, 3 records, {old}")
    assert told == ["1 record taken back.", "1 stays, as you have changed it since."]
    texts = [record["text"] for record in opened("log", "--json").json["records"]]
    assert texts == ["Ett, ändrat", "Fyra", "Mitt eget"]
    assert [one["id"] for one in opened("import", "list", "--json").json["imports"]] == [second["id"]]
    again = opened("import", str(old), "--json").json["files"][0]
    assert (again["added"], again["already"], again["deleted"]) == (1, 1, 1)


def test_the_latest_import_is_taken_back_where_none_is_named_and_then_the_one_before(opened: Program) -> None:
    for name in ("ett", "två"):
        (opened.home / name).write_text(f"[2026-03-02 09:15] {name}\n", encoding="utf-8")
        opened("import", str(opened.home / name))
    assert opened("import", "undo", "--json").json["taken_back"] == 1
    assert [record["text"] for record in opened("log", "--json").json["records"]] == ["ett"]
    opened("import", "undo")
    assert opened("import", "list").out == "There is no import here.\n"
    none_left = opened("import", "undo")
    assert (none_left.status, none_left.err) == (1, "There is no import to take back.\n")


def test_several_files_are_one_import(opened: Program) -> None:
    for name in ("ett", "två"):
        (opened.home / name).write_text(f"[2026-03-02 09:15] {name}\n", encoding="utf-8")
    opened("import", str(opened.home / "ett"), str(opened.home / "två"))
    (only,) = opened("import", "list", "--json").json["imports"]
    assert (only["records"], len(only["sources"])) == (2, 2)
    assert opened("import", "undo").out.endswith("\n2 records taken back.\n")


def test_notes_of_imports_elsewhere_cannot_take_anything_back_here(opened: Program) -> None:
    journal, everything = opened.home / "dagbok.txt", opened.home / "allt.json"
    journal.write_text("[2026-03-02 09:15] Hej\n", encoding="utf-8")
    opened("import", str(journal))
    opened("export", "--format", "json", "-o", str(everything))
    (elsewhere,) = opened("import", "list", "--json").json["imports"]
    other = ("--vault", str(opened.home / "other"))
    opened(*other, "init", "--no-passphrase")
    opened(*other, "import", str(everything))
    (here,) = opened(*other, "import", "list", "--json").json["imports"]
    assert here["source_format"] == "medledare"
    assert opened(*other, "import", "undo", elsewhere["id"]).status == 1
    assert opened(*other, "log", "--json").json["records"] != []


def test_a_dry_run_tells_what_is_there_and_three_to_know_it_by(opened: Program) -> None:
    journal = opened.home / "dagbok.txt"
    journal.write_text(
        "".join(f"[2026-03-{day:02} 09:15] Rad {day} [/b] {'lång ' * 40}\n\n" for day in range(1, 12)), encoding="utf-8"
    )
    dry = opened("import", str(journal), "--dry-run")
    assert [line[:25] for line in dry.out.splitlines()[1:4]] == [
        "  2026-03-01 09:15  Rad 1", "  2026-03-06 09:15  Rad 6", "  2026-03-11 09:15  Rad 1",
    ]  # fmt: skip
    assert max(map(len, dry.out.splitlines()[1:])) <= 80
    assert dry.out.splitlines()[-1] == "11 records would be added."
    assert dry.err == "Times there without a zone are read as Europe/Stockholm; --timezone says another.\n"
    (told,) = opened("import", str(journal), "--dry-run", "--json").json["files"]
    assert (told["first"], told["last"], told["kinds"]) == ("2026-03-01", "2026-03-11", {"entry": 11})
    assert (told["added"], told["already"]) == (11, 0)
    assert opened("log", "--json").json["records"] == []


def test_a_dry_run_needs_no_key(locked: Program) -> None:
    journal = locked.home / "dagbok.txt"
    journal.write_text("[2026-03-02 09:15] Hej\n", encoding="utf-8")
    dry = locked("import", str(journal), "--dry-run", "--timezone", "UTC")
    assert (dry.status, dry.err) == (0, "")


def test_lines_that_only_look_like_entries_are_told_with_the_way_out(opened: Program) -> None:
    journal = opened.home / "dagbok.txt"
    journal.write_text("[2026-03-02 09:15] Hej\n[2026-01-01] ett\n\n[2026-03-03 09:15] Då\n", encoding="utf-8")
    assert "--strict leaves such lines" in opened("import", str(journal), "--dry-run").out
    strict = opened("import", str(journal), "--dry-run", "--strict")
    assert (", 2 records," in strict.out, "--strict" in strict.out) == (True, False)


@pytest.mark.parametrize(
    ("format", "name", "content"),
    [
        ("jrnl", "vad.som.helst", "[2026-03-02 09:15:00 AM] Hej\n"),
        ("jrnl", "gammal", "2026-03-02 09:15 Hej\n"),
        ("jrnl-json", "x", '{"tags": {}, "entries": [{"title": "Hej", "date": "2026-03-02", "time": "09:15"}]}'),
        ("daylio", "x", "full_date,date,weekday,time,mood,activities,note\n2026-03-02,,,9:15 am,glad,,Hej\n"),
        ("org", "20260302", "* måndag\n** 09:15 Hej\n"),
    ],
    ids=["jrnl", "jrnl 1", "jrnl as JSON", "Daylio", "org-journal"],
)
def test_a_format_is_guessed_by_what_is_in_the_file_and_comes_in_once(
    opened: Program, format: str, name: str, content: str
) -> None:
    (opened.home / name).write_text(content, encoding="utf-8")
    for added in (1, 0):
        (told,) = opened("import", str(opened.home / name), "--json").json["files"]
        assert (told["source_format"], told["added"], told["remarks"]) == (format, added, [])
    (kept,) = opened("log", "--json").json["records"]
    assert kept["text"].startswith("Hej")
    assert kept["at"] == "2026-03-02T09:15:00+01:00"


def test_an_import_that_was_taken_back_may_come_again(opened: Program) -> None:
    journal = opened.home / "dagbok.txt"
    journal.write_text("[2026-03-02 09:15] Hej\n", encoding="utf-8")
    opened("import", str(journal))
    opened("undo")
    assert opened("log", "--json").json["records"] == []
    assert opened("import", str(journal), "--json").json["files"][0]["added"] == 1


def test_reflections_are_headed_in_the_readers_language(opened: Program) -> None:
    opened("add", "hej")
    assert opened("export", "--lang", "sv").out.startswith("# Reflektioner\n")


def test_an_import_tells_what_it_does_and_what_it_could_not(opened: Program) -> None:
    journal = opened.home / "dagbok.txt"
    journal.write_text(
        "före\n[2026-03-02 09:15] Hej *\nBrödtext #tagg\n\n[2026-03-29 02:30] Natten\n", encoding="utf-8"
    )
    dry = opened("import", str(journal), "--dry-run", "--timezone", "Europe/Stockholm")
    assert dry.status == 0
    assert dry.out.startswith(f"{journal}: jrnl, ")
    assert "2026-03-02 – 2026-03-29" in dry.out
    assert len(dry.out.splitlines()) > 1
    done = opened("import", str(journal), "--timezone", "America/New_York")
    assert "records added." in done.out
    kept = next(one for one in opened("log", "--json").json["records"] if one["text"].startswith("Hej"))
    assert (kept["text"], kept["starred"], kept["at"]) == ("Hej\nBrödtext #tagg", True, "2026-03-02T09:15:00-05:00")


def test_the_format_may_be_said(opened: Program) -> None:
    journal = opened.home / "x"
    journal.write_text("2013-06-09 15:39 Gammalt format\n", encoding="utf-8")
    assert opened("import", "--from", "jrnl", str(journal)).status == 0
    assert opened("import", "--from", "gurka", str(journal)).status == 2


def test_an_export_holds_only_what_was_asked_for(opened: Program) -> None:
    fill(opened)
    kinds = {
        one["kind"]
        for one in opened("export", "--format", "json", "--kind", "failure", "--kind", "goal").json["records"]
    }
    assert kinds == {"failure", "goal"}
    days = {one["at"][:10] for one in opened("export", "--format", "json", "--to", "2026-03-01").json["records"]}
    assert days == {"2026-03-01"}
    assert opened("export", "--format", "markdown", "-o", "-").out.startswith("# ")


def test_a_page_to_read_and_to_print_is_written_for_its_owner_or_into_a_pipe(opened: Program) -> None:
    fill(opened)
    for format, begins in (("html", b"<!doctype html>"), ("pdf", b"%PDF-")):
        target = opened.home / f"sida.{format}"
        assert opened("export", "--format", format, "-o", str(target)).status == 0
        assert target.read_bytes().startswith(begins)
        assert target.stat().st_mode & 0o077 == 0
    piped = subprocess.run(
        [sys.executable, "-m", "medledare", "export", "--format", "pdf"], capture_output=True, timeout=60, check=True
    )
    assert piped.stdout.startswith(b"%PDF-")


def test_pdf_without_its_extra_says_what_to_do_and_notes_nothing(
    opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(opened)
    monkeypatch.setattr("medledare.transfer.exporters.pdf.find_spec", lambda _name: None)
    ran = opened("export", "--format", "pdf", "-o", "sida.pdf")
    assert (ran.status, ran.out) == (1, "")
    assert "pip install 'medledare[pdf]'" in ran.err
    assert opened("log", "--kind", "departure", "--json").json["records"] == []
