"""The tags one key puts on an entry are those the coach looks for."""

import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from medledare.services import capture, marks, records
from medledare.text import LANGUAGES, speak
from medledare.text.marks import MARKS
from medledare.vault.vault import memory_vault

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_put_in_the_language_spoken_and_taken_away_in_any(spoken: str, mark: str) -> None:
    vault = memory_vault(lambda: NOW)
    entry = records.add(vault, capture.entry(lambda: NOW, "Text", tags=["annat"]))
    speak(spoken)
    marked = marks.toggle(vault, entry, mark)
    speak("en")
    assert marked.tags == ("#annat", f"#{MARKS[mark][spoken]}")
    assert capture.entry(lambda: NOW, marked.tags[1]).all_tags == (marked.tags[1],)
    assert marks.toggle(vault, marked, mark).tags == ("#annat",)


def test_the_coach_looks_for_the_control_reflex_in_both_languages() -> None:
    rules = tomllib.loads(files("medledare.coach").joinpath("rules.toml").read_text(encoding="utf-8"))
    assert sorted(rules["R18"]["tags"]) == sorted(MARKS["control"].values())
