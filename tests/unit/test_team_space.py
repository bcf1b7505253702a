"""A team and its folder: who is in it, what is taken, what is refused and named, and what the files tell others."""

import base64
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from medledare.domain.problems import CannotReach, Damaged, TooLong, Unwritable
from medledare.services import leaving, myself, others, teams
from medledare.sharing import space
from medledare.sharing.eligible import members_before
from medledare.sharing.message import Message, Signed, Unreadable, read, sign
from medledare.sharing.people import Person, new_person
from medledare.sharing.shelf import shelf
from medledare.sharing.team import (
    FOREIGN,
    FORGED,
    HAD_LEFT,
    MEMBER,
    OTHER_KEYS,
    STRANGER,
    UNREADABLE,
    BadThreshold,
    Team,
    found,
    team_of,
)
from medledare.vault.age import NotForUs, open_with, recipient_of, seal_to
from medledare.vault.table import Document
from medledare.vault.vault import Vault, memory_vault

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Clock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "space"


Make = Callable[[str], Vault]


@pytest.fixture
def person(clock: Clock) -> Make:
    def make(name: str) -> Vault:
        vault = memory_vault(clock)
        myself.make_card(vault, name)
        return vault

    return make


@pytest.fixture
def anna(person: Make) -> Vault:
    return person("Anna")


@pytest.fixture
def team(anna: Vault, clock: Clock, folder: Path) -> Team:
    return teams.create(anna, clock, "Vårdcentralen", folder)


def joined(anna: Vault, clock: Clock, team: Team, newcomer: Vault, folder: Path) -> Team:
    teams.add(anna, clock, team, myself.oneself(newcomer).card)
    return teams.join(newcomer, teams.invitation(newcomer, folder), folder)


def names(vault: Vault, team: Team) -> set[str]:
    return {one.card.name for one in teams.look(vault, team).members.values()}


def _for_one(file: Path, team: Team) -> bool:
    """Whether it is an invitation, which the team's key does not open."""
    try:
        return not open_with(team.identity, file.read_bytes())
    except NotForUs:
        return True


def put(folder: Path, team: Team, signed: Signed) -> str:
    return space.put(folder, team.seal(signed))


def test_who_is_added_finds_the_invitation_and_all_see_the_same_members(anna, clock, team, person, folder):
    ali, bo = person("Ali"), person("Bo")
    same = joined(anna, clock, team, ali, folder)
    assert same == team
    # Any member can add another: there are no roles.
    joined(ali, clock, same, bo, folder)
    assert names(anna, team) == names(ali, team) == names(bo, team) == {"Anna", "Ali", "Bo"}
    assert others.card_named(bo, "anna") == myself.oneself(anna).card


def test_an_invitation_is_for_one_and_the_others_are_told_how_to_get_theirs(anna, clock, team, person, folder):
    teams.add(anna, clock, team, myself.oneself(person("Ali")).card)
    with pytest.raises(teams.NotInvited):
        teams.invitation(person("Mallory"), folder)


def test_what_one_says_is_read_by_all_whatever_the_order_the_copies_and_what_else_lies_there(
    anna, clock, team, person, folder, tmp_path
):
    ali = person("Ali")
    joined(anna, clock, team, ali, folder)
    texts = ["å ä ö", "[/b] [x]", "שלום", "👩‍👩‍👧", "a" * 100_000]
    said = [teams.post(anna, clock, team, "experience", {"text": text}) for text in texts]
    # A copy under another name, half a file, junk of every sort.
    whole = next(one for one in folder.iterdir() if one.stat().st_size > 100_000)
    (folder / "conflict copy (2).age").write_bytes(whole.read_bytes())
    (folder / "half.age").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    (folder / "junk.age").write_bytes(os.urandom(5000))
    (folder / "empty.age").touch()
    (folder / "huge.age").write_bytes(b"age-encryption.org/v1\n" + bytes(space.LARGEST))
    (folder / "notes.txt").write_text("not ours")
    (folder / "link.age").symlink_to(whole)
    (folder / "loop.age").symlink_to(folder / "loop.age")
    (folder / "folder.age").mkdir()
    os.mkfifo(folder / "pipe.age")
    seen = teams.look(ali, team)
    assert [one.body["text"] for one in seen.of("experience")] == texts
    assert [one.id for one in seen.of("experience")] == [one.id for one in said]
    assert seen.rejected == ()
    assert (folder / "notes.txt").read_text() == "not ours"


