"""One member, or one who is none, fills a team's space: the others lose nothing, and what is too much is named once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from medledare.services import myself, pins, teams
from medledare.sharing import space
from medledare.sharing import team as sharing
from medledare.sharing.message import Message, Signed, sign
from medledare.sharing.people import Person, new_person
from medledare.sharing.reading import Memory
from medledare.sharing.team import CROWDED, FORGED, LEAVING, MEMBER, MORE, TOO_MUCH, Look, Team
from medledare.vault.vault import memory_vault

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


class Space:
    """Anna's team with Ali, who fills it, and Bo, whom Ali added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.anna, self.ali, self.bo = (new_person(name) for name in ("Anna", "Ali", "Bo"))
        self.vault = memory_vault(lambda: NOON)
        self.vault.table(myself.TABLE)
        myself.make_card(self.vault, "Eva")
        eva = myself.oneself(self.vault)
        self.team: Team = teams.create(self.vault, lambda: NOON, "Laget", folder)
        self.say(eva, MEMBER, {"card": self.ali.card.text}, 1)
        self.say(self.ali, MEMBER, {"card": self.bo.card.text}, 2)

    def say(self, by: Person, kind: str, body: dict[str, object], minutes: int) -> str:
        return self.put(sign(by, Message(self.team.id, kind, by.card.person, at(minutes), body)))

    def put(self, signed: Signed) -> str:
        data = self.team.seal(signed)
        name = space.name_of(data)
        (self.folder / name).write_bytes(data)
        return name

    def look(self) -> Look:
        return teams.look(self.vault, self.team)

    def texts(self, by: Person) -> list[str]:
        return [one.body["text"] for one in self.look().of("experience") if one.by == by.card.person]


@pytest.fixture
def full(tmp_path: Path) -> Space:
    return Space(tmp_path / "space")


def test_of_one_member_the_latest_are_taken_and_the_excess_is_named_once(full, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_MESSAGES", 10)
    full.say(full.bo, "experience", {"text": "Bo, long before"}, 3)
    files = [full.say(full.ali, "experience", {"text": str(number)}, 10 + number) for number in range(30)]
    full.say(full.bo, "experience", {"text": "Bo, after"}, 100)
    assert full.texts(full.ali) == [str(number) for number in range(20, 30)]
    assert full.texts(full.bo) == ["Bo, long before", "Bo, after"]
    seen = full.look()
    assert [(one.file, one.reason, one.name) for one in seen.rejected] == [(files[19], TOO_MUCH, "Ali")]
    # Whom Ali added long before all of it is a member all the same.
    assert {one.card.name for one in seen.members.values()} == {"Eva", "Ali", "Bo"}


def test_long_messages_are_bounded_by_their_bytes(full):
    for number in range(80):
        full.say(full.ali, "experience", {"text": f"{number} " + "x" * 200_000}, 10 + number)
    full.say(full.bo, "experience", {"text": "Bo"}, 3)
    taken = full.texts(full.ali)
    assert len(taken) == sharing.MOST_BYTES // 2**18 == 64
    assert taken[-1].startswith("79 ")
    assert full.texts(full.bo) == ["Bo"]


def test_in_anothers_name_nobody_can_fill_their_room(full, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_MESSAGES", 3)
    full.say(full.bo, "experience", {"text": "Bo"}, 3)
    for number in range(300):
        message = Message(full.team.id, "experience", full.bo.card.person, at(1000 + number), {"text": "x"})
        full.put(Signed(message, sign(full.ali, message).signature))
    assert full.texts(full.bo) == ["Bo"]
    rejected = full.look().rejected
    # Some are named, and that there are more.
    assert {one.reason for one in rejected[:-1]} == {FORGED}
    assert (len(rejected), rejected[-1].reason) == (sharing.NAMED + 1, MORE)


def test_of_people_one_does_not_know_only_so_many_are_let_in(full, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_PEOPLE", 5)
    known = new_person("Known").card
    pins.keep(full.vault, [pins.Pin(known)])
    for number in range(20):
        full.say(full.ali, MEMBER, {"card": new_person(f"Made up {number}").card.text}, 10 + number)
    full.say(full.bo, MEMBER, {"card": known.text}, 90)
    seen = full.look()
    names = {one.card.name for one in seen.members.values()}
    assert names == {"Eva", "Ali", "Bo", "Made up 0", "Made up 1", "Known"}
    assert {one.reason for one in seen.rejected} == {CROWDED}
    assert len(pins.pinned(full.vault)) == 5


def test_a_message_on_who_is_in_the_team_is_short(full):
    long = full.say(full.ali, LEAVING, {"text": "x" * 100_000}, 10)
    seen = full.look()
    assert [one.file for one in seen.rejected] == [long]
    assert full.ali.card.person in seen.members


@pytest.mark.parametrize("room", [0, 10_000])
def test_what_there_is_no_room_to_keep_is_read_again(full, room):
    for number in range(9):
        full.say(full.ali, "experience", {"text": str(number)}, 10 + number)
    memory, read = Memory(room), []

    def again(file: str) -> bytes | None:
        read.append(file)
        return space.one(full.folder, file)

    for _look in range(2):
        seen = sharing.look(full.team, space.files(full.folder), {}, memory=memory, again=again)
        assert [one.body["text"] for one in seen.of("experience")] == [str(number) for number in range(9)]
        assert len(seen.members) == 3
    assert read
    # A file that goes meanwhile is as good as not there.
    held = list(space.files(full.folder))
    assert sharing.look(full.team, held, {}, memory=Memory(0), again=lambda _file: None).messages == ()
