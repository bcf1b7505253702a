"""Each of the coach's signals: there when it should be, not there when it should not, and which records it names."""

from datetime import date
from pathlib import Path

import pytest
from coach_facts import NOW, ago, answered, asked, days_of_writing, entry, facts, found, made, rules

from medledare.coach.facts import Item
from medledare.coach.signals import SIGNALS
from medledare.domain.records import Telling

MISSION = made("mission", 40, statement="Families get an answer", id="mission")


def goal(days, title="Answer sooner", **fields):
    fields.setdefault("cue", "When I sit down")
    fields.setdefault("action", "I take the oldest")
    return made("goal", days, title=title, id=fields.pop("id", "goal"), **fields)


def test_every_rule_has_a_signal_that_gives_what_its_reason_names():
    known = rules()
    assert list(known) == [f"R{number:02}" for number in range(1, 38)]
    assert {rule.signal for rule in known.values()} == set(SIGNALS)


def test_r01_once_something_is_written_there_may_be_a_mission():
    assert found("R01", facts()) is None
    assert found("R01", facts(MISSION, entry(1))) is None
    assert found("R01", facts(entry(2, id="first"), entry(1, id="last"))).ids == ("last", "first")


def test_r02_a_mission_is_taken_up_again_after_ninety_days_that_were_lived_with_it():
    old = made("mission", 95, statement="Old words", id="old")
    evidence = found("R02", facts(old, *days_of_writing(94, 1, 3)))
    assert evidence.ids == ("old",)
    assert evidence.values["day"] == ago(95).date()
    assert found("R02", facts(old, entry(1))) is None
    assert found("R02", facts(old, entry(20, question="mission.explain"), *days_of_writing(94, 1, 3))) is None
    assert found("R02", facts(old, MISSION, *days_of_writing(94, 1, 3))) is None


def test_r02_a_quarter_looked_back_on_takes_the_mission_up_and_a_week_does_not():
    old = made("mission", 95, statement="Old words", id="old")
    lived = days_of_writing(94, 1, 3)
    assert found("R02", facts(old, entry(20, question="review.quarter.2026-Q3"), *lived)) is None
    assert found("R02", facts(old, entry(20, question="review.week.2026-W44"), *lived)) is not None


def test_r03_a_goal_beside_the_mission():
    alone, linked = goal(5, id="alone"), goal(5, id="linked", serves="sooner")
    assert found("R03", facts(MISSION, linked, alone)).ids == ("alone",)
    assert found("R03", facts(MISSION, linked)) is None
    assert found("R03", facts(alone)) is None
    assert found("R03", facts(MISSION, goal(5, state="resting"))) is None


def test_r04_more_than_five_active_goals():
    five = [goal(5, id=f"g{number}") for number in range(5)]
    assert found("R04", facts(*five, goal(5, id="resting", state="resting"))) is None
    evidence = found("R04", facts(*five, goal(5, id="g5")))
    assert (evidence.ids, evidence.values["count"]) == (("g0", "g1", "g2", "g3", "g4", "g5"), 6)


def test_r05_a_goal_that_has_been_quiet_while_other_things_were_written():
    evidence = found("R05", facts(goal(60), entry(30, goal="goal", id="last"), *days_of_writing(29, 1, 3)))
    assert evidence.ids == ("goal", "last")
    assert evidence.values["goal"] == "Answer sooner"
    assert found("R05", facts(goal(60), entry(15, goal="goal"), *days_of_writing(60, 1, 3))) is None
    assert found("R05", facts(goal(60), made("failure", 5, text="x", goal="goal"), *days_of_writing(60))) is None
    assert found("R05", facts(goal(60, changed=ago(3)), *days_of_writing(60, 1, 3))) is None


def test_r05_a_holiday_does_not_make_a_goal_quiet():
    before = [goal(40), entry(30, goal="goal"), *days_of_writing(29, 26)]
    assert found("R05", facts(*before)) is None
    assert found("R05", facts(*before, entry(0))) is None
    assert found("R05", facts(*before, *days_of_writing(3))) is None


@pytest.mark.parametrize("title", ["Answer 95 % in two days", "Close 12 cases", "10 calls"])
def test_r06_a_goal_in_numbers_that_names_nobody(title):
    assert found("R06", facts(goal(1, title))).ids == ("goal",)
    assert found("R06", facts(goal(1, title, for_whom="families"))) is None