def test_what_is_forged_or_from_elsewhere_is_refused_and_named(anna, clock, team, person, folder):
    ali = person("Ali")
    joined(anna, clock, team, ali, folder)
    kim, stranger = myself.oneself(ali), new_person("Mallory")
    other = found(stranger, "Other", 7, NOON)

    def message(by: Person, of: str = team.id) -> Message:
        return Message(of, "experience", by.card.person, NOON, {"text": "x"})

    true = sign(kim, message(kim))
    wrong = {
        put(folder, team, replace(true, signature=bytes(64))): FORGED,
        put(folder, team, replace(true, message=replace(true.message, body={"text": "y"}))): FORGED,
        put(folder, team, Signed(message(kim), stranger.sign(b"medledare team message 1\n"))): FORGED,
        put(folder, team, sign(stranger, message(stranger))): STRANGER,
        put(folder, team, sign(kim, message(kim, of=other.id))): FOREIGN,
        put(folder, team, other.founding): FOREIGN,
        space.put(folder, seal_to(recipient_of(team.identity), b"{}".ljust(4096))): UNREADABLE,
    }
    seen = teams.look(anna, team)
    assert {one.file: one.reason for one in seen.rejected} == wrong
    assert list(seen.of("experience")) == []
    put(folder, team, true)
    assert [one.body["text"] for one in teams.look(anna, team).of("experience")] == ["x"]


def test_another_key_under_a_name_one_knows_is_refused_and_named(anna, clock, team, person, folder):
    ali = person("Ali")
    joined(anna, clock, team, ali, folder)
    teams.look(anna, team)
    false = new_person("ali")
    with pytest.raises(others.OtherKeys):
        teams.add(anna, clock, team, false.card)
    me = myself.oneself(anna)
    name = put(folder, team, sign(me, Message(team.id, MEMBER, me.card.person, clock(), {"card": false.card.text})))
    seen = teams.look(ali, team)
    assert [(one.file, one.reason, one.name) for one in seen.rejected] == [(name, OTHER_KEYS, "ali")]
    assert names(ali, team) == {"Anna", "Ali"}


def test_whose_number_one_compared_is_told_apart_from_who_was_only_introduced(anna, clock, team, person, folder):
    ali, bo, cia = person("Ali"), person("Bo"), person("Cia")
    joined(anna, clock, team, ali, folder)
    joined(ali, clock, team, bo, folder)
    joined(bo, clock, team, cia, folder)

    def known(vault: Vault) -> dict[str, tuple[bool, str]]:
        teams.look(vault, team)
        return {one.card.name: (one.compared, one.by) for one in others.known(vault)}

    assert known(anna) == {"Ali": (True, ""), "Bo": (False, "Ali"), "Cia": (False, "Bo")}
    # Whoever founded the team was introduced by nobody.
    assert known(cia) == {"Bo": (True, ""), "Ali": (False, "Anna"), "Anna": (False, "")}
    # Adding a card again whose number one has heard makes it compared, and so does comparing alone.
    teams.add(anna, clock, team, myself.oneself(bo).card)
    others.pin_compared(anna, myself.oneself(cia).card)
    assert known(anna) == {"Ali": (True, ""), "Bo": (True, ""), "Cia": (True, "")}


def test_a_new_name_with_the_same_keys_needs_no_new_comparing(anna, clock, team, person, folder):
    ali = person("Ali")
    joined(anna, clock, team, ali, folder)
    teams.look(anna, team)
    card = myself.make_card(ali, "Ali B")
    teams.post(ali, clock, team, MEMBER, {"card": card.text})
    teams.look(anna, team)
    assert {(one.card.name, one.compared) for one in others.known(anna)} == {("Ali", True), ("Ali B", True)}
    # One's own former name is not a card of somebody else.
    teams.look(ali, team)
    assert [one.card.name for one in others.known(ali)] == ["Anna"]


def test_a_vault_from_before_this_was_noted_opens_and_takes_nobody_for_compared(anna):
    card = new_person("Ali").card
    for row in ({"card": card.text}, {"card": card.text, "compared": "yes"}, {"card": card.text, "by": "f" * 32}):
        anna.table("_pin").remove(doc_ids=["ali"])
        anna.table("_pin").upsert(Document(row, doc_id="ali"))
        assert others.known(anna) == [others.Known(card, compared=False, by="")]
    anna.table("_pin").upsert(Document({"card": "no card"}, doc_id="ali"))
    with pytest.raises(Damaged):
        others.known(anna)


