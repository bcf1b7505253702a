"""The words of the principles, the check-in items, the scale and the questions, from one data file a language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from medledare.domain.question import Question
from medledare.text import language


def principle_name(code: str) -> str:
    """``"TIL"`` to ``"Tillit"`` or ``"Trust"``."""
    name: str = _library(language())["principles"][code]["name"]
    return name


def principle_line(code: str) -> str:
    """What the principle asks, in one line."""
    line: str = _library(language())["principles"][code]["line"]
    return line


def item_text(item: str, wording: int | None = None) -> str:
    """An item's wording; the one in force if no version is given. Starts with "I …" / "Jag …"."""
    wordings: list[str] = _library(language())["items"][item]
    return wordings[wording - 1 if wording and wording <= len(wordings) else -1]


def scale_words() -> tuple[str, ...]:
    """The five steps of the scale, 0 first."""
    return tuple(_library(language())["scale"])


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
