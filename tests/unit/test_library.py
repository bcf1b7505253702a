"""Both languages say the same things, and the questions come round evenly."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from medledare import text
from medledare.coach.questions import question_of
from medledare.domain.principles import ITEMS, PRINCIPLES
from medledare.text import library


@pytest.fixture(params=text.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    before = text.language()
    text.speak(request.param)
    yield request.param
    text.speak(before)


def test_every_principle_and_item_has_words(spoken: str) -> None:
    for code in PRINCIPLES:
        assert library.principle_name(code)
        assert library.principle_line(code).endswith(".")
    for item, wording in ITEMS.items():
        assert library.item_text(item, wording)
    assert len(library.scale_words()) == 5


def test_an_item_is_one_short_own_behaviour(spoken: str) -> None:
    for item in ITEMS:
        words = library.item_text(item)
        assert len(words.split()) <= 15
        assert words.startswith("Jag " if spoken == "sv" else "I ")
        assert "alltid" not in words
        assert "always" not in words


def test_a_question_is_one_short_open_question(spoken: str) -> None:
    for question in library.questions():
        assert len(question.text.split()) <= 15, question.text
        assert question.text.count("?") == 1
        assert question.text.endswith("?")


def test_the_languages_ask_the_same_questions_in_the_same_order() -> None:
    asked = {}
    for language in text.LANGUAGES:
        text.speak(language)
        asked[language] = [(question.code, question.principle) for question in library.questions()]
    text.speak("en")
    assert asked["sv"] == asked["en"]
    assert {principle for _, principle in asked["sv"]} == set(PRINCIPLES)


def test_a_question_does_not_come_back_within_a_fortnight() -> None:
    bank = library.questions()
    days = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(365)]
    asked = [question_of(day, bank).code for day in days]
    for start in range(len(asked) - 13):
        assert len(set(asked[start : start + 14])) == 14


def test_an_answered_question_stays_the_question_of_the_day() -> None:
    bank = library.questions()
    day = date(2026, 1, 1)
    other = next(question for question in bank if question != question_of(day, bank))
    assert question_of(day, bank, {other.code}) == other
