"""The page about the evidence says the same in both languages and in docs, with every figure as published."""

import re
from pathlib import Path

import pytest

from medledare.text import speak
from medledare.text.evidence import Finding, findings, markdown, page, refusals

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "evidence.md", "sv": DOCS / "evidence.sv.md"}


def both() -> list[tuple[Finding, Finding]]:
    """Each finding in Swedish and in English."""
    speak("sv")
    swedish = findings()
    speak("en")
    return list(zip(swedish, findings(), strict=True))


def figures(text: str) -> list[float]:
    """The numbers of a text, whichever way they are written."""
    return [float(re.sub(r"[ \u00a0]", "", one).replace(",", ".")) for one in re.findall(r"\d+(?:[.,]\d+)?", text)]


@pytest.mark.parametrize("spoken", PAGES)
def test_docs_show_the_page_that_the_program_shows(spoken: str) -> None:
    speak(spoken)
    assert PAGES[spoken].read_text(encoding="utf-8") == markdown()


def test_both_languages_tell_the_same_findings() -> None:
    for swedish, english in both():
        assert swedish.code == english.code
        assert (swedish.reference, swedish.doi) == (english.reference, english.doi)
        written = english.effect.replace(",461", " 461")  # a thousand is parted otherwise in Swedish
        assert figures(swedish.effect) == figures(written), swedish.code
        assert figures(swedish.found + swedish.caveat) == figures(english.found + english.caveat), swedish.code


def test_every_finding_is_said_whole() -> None:
    for pair in both():
        for finding in pair:
            assert all((finding.effect, finding.found, finding.program, finding.caveat)), finding.code
            assert re.search(r"\((19|20)\d\d\)", finding.reference), finding.code
            assert not finding.doi or finding.doi.startswith("10."), finding.code


@pytest.mark.parametrize(
    ("spoken", "said"), [("sv", ("inget validerat instrument", "löfte")), ("en", ("not a validated", "promise"))]
)
def test_the_page_says_what_it_cannot_say(spoken: str, said: tuple[str, str]) -> None:
    speak(spoken)
    text = " ".join(part.text for part in page())
    for words in said:
        assert words in text
    assert set(refusals()) < {part.text for part in page()}


def test_a_coincidence_is_never_told_as_a_cause() -> None:
    """What was only observed is not said to lead to anything."""
    for pair in both():
        for finding in pair:
            if finding.code in ("monitoring", "leading"):
                assert not re.search(r"\b(leads to|causes|makes|gör att|leder till|orsakar)\b", finding.found)
