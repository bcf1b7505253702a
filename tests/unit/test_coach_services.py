"""The coach over a vault: a question that stays all day, what can be said to it, undo, and a person's own rules."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from coach_facts import NOW

from medledare.config.paths import Places
from medledare.domain.problems import CannotReach, Problem, Unwritable
from medledare.domain.records import Answer, Checkin, Entry, Goal, Offer
from medledare.services import capture, coach, goals, records
from medledare.services.coach_told import because, record_line, signal_words, why_lines
from medledare.text import LANGUAGES, say, speak
from medledare.vault.vault import Vault, memory_vault


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(clock: Clock, tmp_path: Path) -> Vault:
    opened = memory_vault(clock)
    opened.places = Places(tmp_path, tmp_path, tmp_path, None)
    return opened


def waiting(vault: Vault, clock: Clock) -> list[str]:
    """Two entries that make R15 speak."""
    return [
        records.add(vault, capture.entry(clock, "still #waiting", at=NOW - timedelta(days=days), for_whom="x")).id
        for days in (9, 3)
    ]


def own(vault: Vault, text: str) -> None:
    (vault.places.config / "coach.toml").write_text(text, encoding="utf-8")


def test_the_question_stays_all_day_once_it_was_shown(vault, clock):
    first = coach.shown(vault, clock)
    waiting(vault, clock)
    clock.now += timedelta(hours=10)
    assert coach.shown(vault, clock).offer == first.offer
    assert len(records.all_of(vault, Offer)) == 1
    clock.now += timedelta(hours=10)
    assert coach.shown(vault, clock).offer.rule == "R01"


def test_the_offer_says_what_was_asked_and_why_and_of_which_records(vault, clock):
    ids = waiting(vault, clock)
    records.add(vault, records_of_mission(clock))
    offer = coach.shown(vault, clock).offer
    assert (offer.rule, offer.question, offer.principle) == ("R15", "R15", "HAN")
    assert offer.about == tuple(reversed(ids))
    assert offer.reason == "#waiting stands in more than one of your recent entries"
    assert records.all_of(vault, Offer) == [offer]


def records_of_mission(clock):
    from medledare.domain.records import Mission

    return Mission(id="0" * 32, at=clock(), created=clock(), statement="Families get an answer")


def test_looking_alone_writes_nothing(vault, clock):
    before = vault.generation
    assert coach.today(vault, clock).offer is not None
    assert vault.generation == before


def test_what_cannot_be_kept_is_shown_all_the_same(vault, clock, monkeypatch):
    def full(vault, record):
        raise CannotReach(path="/the/vault", reason="No space left on device")

    monkeypatch.setattr(records, "add", full)
    assert coach.shown(vault, clock).offer is not None
    with pytest.raises(CannotReach):
        coach.answer(vault, clock, "words")


def test_an_answer_is_an_entry_with_the_question_and_its_principle_and_undo_takes_back_both(vault, clock):
    offer = coach.shown(vault, clock).offer
    entry = coach.answer(vault, clock, "[/b] 🐎\nmore")
    assert (entry.text, entry.question, entry.principles) == ("[/b] 🐎\nmore", offer.question, (offer.principle,))
    answered = coach.today(vault, clock)
    assert (answered.offer.state, answered.offer.entry, answered.open) == ("answered", entry.id, False)
    records.undo(vault)
    assert records.all_of(vault, Entry) == []
    assert coach.today(vault, clock).offer == offer


def test_undo_takes_back_what_was_said_but_never_that_it_was_asked(vault, clock):
    written = records.add(vault, capture.entry(clock, "earlier"))
    offer = coach.shown(vault, clock).offer
    coach.dismiss(vault, clock)
    assert records.undo(vault) == [("offer", offer.id)]
    assert coach.today(vault, clock).offer == offer
    assert records.undo(vault) == [("entry", written.id)]
    assert coach.today(vault, clock).offer == offer
    assert records.undo(vault) == []


def test_an_answer_that_is_deleted_opens_the_question_again(vault, clock):
    entry = coach.answer(vault, clock, "words")
    records.remove(vault, entry)
    assert coach.today(vault, clock).open


@pytest.mark.parametrize("say_it", [coach.later, coach.dismiss])
def test_a_question_is_dealt_with_once(vault, clock, say_it):
    say_it(vault, clock)
    assert not coach.today(vault, clock).open
    with pytest.raises(coach.Done):
        coach.answer(vault, clock, "words")
    assert records.all_of(vault, Entry) == []


def test_text_that_cannot_be_kept_leaves_the_question_open(vault, clock):
    with pytest.raises(Unwritable):
        coach.answer(vault, clock, "a\x00b")
    assert coach.today(vault, clock).open
    assert coach.answer(vault, clock, "x" * 1024**2).text == "x" * 1024**2


def test_the_question_that_was_seen_is_the_one_that_is_answered_even_after_midnight(vault, clock):
    seen = coach.shown(vault, clock).offer
    clock.now += timedelta(hours=15)
    entry = coach.answer(vault, clock, "late", seen)
    assert entry.question == seen.question
    assert coach.today(vault, clock).open, "the new day has its own"


def test_what_another_device_asked_today_is_asked_here_too(vault, clock):
    here = coach.today(vault, clock)
    there = Offer(id="there", at=NOW, created=NOW - timedelta(minutes=1), question="MED.talk.1", text="For whom?")
    records.add(vault, there)
    assert coach.shown(vault, clock).offer == there
    assert records.all_of(vault, Offer) == [there]
    with pytest.raises(coach.Another):
        coach.answer(vault, clock, "words", here.offer)


def test_of_two_devices_questions_the_answered_one_counts_else_the_first(vault, clock):
    first, second = (
        Offer(id=name, at=NOW, created=NOW + timedelta(minutes=minutes), question=name, text=name)
        for minutes, name in ((1, "first"), (2, "second"))
    )
    records.add(vault, second)
    records.add(vault, first)
    assert coach.shown(vault, clock).offer.id == "first"
    entry = records.add(vault, capture.entry(clock, "words"))
    records.change(vault, second, state="answered", entry=entry.id)
    assert coach.shown(vault, clock).offer.id == "second"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_why_tells_the_rule_what_it_found_how_long_it_rests_and_when_it_can_come_again(vault, clock, spoken):
    speak(spoken)
    try:
        ids = waiting(vault, clock)
        records.add(vault, records_of_mission(clock))
        coach.dismiss(vault, clock)
        why = coach.why(vault, clock)
        told = "\n".join(f"{label}: {text}" for label, text in why_lines(why))
    finally:
        speak("en")
    assert (why.rule.id, why.wait, why.again) == ("R15", 20, (NOW + timedelta(days=20)).date())
    assert [one.id for one in why.behind] == list(reversed(ids))
    assert "R15" in told
    assert "waiting" in told
    assert "20" in told
    assert record_line(why.behind[0]).startswith(ids[1][-7:])


def test_why_of_a_question_of_the_bank_says_so_and_records_that_are_gone_are_left_out(vault, clock):
    why = coach.why(vault, clock)
    assert (why.rule, why.behind, why.wait) == (None, (), 14)
    assert "from the collection" in why_lines(why)[0][1]
    clock.now += timedelta(days=1)
    first, _second = waiting(vault, clock)
    records.add(vault, records_of_mission(clock))
    coach.shown(vault, clock)
    records.remove(vault, records.get(vault, first))
    assert len(coach.why(vault, clock).behind) == 1


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_rule_and_moment_has_its_words(vault, clock, spoken):
    speak(spoken)
    try:
        known = coach.catalogue(vault.places)
        assert len(known.rules) == 37
        assert len(known.bank) == 168
        for rule in known.rules:
            assert signal_words(rule)
            assert "{" not in signal_words(rule)
            assert because(rule.because)
    finally:
        speak("en")


def test_what_a_reason_quotes_is_one_short_line(vault, clock):
    records.add(vault, records_of_mission(clock))
    goal = goals.create(vault, clock, "A goal\nof {count} lines " + "x" * 500, serves="z")
    records.change(vault, goal, state="done", changed=NOW)
    offer = coach.shown(vault, clock).offer
    assert offer.rule == "R09"
    assert "\n" not in offer.reason
    assert "{count}" in offer.reason
    assert len(offer.reason) < 100
    assert isinstance(records.get(vault, offer.about[0]), Goal)


OWN_RULE = """
[[rule]]
id = "meetings"
signal = "tagged"
tags = ["meeting"]
times = 1
principle = "HEL"
cooldown = 5
weight = 99
question = "What was the meeting for?"
because = "{tag} {count} times [/b]"
"""


def test_an_own_rule_speaks_and_explains_itself_like_any_other(vault, clock):
    own(vault, OWN_RULE)
    entry = records.add(vault, capture.entry(clock, "long #meeting"))
    offered = coach.shown(vault, clock)
    assert offered.problem is None
    assert (offered.offer.rule, offered.offer.text) == ("meetings", "What was the meeting for?")
    assert offered.offer.reason == "#meeting 1 times [/b]"
    assert [one.id for one in coach.why(vault, clock).behind] == [entry.id]


def test_own_questions_are_asked_too_and_rules_can_be_switched_off(vault, clock):
    waiting(vault, clock)
    own(
        vault,
        'off = ["R01", "R15"]\n'
        '[[question]]\nprinciple = "TIL"\nmoment = "morning"\ntext = "Vem, med ”citat” och 👩‍👩‍👧?"\n',
    )
    known = coach.catalogue(vault.places)
    assert known.problem is None
    assert known.bank[-1].text == "Vem, med ”citat” och 👩‍👩‍👧?"
    assert {"R01", "R15"}.isdisjoint(rule.id for rule in known.active)
    assert coach.shown(vault, clock).offer.rule == ""


BROKEN = {
    "not toml": ("id = ", "coach.toml"),
    "unknown table": ("[[rules]]\n", "rules"),
    "rule is no list": ("rule = 3\n", "rule = 3"),
    "off is no list": ('off = "R26"\n', "R26"),
    "off names no rule": ('off = ["R99"]\n', "R99"),
    "no id": ("[[rule]]\n" + OWN_RULE.split("\n", 3)[3], "id"),
    "id of a built-in rule": (OWN_RULE.replace('"meetings"', '"r05"'), "r05"),
    "same id twice": (OWN_RULE * 2, "meetings"),
    "id with spaces": (OWN_RULE.replace('"meetings"', '"two words"'), "two words"),
    "unknown signal": (OWN_RULE.replace('"tagged"', '"mood"'), "goal_silent"),
    "unknown parameter": (OWN_RULE + "many = 3\n", "times"),
    "number out of range": (OWN_RULE.replace("times = 1", "times = 0"), "1–3650"),
    "number as text": (OWN_RULE.replace("cooldown = 5", 'cooldown = "5"'), "1–3650"),
    "yes as number": (OWN_RULE + "once = 1\n", "true, false"),
    "no tags": (OWN_RULE.replace('["meeting"]', "[]"), "tags = []"),
    "tags missing": (OWN_RULE.replace('tags = ["meeting"]\n', ""), "tags"),
    "no principle": (OWN_RULE.replace('"HEL"', '"ABC"'), "TIL, HEL"),
    "no cool-down": (OWN_RULE.replace("cooldown = 5\n", ""), "cooldown"),
    "empty question": (OWN_RULE.replace("What was the meeting for?", " "), "300"),
    "question with a bell": (OWN_RULE.replace("What was", "What\\u0007"), "300"),
    "reason names what is not given": (OWN_RULE.replace("{count}", "{goal}"), "{tag}, {count}, {day}"),
    "reason looks inside": (OWN_RULE.replace("{count}", "{count.__class__}"), "{tag}, {count}, {day}"),
    "reason with a stray brace": (OWN_RULE.replace("{count}", "{"), "{tag}, {count}, {day}"),
    "question at no moment": ('[[question]]\nprinciple = "TIL"\nmoment = "noon"\ntext = "Who?"\n', "evening"),
    "question with more": ('[[question]]\nprinciple = "TIL"\nmoment = "talk"\ntext = "Who?"\nx = 1\n', "moment, text"),
}


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_the_own_file_is_said_in_one_sentence_and_the_coach_goes_on(vault, clock, spoken, name):
    text, mentions = BROKEN[name]
    own(vault, text)
    waiting(vault, clock)
    speak(spoken)
    try:
        offered = coach.shown(vault, clock)
        told = say(offered.problem)
    finally:
        speak("en")
    assert offered.offer is not None
    assert isinstance(offered.problem, Problem)
    assert "coach.toml" in told
    assert mentions in told
    assert "\n" not in told
    known = coach.catalogue(vault.places)
    assert [rule.id for rule in known.active] == [f"R{number:02}" for number in range(1, 38)]


def test_a_file_that_is_not_text_is_told_of(vault, clock):
    (vault.places.config / "coach.toml").write_bytes(b"\xff\xfe\x00")
    assert "coach.toml" in say(coach.shown(vault, clock).problem)
    (vault.places.config / "coach.toml").unlink()
    (vault.places.config / "coach.toml").mkdir()
    assert "coach.toml" in say(coach.shown(vault, clock).problem)


def test_a_record_another_version_wrote_does_not_stop_the_coach(vault, clock):
    vault.table("offer").insert({"at": "not a day", "rule": "R05"})
    vault.table("offer").insert(
        {"at": NOW.isoformat(), "created": NOW.isoformat(), "question": "x", "text": "x", "state": "?"}
    )
    vault.table("entry").insert({"at": 3})
    vault.table("close").insert({"text": 5})
    assert coach.shown(vault, clock).open


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Trust: a little, no occasion · Support: fully"), ("sv", "Tillit: lite, inget tillfälle · Stöd: helt")],
)
def test_answers_behind_a_question_are_told_in_words(language, told):
    given = (Answer(item="TIL1", value=1), Answer(item="TIL2", value="none"), Answer(item="STO1", value=4))
    speak(language)
    try:
        assert told in record_line(Checkin(id="1" * 36, at=NOW, created=NOW, answers=given))
    finally:
        speak("en")
