"""Recalling on the command line: typed first, shown after, and nothing kept that was not asked for."""

import pytest
from driving import Program

TEXT = "Fråga först [/b] 👩‍👩‍👧"


def learn(opened: Program, days: int) -> str:
    return opened("learn", TEXT, "--from", "colleague", "--date", f"{days} days ago").id


def test_what_was_learned_is_shown_only_after_it_was_typed(opened: Program) -> None:
    learn(opened, 8)
    talk = [("Enter shows it.", "Fråga\n"), ("u used again", "u\n")]
    ran = opened.at_terminal("recall", talk=talk)
    assert ran.status == 0
    assert "from a colleague" in ran.out
    assert ran.out.index("Fråga\n") < ran.out.index("Fråga först")
    (learning,) = opened("log", "--json").json["records"]
    assert learning["text"] == TEXT
    assert len(learning["used"]) == len(learning["recalled"]) == 1
    assert "Nothing waits" in opened("recall").out


def test_what_was_typed_can_become_the_wording_and_the_learning_can_rest(opened: Program) -> None:
    made = learn(opened, 8)
    talk = [("Enter shows it.", "Fråga alltid\n"), ("instead", "x\n"), ("Type the letters", "kr\n")]
    assert opened.at_terminal("recall", made, talk=talk).status == 0
    (learning,) = opened("log", "--json").json["records"]
    assert (learning["text"], learning["resting"]) == ("Fråga alltid", True)
    assert "left to rest" in opened("show", made).out


def test_stopping_before_it_is_shown_notes_nothing(opened: Program) -> None:
    learn(opened, 8)
    assert opened.at_terminal("recall", talk=[("Enter shows it.", "\x04")]).status == 0
    assert len(opened("recall", "--json").json["learnings"]) == 1


@pytest.mark.parametrize(("days", "waiting"), [(3, 0), (7, 1), (300, 0)])
def test_what_waits_is_told_in_json_and_nothing_asks_without_a_terminal(
    opened: Program, days: int, waiting: int
) -> None:
    learn(opened, days)
    assert len(opened("recall", "--json").json["learnings"]) == waiting
    assert opened("recall").status == (3 if waiting else 0)


def test_used_again_is_noted_of_a_learning_alone(opened: Program) -> None:
    made = learn(opened, 1)
    entry = opened("add", "Inget").id
    assert opened("used", made).out == f"Noted: used again, {TEXT}\n"
    assert "Used again: " in opened("show", made).out
    assert opened("used", entry).status == 1
    opened("undo")
    assert "Used again: " not in opened("show", made).out
