"""Both languages say the same things, and ask the same questions."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from medledare import text
from medledare.domain.principles import CONDITIONS, ITEMS, PRINCIPLES
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


def test_every_question_on_conditions_can_be_answered_on_the_scale(spoken: str) -> None:
    for code, wording in CONDITIONS.items():
        words = library.item_text(code, wording)
        # "Were they good enough?" – not at all, a little, partly, largely, fully.
        assert words.startswith("Räckte förutsättningarna" if spoken == "sv" else "Were conditions good enough")
        assert words.endswith("?")
        assert len(words.split()) <= 15


def test_both_languages_have_the_wordings_in_force_and_the_earlier_ones() -> None:
    kept = {}
    for language in text.LANGUAGES:
        books = tomllib.loads((Path(library.__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
        kept[language] = {code: len(texts) for part in ("items", "conditions") for code, texts in books[part].items()}
    assert kept["sv"] == kept["en"] == {**ITEMS, **CONDITIONS}


def test_an_answer_keeps_the_wording_it_was_given_to(spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(library._library(spoken)["items"], "TIL1", ["As it was.", "As it is now."])
    assert library.item_text("TIL1", 1) == "As it was."
    assert library.item_text("TIL1", 2) == library.item_text("TIL1") == "As it is now."


def test_answers_of_another_version_are_shown_as_far_as_they_are_understood() -> None:
    assert library.item_text("TIL9", 1) == "TIL9"
    assert library.item_text("TIL1", -7) == library.item_text("TIL1", 99) == library.item_text("TIL1")
    assert [library.value_words(value) for value in (9, -1)] == ["9", "-1"]


def test_no_occasion_and_skip_are_told_apart(spoken: str) -> None:
    assert len({library.value_words(value) for value in (*range(5), "none", "skip")}) == 7


def test_the_languages_ask_the_same_questions_in_the_same_order() -> None:
    asked = {}
    for language in text.LANGUAGES:
        text.speak(language)
        asked[language] = [(question.code, question.principle) for question in library.questions()]
    text.speak("en")
    assert asked["sv"] == asked["en"]
    assert {principle for _, principle in asked["sv"]} == set(PRINCIPLES)


def test_a_question_and_a_rule_are_found_by_their_code_and_others_are_not(spoken: str) -> None:
    asked = library.questions()[0]
    assert library.question_text(asked.code) == asked.text
    assert library.question_text("R05") == library.rule_words()["R05"]["question"]
    assert library.question_text("HEL.day.1") == ""
