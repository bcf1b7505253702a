"""Goals that come back, and what one wishes and fears about them, from the command line."""

from driving import Program


def test_a_goal_repeats_as_it_was_said_and_is_told_in_either_language(opened: Program) -> None:
    goal = opened("goal", "add", "Ring en chef", "--standalone", "--every", "varannan fredag").id
    assert opened("goal", "show", goal, "--json").json["goal"]["every"] == "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"
    assert "Repeats: every other Friday" in opened("goal", "show", goal).out
    assert "Återkommer: varannan fredag" in opened("--lang", "sv", "goal", "show", goal).out
    opened("goal", "edit", goal, "--every", "every day")
    assert "(today, every day)" in opened("goal", "list").out
    opened("goal", "rest", goal)
    assert "(every day, resting)" in opened("goal", "list").out
    opened("goal", "edit", goal, "--every", "")
    assert opened("goal", "show", goal, "--json").json["goal"]["every"] == ""


def test_a_day_that_does_not_come_back_is_refused_in_one_sentence(opened: Program) -> None:
    refused = opened("--lang", "sv", "goal", "add", "Mål", "--standalone", "--every", "ibland")
    assert refused.status == 2
    assert "”ibland” är ingen dag som återkommer. Skriv till exempel: varannan fredag." in refused.err
    assert opened("goal", "list", "--json").json["goals"] == []


def test_outcome_and_obstacle_are_kept_and_read(opened: Program) -> None:
    goal = opened("goal", "add", "Mål", "--standalone", "--outcome", "[/b] lugn", "--obstacle", "jag skjuter upp").id
    out = opened("goal", "show", goal).out
    assert "Outcome: [/b] lugn" in out
    assert "Obstacle: jag skjuter upp" in out
    assert goal in opened("log", "skjuter").out
