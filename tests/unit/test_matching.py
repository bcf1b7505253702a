"""A word finds what a person means by it: case and accents aside, but å, ä and ö are letters."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medledare.domain.matching import fold, hits, holds, words_of

# Letters that fold in unusual ways, among all the others.
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("aåäöAÅÄÖéßİıﬁ\u030a\u0308\u0301\u0323ᄀ\u1161\u11a8가ΐẞ")))


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("cafe", "På ett café", True),
        ("CAFÉ", "cafe", True),
        ("mål", "MÅLET", True),
        ("MÅL", "mål", True),
        ("mal", "mål", False),
        ("mål", "mal", False),
        ("ko", "kö", False),
        ("mål", "ma\u030al", True),
        ("ma\u030al", "mål", True),
        ("strasse", "Straße", True),
        ("angstrom", "Ångström", False),
        ("ångström", "Å" + "NGSTRÖM", True),
        ("istanbul", "İstanbul", True),
        ("uber", "über", True),
        ("möte kaffe", "Kaffe före mötet", True),
        ("möte te", "Kaffe före mötet", True),
        ("möte bulle", "Kaffe före mötet", False),
        ('"före mötet"', "Kaffe före mötet", True),
        ('"mötet före"', "Kaffe före mötet", False),
        ("”före möt", "Kaffe före mötet", True),
    ],
)
def test_what_finds_what(query: str, text: str, found: bool) -> None:
    assert holds(fold(text), words_of(query)) is found


def test_words_and_phrases_are_told_apart() -> None:
    assert words_of('Möte "God morgon" möte ”kära vän” «och»') == ("möte", "god morgon", "kära vän", "och")
    assert words_of('hej "öppen fras') == ("hej", "öppen fras")
    assert words_of('  "" " " ') == ()


def test_hits_stand_where_they_are_in_the_text_as_it_was_written() -> None:
    text = "Café, MA\u030aL och Straße, ﬁn"
    marked = [text[start:end] for start, end in hits(text, words_of("cafe mål ss fi"))]
    assert marked == ["Café", "MA\u030aL", "ß", "ﬁ"]


def test_hits_that_overlap_are_one() -> None:
    assert hits("ananas", ("ana", "nan")) == [(0, 4)]


@given(TEXTS)
@example("ㅏ\u1161")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold(unicodedata.normalize("NFD", composed)) == fold(composed)


@given(TEXTS, TEXTS, TEXTS)
def test_every_hit_marks_something_that_folds_to_hold_the_word(before: str, word: str, after: str) -> None:
    text = f"{before} {word} {after}"
    words = words_of(f'"{word}"')
    found = hits(text, words)
    assert found == sorted(found)
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert any(one in fold(text[start:end]) for one in words)


@given(TEXTS, TEXTS)
def test_what_is_found_is_also_marked(before: str, after: str) -> None:
    assert hits(f"{before} mål {after}", ("mål",))
