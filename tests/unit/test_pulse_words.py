"""What is said of a pulse: nothing of who or how many, no blame, and no claim of a rise or fall."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from made_pulse import MONDAY, UNTIL, a_picture, a_team, a_view, a_week, an_offer, stands
from refused import refused

from medledare.domain.principles import PRINCIPLES
from medledare.services import pulse_words as words
from medledare.services.pulse import CODES, Picture, Size
from medledare.sharing.standing import Reason, Stage
from medledare.text import LANGUAGES, speak

NOW = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(params=LANGUAGES, autouse=True)
def language(request):
    speak(request.param)
    yield request.param
    speak("en")


@pytest.mark.parametrize("stage", get_args(Stage))
@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("attempt", [1, 2, 3])
def test_wherever_a_week_stands_it_is_said_without_blame_and_without_numbers_of_people(stage, reason, attempt) -> None:
    told = words.standing_words(stands(stage, reason, attempt), NOW)
    assert "{" not in told
    assert refused(told) == []
    assert re.findall(r"\d+", told.replace("47", "", 1)) in ([], ["24"])
    assert not re.search(r"fault|blame|missed|skyld|\bfel\b|missa", told, re.IGNORECASE)


def test_a_further_attempt_says_the_same_whatever_the_reason() -> None:
    told = {words.standing_words(stands("join", reason, 2), NOW) for reason in ("", "few", "missing")}
    assert len(told) == 1


def test_midnight_is_the_end_of_the_day_before_and_no_other_hour_is(language: str) -> None:
    day = {"sv": "till och med måndag 23 november", "en": "until the end of Monday 23 November"}[language]
    assert words.until_words(UNTIL, NOW) == day
    west = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert "19:00" in words.until_words(UNTIL, west)
    assert "12:00" in words.until_words(UNTIL + timedelta(hours=11), NOW)


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        (0, "0,0, Inte alls", "0.0, Not at all"),
        (26, "2,6, mellan Delvis och Till stor del", "2.6, between Partly and Largely"),
        (30, "3,0, Till stor del", "3.0, Largely"),
        (39, "3,9, mellan Till stor del och Helt", "3.9, between Largely and Fully"),
        (40, "4,0, Helt", "4.0, Fully"),
        (None, "inga svar den här veckan", "no answers this week"),
    ],
)
def test_what_an_integer_means(language: str, value: int | None, sv: str, en: str) -> None:
    assert words.value_words(value) == {"sv": sv, "en": en}[language]


def test_the_numbers_are_28_in_the_order_they_are_summed() -> None:
    offer = an_offer(a_team())
    pairs = [tuple(map(int, pair.split())) for pair in words.numbers(offer, {"TIL"}).split(", ")]
    values = [None if code == "TIL" else offer.values[code] for code in CODES]
    assert pairs == [(0, 0) if value is None else (value, 1) for value in values]


def test_all_limits_are_said_before_one_agrees() -> None:
    told = words.before_yes(an_offer(a_team()))
    assert len(told) == len(words.LIMITS) + 2
    assert "7" in told[0]


def test_a_picture_claims_nothing_and_says_too_early_where_there_is_little(language: str) -> None:
    early = {"sv": "För tidigt att säga", "en": "Too early to say"}[language]
    few, many = a_picture(2), a_picture(30)
    for principle in PRINCIPLES:
        assert words.careful_words(few, principle) == early
        for code in (principle, f"{principle}.c"):
            assert words.says_words(many, code) in (
                early,
                {"sv": "Så svarade gruppen", "en": "The group's answers"}[language],
            )
    # As little as may be said of the more doubtful of the two, if it is shown at all.
    hidden = {1: {"TIL.c": None}, 2: {"TIL.c": None, "HEL.c": None}, 3: {"HEL.c": None, "HAN": None}}
    weeks = (
        a_week(MONDAY - timedelta(weeks=4 - back), {"TIL": 1.0, "HAN.c": None, **means})
        for back, means in hidden.items()
    )
    picture = Picture(tuple(weeks))
    assert words.careful_words(picture, "TIL") == early
    assert words.careful_words(picture, "HEL") == early
    assert words.careful_words(picture, "HAN") == early
    assert words.careful_words(picture, "OPP") != early
    never = Picture(tuple(a_week(MONDAY - timedelta(weeks=back), {"STO.c": None}) for back in (3, 2, 1)))
    assert words.careful_words(never, "STO") != early
    assert words.says_words(never, "STO.c") == {"sv": "Visas inte", "en": "Not shown"}[language]


def test_each_week_tells_own_answers_and_conditions_apart_and_why_one_is_not_shown(language: str) -> None:
    picture = Picture((a_week(MONDAY, {"TIL": None, "TIL.c": 2.25}, "extreme"), a_week(MONDAY, {"TIL": None}, "few")))
    (_when, latest), (_before, first) = words.told_by_week(picture, "TIL")
    why = {"sv": ("för få svarade", "vid skalans ände"), "en": ("too few answered", "at an end of the scale")}[language]
    assert why[0] in latest
    assert why[1] in first
    assert {"sv": "10 till 19 svarade", "en": "10 to 19 answered"}[language] in first


def test_the_group_is_told_coarsely_and_from_its_smallest_to_its_largest_figure(language: str) -> None:
    week = a_week(MONDAY, {"TIL": None})
    assert "10" in words.group_words(Picture((week,)))
    small = replace(week.figures[1], size=Size(5, 9))
    mixed = replace(week, figures=(week.figures[0], small, *week.figures[2:]))
    assert re.findall(r"\d+", words.group_words(Picture((mixed,)))) == ["5", "19"]
    huge = replace(week.figures[1], size=Size(50, None))
    mixed = replace(week, figures=(week.figures[0], huge, *week.figures[2:]))
    assert re.findall(r"\d+", words.group_words(Picture((mixed,)))) == ["10"]
    nothing = a_week(MONDAY, dict.fromkeys(CODES))
    assert words.group_words(Picture((nothing,))) == ""


def test_who_has_not_agreed_is_told_only_what_could_be_done() -> None:
    team = a_team()
    assert len(words.stands_words(a_view(team), NOW)) == 1
    assert words.stands_words(a_view(team, offer=an_offer(team)), NOW) == [words.offer_words(an_offer(team), NOW)]
    assert UNTIL.tzinfo is UTC
