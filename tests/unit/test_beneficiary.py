"""Whom the work is for is one word, chosen once, and used wherever they are named."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Template

import pytest

from medledare import text
from medledare.config.paths import Places
from medledare.config.settings import BadSetting, setting, store
from medledare.domain.principles import BENEFICIARIES, CONDITIONS, ITEMS
from medledare.services.settings import say_as_set
from medledare.text import library
from medledare.text.beneficiary import beneficiary, filled, forms, worded, work_for
from medledare.text.fields import FORMS
from medledare.text.kinds import choice_words

LIBRARY = Path(library.__file__).parent


@pytest.fixture(params=text.LANGUAGES, autouse=True)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    text.speak(request.param)
    yield request.param
    text.speak("en")
    work_for("")


def named(spoken: str) -> list[str]:
    """Every text of the library in which they are named."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for one in value.values():
                yield from texts(one)
        elif isinstance(value, list):
            for one in value:
                yield from texts(one)

    files = [LIBRARY / f"{name}{spoken}.toml" for name in ("", "questions.", "rules.")]
    return [one for file in files for one in texts(tomllib.loads(file.read_text(encoding="utf-8"))) if "$" in one]


def test_every_word_that_can_be_chosen_has_the_same_forms(spoken: str) -> None:
    words = tomllib.loads((LIBRARY / f"beneficiaries.{spoken}.toml").read_text(encoding="utf-8"))
    assert tuple(words) == BENEFICIARIES
    assert setting("beneficiary").choices == ("", *BENEFICIARIES)
    used = {name for one in named(spoken) for name in Template(one).get_identifiers()}
    hints = {name for form in FORMS.values() for field in form for name in Template(field.hint).get_identifiers()}
    for said in words.values():
        assert set(said) == used | hints
        assert all(said.values())


@pytest.mark.parametrize("whom", BENEFICIARIES)
def test_whatever_the_word_the_questions_stay_short_and_whole(whom: str) -> None:
    work_for(whom)
    questions = [one.text for one in library.questions()] + [one["question"] for one in library.rule_words().values()]
    assert len(questions) == 168 + 37
    for question in questions:
        assert "$" not in question
        assert len(question.split()) <= 15, question


def test_the_word_is_used_wherever_they_are_named(spoken: str) -> None:
    work_for("pupil")
    assert library.principle_name("MED") == ("Elevfokus" if spoken == "sv" else "Pupil focus")
    wanted = "elev" if spoken == "sv" else "pupil"
    assert wanted in library.principle_line("MED")
    for code in ("MED.morning.2", "MED.talk.1", "MED.talk.3", "R11", "R12"):
        assert wanted in library.question_text(code), code
    assert wanted in library.rule_words()["R11"]["because"]
    assert wanted in choice_words("user")
    for form in ("entry", "mission", "goal"):
        assert wanted in worded(next(field.hint for field in FORMS[form] if field.name == "for_whom")), form
    work_for("patient")
    assert library.principle_name("MED") == ("Patientfokus" if spoken == "sv" else "Patient focus")
    assert "patient" in library.question_text("MED.morning.2")


def test_without_a_choice_it_is_the_citizen(spoken: str) -> None:
    assert beneficiary() == "citizen"
    assert library.principle_name("MED") == ("Medborgarfokus" if spoken == "sv" else "Citizen focus")
    work_for("customer")
    work_for("")
    assert forms(beneficiary())["one"] == ("en medborgare" if spoken == "sv" else "a citizen")


def test_the_statements_are_worded_the_same_for_everybody() -> None:
    """Else the answers before and after a choice would not be one series."""
    wordings = []
    for whom in BENEFICIARIES:
        work_for(whom)
        wordings.append([library.item_text(code) for code in (*ITEMS, *CONDITIONS)])
    assert all(one == wordings[0] for one in wordings)
    assert "$" not in "".join(wordings[0])


def test_what_a_person_wrote_is_not_looked_at_for_words(spoken: str) -> None:
    assert choice_words("$the") == "$the"
    assert library.question_text("$the") == ""
    with pytest.raises(KeyError):
        filled("$nobody")


def test_the_setting_chooses_the_word(tmp_path: Path, spoken: str) -> None:
    places = Places(tmp_path / "vault", tmp_path / "state", tmp_path / "config", None)
    store(places.config, "language", spoken)
    store(places.config, "beneficiary", "student")
    say_as_set(places)
    assert library.principle_name("MED") == ("Studentfokus" if spoken == "sv" else "Student focus")
    with pytest.raises(BadSetting):
        store(places.config, "beneficiary", "[/b]")
    store(places.config, "beneficiary", "")
    say_as_set(places)
    assert beneficiary() == "citizen"
