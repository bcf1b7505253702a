"""Which question the coach chooses, how long it lets it rest, and ten years of days on which it keeps its word."""

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from coach_facts import NOW, ago, answered, asked, bank, days_of_writing, entry, facts, found, made, rules
from coach_life import Life
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.coach.engine import Proposal, propose
from medledare.coach.facts import Facts
from medledare.coach.history import History
from medledare.domain.principles import PRINCIPLES
from medledare.domain.question import Question
from medledare.domain.records import Offer

RULES = rules()
BANK = bank()
WAITING = [entry(days, "#waiting", for_whom="x", id=f"w{days}") for days in (9, 3)]
WAITING_AGAIN = entry(1, "#waiting", for_whom="x")
MISSION = made("mission", 1, statement="Families get an answer")


def proposed(*records: Any, now: datetime = NOW, mission: Any = MISSION, rules: Any = None) -> Any:
    known = facts(*([mission] if mission else ()), *records, now=now)
    return propose(known, RULES.values() if rules is None else rules, BANK)


def test_a_rule_that_holds_speaks_with_its_own_words_and_the_records_behind_it():
    proposal = proposed(*WAITING)
    assert (proposal.rule.id, proposal.question.text) == ("R15", RULES["R15"].question)
    assert proposal.evidence.ids == ("w3", "w9")


def test_the_heaviest_of_several_rules_speaks():
    failure = made("failure", 4, text="Nobody came")
    assert proposed(*WAITING, failure).rule.id == "R24"


def test_one_thing_a_day():
    assert proposed(*WAITING, asked(0)) is None
    assert proposed(*WAITING, asked(0, state="later")) is None


@pytest.mark.parametrize(("days", "speaks"), [(13, False), (14, True)])
def test_no_words_come_back_within_a_fortnight_even_if_the_rule_may_speak(days, speaks):
    earlier = asked(days, "R15", about=("w9",))
    assert (proposed(*WAITING, earlier).rule is not None) == speaks


def test_words_asked_by_another_name_or_in_another_language_rest_too():
    same = asked(5, code="HAN.morning.1", text=RULES["R15"].question.upper())
    assert proposed(*WAITING, same).rule is None
    other = asked(5, code="R15", text="Which mandate?")
    assert proposed(*WAITING, other).rule is None


def test_a_cool_down_doubles_for_each_dismissal_in_a_row_until_an_answer():
    rule = RULES["R20"]

    def wait(*states: str) -> int:
        offers = [asked(100 - 10 * number, "R20", state=state) for number, state in enumerate(states)]
        return History(offers, NOW.date()).wait(rule)

    assert wait() == wait("shown") == wait("answered") == wait("later") == 21
    assert wait("dismissed") == 42
    assert wait("dismissed", "dismissed") == 84
    assert wait("dismissed", "shown", "dismissed") == 84
    assert wait("dismissed", "dismissed", "answered") == 21
    assert wait("dismissed", "answered", "dismissed") == 42
    assert wait(*["dismissed"] * 400) < 10**6


@pytest.mark.parametrize(
    ("days", "state", "speaks"),
    [(20, "answered", False), (21, "answered", True), (41, "dismissed", False), (42, "dismissed", True)],
)
def test_a_rule_rests_as_long_as_its_cool_down_says(days, state, speaks):
    quiet = [made("goal", 90, title="Sooner", cue="x", action="y", serves="z"), *days_of_writing(80)]
    proposal = proposed(*quiet, asked(days, "R05", state=state), rules=[RULES["R05"]])
    assert (proposal.rule is not None) == speaks


def test_a_dismissed_question_of_the_bank_rests_twice_as_long():
    question = Question("TIL.morning.1", "TIL", "Whom?")
    for days, state, rests in ((14, "answered", False), (14, "dismissed", True), (28, "dismissed", False)):
        history = History([asked(days, code="TIL.morning.1", state=state)], NOW.date())
        assert history.question_rests(question) == rests


def test_the_same_records_are_asked_about_once():
    before = asked(30, "R15", about=("w3", "w9"))
    assert proposed(*WAITING, before).rule is None
    assert proposed(*WAITING, WAITING_AGAIN, before).rule.id == "R15"