def test_after_a_card_was_let_go_the_new_one_can_be_kept(anna, clock, team, person, folder):
    others.pin(anna, new_person("Ali").card)
    new = new_person("Ali").card
    with pytest.raises(others.OtherKeys):
        others.pin(anna, new)
    others.forget(anna, "ALI")
    others.pin(anna, new)
    assert others.card_named(anna, "Ali") == new
    with pytest.raises(others.NoSuchCard):
        others.forget(anna, "Bo")


def test_who_has_a_new_card_is_a_member_again_once_each_has_let_the_old_one_go(anna, clock, team, person, folder):
    ali, bo, again = person("Ali"), person("Bo"), person("Ali")
    joined(anna, clock, team, ali, folder)
    joined(ali, clock, team, bo, folder)
    teams.post(ali, clock, team, "experience", {"text": "before"})
    teams.look(anna, team)
    new = myself.oneself(again).card
    with pytest.raises(others.OtherKeys):
        teams.add(anna, clock, team, new)
    others.forget(anna, "Ali")
    # Looking before the new card has come brings nothing back; whom Ali added stays.
    assert names(anna, team) == {"Anna", "Bo"}
    teams.add(anna, clock, team, new)
    seen = teams.look(anna, team)
    assert seen.members[new.person].card == new
    assert len(seen.members) == 3
    assert seen.rejected == ()
    assert [one.body["text"] for one in seen.of("experience")] == ["before"]
    # Bo has not let the old one go.
    assert [(one.reason, one.name) for one in teams.look(bo, team).rejected] == [(OTHER_KEYS, "Ali")]


def test_what_an_old_card_says_does_not_pass_for_its_owners_words_nor_may_it_take_part_in_a_pulse(
    anna, clock, team, person, folder
):
    ali, again = person("Ali"), person("Ali")
    joined(anna, clock, team, ali, folder)
    teams.look(anna, team)
    others.forget(anna, "Ali")
    teams.add(anna, clock, team, myself.oneself(again).card)
    # Somebody has found the device on which the old keys lie.
    teams.post(ali, clock, team, "experience", {"text": "after"})
    seen = teams.look(anna, team)
    (said,) = seen.of("experience")
    assert seen.cards[said.by].name == "Ali, old card"
    may = members_before(team, seen, clock() + timedelta(days=1))
    assert set(may) == {myself.oneself(anna).card.person, myself.oneself(again).card.person}


def test_a_founder_whose_card_was_let_go_takes_nobody_along(anna, clock, team, person, folder):
    ali = person("Ali")
    joined(anna, clock, team, ali, folder)
    teams.look(ali, team)
    others.forget(ali, "Anna")
    assert names(ali, team) == {"Ali"}
    others.pin(ali, myself.oneself(anna).card)
    assert names(ali, team) == {"Ali", "Anna"}


def test_nobody_is_let_in_by_a_stranger_by_one_who_left_or_under_a_name_of_anothers_choice(
    anna, clock, team, person, folder
):
    ali, bo = person("Ali"), person("Bo")
    joined(anna, clock, team, ali, folder)
    stranger = new_person("Mallory")
    put(folder, team, sign(stranger, Message(team.id, MEMBER, stranger.card.person, NOON,
                                             {"card": stranger.card.text})))  # fmt: skip
    kim = myself.oneself(ali)
    renamed = replace(myself.oneself(anna).card, name="Mallory")
    put(folder, team, sign(kim, Message(team.id, MEMBER, kim.card.person, clock(), {"card": renamed.text})))
    assert names(anna, team) == {"Anna", "Ali"}
    leaving.leave(ali, clock, team)
    assert teams.teams(ali) == []
    put(folder, team, sign(kim, Message(team.id, MEMBER, kim.card.person, clock(),
                                        {"card": myself.oneself(bo).card.text})))  # fmt: skip
    assert names(anna, team) == {"Anna"}