@pytest.mark.parametrize("title", ["Answer sooner", "Be ready before 2027", "Done by 2026-12-01"])
def test_r06_years_and_days_are_not_numbers_to_reach(title):
    assert found("R06", facts(goal(1, title))) is None


def test_r07_a_goal_that_has_room_for_a_plan():
    bare = goal(4, cue="", action="")
    assert found("R07", facts(bare, entry(1))).ids == ("goal",)
    assert found("R07", facts(bare)) is None
    assert found("R07", facts(goal(2, cue=""), entry(0.1))) is None
    assert found("R07", facts(goal(4), entry(1))) is None


@pytest.mark.parametrize("tag", ["#missad", "#missade", "#missed", "@missed"])
def test_r08_a_plan_that_did_not_fit_twice(tag):
    missed = [entry(days, f"not today {tag}", goal="goal", id=f"e{days}") for days in (9, 3)]
    evidence = found("R08", facts(goal(30), *missed))
    assert evidence.ids == ("goal", "e3", "e9")
    assert evidence.values["count"] == 2
    assert found("R08", facts(goal(30), missed[0])) is None
    assert found("R08", facts(goal(30), missed[0], entry(3, f"not today {tag}"))) is None
    assert found("R08", facts(goal(60), entry(40, tag, goal="goal"), missed[0])) is None


def test_r09_a_goal_that_was_reached():
    reached = goal(30, state="done", changed=ago(2))
    assert found("R09", facts(reached)).ids == ("goal",)
    assert found("R09", facts(goal(30, state="done", changed=ago(2), closing="We met often"))) is None
    assert found("R09", facts(goal(300, state="done", changed=ago(200)), entry(1))) is None
    assert found("R09", facts(goal(30, state="pruned", changed=ago(2)))) is None


def test_r10_ten_entries_that_name_nobody():
    ten = [entry(days, id=f"e{days}") for days in range(10, 0, -1)]
    assert found("R10", facts(*ten)).ids == tuple(f"e{days}" for days in range(1, 11))
    assert found("R10", facts(*ten[1:])) is None
    assert found("R10", facts(*ten, entry(0, for_whom="a family"))) is None


REVIEW = "review.week.2026-W47"


def test_a_review_that_was_kept_is_no_entry_of_its_own():
    nine = [entry(days, id=f"e{days}") for days in range(10, 1, -1)]
    assert found("R10", facts(*nine, entry(1, question=REVIEW))) is None
    assert found("R10", facts(*nine, entry(1))) is not None


def test_a_tag_that_a_review_quotes_is_not_used_once_more():
    once = entry(3, "Waited for an okay #waiting")
    assert found("R15", facts(once, entry(1, "- 21 November: Waited for an okay #waiting", question=REVIEW))) is None
    assert found("R15", facts(once, entry(1, "#waiting again"))) is not None


def test_a_day_with_nothing_but_a_review_is_a_day_that_was_written_on():
    assert found("R33", facts(entry(9))) is not None
    assert found("R33", facts(entry(9), entry(2, question=REVIEW))) is None


LOW = {"R11": "MED", "R13": "HEL", "R14": "HAN", "R17": "TIL", "R19": "STO", "R29": "KUN", "R30": "OPP"}


@pytest.mark.parametrize(("rule", "code"), LOW.items())
def test_low_is_at_most_one_on_three_of_the_last_five_answers(rule, code):
    def week(*steps, item=f"{code}1"):
        return [answered(days, **{item: step}) for days, step in zip(range(len(steps), 0, -1), steps, strict=True)]

    given = week(0, 4, 1, 4, 1)
    evidence = found(rule, facts(*given))
    assert evidence.ids == (given[4].id, given[2].id, given[0].id)
    assert evidence.values["count"] == 3
    assert found(rule, facts(*week(0, 4, 1, 4, 2))) is None
    assert found(rule, facts(*week(0, 1, 0, 1))) is None
    assert found(rule, facts(*week(0, 0, 0, 4, 4, 4))) is None
    assert found(rule, facts(*week(0, 0, 0, 4, 4, "none", "skip"))) is not None
    other = "OPP1" if code != "OPP" else "TIL1"
    assert found(rule, facts(*week(0, 0, 0, 0, 0, item=other))) is None


