"""No score, rank, streak, reward, percentage of goals or count of missed days in anything the program can say."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from refused import ALLOWED, refused

from medledare import text
from medledare.text import library

LIBRARY = Path(library.__file__).parent


def catalog() -> Iterator[str]:
    """Every sentence in the program in both languages."""
    with (text.LOCALE_FOLDER / "sv" / "LC_MESSAGES" / "medledare.po").open("rb") as file:
        for message in read_po(file, locale="sv"):
            for forms in (message.id, message.string):
                yield from (forms,) if isinstance(forms, str) else forms


def strings(data: Any) -> Iterator[str]:
    """Every text in what a data file holds."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from strings(one)


def test_no_sentence_of_the_program_says_any_of_it() -> None:
    assert {sentence: found for sentence in catalog() if (found := refused(sentence))} == {}


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.name)
def test_no_text_of_the_library_says_any_of_it(path: Path) -> None:
    texts = strings(tomllib.loads(path.read_text(encoding="utf-8")))
    assert {one: found for one in texts if (found := refused(one))} == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Your score: 12", "12 points", "Rank 3", "a streak of five", "five days in a row", "Level up", "Level 3",
        "Well done", "You have reached 60 % of your goals", "80 percent of your goals are done", "3 missed days",
        "{count} days since you wrote", "It has been 4 days", "You have not written today", '{"total_score": 3}',
        "Du har 12 poäng", "Rangordning", "en svit på fem", "fem dagar i rad", "Nästa nivå", "Bra jobbat",
        "60 % av målen", "Du har nått 60 procent av dina mål", "3 missade dagar", "{count} dagar sedan du skrev",
        "Det har gått 4 dagar", "Du har inte skrivit i dag",
    ],
)  # fmt: skip
def test_each_of_them_would_be_noticed(sentence: str) -> None:
    assert refused(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Written 3 days ago", "för 3 dagar sedan", "60 % of the answers are at the top", "Reward learning",
        "a change point", "this points to the conditions",
        "på en rad", "in a rowboat", "scoreless", "en dag utan möten", "a day without meetings",
    ],
)  # fmt: skip
def test_what_only_resembles_them_is_left_alone(sentence: str) -> None:
    assert refused(sentence) == []


def test_what_is_allowed_is_short_and_refuses() -> None:
    assert len(ALLOWED) <= 32
    assert all(refused(f"{sentence} Your score is 3.") for sentence in ALLOWED)
