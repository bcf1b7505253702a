"""The check-in on the command line: a day, a day that has been, and a week; by keys, by lines and by options."""

import os
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from driving import Program, tree

from medledare.cli import keys
from medledare.text import _, speak

HOSTILE = ["[/b] [x]", "a\x1b[2J\x07b", "\u202eabc", "👩‍👩‍👧 日本", "# h\n---\n```", "x" * 1_000_000]


def today() -> date:
    return datetime.now().astimezone().date()


def kept(program: Program, kind: str = "checkin") -> list[dict[str, object]]:
    records: list[dict[str, object]] = program("log", "--kind", kind, "--json").json["records"]
    return records


def values(record: dict[str, object]) -> list[object]:
    return [one["value"] for one in record["answers"]]  # type: ignore[attr-defined]


# Keys and lines


def test_four_keys_answer_the_day(opened: Program) -> None:
    asked = opened.at_terminal("checkin", talk=[("> ", "3"), ("> ", "0"), ("> ", "n"), ("> ", "s")])
    assert asked.status == 0
    assert values(kept(opened)[0]) == [3, 0, "none", "skip"]
    assert "> Largely\n" in asked.out
    assert "> No occasion\n" in asked.out


def test_four_keys_that_come_at_once_are_four_answers(opened: Program) -> None:
    assert opened.at_terminal("checkin", talk=[("> ", "3210")]).status == 0
    assert values(kept(opened)[0]) == [3, 2, 1, 0]


def test_enter_out_of_habit_leaves_no_item_and_enter_alone_does(opened: Program) -> None:
    assert opened.at_terminal("checkin", talk=[("> ", "3\n"), ("> ", "\n"), ("> ", "1"), ("> ", "2")]).status == 0
    (record,) = kept(opened)
    assert values(record) == [3, 1, 2]
    items = [one["item"] for one in opened("checkin", "--json").json["items"]]
    assert [one["item"] for one in record["answers"]] == [items[0], items[2], items[3]]  # type: ignore[attr-defined]


def test_a_slip_of_the_finger_is_taken_back_with_b(opened: Program) -> None:
    assert opened.at_terminal("checkin", talk=[("> ", "4"), ("> ", "b"), ("> ", "1"), ("> ", "222")]).status == 0
    assert values(kept(opened)[0]) == [1, 2, 2, 2]


@pytest.mark.parametrize("sent", ["\x1b[1;5A", "\x1b[15~", "å", "🙂"])
def test_an_arrow_is_not_taken_for_the_digits_it_sends(sent: str) -> None:
    reading, writing = os.pipe()
    os.write(writing, sent.encode())
    later = threading.Timer(0.3, os.write, (writing, b"3"))
    later.start()
    assert keys._key(reading) == "3"
    later.join()
    os.close(reading)
    os.close(writing)


def test_a_key_that_is_no_answer_answers_nothing(opened: Program) -> None:
    assert opened.at_terminal("checkin", talk=[("> ", "7"), ("Type 0 to 4", "3210")]).status == 0
    assert values(kept(opened)[0]) == [3, 2, 1, 0]


def test_a_screen_reader_gets_lines(opened: Program) -> None:
    talk = [("> ", "3\n"), ("> ", "9\n"), ("> ", "2\n"), ("> ", "\n"), ("> ", "s\n")]
    assert opened.at_terminal("--plain", "checkin", talk=talk).status == 0
    assert values(kept(opened)[0]) == [3, 2, "skip"]


def test_leaving_in_the_middle_keeps_what_was_answered_and_gives_the_terminal_back(opened: Program) -> None:
    assert opened.at_terminal("checkin", talk=[("> ", "2"), ("> ", "\x04")]).status == 0
    assert values(kept(opened)[0]) == [2]
    broken = opened.at_terminal("checkin", talk=[("> ", "2"), ("> ", "\x03")])
    assert broken.status == 1
    assert len(kept(opened)) == 1


# A day that has been


@pytest.mark.parametrize(("language", "said"), [("sv", "i går"), ("en", "yesterday")])
def test_a_day_that_has_been_is_filled_in_and_marked(opened: Program, language: str, said: str) -> None:
    asked = opened.at_terminal("--lang", language, "checkin", "--date", said, talk=[("> ", "3210")])
    assert asked.status == 0
    (record,) = kept(opened)
    assert datetime.fromisoformat(str(record["at"])).date() == today() - timedelta(days=1)
    assert record["afterwards"] is True
    speak(language)
    marked = _("filled in afterwards")
    shown = opened("--lang", language, "log")
    assert marked in shown.out
    assert marked in opened("--lang", language, "log", "--short").out
    assert marked in opened("--lang", language, "show", str(record["id"])).out
    assert marked in opened("--lang", language, "export").out
    items = opened("checkin", "--date", said, "--json").json["items"]
    assert [one["afterwards"] for one in items] == [True] * 4


