"""What is typed in a form becomes the record, and what stands in a form is what the record says."""

from datetime import UTC, datetime

import pytest

from medledare.domain.problems import Unwritable
from medledare.domain.records import KINDS, Entry, Goal, class_of
from medledare.services.forms import FORMS, Empty, NotAChoice, read, show
from medledare.text.kinds import CHOICE_WORDS

NOW = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)


RECORD_FORMS = [kind for kind in FORMS if kind in KINDS]


@pytest.mark.parametrize("kind", RECORD_FORMS)
def test_only_the_first_field_must_be_filled_in(kind: str) -> None:
    assert [field.required for field in FORMS[kind]] == [True] + [False] * (len(FORMS[kind]) - 1)
    _, problems = read(kind, {field.name: "  " for field in FORMS[kind]}, NOW, "sv")
    assert {name: type(problem) for name, problem in problems.items()} == {FORMS[kind][0].name: Empty}


def test_every_choice_has_words() -> None:
    choices = {choice for form in FORMS.values() for field in form for choice in field.choices}
    assert choices <= CHOICE_WORDS.keys()


def test_an_entry_is_read_as_typed() -> None:
    values, problems = read(
        "entry",
        {"text": " två rader\n kvar ", "tags": "Fel, @anna fel", "principles": "til, MED", "starred": "ja"},
        NOW,
        "sv",
    )
    assert problems == {}
    assert values == {
        "text": " två rader\n kvar ",
        "tags": ("#fel", "@anna"),
        "principles": ("TIL", "MED"),
        "starred": True,
    }


def test_each_problem_stands_by_its_own_field() -> None:
    values, problems = read(
        "entry", {"text": "nul \x00", "place": "månen", "principles": "TIL XXX", "at": "31 februari"}, NOW, "sv"
    )
    assert values == {}
    assert type(problems["text"]) is Unwritable
    assert type(problems["place"]) is NotAChoice
    assert type(problems["principles"]) is NotAChoice
    assert "at" in problems


def test_what_a_form_shows_is_read_back_as_the_same_value() -> None:
    goal = Goal(id="1", at=NOW, created=NOW, title="[/b] 🙂", by=NOW.date(), principles=("TIL", "MED"))
    entry = Entry(id="2", at=NOW, created=NOW, text="rad\n\n\trad", tags=("#fel",), starred=True, place="home")
    for record in (goal, entry):
        typed = {field.name: show(record, field) for field in FORMS[record.kind]}
        values, problems = read(record.kind, typed, NOW, "sv")
        assert problems == {}
        assert values == {name: getattr(record, name) for name in values}
        assert values.keys() == typed.keys()


@pytest.mark.parametrize("kind", RECORD_FORMS)
def test_the_fields_are_the_records(kind: str) -> None:
    fields = set(class_of(kind).__dataclass_fields__)
    assert {field.name for field in FORMS[kind]} <= fields
