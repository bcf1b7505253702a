"""What somebody hostile makes of age files and keys: none of it holds a program up, or makes it fall."""

import time

import pytest
from test_team_space import NOON

from medledare.sharing import observing
from medledare.sharing.message import Message, sign
from medledare.sharing.observing import REPLY_SIZE, NotAReply
from medledare.sharing.people import BadName, Card, NotACard, new_person, read_card
from medledare.sharing.space import Held
from medledare.sharing.team import MEMBER, UNREADABLE, found, invitations, look
from medledare.vault.age import BadAgeKey, NotForUs, check_recipient, new_identity, open_with, recipient_of, seal_for

# Points of small order on Curve25519 as age recipients: what is sealed to them, anybody opens.
WEAK = [
    "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
    "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya",
    "age1ur4h5lpmgxu2u9jku0a0r87ydtdqnr0tnsetrlvxvgz3vh6fhqqqzyt4v9",
]


def long_header() -> bytes:
    """A file whose header alone would take a minute."""
    return seal_for([recipient_of(new_identity())] * 1_000, b"x" * 4096)


@pytest.mark.parametrize("recipient", WEAK)
def test_a_card_with_a_key_that_nothing_can_be_sealed_to_is_none(recipient: str) -> None:
    """Sealing to it would take the whole program down, in everybody's pulse."""
    with pytest.raises(BadAgeKey):
        check_recipient(recipient)
    good = new_person("Eva").card
    with pytest.raises(NotACard):
        read_card(good.text.replace(good.recipient, recipient))


@pytest.mark.parametrize("recipient", WEAK)
def test_a_member_with_such_a_key_is_not_let_in(recipient: str) -> None:
    anna, eva = new_person("Anna"), new_person("Eva").card
    team = found(anna, "Laget", 5, NOON)
    body = {"card": eva.text.replace(eva.recipient, recipient)}
    file = Held("eva.age", team.seal(sign(anna, Message(team.id, MEMBER, anna.card.person, NOON, body))))
    seen = look(team, [file], {})
    assert [one.card.name for one in seen.members.values()] == ["Anna"]
    assert [(one.file, one.reason) for one in seen.rejected] == [("eva.age", UNREADABLE)]


def test_a_file_with_an_endless_header_holds_nothing_up() -> None:
    """Whoever keeps the folder can put it there, without any key."""
    anna = new_person("Anna")
    team = found(anna, "Laget", 5, NOON)
    held = [Held(f"{number}.age", long_header()) for number in range(3)]
    began = time.process_time()
    assert look(team, held, {}).rejected == ()
    assert list(invitations(anna, held)) == []
    assert time.process_time() - began < 1


def test_such_a_file_cannot_be_opened_by_anybody_and_says_so_at_once() -> None:
    began = time.process_time()
    with pytest.raises(NotForUs):
        open_with(new_identity(), long_header())
    assert time.process_time() - began < 1


def test_what_is_sealed_to_many_opens() -> None:
    identity = new_identity()
    others = [recipient_of(new_identity()) for _ in range(100)]
    assert open_with(identity, seal_for([*others, recipient_of(identity)], b"x")) == b"x"


def test_a_reply_that_begins_again_and_again_is_refused_at_once() -> None:
    line = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
    began = time.process_time()
    with pytest.raises(NotAReply):
        observing.sealed_in(line * (REPLY_SIZE // len(line)))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("unseen", ["\u034f", "\u115f", "\u17b4", "\u2800", "\u3164", "\uffa0", "\U000e0101", "\u200b"])
def test_a_name_that_only_looks_like_another_one_is_none(unseen: str) -> None:
    """Else somebody could stand among the members as one who is there already."""
    with pytest.raises(BadName):
        new_person(f"Anna{unseen}")


def test_a_name_is_the_same_whatever_way_its_signs_are_drawn() -> None:
    assert new_person("Anna\ufe0f ❤\ufe0f").name == "Anna ❤"


@pytest.mark.parametrize(
    "key",
    [
        "01" + 31 * "00",
        "01" + 30 * "00" + "80",
        "ee" + 30 * "ff" + "7f",
        "ec" + 31 * "ff",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ],
)
def test_a_card_that_anybody_can_sign_for_is_none(key: str) -> None:
    """Such a signature is right for whatever was said, so whoever has the card could deny all of it."""
    signing = bytes.fromhex(key)
    weak = Card("Eva", new_person("Eva").card.recipient, signing)
    nothing = b"\x01" + bytes(63)
    assert any(weak.signed(b"%d" % number, nothing) for number in range(200))
    with pytest.raises(NotACard):
        read_card(weak.text)