def test_the_day_that_is_filled_in_is_told(opened: Program) -> None:
    asked = opened.at_terminal("checkin", "--date", "2026-03-02", talk=[("> ", "\x04")])
    assert "Monday 2 March 2026" in asked.out


def test_what_is_answered_on_its_day_is_not_marked(opened: Program) -> None:
    opened("checkin", "--answer", "TIL1=3")
    assert "afterwards" not in kept(opened)[0]
    assert "afterwards" not in opened("log").out


@pytest.mark.parametrize("week", [[], ["--week"]])
@pytest.mark.parametrize("how", [["--json"], [], ["--answer"]])
def test_the_future_is_refused_in_a_sentence(locked: Program, how: list[str], week: list[str]) -> None:
    before = tree(locked.home)
    answer = ["TIL=3" if week else "TIL1=3"] if how == ["--answer"] else []
    refused = locked("checkin", *week, "--date", "2999-01-01", *how, *answer)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == "--date: 2999-01-01 is still to come. Answer for today, or for a day that has been.\n"
    assert tree(locked.home) == before


# No occasion, skip, and not answered at all


def test_no_occasion_skip_and_not_shown_are_three_things(opened: Program) -> None:
    items = [one["item"] for one in opened("checkin", "--json").json["items"]]
    opened("checkin", "--answer", f"{items[0]}=none", "--answer", f"{items[1]}=skip", "--answer", f"{items[2]}=0")
    shown = {one["item"]: one["answer"] for one in opened("checkin", "--json").json["items"]}
    assert shown == {items[0]: "none", items[1]: "skip", items[2]: 0, items[3]: None}
    stored = [(one["item"], one["value"]) for one in kept(opened)[0]["answers"]]  # type: ignore[attr-defined]
    assert stored == [(items[0], "none"), (items[1], "skip"), (items[2], 0)]
    for language, words in (("en", ("No occasion", "Skipped", "Not at all")),
                            ("sv", ("Inget tillfälle", "Hoppade över", "Inte alls"))):  # fmt: skip
        for command in (["log"], ["export"]):
            told = opened("--lang", language, *command).out
            assert [told.count(word) for word in words] == [1, 1, 1], command


def test_an_answer_to_an_earlier_wording_is_shown_as_it_was_worded(
    opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from medledare.domain.principles import ITEMS
    from medledare.text import library

    opened("checkin", "--answer", "TIL1=3")
    before = library.item_text("TIL1")
    monkeypatch.setitem(library._library("en")["items"], "TIL1", [before, "I trusted."])
    monkeypatch.setitem(ITEMS, "TIL1", 2)
    assert f"TIL1: {before} Largely" in opened("log").out
    (day,) = [one for one in opened("checkin", "--json").json["items"] if one["item"] == "TIL1"]
    assert day["text"] == before
    opened("checkin", "--answer", "TIL1=1", "--date", "yesterday")
    assert "TIL1: I trusted. A little" in opened("log").out
    assert [one["answers"][0]["wording"] for one in kept(opened)] == [2, 1]  # type: ignore[index]


# A week


def test_a_week_is_said_while_locked(locked: Program) -> None:
    said = locked("checkin", "--week", "--answer", "TIL=3", "--answer", "sto=none", "--answer", "OPP=skip",
                  "--learned", "fråga först", "--need", "ärenden ligger", "--stop", "listan", "--json")  # fmt: skip
    assert said.status == 0
    assert [one["kind"] for one in said.json["records"]] == ["conditions", "learning", "need", "stop"]
    unlocked = {"MEDLEDARE_PASSPHRASE_FILE": str(locked.passphrase_file)}
    found = {one["kind"]: one for one in locked("log", "--json", **unlocked).json["records"]}
    assert values(found["conditions"]) == [3, "none", "skip"]
    assert (found["learning"]["text"], found["need"]["fact"], found["stop"]["text"]) == (
        "fråga först", "ärenden ligger", "listan",
    )  # fmt: skip
    shown = locked("log", "--kind", "conditions", **unlocked).out
    assert "Were conditions good enough to trust each other? Largely" in shown
    assert f"week {today().isocalendar().week}" in shown


def test_a_later_sitting_wins_principle_by_principle(opened: Program) -> None:
    opened("checkin", "--week", "--answer", "TIL=3", "--answer", "STO=1")
    opened("checkin", "--week", "--answer", "STO=4")
    week = opened("checkin", "--week", "--json").json
    assert week["week"] == (today() - timedelta(days=today().weekday())).isoformat()
    assert [one["answer"] for one in week["items"]] == [3, None, None, 4, None, None, None]


def test_a_week_said_in_one_command_is_taken_back_in_one(opened: Program) -> None:
    opened("checkin", "--week", "--answer", "TIL=3", "--learned", "a", "--need", "b", "--stop", "c")
    assert opened("undo").status == 0
    assert opened("log", "--json").json["records"] == []


def test_a_week_is_asked_by_keys_and_each_text_may_be_left_out(opened: Program) -> None:
    talk = [
        ("> ", "3210n"),
        ("> ", "s"),
        ("> ", "4"),
        ("learned", "ett\n"),
        ("seen", "\n"),
        ("doing", "\n"),
    ]
    assert opened.at_terminal("checkin", "--week", talk=talk).status == 0
    assert values(kept(opened, "conditions")[0]) == [3, 2, 1, 0, "none", "skip", 4]
    assert [one["text"] for one in kept(opened, "learning")] == ["ett"]
    assert kept(opened, "need") == kept(opened, "stop") == []
    assert len(opened("undo", "--json").json["undone"]) == 2


def test_a_week_that_has_been_is_marked(opened: Program) -> None:
    opened("checkin", "--week", "--answer", "TIL=1", "--date", "8 days ago")
    assert kept(opened, "conditions")[0]["afterwards"] is True
    assert "filled in afterwards" in opened("log").out


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["learned", "need", "stop"])
def test_whatever_is_written_of_a_week_comes_back_as_it_was(opened: Program, field: str, text: str) -> None:
    from medledare.cli.run import run  # the argument list of a process is not as long as that

    assert run(["checkin", "--week", f"--{field}", text]) == 0
    (record,) = opened("log", "--json").json["records"]
    assert record["fact" if field == "need" else "text"] == text
    assert opened("log").status == opened("export").status == 0


