"""One's card: what others may know, made once, compared aloud, and never mistaken for another."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.problems import Problem
from medledare.services import myself, others, pins
from medledare.services.clock import local_now
from medledare.sharing.people import BadName, Card, NotACard, SeveralCards, new_person, read_card
from medledare.vault.vault import Vault, memory_vault


@pytest.fixture
def vault() -> Vault:
    return memory_vault(local_now)


def test_a_card_is_one_line_that_comes_back_the_same_from_a_mail_around_it():
    card = new_person("Kim Ödegård").card
    assert read_card(f"Hej!\n\n  {card.text}  \n\nHälsningar\n") == card


@pytest.mark.parametrize(
    "around",
    [
        lambda text: f"Hej! Mitt kort: {text} Hälsningar",
        lambda text: f"> {text}\r\n",
        lambda text: f"\ufeff{text}",
        lambda text: "\n".join(text[at : at + 40] for at in range(0, len(text), 40)),
        lambda text: f"{text[:70]}   \r\n   {text[70:]}",
        lambda text: text[: text.index("Kim")].upper() + text[text.index("Kim") :],
    ],
)
def test_a_card_comes_through_a_mail_a_narrow_screen_and_a_qr_code(around):
    card = new_person("Kim Ödegård").card
    assert read_card(around(card.text)) == card


def test_two_people_of_one_name_have_other_numbers_and_a_new_name_keeps_them():
    first, second = new_person("Kim").card, new_person("Kim").card
    assert first.fingerprint != second.fingerprint
    assert first.person != second.person
    renamed = Card("Kim K", first.recipient, first.signing)
    assert (renamed.fingerprint, renamed.person) == (first.fingerprint, first.person)
    assert [len(group) for group in first.fingerprint.split(" ")] == [4] * 6


@pytest.mark.parametrize(
    "name", ["", "  ", "–", "a" * 41, "Kim\x1b[2J", "Kim\u202e", "Kim: chef", "K\x00m", "\u200bKim", "a\ud800"]
)
def test_a_name_that_could_deceive_is_refused(name: str):
    with pytest.raises(BadName):
        new_person(name)


@given(st.text(max_size=300))
def test_what_is_no_card_is_said_to_be_none(text: str):
    with pytest.raises(NotACard):
        read_card(text)


@given(st.data())
def test_a_card_with_any_character_of_its_keys_changed_is_another_person_or_none(data: st.DataObject):
    card = new_person("Kim").card
    at = data.draw(st.integers(0, len(card.text) - 1 - len(":Kim:")))
    other = data.draw(st.characters(codec="ascii"))
    text = card.text[:at] + other + card.text[at + 1 :]
    try:
        changed = read_card(text)
    except Problem:
        return
    assert changed.person != card.person or changed == card


def test_two_cards_in_one_text_are_not_guessed_between():
    with pytest.raises(SeveralCards):
        read_card(new_person("Kim").card.text + "\n" + new_person("Ali").card.text)


def test_the_keys_stay_when_the_name_changes_and_no_list_or_step_back_has_them(vault: Vault):
    first = myself.make_card(vault, "Kim")
    renamed = myself.make_card(vault, "Kim K")
    assert renamed.person == first.person
    assert myself.oneself(vault).card == renamed
    assert vault.undo() == []
    assert vault.status().records == {}
    assert myself.oneself(vault).identity not in repr(myself.oneself(vault))


@pytest.mark.parametrize("first", [True, False])
def test_the_name_of_somebody_whose_card_one_has_is_not_taken_for_oneself(vault: Vault, first: bool):
    if not first:
        myself.make_card(vault, "Kim")
    others.pin(vault, new_person("Ali").card)
    with pytest.raises(myself.NameTaken, match="by the name Ali"):
        myself.make_card(vault, "ALI")
    assert [one.name for one in others.cards(vault)] == ["Ali"]
    assert (myself.known(vault) is None) is first
    assert myself.make_card(vault, "Ali B").name == "Ali B"
    # A former name of one's own, as a team has it, is one's own.
    pins.keep(vault, [pins.Pin(replace(myself.oneself(vault).card, name="Kim Ö"))])
    assert myself.make_card(vault, "Kim Ö").name == "Kim Ö"


def test_without_a_card_one_is_told_how_to_make_it(vault: Vault):
    with pytest.raises(myself.NoCard):
        myself.oneself(vault)
