"""Reading and searching: what is found, how it is laid out, and the same as JSON."""

from datetime import datetime

import pytest
from driving import Program


@pytest.fixture
def journal(opened: Program) -> Program:
    """Five records over three years."""
    for date, *arguments in (
        ("2024-03-02 09:15", "add", "Mål på café\nÅngrade mig. #kaffe", "--tag", "@anna"),
        ("2025-03-02 10:00", "add", "Ett mal i tyget", "--star", "--principle", "TIL"),
        ("2025-06-30 12:00", "fail", "Det sprack om kaffet", "--why", "bråttom"),
        ("2025-07-01 08:00", "learn", "Fråga först"),
        ("2026-01-02 07:30", "add", "Nytt år"),
    ):
        assert opened(*arguments, "--date", date).status == 0
    return opened


def texts(program: Program, *arguments: str) -> list[str]:
    """First lines of what is found, in the order it comes."""
    return [one["text"].partition("\n")[0] for one in program("log", *arguments, "--json").json["records"]]


ALL = ["Mål på café", "Ett mal i tyget", "Det sprack om kaffet", "Fråga först", "Nytt år"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], ALL),
        (["-n", "2"], ALL[-2:]),
        (["-n", "0"], []),
        (["kaffe"], [ALL[0], ALL[2]]),
        (["KAFFE", "ångrade"], [ALL[0]]),
        (["cafe"], [ALL[0]]),
        (["mal"], [ALL[1]]),
        (["MÅL"], [ALL[0]]),
        (["först fråga"], []),
        (["fråga först"], [ALL[3]]),
        (["--from", "2025-06-30"], ALL[2:]),
        (["--to", "2025-06-30"], ALL[:3]),
        (["--from", "2025-03-02", "--to", "2025-03-02"], [ALL[1]]),
        (["--kind", "failure", "--kind", "Learning"], ALL[2:4]),
        (["--tag", "anna"], [ALL[0]]),
        (["--tag", "#kaffe"], [ALL[0]]),
        (["--starred"], [ALL[1]]),
        (["--principle", "til"], [ALL[1]]),
        (["xyzzy"], []),
    ],
    ids=lambda value: " ".join(value),
)
def test_what_is_found(journal: Program, arguments: list[str], found: list[str]) -> None:
    assert texts(journal, *arguments) == found


def test_this_day_in_earlier_years(opened: Program) -> None:
    today = datetime.now().astimezone()
    if (today.month, today.day) == (2, 29):
        today = today.replace(day=28)
    earlier = today.replace(year=today.year - 3)
    opened("add", "då", "--date", earlier.isoformat(timespec="minutes"))
    opened("add", "en annan dag", "--date", earlier.replace(month=earlier.month % 12 + 1, day=11).isoformat())
    assert "då" in texts(opened, "--on-this-day")
    assert "en annan dag" not in texts(opened, "--on-this-day")


def test_the_log_is_one_block_for_each_record(journal: Program) -> None:
    blocks = journal("log", "--to", "2025-12-31").out.split("\n\n")
    ids = [one["id"][-7:] for one in journal("log", "--json").json["records"]]
    assert blocks == [
        f"2024-03-02 09:15 {ids[0]} Mål på café\n  Ångrade mig. #kaffe\n  Tags: @anna",
        f"2025-03-02 10:00 {ids[1]} * Ett mal i tyget\n  Principles: Trust",
        f"2025-06-30 12:00 {ids[2]} Failure: Det sprack om kaffet\n  Why it went another way: bråttom",
        f"2025-07-01 08:00 {ids[3]} Learning: Fråga först\n",
    ]


def test_the_short_log_is_one_line_for_each(journal: Program) -> None:
    lines = journal("log", "--short").out.splitlines()
    assert [line[:16] for line in lines] == sorted(line[:16] for line in lines)
    assert [line[25:] for line in lines] == [ALL[0], f"* {ALL[1]}", f"Failure: {ALL[2]}", f"Learning: {ALL[3]}", ALL[4]]


def test_nothing_is_left_out_silently(opened: Program) -> None:
    for number in range(120):
        opened("add", f"rad {number}")
    assert len(texts(opened)) == 120
    shown = opened.at_terminal("log", "--short").out
    assert shown.count("rad ") == 120


def test_ids_may_be_shortened_from_either_end(journal: Program) -> None:
    whole = journal("log", "-n", "1", "--json").json["records"][0]["id"]
    for given in (whole, whole.upper(), whole[-7:], whole[-4:], whole[:13]):
        assert journal("show", given, "--json").json["record"]["id"] == whole


def test_every_json_document_names_its_format(journal: Program) -> None:
    some = journal("log", "-n", "1", "--json").json["records"][0]["id"]
    reading = [
        "log",
        f"show {some}",
        f"history {some}",
        "mission show",
        "goal list",
        "checkin",
        "vault status",
        "privacy",
    ]
    for arguments in (line.split() for line in [*reading, "status", "config list", "config path", "undo"]):
        document = journal(*arguments, "--json").json
        assert document["format"] == "medledare/1", arguments
        assert all(key == key.lower() for key in document)


@pytest.mark.parametrize("arguments", [["goal", "--json"], ["mission", "--json"], ["vault", "--json"],
                                       ["config", "--json"], ["goal", "--all", "--json"]], ids=" ".join)  # fmt: skip
def test_a_group_takes_the_options_of_the_command_that_is_meant(journal: Program, arguments: list[str]) -> None:
    name, *options = arguments
    meant = {"mission": "show", "vault": "status"}.get(name, "list")
    assert journal(*arguments).json == journal(name, meant, *options).json
    assert "tells more" in journal(name, "--gurka").err


def test_the_history_of_what_is_deleted_can_be_read(opened: Program) -> None:
    kept = opened("add", "ett").id
    opened("edit", kept, "--text", "två")
    opened("delete", kept, "--yes")
    versions = opened("history", kept, "--json").json["versions"]
    assert [version["record"] and version["record"]["text"] for version in versions] == ["ett", "två", None]
    assert opened("history", kept).out.endswith("Deleted\n")
    assert opened("show", kept).status == 1


def test_json_moments_have_their_offset(journal: Program) -> None:
    for record in journal("log", "--json").json["records"]:
        for name in ("at", "created"):
            assert datetime.fromisoformat(record[name]).utcoffset() is not None


def test_swedish_dates_are_day_first(opened: Program) -> None:
    opened("--lang", "sv", "add", "svensk", "--date", "3/4 2024")
    opened("--lang", "en", "add", "engelsk", "--date", "3/4 2024")
    days = {one["text"]: one["at"][:10] for one in opened("log", "--json").json["records"]}
    assert days == {"svensk": "2024-04-03", "engelsk": "2024-03-04"}


def test_the_log_of_export_and_import_is_the_same_document(journal: Program) -> None:
    target = journal.home / "logg.json"
    target.write_text(journal("log", "--json").out, encoding="utf-8")
    other = str(journal.home / "other")
    journal("--vault", other, "init", "--no-passphrase")
    journal("--vault", other, "import", str(target))
    assert journal("--vault", other, "log", "--json").json == journal("log", "--json").json


def test_a_short_option_takes_its_value_beside_it_or_at_once(opened: Program) -> None:
    for word in ("one", "two", "three"):
        opened("add", word)
    for typed in (["-n", "2"], ["-n2"], ["-n=2"]):
        assert [record["text"] for record in opened("log", "--json", *typed).json["records"]] == ["two", "three"]
    assert opened("log", "--tag", "-n").status == 0
    assert opened("log", "-x").status == 2