def test_nothing_is_kept_of_a_week_when_one_text_cannot_be(opened: Program) -> None:
    from medledare.cli.run import run

    assert run(["checkin", "--week", "--answer", "TIL=3", "--learned", "a", "--stop", "nul \x00"]) == 2
    assert opened("log", "--json").json["records"] == []


@pytest.mark.parametrize(
    "wrong",
    [["--learned", "x"], ["--week", "--answer", "TIL1=3"], ["--week", "--answer", "TIL=5"], ["--answer", "TIL=3"]],
)
def test_what_belongs_to_the_other_is_refused(opened: Program, wrong: list[str]) -> None:
    assert opened("checkin", *wrong).status == 2
    assert opened("log", "--json").json["records"] == []


def test_an_empty_week_is_not_kept(opened: Program) -> None:
    assert opened("checkin", "--week", "--learned", " ").status == 1
    assert opened.process("checkin", "--week").status == 3


# Focus and role


def test_a_focus_is_chosen_changed_and_given_up_and_every_choice_is_kept(opened: Program) -> None:
    assert opened("focus", "--json").json == {"format": "medledare/1", "focus": None, "name": None}
    opened("focus", "set", "kun")
    assert [one["item"] for one in opened("checkin", "--json").json["items"]][:2] == ["KUN1", "KUN2"]
    opened("focus", "set", "KUN")
    opened("focus", "set", "TIL")
    assert "Trust" in opened("focus").out
    opened("focus", "none")
    assert "fourteen" in opened("focus").out
    assert [one["principle"] for one in opened("focus", "history", "--json").json["focuses"]] == ["KUN", "TIL", ""]
    assert opened("focus", "set", "XXX").status == 2


def test_the_day_that_is_filled_in_is_asked_with_the_focus_it_had(opened: Program) -> None:
    opened("focus", "set", "KUN")
    asked = opened("checkin", "--date", "yesterday", "--json").json["items"]
    assert not {"KUN1", "KUN2"} <= {one["item"] for one in asked}


def test_a_role_is_written_from_a_day_on_while_locked_and_earlier_ones_stay(locked: Program, tmp_path: Path) -> None:
    assert locked("role", "set", "handläggare", "--date", "2026-01-07").status == 0
    assert locked("role", "set", "samordnare [/b]").status == 0
    unlocked = {"MEDLEDARE_PASSPHRASE_FILE": str(locked.passphrase_file)}
    assert locked("role", "--json", **unlocked).json["role"]["text"] == "samordnare [/b]"
    history = locked("role", "history", **unlocked).out.splitlines()
    assert [line.split("Role: ")[1] for line in history] == ["handläggare", "samordnare [/b]"]
    assert "may not be comparable" in " ".join(locked("role", "--help").out.split())


def test_without_a_role_it_says_how_to_write_one(opened: Program) -> None:
    assert "medledare role set" in opened("role").out
    assert opened("role", "--json").json["role"] is None