def test_of_two_sittings_on_a_day_the_later_counts():
    given = [answered(days, TIL1=0) for days in (6, 5, 4, 3, 2)]
    better = [answered(days - 0.01, TIL1=4) for days in (6, 5, 4)]
    assert found("R17", facts(*given)) is not None
    assert found("R17", facts(*given, *better)) is None


def test_r12_what_a_user_said():
    voice = entry(3, "She waited three weeks #röst", id="voice")
    assert found("R12", facts(voice)).ids == ("voice",)
    assert found("R12", facts(entry(3, "…", tags=("#voice",), id="tagged"))).ids == ("tagged",)
    learned = made("learning", 2, text="They read it on the bus", learned_from="user", id="learned")
    assert found("R12", facts(voice, learned)).ids == ("learned",)
    assert found("R12", facts(made("learning", 2, text="x", learned_from="colleague"))) is None
    assert found("R12", facts(entry(30, "#röst"), entry(1))) is None


@pytest.mark.parametrize(
    ("rule", "tag"), [("R15", "#väntar"), ("R15", "#waiting"), ("R18", "#kontrollreflex"), ("R18", "#control")]
)
def test_r15_r18_the_same_sign_twice(rule, tag):
    twice = [entry(days, f"words {tag}", id=f"e{days}") for days in (9, 3)]
    evidence = found(rule, facts(*twice))
    assert (evidence.ids, evidence.values["tag"]) == (("e3", "e9"), tag)
    assert found(rule, facts(twice[0])) is None
    assert found(rule, facts(entry(40, tag), twice[0], entry(1))) is None
    assert found(rule, facts(entry(2, tag + "t"), entry(1, tag + "t"))) is None


def test_r16_a_responsibility_that_goes_further_than_the_mandate():
    gap = made("mandate", 3, responsibility="Answer families", missing="To decide on overtime", id="gap")
    assert found("R16", facts(gap)).ids == ("gap",)
    assert found("R16", facts(made("mandate", 3, responsibility="Answer families"))) is None


@pytest.mark.parametrize("tag", ["#hinder-it", "#obstacle/system"])
def test_r20_the_same_obstacle_three_times_in_four_weeks(tag):
    three = [entry(days, f"stuck {tag}", id=f"e{days}") for days in (20, 9, 3)]
    evidence = found("R20", facts(*three))
    assert (evidence.ids, evidence.values["tag"], evidence.values["count"]) == (("e3", "e9", "e20"), tag, 3)
    assert found("R20", facts(*three[1:], entry(1, f"stuck {tag}-other"))) is None
    assert found("R20", facts(entry(40, tag), *three[1:])) is None


def test_r21_a_draft_that_has_lain_a_week():
    draft = made("need", 9, fact="Nobody answers the phone", id="draft")
    assert found("R21", facts(draft, *days_of_writing(3))).ids == ("draft",)
    assert found("R21", facts(draft)) is None
    assert found("R21", facts(made("need", 9, fact="x", changed=ago(2)), *days_of_writing(3))) is None
    assert found("R21", facts(made("need", 9, fact="x", state="dropped"), *days_of_writing(3))) is None


def test_r22_three_notes_upward_that_ask_for_nothing():
    glad = [made("need", days, fact="It went well", id=f"n{days}") for days in (9, 6, 3)]
    assert found("R22", facts(*glad)).ids == ("n3", "n6", "n9")
    assert found("R22", facts(*glad[1:])) is None
    assert found("R22", facts(*glad[1:], made("need", 1, fact="x", ask="More time"))) is None
    assert found("R22", facts(*glad[1:], made("need", 1, fact="x", state="dropped"))) is None


def test_r23_a_need_without_an_answer():
    shared = made("need", 40, fact="Too few", state="shared", changed=ago(20), id="shared")
    assert found("R23", facts(shared, *days_of_writing(15))).ids == ("shared",)
    assert found("R23", facts(shared, *days_of_writing(19, 16))) is None
    assert found("R23", facts(made("need", 40, fact="x", state="answered"), *days_of_writing(15))) is None
    assert found("R23", facts(made("need", 40, fact="x", state="shared", changed=ago(9)), *days_of_writing(15))) is None


