"""Writing something down: always possible, sealed at once, and exactly what was typed."""

import os
import re
import stat
from datetime import datetime, timedelta

import pytest
from driving import PASSPHRASE, Program, tree

SHORT = re.compile(r"[0-9a-f]{7}\n")


def test_an_entry_is_kept_while_locked_and_read_once_unlocked(locked: Program) -> None:
    added = locked.process("add", "Ringde i stället för att skriva.", "Det gick bra.")
    assert (added.status, added.err) == (0, "")
    assert SHORT.fullmatch(added.out)
    assert locked("log").status == 3
    found = locked("log", "--json", MEDLEDARE_PASSPHRASE_FILE=str(locked.passphrase_file)).json["records"]
    assert [(one["text"], one["id"][-7:]) for one in found] == [
        ("Ringde i stället för att skriva. Det gick bra.", added.id)
    ]


@pytest.mark.parametrize(("spoken", "tags"), [("sv", ["#samtal", "#kontrollreflex"]), ("en", ["#samtal", "#control"])])
def test_a_control_reflex_and_dissent_have_a_word_of_their_own(opened: Program, spoken: str, tags: list[str]) -> None:
    opened("--lang", spoken, "add", "Jag tog över", "--control", "--tag", "samtal")
    (entry,) = opened("log", "--kind", "entry", "--json").json["records"]
    assert entry["tags"] == tags
    opened("add", "Jag sa emot", "--dissent", "--control")
    assert len(opened("log", "--kind", "entry", "-n", "1", "--json").json["records"][0]["tags"]) == 2


def test_what_waits_in_the_inbox_cannot_be_read(locked: Program) -> None:
    locked("add", "hemligt ord: kanariefågel")
    assert not any("kanariefågel".encode() in content for content in tree(locked.home).values())


def test_everything_that_can_be_said_of_an_entry_is_kept(opened: Program) -> None:
    goal = opened("goal", "add", "Ett mål", "--standalone", "--json").json["goal"]["id"]
    opened(
        "add", "text", "--date", "2026-03-02 09:15", "--tag", "samtal", "--tag", "@anna", "--goal", goal[-7:],
        "--principle", "til", "--principle", "MED", "--star", "--place", "office", "--for-whom", "en elev",
    )  # fmt: skip
    (entry,) = opened("log", "--kind", "entry", "--json").json["records"]
    assert entry["at"] == "2026-03-02T09:15:00+01:00"
    assert entry["tags"] == ["#samtal", "@anna"]
    assert (entry["goal"], entry["principles"]) == (goal, ["TIL", "MED"])
    assert (entry["starred"], entry["place"], entry["for_whom"]) == (True, "office", "en elev")


def test_a_failure_and_a_learning_keep_their_fields(opened: Program) -> None:
    failure = opened(
        "fail", "Det sprack", "--expected", "tyst", "--why", "bråttom", "--next", "fråga", "--kind", "complex", "--json"
    ).json["id"]
    learning = opened("learn", "Fråga först", "--failure", failure[-7:], "--json").json["id"]
    assert opened("learn", "Av en kollega", "--from", "colleague").status == 0
    kept = opened("show", failure[-7:], "--json").json
    assert {name: kept["record"][name] for name in ("text", "expected", "why", "next", "sort")} == {
        "text": "Det sprack",
        "expected": "tyst",
        "why": "bråttom",
        "next": "fråga",
        "sort": "complex",
    }
    assert [one["id"] for one in kept["related"]] == [learning]
    assert kept["related"][0]["learned_from"] == "failure"


def test_a_whole_goal_id_needs_no_key_and_a_short_one_says_so(locked: Program) -> None:
    whole = "01a20aad-8183-7000-a464-141a35e46d08"
    assert locked("add", "för målet", "--goal", whole).status == 0
    before = tree(locked.home)
    short = locked("add", "för målet", "--goal", "5e46d08")
    assert (short.status, short.out) == (3, "")
    assert short.err.startswith("--goal: The vault is locked.")
    assert short.err.count("\n") == 1
    assert tree(locked.home) == before


def test_check_in_answers_are_kept_while_locked(locked: Program) -> None:
    given = locked.process("checkin", "--answer", "til1=3", "--answer", "HEL2=none", "--date", "yesterday")
    assert given.status == 0
    (kept,) = locked("log", "--kind", "checkin", "--json", MEDLEDARE_PASSPHRASE_FILE=str(locked.passphrase_file)).json[
        "records"
    ]
    assert [(one["item"], one["value"]) for one in kept["answers"]] == [("TIL1", 3), ("HEL2", "none")]
    yesterday = (datetime.now().astimezone() - timedelta(days=1)).date()
    assert datetime.fromisoformat(kept["at"]).date() == yesterday


@pytest.mark.parametrize("given", ["TIL1=5", "XYZ1=2", "TIL1", "TIL1=", "=3"])
def test_an_answer_that_is_none_is_refused(locked: Program, given: str) -> None:
    refused = locked("checkin", "--answer", given)
    assert (refused.status, refused.out) == (2, "")
    assert f"“{given}”" in refused.err


def test_the_last_answer_to_an_item_counts(opened: Program) -> None:
    opened("checkin", "--answer", "TIL1=3", "--answer", "HEL1=1", "--answer", "til1=4")
    (kept,) = opened("log", "--json").json["records"]
    assert [(one["item"], one["value"]) for one in kept["answers"]] == [("TIL1", 4), ("HEL1", 1)]


