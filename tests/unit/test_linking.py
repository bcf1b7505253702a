"""A +name in what one writes links to a principle or a goal; what names nothing is text and stays text."""

import pytest

from medledare.domain.links import find_links, named, short_name
from medledare.domain.records import Entry, Goal
from medledare.services import capture, goals, records
from medledare.services.clock import local_now
from medledare.services.suggestions import gather
from medledare.text import speak
from medledare.text.library import principle_line
from medledare.vault.vault import memory_vault

TITLES = {
    "1": "Svara alla inom två dagar", "2": "Svara alla chefer", "3": "E-posten, varje dag", "4": "Ro", "5": "👩‍👩‍👧",
}  # fmt: skip


@pytest.fixture
def vault():
    return memory_vault(local_now)


def kept(vault, text: str, **fields) -> Entry:
    return records.add(vault, capture.entry(local_now, text, **fields))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ringde +svara-alla-inom.", ("svara-alla-inom",)),
        ("(+ro) x+ro +ro +RO, +ro-", ("ro",)),
        ("+A\u030angra", ("ångra",)),
        ("C++ 1+1 a+b + +- ++x", ()),
        ("+46 70 123", ("46",)),
        ("\x00+ro\n+[/b]", ()),
    ],
)
def test_names_are_found_where_a_word_begins(text, names):
    assert find_links(text) == names


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("svara-alla", ""), ("svara-alla-inom", "1"), ("svara-alla-chefer", "2"), ("svara", ""), ("e-posten", "3"),
        ("ro", "4"), ("r", ""), ("46", ""), ("svara-al", ""),
    ],
)  # fmt: skip
def test_a_goal_is_meant_by_its_title_or_enough_of_its_first_words(name, id):
    assert named(name, TITLES) == id


def test_the_name_that_is_offered_always_means_the_goal():
    offered = {id: short_name(id, TITLES) for id in TITLES}
    assert offered == {
        "1": "svara-alla-inom-två", "2": "svara-alla-chefer", "3": "e-posten-varje-dag", "4": "ro", "5": "",
    }  # fmt: skip
    assert all(named(name, TITLES) == id for id, name in offered.items() if name)


def test_a_name_links_when_the_text_is_kept_and_the_text_stays(vault):
    goal = goals.create(vault, local_now, "Svara alla inom två dagar")
    text = "Tog ett samtal +svara-alla-inom.\n+Trust och +HEL, +46 och +inget-sådant"
    entry = kept(vault, text)
    assert (entry.text, entry.goal, entry.principles) == (text, goal.id, ("TIL", "HEL"))
    assert records.all_of(vault, Entry) == [entry]


def test_what_was_chosen_stands(vault):
    first, _second = (goals.create(vault, local_now, title) for title in ("Ett första", "Ett andra"))
    entry = kept(vault, "x +ett-andra +kunskap", goal=first.id, principles=["MED"])
    assert (entry.goal, entry.principles) == (first.id, ("MED", "KUN"))


def test_a_link_written_later_is_made_and_one_that_was_taken_away_is_not_made_again(vault):
    goal = goals.create(vault, local_now, "Ett första")
    entry = records.change(vault, kept(vault, "x"), text="x +ett-första +stöd")
    assert (entry.goal, entry.principles) == (goal.id, ("STO",))
    entry = records.change(vault, entry, goal="", principles=())
    assert records.change(vault, entry, text=entry.text + " mer").goal == ""


def test_a_closed_goal_is_not_meant(vault):
    goals.done(vault, local_now, goals.create(vault, local_now, "Ett första"))
    assert kept(vault, "+ett-första").goal == ""


def test_a_review_that_quotes_a_text_does_not_link_again(vault):
    goals.create(vault, local_now, "Ett första")
    assert kept(vault, "+ett-första +stöd", question="review.week.2026-W10").goal == ""


def test_other_kinds_that_can_have_a_goal_link_too(vault):
    goal = goals.create(vault, local_now, "Ett första")
    failure = records.add(vault, capture.failure(local_now, "sprack", why="för bråttom med +ett-första +stöd"))
    assert failure.goal == goal.id


@pytest.mark.parametrize("language", ["sv", "en"])
def test_whatever_is_offered_links(vault, language):
    speak(language)
    linked = ["Svara alla inom två dagar", "[/b] hej", "مرحبا بالعالم", "Svara alla"]
    for title in (*linked[:3], "Tillit", "👩‍👩‍👧", "m" * 200, linked[3]):
        goals.create(vault, local_now, title)
    known = gather(vault)
    assert [one.about for one in known.goals] == linked[::-1]
    for one in known.goals:
        entry = kept(vault, f"x {one.put}")
        assert records.get(vault, entry.goal, Goal).headline == one.about
    for one in known._replace(goals=()).in_text("+"):
        (principle,) = kept(vault, one.put).principles
        assert principle_line(principle) == one.about


def test_a_text_of_a_megabyte_is_looked_through(vault):
    goal = goals.create(vault, local_now, "Ett första")
    text = "+å " * 300_000 + "+ett-första"
    assert kept(vault, text).goal == goal.id
