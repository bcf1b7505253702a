"""The first weeks at the command line: what one could try, with its command, and a way to put it away."""

import json

from driving import Program


def test_the_suggestion_stands_with_its_command_and_goes_once_done(opened: Program) -> None:
    known = json.loads(opened("coach", "first", "--json").out)["suggestion"]
    assert set(known) == {"id", "text", "command"}
    assert known["command"] == "medledare add"
    assert "“medledare add”" in opened("coach", "first").out
    opened("add", "En rad")
    assert "“medledare add”" not in opened("coach", "first").out


def test_each_command_that_is_suggested_is_one(opened: Program) -> None:
    from medledare.services.first_weeks import steps

    for step in steps():
        assert opened(*step.command.split()[1:], "--help").status == 0


def test_it_is_put_away_and_undo_brings_it_back(opened: Program) -> None:
    assert opened("coach", "first", "--away").status == 0
    assert opened("coach", "first", "--json").json["suggestion"] is None
    assert opened("coach", "first").out == "Nothing is suggested now.\n"
    assert opened("coach", "first", "--away").status != 0
    assert opened("coach", "today", "--json").json["question"]["rule"] != "first weeks"
    opened("undo")
    assert opened("coach", "first", "--json").json["suggestion"] is not None


def test_the_setting_turns_it_off(opened: Program) -> None:
    opened("config", "set", "first_weeks", "false")
    assert opened("coach", "first").out == "Nothing is suggested now.\n"


def test_the_question_of_the_day_has_it_below_at_a_terminal_only(opened: Program) -> None:
    assert "medledare add" not in opened("coach").out
    asked = opened.at_terminal("coach")
    assert asked.out.index("because:") < asked.out.index("medledare add")