def test_a_sign_alone_is_no_tag(opened: Program) -> None:
    opened("add", "x", "--tag", "# @ å", "--tag", "")
    (kept,) = opened("log", "--json").json["records"]
    assert kept["tags"] == ["#å"]


def test_standard_input_is_kept_byte_for_byte(opened: Program) -> None:
    text = "  första raden\r\n\tandra \u00a0\n\n\u202eomvänt\u202c e\u0301\n\n"
    assert opened.process("add", "-", stdin=text.encode()).status == 0
    assert opened("log", "--json").json["records"][0]["text"] == text


@pytest.mark.parametrize("data", [b"\xff\xfe", b"abc\xed\xa0\x80", b"half \xc3"])
def test_standard_input_that_is_not_utf8_is_refused_whole(opened: Program, data: bytes) -> None:
    before = tree(opened.home)
    refused = opened.process("add", "-", stdin=data)
    assert (refused.status, refused.err) == (2, "The text is not UTF-8. Nothing was saved.\n")
    assert tree(opened.home) == before


def test_nothing_to_write_is_told(opened: Program) -> None:
    assert opened("add", "  ").status == 2
    assert opened("add", "-", stdin=b"\n").status == 2
    assert opened("add", "").err == "Write a few words here.\n"
    assert opened("log", "--json").json["records"] == []


def test_without_a_terminal_nothing_waits_for_an_answer(opened: Program) -> None:
    for arguments in (["add"], ["fail"], ["learn"], ["checkin"], ["mission", "set"], ["mission", "explain"]):
        asked = opened.process(*arguments)
        assert (asked.status, asked.out) == (3, ""), arguments
        assert asked.err.startswith("There is no terminal to ask in. Give "), arguments


def test_closed_standard_streams_are_no_trouble(opened: Program) -> None:
    assert opened.process("add", "utan in", stdin=None).status == 0
    assert opened.process("add", "utan ut", preexec_fn=lambda: os.close(1)).status == 0
    assert opened.process("add", "utan fel", preexec_fn=lambda: os.close(2)).status == 0
    assert opened.process("add", preexec_fn=lambda: (os.close(1), os.close(2))).status == 3
    assert opened.process("add", stdin=None).status == 3
    assert len(opened("log", "--json").json["records"]) == 3


def test_at_a_terminal_one_is_asked_and_told_how_to_end(locked: Program) -> None:
    typed = locked.at_terminal("add", talk=[("ctrl+d", "hej\npå dig\n\x04")])
    assert typed.status == 0
    assert "Saved as " in typed.out
    (kept,) = locked("log", "--json", MEDLEDARE_PASSPHRASE_FILE=str(locked.passphrase_file)).json["records"]
    assert kept["text"] == "hej\npå dig"


def test_leaving_the_prompt_saves_nothing(locked: Program) -> None:
    before = tree(locked.home)
    assert locked.at_terminal("add", talk=[("ctrl+d", "halvfärdigt\n\x03")]).status == 1
    empty = locked.at_terminal("add", talk=[("ctrl+d", "\x04")])
    assert empty.status == 1
    assert "Nothing was written" in empty.out
    assert tree(locked.home) == before


def test_the_usual_place_comes_from_the_settings(opened: Program) -> None:
    opened("config", "set", "place", "home")
    opened("add", "hemma")
    opened("add", "på kontoret", "--place", "office")
    assert [one["place"] for one in opened("log", "--json").json["records"]] == ["home", "office"]


def test_settings_that_cannot_be_read_do_not_stop_an_entry(opened: Program) -> None:
    opened("config", "set", "place", "home")
    settings = opened.home / "config" / "medledare" / "settings.toml"
    settings.write_text("language = [", encoding="utf-8")
    assert opened("add", "ändå").status == 0
    assert opened("config", "list").status == 1


def test_what_capture_writes_is_for_its_owner_only(locked: Program) -> None:
    old = os.umask(0)
    try:
        locked.process("add", "hej")
    finally:
        os.umask(old)
    places = list((locked.home / "state").rglob("*"))
    assert any(path.suffix == ".age" for path in places)
    assert [path for path in places if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_passphrase_is_never_an_argument(locked: Program) -> None:
    assert locked("unlock", "--passphrase", PASSPHRASE).status == 2


def test_a_name_in_the_text_links_as_the_option_does(opened: Program) -> None:
    goal = opened("goal", "add", "Svara alla inom två dagar", "--standalone", "--json").json["goal"]["id"]
    assert opened("add", "Ringde +svara-alla och +tillit. C++ är kvar").err == ""
    assert opened("learn", "Fråga först +svara-alla").status == 0
    entry, learning = opened("log", "--goal", goal, "--json").json["records"][-2:]
    assert (entry["text"], entry["goal"], entry["principles"]) == (
        "Ringde +svara-alla och +tillit. C++ är kvar", goal, ["TIL"]
    )  # fmt: skip
    assert learning["goal"] == goal


def test_while_locked_a_principle_is_linked_and_what_may_be_a_goal_stays_text(locked: Program) -> None:
    assert locked("add", "Ringde +svara-alla och +tillit").status == 0
    assert "“+svara-alla”" in locked.at_terminal("add", "+svara-alla").out
    found = locked("log", "--json", MEDLEDARE_PASSPHRASE_FILE=str(locked.passphrase_file)).json["records"]
    assert [(one["text"], one.get("goal", ""), one.get("principles", [])) for one in found] == [
        ("Ringde +svara-alla och +tillit", "", ["TIL"]), ("+svara-alla", "", []),
    ]  # fmt: skip
