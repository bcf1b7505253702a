"""Taking out from the command line: sifted, without what is for oneself, and told beforehand."""

import json
import stat

import pytest
from driving import Program
from icalendar import Calendar
from jsonschema import Draft202012Validator


def fill(program: Program) -> str:
    """Some records; the id of the goal among them."""
    goal = program("goal", "add", "Ringa", "--standalone", "--by", "2027-01-31", "--json").json["goal"]["id"]
    program("add", "Möte med @anna Svensson #idé ((hemligt))", "--goal", goal, "--principle", "STO")
    program("add", "=1+1", "--tag", "annat")
    program("fail", "Sprack")
    program("checkin", "--answer", "TIL1=3")
    return str(goal)


def left(program: Program) -> list[tuple[str, bool]]:
    told = program("privacy", "--json").json["departures"]
    return [(one["format"], one["redacted"]) for one in told]


def test_what_is_for_oneself_is_taken_out_and_told(opened: Program) -> None:
    fill(opened)
    ran = opened("export", "--redact")
    assert "Möte med @… #idé […]" in ran.out
    assert "Sprack" not in ran.out
    assert "Left out: Failures 1, Check-ins 1." in ran.err
    assert "1 name taken out." in ran.err
    # Into a file or a pipe no word of it.
    assert "anna" not in ran.err
    assert "hemligt" not in ran.err
    assert "Sprack" in opened("export", "--redact", "--kind", "failure").out
    assert left(opened) == [("markdown", True), ("markdown", True)]


def test_a_dry_run_tells_and_nothing_leaves(opened: Program) -> None:
    fill(opened)
    target = opened.home / "out.json"
    ran = opened("export", "--format", "json", "--redact", "--dry-run", "-o", str(target))
    assert ran.out == "3 records would be written.\n"
    assert "1 passage taken out." in ran.err
    assert not target.exists()
    assert left(opened) == []


def test_it_is_sifted_by_tag_goal_and_principle(opened: Program) -> None:
    goal = fill(opened)
    export = ("export", "--format", "json")

    def kinds(*more: str) -> list[str]:
        return [one["kind"] for one in opened(*export, *more).json["records"] if one["kind"] != "departure"]

    assert kinds("--tag", "idé") == ["entry"]
    assert kinds("--tag", "idé", "--tag", "annat") == ["entry", "entry"]
    assert kinds("--tag", "nej") == []
    assert kinds("--goal", goal) == ["goal", "entry"]
    assert kinds("--goal", goal[-6:], "--kind", "entry") == ["entry"]
    assert kinds("--principle", "sto") == ["entry"]
    assert kinds("--principle", "TIL") == ["checkin"]
    assert opened(*export, "--principle", "XYZ").status == 2
    assert opened(*export, "--goal", "ffffff").status == 1


def test_tables_are_one_file_for_a_kind_and_a_folder_for_several(opened: Program) -> None:
    fill(opened)
    several = opened("export", "--format", "csv", "-o", str(opened.home / "x.csv"))
    assert (several.status, several.out) == (2, "")
    assert "takes a folder" in several.err
    one = opened("export", "--format", "csv", "--kind", "entry", "-o", str(opened.home / "x.csv"))
    assert "apostrophe" in one.out
    assert ",'=1+1," in (opened.home / "x.csv").read_text("utf-8")
    folder = opened.home / "tables"
    assert opened("export", "--format", "csv", "--folder", "-o", str(folder)).status == 0
    assert sorted(path.name for path in folder.iterdir()) == ["checkin.csv", "entry.csv", "failure.csv", "goal.csv"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert opened("export", "--format", "csv", "--folder", "-o", str(folder)).status == 1
    assert opened("export", "--format", "csv", "--folder", "-o", str(folder), "--force").status == 0
    assert opened("export", "--format", "csv", "--folder").status == 2
    assert opened("export", "--format", "org", "--folder", "-o", str(opened.home / "y")).status == 2


def test_a_folder_of_days_is_markdown_with_properties(opened: Program) -> None:
    opened("add", "Ett #idé", "--date", "2026-03-02")
    opened("add", "Två", "--date", "2026-03-03")
    folder = opened.home / "days"
    opened("export", "--folder", "-o", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == ["2026-03-02.md", "2026-03-03.md"]
    text = (folder / "2026-03-02.md").read_text("utf-8")
    assert text.startswith('---\ntitle: "Monday 2 March 2026"\ndate: 2026-03-02\ntags:\n  - "idé"\n---\n')


def test_the_schema_is_shown_and_an_export_fits_it(program: Program, opened: Program) -> None:
    schema = program("export", "--schema").json
    fill(opened)
    exported = opened("export", "--format", "json").json
    Draft202012Validator(schema).validate(exported)
    assert exported["schema"] == schema["$id"]


def test_the_calendar_is_read_by_a_calendar(opened: Program) -> None:
    fill(opened)
    events = Calendar.from_ical(opened("export", "--format", "ics", "--kind", "goal").out).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Goal: Ringa"]
    assert "Se tillbaka på veckan" in opened("export", "--format", "ics", "--lang", "sv").out


def test_a_template_of_ones_own(opened: Program) -> None:
    fill(opened)
    template = opened.home / "mall"
    template.write_text("{% for one in records %}{{ one.kind }} {% endfor %}", "utf-8")
    assert opened("export", "--template", str(template)).out == "goal entry entry failure checkin "
    assert opened("export", "--template", str(template), "--format", "json").status == 2
    assert "Möte med" in opened("export", "--format", "template").out
    template.write_text("rad\n{% include '/etc/passwd' %}", "utf-8")
    wrong = opened("export", "--template", str(template))
    assert (wrong.status, wrong.out) == (1, "")
    assert "Line 2:" in wrong.err
    assert "nowhere" in opened("export", "--template", "/nowhere").err


@pytest.mark.parametrize(("marker", "told"), [(".git", "git repository"), (".stfolder", "Syncthing")])
def test_a_place_that_is_carried_on_is_told(opened: Program, marker: str, told: str) -> None:
    fill(opened)
    folder = opened.home / "there"
    (folder / marker).mkdir(parents=True)
    ran = opened("export", "-o", str(folder / "out.md"))
    assert ran.status == 0
    assert told in ran.err
    assert "official document" in ran.out
    (failure,) = opened("log", "--kind", "failure", "--json").json["records"]
    assert told in opened("card", failure["id"], "-o", str(folder / "card.md")).err
    opened("talk", "prepare", "--bring", failure["id"])
    assert told in opened("talk", "prepare", "-o", str(folder / "talk.md")).err


def test_hostile_text_leaves_as_it_is(opened: Program) -> None:
    opened("add", "[/b] {{ 1 }} \x1b[2J \u202e =x </script> ")
    for format in ("markdown", "org", "csv", "template", "json"):
        ran = opened("export", "--format", format)
        assert ran.status == 0
        assert "{{ 1 }}" in (json.dumps(ran.json, ensure_ascii=False) if format == "json" else ran.out)
