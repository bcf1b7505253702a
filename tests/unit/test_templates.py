"""A template is one's own words: what it says of the day is filled in once, and all else stands as it was written."""

import pytest

from medledare.domain.records import Template
from medledare.domain.templates import PLACES, filled
from medledare.services import capture, intention, records, templates
from medledare.services.clock import local_now
from medledare.services.templates import NoTemplate, NotOwn
from medledare.text import LANGUAGES, speak
from medledare.vault.vault import memory_vault

SAID = {
    "date": "måndag 23 november 2026",
    "weekday": "måndag",
    "week": "48",
    "time": "09:30",
    "intention": "{date} [/b]",
}


@pytest.fixture
def vault():
    return memory_vault(local_now)


def kept(vault, text: str, name: str = "") -> Template:
    return records.add(vault, capture.written("template", local_now, text, name=name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{date} {datum} {Vecka}", "måndag 23 november 2026 måndag 23 november 2026 48"),
        (
            "{mood} {0} {date!r} {date.year} { date } {} {{week}} {",
            "{mood} {0} {date!r} {date.year} { date } {} {48} {",
        ),
        ("{intention}", "{date} [/b]"),
        ("[/b] \x00 👩‍👩‍👧 مرحبا $date %(date)s {{ date }}", "[/b] \x00 👩‍👩‍👧 مرحبا $date %(date)s {{ date }}"),
    ],
)
def test_what_it_says_of_the_day_is_put_in_once_and_all_else_is_text(text, expected):
    assert filled(text, SAID) == expected


def test_a_text_of_a_megabyte_is_filled_in():
    assert filled("{date}" * 200_000, {"date": "x"}) == "x" * 200_000
    assert filled("{" * 1_000_000, SAID) == "{" * 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_with_the_program_can_be_begun_from_and_nothing_is_kept_of_it(vault, language):
    speak(language)
    known = templates.choices(vault)
    assert len(known) == 3
    for one in known:
        text = templates.begun(vault, local_now(), one.text)
        assert "{" not in text
        assert ":\n" in text
        assert templates.called(vault, one.name.upper()) == one
        with pytest.raises(NotOwn):
            templates.own_called(vault, one.name)
    assert records.all_of(vault, Template) == []


def test_the_intention_of_the_day_is_put_in_and_where_there_is_none_nothing(vault):
    assert templates.begun(vault, local_now(), "i dag: {avsikt}.") == "i dag: ."
    intention.keep(vault, local_now, "Ringa i stället")
    assert templates.begun(vault, local_now(), "i dag: {avsikt}.") == "i dag: Ringa i stället."


def test_an_own_one_takes_the_place_of_one_with_the_same_name(vault):
    name = templates.choices(vault)[0].name
    mine = kept(vault, "mitt {date}", name.upper())
    assert templates.called(vault, name).record == mine
    assert len(templates.choices(vault)) == 3


def test_it_is_asked_for_by_its_name_the_beginning_of_it_or_its_id(vault):
    letter, other = kept(vault, "a", "Brev till mig"), kept(vault, "Utan namn\nrad två")
    assert templates.called(vault, "brev").record == letter
    assert templates.called(vault, "utan namn").record == other
    assert templates.called(vault, letter.id[-7:]).record == letter
    for name in ("", "finns inte", "[/b]"):
        with pytest.raises(NoTemplate):
            templates.called(vault, name)


def test_of_two_with_the_same_name_the_latest_is_meant(vault):
    kept(vault, "a", "Brev")
    latest = kept(vault, "b", "brev")
    assert templates.called(vault, "Brev").record == latest


def test_every_word_for_a_place_is_there_in_both_languages():
    assert all(len(set(words)) == len(LANGUAGES) for words in PLACES.values())
