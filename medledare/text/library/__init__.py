"""The words of the principles, the check-in, the questions and the coach's rules: data files in each language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from medledare.domain.links import name_of
from medledare.domain.matching import fold
from medledare.domain.principles import PRINCIPLES
from medledare.domain.question import Question
from medledare.domain.records import AnswerValue
from medledare.text import LANGUAGES, _, language
from medledare.text.beneficiary import beneficiary, filled
from medledare.text.kinds import ASIDE_WORDS


def principle_name(code: str) -> str:
    """``"TIL"`` to ``"Tillit"`` or ``"Trust"``."""
    name = filled(_library(language())["principles"][code]["name"])
    return name[:1].upper() + name[1:]


def principle_called(name: str) -> str:
    """The code of the principle with a folded name or code as one writes it in a text, in any language, or empty."""
    return _principles_called(beneficiary()).get(name, "")


def principle_line(code: str) -> str:
    """What the principle asks, in one line."""
    return filled(_library(language())["principles"][code]["line"])


def item_text(item: str, wording: int | None = None) -> str:
    """The wording of an item, or of the question on a principle's conditions; the one in force if no version is given.

    An item's starts with "I …" / "Jag …". The code itself for what this version does not know.
    """
    library = _library(language())
    wordings: list[str] = library["items"].get(item) or library["conditions"].get(item) or [item]
    return wordings[wording - 1 if wording and 0 < wording <= len(wordings) else -1]


def scale_words() -> tuple[str, ...]:
    """The five steps of the scale, 0 first."""
    return tuple(_library(language())["scale"])


def value_words(value: AnswerValue) -> str:
    """An answer in words; as it stands where this version does not know it."""
    if isinstance(value, int):
        steps = scale_words()
        return steps[value] if 0 <= value < len(steps) else str(value)
    return _(ASIDE_WORDS[value]) if value in ASIDE_WORDS else str(value)


def questions() -> tuple[Question, ...]:
    """The question bank, principle by principle and moment by moment."""
    return _questions(language(), beneficiary())


def question_text(code: str) -> str:
    """The words of a question of the bank or of a rule; empty for any other code."""
    if code in (words := rule_words()):
        return words[code]["question"]
    return next((one.text for one in questions() if one.code == code), "")


def rule_words() -> Mapping[str, Mapping[str, str]]:
    """The ``question`` and the ``because`` of each of the coach's rules, by its id."""
    return _rule_words(language(), beneficiary())


def review_words(spoken: str = "") -> Mapping[str, Mapping[str, Any]]:
    """Of reviews, in the language spoken now or another: ``titles`` by scale, the headings of ``parts``, and
    ``closing``, what is answered last, by scale and code.
    """
    return _library(f"review.{spoken or language()}")


def talk_words(spoken: str = "") -> Mapping[str, Any]:
    """Of preparations for a talk: the two columns ``bring`` and ``me``, ``silent`` and ``silent_line`` for months
    without notes, and by occasion or part ``titles``, ``names``, ``parts`` and ``questions``."""
    return _library(f"talk.{spoken or language()}")


def summary_words(spoken: str = "") -> Mapping[str, Any]:
    """Of summaries for others: ``title`` and the headings of ``parts``, in the language spoken now or another."""
    return _library(f"summary.{spoken or language()}")


def templates() -> list[tuple[str, str]]:
    """Texts to begin an entry from, each with its name."""
    return [
        (one["name"], filled(one["text"]).strip() + "\n") for one in _library(f"templates.{language()}")["templates"]
    ]


@cache
def _principles_called(whom: str) -> dict[str, str]:
    found = {code.lower(): code for code in PRINCIPLES}
    for spoken in LANGUAGES:
        focus = _library(f"beneficiaries.{spoken}")[whom]["focus"]
        for code, words in _library(spoken)["principles"].items():
            found[fold(name_of(words["name"].replace("$focus", focus)))] = code
    return found


@cache
def _rule_words(spoken: str, _whom: str) -> dict[str, dict[str, str]]:
    rules = _library(f"rules.{spoken}")
    return {code: {name: filled(text) for name, text in words.items()} for code, words in rules.items()}


@cache
def _questions(spoken: str, _whom: str) -> tuple[Question, ...]:
    return tuple(
        Question(f"{code}.{moment}.{number}", code, filled(text), moment)
        for code, moments in _library(f"questions.{spoken}").items()
        for moment, texts in moments.items()
        for number, text in enumerate(texts, 1)
    )


@cache
def _library(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