def test_one_who_comes_back_or_takes_another_name_is_the_same_person(anna, clock, team, person, folder):
    ali = person("Ali")
    joined(anna, clock, team, ali, folder)
    leaving.leave(ali, clock, team)
    assert names(anna, team) == {"Anna"}
    joined(anna, clock, team, ali, folder)
    assert names(anna, team) == {"Anna", "Ali"}
    card = myself.make_card(ali, "Ali K")
    teams.post(ali, clock, team, MEMBER, {"card": card.text})
    assert names(anna, team) == {"Anna", "Ali K"}


def test_what_somebody_says_after_they_left_is_passed_over_and_named_but_a_take_back_holds(
    anna, clock, team, person, folder
):
    ali, bo = person("Ali"), person("Bo")
    joined(anna, clock, team, ali, folder)
    before = teams.post(ali, clock, team, "experience", {"text": "before"})
    kept = teams.post(ali, clock, team, "experience", {"text": "kept"})
    leaving.leave(ali, clock, team)
    me = myself.oneself(ali)

    def say(kind: str, body: dict[str, object], at: datetime) -> str:
        return put(folder, team, sign(me, Message(team.id, kind, me.card.person, at, body)))

    late = {
        say("experience", {"text": "after"}, clock()),
        say(MEMBER, {"card": myself.oneself(bo).card.text}, clock()),
        say(MEMBER, {"card": me.card.text}, clock()),
    }
    say("withdrawn", {"about": before.id}, clock())
    seen = teams.look(anna, team)
    assert {(one.file, one.reason, one.name) for one in seen.rejected} == {(file, HAD_LEFT, "Ali") for file in late}
    assert names(anna, team) == {"Anna"}
    assert [one.id for one in shelf(seen).cards] == [kept.id]
    # Who is added again is heard again, and what was said between stays passed over.
    joined(anna, clock, team, ali, folder)
    teams.post(ali, clock, team, "experience", {"text": "again"})
    seen = teams.look(anna, team)
    assert [one.text for one in shelf(seen).cards] == ["kept", "again"]
    assert {one.file for one in seen.rejected} == late
    # The limit that the documentation states: a moment before the leaving is not told from the truth.
    say("experience", {"text": "dated earlier"}, kept.at)
    assert "dated earlier" in {one.text for one in shelf(teams.look(anna, team)).cards}


def test_who_left_does_not_come_back_by_the_invitation_of_then(anna, clock, team, person, folder):
    ali = person("Ali")
    joined(anna, clock, team, ali, folder)
    leaving.leave(ali, clock, team)
    with pytest.raises(teams.LeftBefore, match="left the team Vårdcentralen"):
        teams.join(ali, teams.invitation(ali, folder), folder)
    assert teams.teams(ali) == []
    joined(anna, clock, team, ali, folder)
    assert names(ali, team) == {"Anna", "Ali"}


def test_members_are_found_though_clocks_are_wrong(anna, clock, team, person, folder):
    ali, bo = person("Ali"), person("Bo")
    joined(anna, clock, team, ali, folder)
    joined(ali, lambda: NOON - timedelta(days=4000), team, bo, folder)
    assert names(anna, team) == {"Anna", "Ali", "Bo"}


@pytest.mark.parametrize("threshold", [-1, 0, 1, 4, 101])
def test_a_threshold_below_five_is_refused_when_made_and_when_met(anna, clock, folder, threshold):
    with pytest.raises(BadThreshold):
        teams.create(anna, clock, "Team", folder, threshold)
    person = new_person("Mallory")
    good = found(person, "Team", 5, NOON)
    bad = replace(good.founding.message, body={**good.founding.message.body, "threshold": threshold})
    with pytest.raises(Unreadable):
        team_of(sign(person, bad), good.identity)


def test_names_sizes_and_times_are_the_same_whoever_says_what_and_when(anna, clock, team, person, folder):
    ali = person("Ali")
    joined(anna, clock, team, ali, folder)
    teams.post(anna, clock, team, "thanks", {"text": "!"})
    teams.post(ali, clock, team, "experience", {"text": "a" * 3000})
    files = list(folder.iterdir())
    # What is sealed has one length; age adds a stanza of noise of its own, by chance alone.
    assert {len(open_with(team.identity, one.read_bytes())) for one in files if not _for_one(one, team)} == {4096}
    assert {one.stat().st_mtime for one in (*files, folder)} == {space.MOMENT}
    assert all(one.name == space.name_of(one.read_bytes()) for one in files)
    everything = b"".join(one.name.encode() + one.read_bytes() for one in files)
    assert not any(word in everything for word in (b"Anna", b"Ali", b"experience", b"aaaa", team.id.encode()))