def test_what_was_put_off_may_come_again():
    before = asked(30, "R15", about=("w3", "w9"), state="later")
    assert proposed(*WAITING, before).rule.id == "R15"
    talk = made("talk", -5, text="Development dialogue", id="talk")
    again = proposed(talk, asked(1, "R36", about=("talk",), state="later"))
    assert (again.rule.id, again.question.moment) == ("R36", "talk")


def test_of_several_goals_the_one_asked_about_longest_ago_is_next():
    goals = [made("goal", 90, title=name, cue="x", action="y", serves="z", id=name) for name in "abc"]
    offers = [asked(60, "R05", about=("a",)), asked(30, "R05", about=("c",))]
    assert proposed(*goals, *days_of_writing(80), *offers, rules=[RULES["R05"]]).evidence.ids == ("b",)
    offers.append(asked(22, "R05", about=("b",)))
    assert proposed(*goals, *days_of_writing(80), *offers, rules=[RULES["R05"]]).evidence.ids == ("a",)


def test_while_its_own_words_rest_a_question_of_the_bank_can_carry_the_reason():
    failure = made("failure", 4, text="Nobody came", id="failure")
    proposal = proposed(failure, entry(1), asked(5, "R24", about=("another",)))
    assert (proposal.rule.id, proposal.question.moment) == ("R24", "failure")
    assert proposal.question.principle == RULES["R24"].principle
    assert proposal.evidence.ids == ("failure",)


def test_after_a_week_away_one_is_welcomed_and_no_other_rule_speaks():
    failure = made("failure", 12, text="Nobody came")
    before = [failure, *(replace(one, id=f"{one.id}x", at=ago(10 + days)) for days, one in enumerate(WAITING))]
    assert proposed(*before, mission=None).rule.id == "R33"
    again = proposed(*before, asked(13, "R33"), mission=None)
    assert (again.rule.id, again.question.moment) == ("R33", "morning")
    unwelcome = proposed(*before, asked(9, "R33", state="dismissed"), mission=None)
    assert unwelcome.rule is None or unwelcome.rule.id == "R33"


def test_before_anything_is_written_the_bank_asks():
    proposal = propose(facts(), RULES.values(), BANK)
    assert (proposal.rule, proposal.moment) == (None, "morning")


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [(24, 9, "morning"), (24, 13, "morning"), (24, 14, "evening"), (24, 23, "evening"), (27, 9, "weekly")],
)
def test_the_bank_fits_the_time(day, hour, moment):
    now = NOW.replace(day=day, hour=hour, minute=0)
    assert proposed(entry(0, for_whom="x"), now=now).moment == moment


def test_the_question_for_the_week_comes_on_friday_or_with_a_check_in_after_it():
    saturday = NOW.replace(day=28)
    checkin = answered(-4, TIL1=3)
    assert proposed(checkin, now=saturday).moment == "weekly"
    assert proposed(now=saturday).moment == "morning"
    friday = asked(-3, code="TIL.weekly.1")
    assert proposed(checkin, friday, now=saturday).moment == "morning"


def test_after_a_failure_and_before_a_talk_the_bank_asks_about_those_but_not_day_after_day():
    failure = made("failure", 1, text="Nobody came")
    assert proposed(failure).moment == "failure"
    assert proposed(failure, asked(1, code="TIL.failure.1")).moment == "morning"
    talk = made("talk", -5, text="Development dialogue", id="talk")
    spoken = asked(20, "R36", about=("talk",))
    assert proposed(talk, spoken).moment == "talk"
    assert proposed(made("talk", -9, text="x"), spoken).moment == "morning"


def test_the_focus_principle_comes_often_and_the_others_all_come():
    offers: list[Offer] = []
    now = NOW
    for _day in range(42):
        proposal = propose(Facts(now, {}, offers, "KUN"), RULES.values(), BANK)
        offers.append(as_offer(proposal, now))
        now += timedelta(days=1)
    counted = Counter(one.principle for one in offers)
    assert counted["KUN"] >= 14
    assert all(counted[code] >= 3 for code in PRINCIPLES)


def test_when_all_there_is_to_ask_was_asked_of_late_nothing_is_asked():
    assert propose(facts(asked(3, code="X")), [], [Question("X", "TIL", "Whom?", "morning")]) is None
    assert propose(facts(), [], []) is None


