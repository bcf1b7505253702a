"""Text in and out: ten real years of a journal, everything as JSON and back, and what an import tells."""

import json
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