def test_r24_a_failure_that_may_hold_a_learning():
    failed = made("failure", 4, text="Nobody came", id="failure")
    assert found("R24", facts(failed, entry(1))).ids == ("failure",)
    assert found("R24", facts(failed, entry(3))) is None
    assert found("R24", facts(failed, entry(1), made("learning", 1, text="Ask first", failure="failure"))) is None
    assert found("R24", facts(made("failure", 4, text="x", why="too early", next="ask"), entry(1))) is None
    assert found("R24", facts(made("failure", 90, text="x"), *days_of_writing(80))) is None


def test_r25_a_failure_that_nobody_has_heard_of():
    failed = made("failure", 9, text="Nobody came", id="failure")
    assert found("R25", facts(failed, *days_of_writing(3))).ids == ("failure",)
    assert found("R25", facts(failed, entry(5))) is None
    told = made("failure", 9, text="x", told=(Telling(whom="the team", at=ago(1)),))
    assert found("R25", facts(told, *days_of_writing(3))) is None


def test_r26_a_month_of_days_without_a_failure():
    failed = made("failure", 50, text="Nobody came", id="failure")
    assert found("R26", facts(failed, *days_of_writing(45, 1, 3))).ids == ("failure",)
    assert found("R26", facts(made("failure", 20, text="x"), *days_of_writing(45, 1, 3))) is None
    assert found("R26", facts(failed, *days_of_writing(45, 40))) is None
    never = days_of_writing(45, 1, 3)
    assert found("R26", facts(*never)).ids[0] == never[-1].id


def test_r27_the_same_cause_twice():
    twice = [
        made("failure", days, text="x", why=why, id=f"f{days}") for days, why in ((9, "Too early"), (3, "too early."))
    ]
    evidence = found("R27", facts(*twice))
    assert (evidence.ids, evidence.values["count"]) == (("f3", "f9"), 2)
    assert found("R27", facts(twice[0], made("failure", 3, text="x", why="Too late"))) is None
    assert found("R27", facts(*(made("failure", days, text="x") for days in (9, 3)))) is None
    again = made("failure", 9, text="x", recurred=(ago(1),), id="again")
    assert found("R27", facts(again)).ids == ("again",)


@pytest.mark.parametrize("age", [7, 21, 60])
def test_r28_a_learning_is_recalled_after_a_week_three_weeks_and_two_months(age):
    learned = made("learning", age + 1, text="Ask first", id="learned")
    written = days_of_writing(age)
    evidence = found("R28", facts(learned, *written))
    assert evidence.ids == ("learned",)
    assert "what" not in evidence.values, "the words would give the answer away"
    assert found("R28", facts(learned, *written, asked(1, "R28", about=("learned",)))) is None
    earlier = asked(age - 7, "R28", about=("learned",))
    assert (found("R28", facts(learned, *written, earlier)) is None) == (age == 7)


def test_r28_a_learning_is_new_for_a_week_and_old_after_four_months():
    assert found("R28", facts(made("learning", 5, text="x"), *days_of_writing(4))) is None
    assert found("R28", facts(made("learning", 200, text="x"), *days_of_writing(200, 1, 3))) is None


def test_r31_three_of_the_last_five_days_went_on_after_the_own_stop_time():
    def closed(days, hour, stop="17:00", minute=0):
        return made("close", days, text="", stop=stop, at=ago(days, hour).replace(minute=minute), id=f"c{days}-{hour}")

    late = [closed(5, 18), closed(4, 16), closed(3, 19), closed(2, 17), closed(1, 17, minute=30)]
    assert found("R31", facts(*late)).ids == ("c1-17", "c3-19", "c5-18")
    assert found("R31", facts(*late[1:])) is None
    assert found("R31", facts(*late[1:], closed(0, 9))) is None
    night = [closed(days, 1) for days in (5, 4, 3)]
    assert found("R31", facts(*night, closed(2, 16), closed(1, 16))) is not None
    vague = [closed(days, 23, stop=stop) for days, stop in ((5, ""), (4, "late"), (3, "25:00"))]
    assert found("R31", facts(*vague, closed(2, 18), closed(1, 18))) is None