def test_what_cannot_be_said_is_told_and_nothing_is_put_there(anna, clock, team, folder):
    before = sorted(folder.iterdir())
    for text, problem in (("\x00", Unwritable), ("\ud800", Unwritable), ("a" * 300_000, TooLong)):
        with pytest.raises(problem):
            teams.post(anna, clock, team, "experience", {"text": text})
    assert sorted(folder.iterdir()) == before


def test_a_folder_that_is_not_there_is_told(anna, clock, team, folder, tmp_path):
    folder.rename(tmp_path / "moved")
    with pytest.raises(CannotReach):
        teams.look(anna, team)
    with pytest.raises(CannotReach):
        teams.post(anna, clock, team, "experience", {"text": "x"})
    teams.set_folder(anna, team, tmp_path / "moved")
    assert names(anna, team) == {"Anna"}
    (tmp_path / "file").touch()
    with pytest.raises(CannotReach):
        teams.set_folder(anna, team, tmp_path / "file")


def test_of_several_teams_one_says_which(anna, clock, team, tmp_path):
    teams.create(anna, clock, "Kören", tmp_path / "other", threshold=5)
    assert teams.team_named(anna, "vårdcentralen") == team
    with pytest.raises(teams.WhichTeam):
        teams.team_named(anna)
    with pytest.raises(teams.NoSuchTeam):
        teams.team_named(anna, "Laget")
    with pytest.raises(teams.AlreadyInTeam):
        teams.create(anna, clock, "KÖREN", tmp_path / "third")


def test_no_team_no_card_and_ones_own_card_are_said(anna, clock, team, folder, person):
    with pytest.raises(teams.NoTeam):
        teams.team_named(person("Ali"))
    with pytest.raises(myself.NoCard):
        teams.create(memory_vault(clock), clock, "Team", folder)
    with pytest.raises(others.OwnCard):
        teams.add(anna, clock, team, myself.oneself(anna).card)


def test_the_number_read_aloud_is_compared_whatever_stands_between_its_digits():
    card = new_person("Ali").card
    others.compare(card, card.fingerprint.replace(" ", "-"))
    with pytest.raises(others.NotThatNumber):
        others.compare(card, new_person("Ali").card.fingerprint)
    with pytest.raises(others.NotThatNumber):
        others.compare(card, card.fingerprint[:-1])


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", b"{" * 10_000, b'{"format":"medledare-team/1"}'])
def test_bytes_that_are_no_message_are_unreadable(content):
    with pytest.raises(Unreadable):
        read(bytes(64) + content)


def test_a_message_has_one_way_to_be_written():
    person = new_person("Ali")
    signed = sign(person, Message("t", "thanks", person.card.person, NOON, {"text": "x"}))
    assert read(signed.data) == signed
    with pytest.raises(Unreadable):
        read(signed.data.replace(b'"body"', b' "body"'))
    assert base64.b64encode(signed.signature) not in signed.message.content


def test_who_may_look_into_the_folder_may_read_its_files_whatever_ones_own_files_are(anna, clock, folder):
    before = os.umask(0o077)
    try:
        folder.parent.chmod(0o775)
        team = teams.create(anna, clock, "Team", folder)
        assert folder.stat().st_mode & 0o777 == 0o775
        assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o664}
        folder.chmod(0o700)
        teams.post(anna, clock, team, "experience", {"text": "x"})
        assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o664, 0o600}
    finally:
        os.umask(before)


def test_a_file_that_is_changed_or_taken_away_after_it_was_read_is_not_read_from_memory(anna, clock, team, folder):
    for text in ("one", "two"):
        teams.post(anna, clock, team, "experience", {"text": text})
    first, second = (one for one in teams.look(anna, team).messages if one.message.kind == "experience")
    (folder / first.file).write_bytes((folder / first.file).read_bytes()[:-1])
    (folder / second.file).unlink()
    assert list(teams.look(anna, team).of("experience")) == []


def test_the_same_words_again_in_the_same_second_are_another_message(anna, team, folder):
    said = [
        teams.post(anna, lambda at=at: NOON + timedelta(milliseconds=at), team, "thanks", {"text": "x"})
        for at in (1, 2)
    ]
    assert len({one.id for one in said}) == 2
    assert [one.id for one in teams.look(anna, team).of("thanks")] == [one.id for one in said]
