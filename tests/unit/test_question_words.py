"""What the coach asks: one short, open, kind question at a time, the same in both languages and never twice alike."""

import re
import tomllib
from importlib.resources import files
from itertools import combinations
from string import Formatter, Template
from typing import Any

import pytest

from medledare.domain.principles import BENEFICIARIES, PRINCIPLES
from medledare.text import LANGUAGES

MOMENTS = {"morning": 6, "evening": 8, "weekly": 4, "failure": 3, "talk": 3}
RULES = [f"R{number:02}" for number in range(1, 38)]

OPENINGS = {
    "sv": {"vad", "vem", "vems", "vilken", "vilket", "vilka", "hur", "när", "var", "vart", "varifrån"},
    "en": {"what", "who", "whom", "whose", "which", "how", "when", "where"},
}
"""The words an open question begins with; a preposition may stand before them."""

PREPOSITIONS = {"sv": {"av", "med", "till", "för"}, "en": {"from", "with", "to", "for"}}

UNKIND = {
    "sv": r"alltid|aldrig|måste|borde|misslyckades du|varför gjorde|varför har du|du har inte|glömde|missade",
    "en": r"always|never|must|should|did you fail|why did|why have|you have not|you haven't|forgot|missed|bad at",
}
"""Words that command, reproach or count what was not done."""

GIVEN = {
    "R02": {"day"},
    "R04": {"count"},
    "R12": {"day"},
    "R15": {"tag"},
    "R16": {"what"},
    "R18": {"tag"},
    "R20": {"tag", "count"},
    "R22": {"count"},
    "R28": {"day"},
    "R31": {"count"},
    "R34": {"what"},
    "R35": {"what", "whom"},
    "R36": {"what", "day"},
    "R37": {"what", "whom"},
    **{rule: {"goal"} for rule in ("R03", "R05", "R06", "R07", "R08", "R09")},
    **{rule: {"what"} for rule in ("R21", "R23", "R24", "R25", "R27")},
}
"""What a rule's signal finds, and its reason may therefore name."""


def data(name: str) -> Any:
    return tomllib.loads((files("medledare.text.library") / f"{name}.toml").read_text(encoding="utf-8"))


def bank(spoken: str) -> dict[str, str]:
    """Every question of the bank by its name, ``"TIL.morning.1"``."""
    return {
        f"{principle}.{moment}.{number}": in_words(text, spoken)
        for principle, moments in data(f"questions.{spoken}").items()
        for moment, texts in moments.items()
        for number, text in enumerate(texts, 1)
    }


def in_words(text: str, spoken: str) -> str:
    """A text of the data with the word for those the work is for in its places, as it is unless another is chosen."""
    return Template(text).substitute(data(f"beneficiaries.{spoken}")[BENEFICIARIES[0]])


def asked(spoken: str) -> dict[str, str]:
    """Every question there is, of the bank and of the rules."""
    return bank(spoken) | {rule: in_words(words["question"], spoken) for rule, words in data(f"rules.{spoken}").items()}


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.casefold())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_principle_has_its_questions_for_every_moment(spoken: str) -> None:
    questions = data(f"questions.{spoken}")
    assert tuple(questions) == PRINCIPLES
    for moments in questions.values():
        assert {moment: len(texts) for moment, texts in moments.items()} == MOMENTS
    assert len(bank(spoken)) == 168


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_rule_has_a_question_and_a_reason(spoken: str) -> None:
    rules = data(f"rules.{spoken}")
    assert list(rules) == RULES
    for words in rules.values():
        assert set(words) == {"question", "because"}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_each_asks_one_short_thing(spoken: str) -> None:
    for name, text in asked(spoken).items():
        assert len(text.split()) <= 15, (name, text)
        assert text.count("?") == 1, (name, text)
        assert text.endswith("?"), (name, text)
        assert text == text.strip()
        assert "!" not in text
        assert not placeholders(text), "a question stands on its own"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_none_can_be_answered_by_yes_or_no(spoken: str) -> None:
    for name, text in asked(spoken).items():
        first, second, *_ = words_of(text.rpartition(". ")[2])  # a greeting may stand before
        start = second if first in PREPOSITIONS[spoken] else first
        assert start in OPENINGS[spoken], (name, text)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_words_reproach_or_command(spoken: str) -> None:
    reasons = {f"{rule}.because": words["because"] for rule, words in data(f"rules.{spoken}").items()}
    for name, text in (asked(spoken) | reasons).items():
        assert not re.search(rf"\b(?:{UNKIND[spoken]})\b", text, re.IGNORECASE), (name, text)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_two_questions_are_alike(spoken: str) -> None:
    """Two share at most three in five of the words that either has."""
    sets = {name: frozenset(words_of(text)) for name, text in asked(spoken).items()}
    for (one, words), (other, others) in combinations(sets.items(), 2):
        assert len(words & others) / len(words | others) <= 0.6, (one, other)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_reason_is_one_line_that_follows_a_colon(spoken: str) -> None:
    for rule, words in data(f"rules.{spoken}").items():
        because = words["because"]
        assert because[0].islower() or because[0] in "{”“", (rule, because)
        assert because[-1] not in ".?!", (rule, because)
        assert "\n" not in because
        assert len(because.split()) <= 20, (rule, because)
        assert placeholders(because) <= GIVEN.get(rule, set()), (rule, because)


def test_both_languages_name_the_same_things_in_a_reason() -> None:
    swedish, english = data("rules.sv"), data("rules.en")
    for rule in RULES:
        assert placeholders(swedish[rule]["because"]) == placeholders(english[rule]["because"]), rule