@pytest.mark.parametrize("tag", ["#kontakt", "#contact"])
def test_r32_is_for_those_who_note_contact_and_counts_days_that_were_written_on(tag):
    noted = [entry(20, tag), entry(6, f"called Kim {tag}", id="last")]
    assert found("R32", facts(*noted, *days_of_writing(3))).ids == ("last",)
    assert found("R32", facts(*noted, *days_of_writing(2))) is None
    assert found("R32", facts(*noted)) is None
    assert found("R32", facts(noted[1], *days_of_writing(5))) is None
    assert found("R32", facts(*noted, *days_of_writing(5), entry(0, tag))) is None


def test_r33_after_more_than_a_week_away():
    assert found("R33", facts()) is None
    assert found("R33", facts(entry(8, id="last"))).ids == ("last",)
    assert found("R33", facts(entry(8, id="last"), entry(0))).ids == ("last",)
    assert found("R33", facts(entry(7))) is None
    assert found("R33", facts(entry(30), asked(1))) is None
    assert found("R33", facts(entry(0))) is None


def test_r34_ten_times_the_same_answer():
    ten = [answered(days, TIL1=3, STO1=days % 4) for days in range(20, 0, -2)]
    evidence = found("R34", facts(*ten))
    assert evidence.ids == tuple(one.id for one in reversed(ten))
    assert evidence.values["what"] == Item("TIL1")
    assert isinstance(evidence.values["what"], Item)
    assert found("R34", facts(*ten[1:])) is None
    assert found("R34", facts(*ten, answered(1, TIL1=4))) is None


def test_r35_a_colleague_who_has_observed_for_a_fortnight():
    agreed = made("observer", 20, behaviour="I let others finish", whom="a colleague", id="observer")
    evidence = found("R35", facts(agreed, *days_of_writing(19, 1, 3)))
    assert (evidence.ids, evidence.values["whom"]) == (("observer",), "a colleague")
    assert found("R35", facts(made("observer", 9, behaviour="x"), *days_of_writing(19, 1, 3))) is None
    assert found("R35", facts(made("observer", 200, behaviour="x"), *days_of_writing(200, 1, 3))) is None


def test_r35_and_r37_once_a_reply_has_come_in():
    agreed = made("observer", 20, behaviour="I let others finish", whom="a colleague", id="observer")
    seen = made("observation", 3, behaviour="I let others finish", whom="a colleague", observer="observer", id="seen")
    known = facts(agreed, seen, *days_of_writing(19, 1, 3))
    assert found("R35", known) is None
    evidence = found("R37", known)
    assert (evidence.ids, evidence.values["whom"]) == (("seen",), "a colleague")
    assert found("R37", facts(agreed, *days_of_writing(19, 1, 3))) is None
    assert found("R37", facts(made("observation", 30, behaviour="x"), *days_of_writing(30, 1, 3))) is None


def test_a_reply_that_comes_in_is_nothing_one_has_written():
    seen = made("observation", 2, behaviour="x")
    assert facts(seen).written == []


def test_r36_a_talk_within_a_week():
    soon = made("talk", -3, text="Development dialogue", id="soon")
    evidence = found("R36", facts(soon))
    assert evidence.ids == ("soon",)
    assert evidence.values["day"] == date(2026, 11, 27)
    assert found("R36", facts(made("talk", -9, text="x"))) is None
    assert found("R36", facts(made("talk", 1, text="x"))) is None
    assert found("R36", facts(made("talk", -0.1, text="x"))) is not None


def test_what_is_about_a_moment_to_come_is_not_yet_written():
    assert found("R12", facts(entry(-2, "#röst"))) is None
    assert facts(entry(-2)).days == []
    assert facts(entry(0.2)).lately == NOW.date()


def test_the_page_for_those_who_write_rules_names_every_signal_with_what_it_takes_and_gives():
    page = (Path(__file__).parents[2] / "docs" / "coach.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
    assert rows.keys() == SIGNALS.keys()
    for name, one in SIGNALS.items():
        assert all(f"`{parameter} = " in rows[name] for parameter in one.parameters), name
        assert all(f"`{{{given}}}`" in rows[name] for given in one.gives), name


def test_r28_follows_what_was_recalled_and_lets_rest_what_rests():
    written = days_of_writing(30)
    assert found("R28", facts(made("learning", 30, text="x", recalled=(ago(8),)), *written)) is None
    assert found("R28", facts(made("learning", 30, text="x", recalled=(ago(15),)), *written)) is not None
    assert found("R28", facts(made("learning", 30, text="x", resting=True), *written)) is None
