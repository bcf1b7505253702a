"""A goal's plan is asked for once more when it is first written, and only where somebody can answer."""

from typing import Any

import pytest
from driving import Program

PLAN = ("--if", "jag öppnar datorn", "--then", "svarar jag på tre")


def the_goal(program: Program) -> Any:
    (found,) = program("goal", "list", "--json").json["goals"]
    return found


def test_a_new_plan_is_written_once_more_and_what_is_written_last_stands(opened: Program) -> None:
    talk = [("Write the plan once more", ""), ("> ", "kaffet är upphällt\n"), ("> ", "svarar jag på [/b] tre\n")]
    ran = opened.at_terminal("goal", "add", "Svara", "--standalone", *PLAN, talk=talk)
    assert ran.status == 0
    assert "The plan stands." in ran.out
    kept = the_goal(opened)
    assert (kept["cue"], kept["action"]) == ("kaffet är upphällt", "svarar jag på [/b] tre")


@pytest.mark.parametrize("key", ["\n", "\x04"])
def test_one_key_leaves_it_as_it_is(opened: Program, key: str) -> None:
    ran = opened.at_terminal("goal", "add", "Svara", "--standalone", *PLAN, talk=[("> ", key)])
    assert ran.status == 0
    assert the_goal(opened)["cue"] == "jag öppnar datorn"


def test_what_is_left_empty_the_second_time_stays(opened: Program) -> None:
    opened.at_terminal("goal", "add", "Svara", "--standalone", *PLAN, talk=[("> ", "efter lunch\n"), ("> ", "\n")])
    kept = the_goal(opened)
    assert (kept["cue"], kept["action"]) == ("efter lunch", "svarar jag på tre")


def test_a_plan_that_comes_later_is_asked_for_too_but_only_the_first_time(opened: Program) -> None:
    made = opened("goal", "add", "Svara", "--standalone").id
    for command in ("goal edit", "edit"):
        opened("edit", made, "--if", "", "--then", "")
        ran = opened.at_terminal(*command.split(), made, *PLAN, talk=[("once more", ""), ("> ", "\n")])
        assert ran.status == 0
    again = opened.at_terminal("goal", "edit", made, "--if", "klockan är nio")
    assert again.status == 0
    assert "once more" not in again.out


def test_half_a_plan_is_no_plan(opened: Program) -> None:
    ran = opened.at_terminal("goal", "add", "Svara", "--standalone", "--if", "jag öppnar datorn")
    assert "once more" not in ran.out


def test_a_script_is_never_asked(opened: Program) -> None:
    ran = opened("goal", "add", "Svara", "--standalone", *PLAN, stdin=b"annat\nannat\n")
    assert ran.status == 0
    assert "once more" not in ran.out + ran.err
    assert the_goal(opened)["cue"] == "jag öppnar datorn"
    told = opened.at_terminal("goal", "add", "Nytt", "--standalone", *PLAN, "--json")
    assert told.status == 0
    assert "once more" not in told.out


def test_what_made_a_goal_possible_is_asked_at_a_terminal_and_may_be_left(opened: Program) -> None:
    first, second = (opened("goal", "add", title, "--standalone").id for title in ("Svara", "Ringa"))
    assert opened.at_terminal("goal", "done", first, talk=[("possible?", ""), ("> ", "Två hjälptes åt\n")]).status == 0
    assert opened.at_terminal("goal", "done", second, talk=[("> ", "\n")]).status == 0
    closings = [opened("goal", "show", one, "--json").json["goal"]["closing"] for one in (first, second)]
    assert closings == ["Två hjälptes åt", ""]


def test_a_goal_shows_the_mission_it_was_set_under_once_that_reads_otherwise(opened: Program) -> None:
    opened("mission", "set", "Föräldrar får besked", "--for", "familjer")
    made = opened("goal", "add", "Svara", "--serves", "besked").id
    assert opened("goal", "show", made, "--json").json["set_under"] is None
    assert "when the goal was set" not in opened("goal", "show", made).out
    opened("mission", "set", "Familjer får besked i tid", "--for", "familjer")
    out = opened("goal", "show", made).out
    assert "The mission when the goal was set" in out
    assert "Föräldrar får besked" in out
    assert "i tid" not in out
    assert opened("goal", "show", made, "--json").json["set_under"]["statement"] == "Föräldrar får besked"
    assert "Föräldrar får besked" in opened("show", made).out
    later = opened("goal", "add", "Ringa", "--serves", "besked").id
    assert opened("goal", "show", later, "--json").json["set_under"] is None


def test_after_an_explanation_the_earlier_ones_are_pointed_to(opened: Program) -> None:
    opened("mission", "set", "Föräldrar får besked")
    assert "earlier ones" not in opened.at_terminal("mission", "explain", "så", "här").out
    assert "mission explanations" in opened.at_terminal("mission", "explain", "eller", "så").out