def test_an_offer_from_a_clock_that_was_years_ahead_does_no_harm():
    ahead = [asked(-3650, "R15"), asked(-3650, code=BANK[0].code)]
    assert proposed(*WAITING, *ahead).rule.id == "R15"


def as_offer(proposal: Proposal, now: datetime) -> Offer:
    return made(
        "offer",
        0,
        at=now,
        created=now,
        question=proposal.question.code,
        text=proposal.question.text,
        rule=proposal.rule.id if proposal.rule else "",
        principle=proposal.question.principle,
        about=proposal.evidence.ids,
    )


def doubled(offers: list[Offer], rule: str) -> int:
    """The factor by which dismissals lengthen a cool-down, counted apart from the engine."""
    factor = 1
    for one in sorted(offers, key=lambda one: one.at):
        if one.rule == rule:
            factor = 1 if one.state == "answered" else factor * 2 if one.state == "dismissed" else factor
    return factor


def keeps_its_word(life: Life, offers: list[Offer], proposal: Proposal) -> None:
    """What must hold for every question, given all that was asked before."""
    today = life.now.date()
    gaps = [((today - one.at.date()).days, one) for one in offers]
    assert all(days > 0 for days, _one in gaps), "one thing a day"
    for days, one in gaps:
        if days < 14:
            assert one.text != proposal.question.text
            assert one.question != proposal.question.code
    there = {one.id for one in life.records}
    if proposal.rule is None:
        assert proposal.moment, "a question of the bank says what it fits"
    else:
        wait = proposal.rule.cooldown * doubled(offers, proposal.rule.id)
        assert all(days >= wait for days, one in gaps if one.rule == proposal.rule.id)
        assert proposal.evidence.ids, "a rule has records behind it"
        assert there.issuperset(proposal.evidence.ids)
        proposal.rule.because.format_map(dict.fromkeys(proposal.evidence.values, ""))
    days_of = [one.at.date() for one in [*life.records[-40:], *offers[-3:]] if one.at.date() < today]
    if len(life.records) > 40 and (today - max(days_of)).days > 7:
        assert proposal.rule is None or proposal.rule.id == "R33"


def lived(seed: int, days: int) -> list[Offer]:
    """Days of a life with the coach, looking at what services would hand it; what was asked, each time checked."""
    life = Life(seed, NOW - timedelta(days=3650))
    offers: list[Offer] = []
    shuffle = random.Random(seed)
    for _day in range(days):
        life.day()
        if not life.happens(0.8):
            # The program was not opened.
            continue
        since = life.now - timedelta(days=400)
        recent = [one for one in life.records if one.at >= since or one.kind not in ("entry", "checkin", "close")]
        shuffle.shuffle(recent)
        known = facts(*recent, *(one for one in offers if one.rule or one.at >= since), now=life.now, focus="KUN")
        proposal = propose(known, RULES.values(), BANK)
        assert proposal is not None
        keeps_its_word(life, offers, proposal)
        offers.append(life.say(as_offer(proposal, life.now)))
        if life.happens(0.1):
            # Another device asked on the same day, before the two had met.
            offers.append(life.say(as_offer(proposal, life.now - timedelta(minutes=5))))
        assert propose(facts(*recent, *offers, now=life.now), RULES.values(), BANK) is None
    return offers


def test_ten_years_of_days():
    offers = lived(7, 3650)
    asking = {one.rule for one in offers}
    assert len(asking) >= 30, "nearly every rule has its day"
    assert Counter(one.principle for one in offers).keys() == set(PRINCIPLES)


@settings(max_examples=12, deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_any_half_year_of_days(seed):
    lived(seed, 180)


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=5, max_value=150), st.integers(1, 60))
def test_days_on_which_nothing_is_written_change_nothing_but_the_welcome(seed, days, away):
    life = Life(seed, NOW - timedelta(days=300))
    for _day in range(days):
        life.day()
    records = [one for one in life.records if one.at <= life.now]
    then = facts(*records, now=life.now)
    later = facts(*records, now=life.now + timedelta(days=away))
    for rule in RULES:
        if rule != "R33":
            assert found(rule, later) == found(rule, then), rule
