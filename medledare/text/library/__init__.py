"""The words of the principles, the check-in items, the scale and the questions, from one data file a language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from medledare.domain.question import Question
from medledare.domain.records import AnswerValue
from medledare.text import _, language
from medledare.text.kinds import ASIDE_WORDS


def principle_name(code: str) -> str:
    """``"TIL"`` to ``"Tillit"`` or ``"Trust"``."""
    name: str = _library(language())["principles"][code]["name"]
    return name


def principle_line(code: str) -> str:
    """What the principle asks, in one line."""
    line: str = _library(language())["principles"][code]["line"]
    return line


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
    """The question bank in its order."""
    return _questions(language())


@cache
def _questions(spoken: str) -> tuple[Question, ...]:
    bank: dict[str, dict[str, list[str]]] = _library(spoken)["questions"]
    moments = {moment for by_moment in bank.values() for moment in by_moment}
    rounds = max(len(texts) for by_moment in bank.values() for texts in by_moment.values())
    # Round by round, so that neighbouring days meet different principles.
    return tuple(
        Question(f"{code}.{moment}.{number + 1}", code, by_moment[moment][number])
        for moment in sorted(moments)
        for number in range(rounds)
        for code, by_moment in bank.items()
        if number < len(by_moment.get(moment, ()))
    )


@cache
def _library(spoken: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{spoken}.toml").read_text(encoding="utf-8"))
