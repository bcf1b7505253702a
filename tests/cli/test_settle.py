"""What two devices wrote at once, on the command line: marked where it is read, shown with both, and settled."""

import shutil
from pathlib import Path

import pytest
from driving import Program

from medledare.config.paths import Places, find_places
from medledare.domain.records import Record
from medledare.services import records
from medledare.services.clock import local_now
from medledare.vault.access import key_at_hand
from medledare.vault.vault import open_vault


@pytest.fixture
def split(program: Program, tmp_path: Path) -> str:
    """The id of an entry that was changed here, and on another machine with a copy of the vault."""
    program.make_vault(None)
    entry = program("add", "A quiet day\nat home", "--tag", "a").id
    places = find_places()
    program("log")
    far = Places(tmp_path / "far" / "vault", tmp_path / "far" / "state", tmp_path, None)
    shutil.copytree(places.vault, far.vault)
    program("edit", entry, "--text", "A quiet day\nby the sea")
    key = key_at_hand(places, local_now())
    assert key is not None
    with open_vault(far, key, clock=local_now) as vault:
        record: Record = records.get(vault, entry)
        records.change(vault, record, text="A loud day\nat home", starred=True)
        device = vault.device
    shutil.copytree(far.vault / "log" / device, places.vault / "log" / device)
    return entry


def test_it_is_marked_in_the_log_and_where_it_is_shown(program: Program, split: str) -> None:
    program("add", "another")
    lines = program("log", "--short").out.splitlines()
    assert [line.endswith("[2 versions]") for line in lines] == [True, False]
    assert "[2 versions]" in program("log").out
    shown = program("show", split)
    assert f"medledare settle {split[-7:]}" in shown.out
    assert (shown.status, shown.err) == (0, "")


def test_both_are_shown_with_what_differs(program: Program, split: str) -> None:
    listed = program("settle").out
    assert split[-7:] in listed
    shown = program("settle", split).out
    for part in ("A loud day", "by the sea", "on this device", "on another device", "Starred"):
        assert part in shown
    assert "Starred:\n   yes" in shown
    assert "Tags" not in shown
    told = program("settle", split, "--json").json
    assert [one["record"]["text"] for one in told["versions"]] == ["A loud day\nat home", "A quiet day\nby the sea"]
    assert [one["here"] for one in told["versions"]] == [False, True]
    assert [one["id"] for one in program("settle", "--json").json["conflicts"]] == [
        program("show", split, "--json").json["record"]["id"]
    ]


def test_what_differs_is_set_apart_at_a_terminal(program: Program, split: str) -> None:
    shown = program.at_terminal("settle", split).out
    assert "\x1b[33mloud\x1b[0m" in shown
    assert "\x1b[33mquiet\x1b[0m" in shown
    assert "\x1b[33mby the sea\x1b[0m" in shown
    assert "\x1b[33mloud" not in program.at_terminal("settle", split, "--plain").out


def test_one_is_kept(program: Program, split: str) -> None:
    assert program("settle", split, "--keep", "2").status == 0
    assert "by the sea" in program("show", split).out
    assert "[2 versions]" not in program("log").out
    assert "A loud day" in program("history", split).out
    assert program("settle").out == "There is one version of everything; nothing needs to be settled.\n"
    assert "There is one version of this" in program("settle", split, "--keep", "1").out


def test_both_are_kept(program: Program, split: str) -> None:
    assert program("settle", split, "--both").status == 0
    texts = [one["text"] for one in program("log", "--json").json["records"]]
    assert sorted(texts) == ["A loud day\nat home", "A quiet day\nby the sea"]


def test_one_is_written_of_both_in_the_editor(program: Program, split: str, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\ncp "$1" {tmp_path}/seen\nprintf "One day, by the sea\\n" > "$1"\n')
    editor.chmod(0o700)
    assert program("settle", split, "--edit", EDITOR=str(editor)).status == 0
    seen = (tmp_path / "seen").read_text()
    assert "A loud day\nat home\n\nWritten" in seen
    assert seen.endswith("A quiet day\nby the sea\n")
    assert program("show", split, "--json").json["record"]["text"] == "One day, by the sea"
    assert "versions" not in program("log").out


@pytest.mark.parametrize(
    "arguments", [["--keep", "3"], ["--keep", "0"], ["--keep", "one"], ["--keep", "1", "--both"], ["--keep", ""]]
)
def test_what_makes_no_sense_changes_nothing(program: Program, split: str, arguments: list[str]) -> None:
    ran = program("settle", split, *arguments)
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1
    assert len(program("settle", "--json").json["conflicts"]) == 1


def test_a_way_needs_a_record(program: Program, split: str) -> None:
    assert program("settle", "--both").status == 2


@pytest.mark.parametrize("language", ["sv", "en"])
def test_both_languages_have_all_its_words(program: Program, split: str, language: str) -> None:
    words = {"sv": ("[2 versioner]", "Skriven"), "en": ("[2 versions]", "Written")}[language]
    said = program("log", "--lang", language).out + program("settle", split, "--lang", language).out
    assert all(word in said for word in words)


def test_the_devices_are_told_with_what_one_more_needs(program: Program, split: str) -> None:
    told = program("vault", "devices")
    assert told.status == 0
    for part in (str(find_places().vault), str(find_places().state), "no passphrase"):
        assert part in told.out
    assert [one["forked"] for one in program("vault", "devices", "--json").json["devices"]] == [False, False]
