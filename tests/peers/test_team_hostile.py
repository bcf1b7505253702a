"""Whatever lies in a team's folder, reading it never fails, and what is not a member's word in its place has no say."""

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from made_team import Made, made_team

from medledare.services import myself, others, pulse, shelf, team_summaries, teams, wordings
from medledare.sharing import space
from medledare.sharing import team as sharing
from medledare.sharing.message import Message, Signed
from medledare.sharing.people import Person
from medledare.sharing.space import Held
from medledare.sharing.team import Look
from medledare.vault.age import NotForUs, open_with, recipient_of, seal_to

ODD = (
    "", "[/b]", "[x](y)", "\u202e", "💥" * 50, "a" * 5000, "0" * 32, "0" * 64, "-1", "age1", "medledare:", "a:b:c",
    None, True, 0, -1, 2**61, 2**63, 1e300, [], {}, [[]], {"TIL": 1}, [None], "\u0000",
)  # fmt: skip
TIMES = (
    datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A team whose week has its figures, and of which each has said something of every sort."""
    made = made_team(tmp_path_factory.mktemp("team") / "space", 5)
    for number, vault in enumerate(made.vaults):
        made.clock.set(1, 9 + number)
        shelf.put(vault, made.clock, made.team, f"What I learned {number}", made_of=1)
        shelf.thank(vault, made.clock, made.team, shelf.look(vault, made.clock, made.team).cards[0], "Thanks")
        wordings.show(vault, made.clock, made.team, wordings.Wording(f"Mission {number}", "All", "Much"))
    made.agree()
    made.pass_days(8, 9, 10, 10)
    return made


def everything(made: Made, number: int = 1) -> tuple[Any, ...]:
    """All that a member's program makes of the folder."""
    vault, clock, team = made.vaults[number], made.clock, made.team
    with_pulse = pulse.view(vault, clock, team)
    with pytest.raises(teams.NotInvited):
        teams.invitations(made.vaults[0], made.folder)
    return (
        teams.look(vault, team).members,
        shelf.look(vault, clock, team).cards,
        wordings.look(vault, team).shown,
        team_summaries.look(vault, clock, team).told,
        with_pulse.picture,
    )


def held(made: Made) -> list[Held]:
    return list(space.files(made.folder))


def seen(made: Made, files: list[Held]) -> Look:
    known = {one.name.casefold(): one for one in others.cards(made.vaults[1])}
    return sharing.look(made.team, files, known)


def ids(look: Look) -> list[str]:
    return [one.message.id for one in look.messages]


@pytest.fixture
def beside(five: Made) -> Iterator[Made]:
    """The same team; whatever is put into its folder goes when the test ends."""
    before = set(five.folder.iterdir())
    yield five
    for path in set(five.folder.iterdir()) - before:
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_a_member_says_with_a_changed_program_nobodys_fails(five, seed):
    chance, author, own = random.Random(seed), myself.oneself(five.vaults[2]), everything(five)
    real = [one.message for one in teams.look(five.vaults[0], five.team).messages]
    put = []
    for _ in range(100):
        message = altered(chance.choice(real), author, chance)
        # The program itself would not sign some of these.
        signed = Signed(message, author.sign(b"medledare team message 1\n" + message.content))
        put.append(space.put(five.folder, five.team.seal(signed)))
    try:
        found = everything(five)
    finally:
        space.remove(five.folder, iter(put))
    # Nobody else's words are gone, and what was seen stays.
    assert found[0] == own[0]
    assert {one.id for one in own[1] if one.by.person != author.card.person} <= {one.id for one in found[1]}
    assert found[4] == own[4]


def altered(message: Message, by: Person, chance: random.Random) -> Message:
    """A message by somebody that is like another, but for a field or two."""
    body = dict(message.body)
    for _ in range(chance.randint(1, 2)):
        name = chance.choice([*body, *body, "more"])
        body[name] = chance.choice(ODD)
        if chance.random() < 0.2:
            del body[name]
    return Message(message.team, message.kind, by.card.person, chance.choice([message.at, *TIMES]), body)


@pytest.mark.parametrize("seed", range(3))
def test_files_that_are_altered_cut_or_joined_say_nothing_and_the_whole_ones_all_they_said(five, seed):
    chance = random.Random(seed)
    whole = held(five)
    before = seen(five, whole)
    broken = []
    for _ in range(300):
        data, other = bytearray(chance.choice(whole).data), chance.choice(whole).data
        place = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                data = data[:place]
            case 2:
                data = data[:place] + other[place:]
            case _:
                data += other
        if bytes(data) not in {one.data for one in whole}:
            broken.append(Held(space.name_of(bytes(data)), bytes(data)))
    assert seen(five, broken).messages == ()
    assert seen(five, broken).rejected == ()
    both = whole + broken
    chance.shuffle(both)
    after = seen(five, both)
    assert (after.messages, after.members, after.rejected) == (before.messages, before.members, before.rejected)


@pytest.mark.parametrize("seed", range(5))
def test_any_order_and_any_names_give_the_same_and_fewer_files_give_less(five, seed):
    chance = random.Random(seed)
    whole = held(five)
    before = seen(five, whole)
    mixed = [Held(f"{chance.randrange(10**9)}.age", one.data) for one in chance.sample(whole, len(whole))]
    mixed += chance.sample(mixed, 20)
    after = seen(five, mixed)
    assert ids(after) == ids(before)
    assert after.members == before.members
    assert after.rejected == ()
    some = seen(five, chance.sample(whole, len(whole) // 2))
    assert set(ids(some)) <= set(ids(before))
    assert set(some.members) <= set(before.members)


def test_what_was_sealed_for_another_team_or_carried_over_from_it_is_not_heard_or_is_named(beside, tmp_path):
    mine = everything(beside)
    other = made_team(tmp_path / "other", 5)
    shelf.put(other.vaults[0], other.clock, other.team, "Of another team", made_of=1)
    other.agree()
    # As it lies there, nobody here can open it; opened and sealed anew for this team, it is another's.
    theirs = list(space.files(other.folder))
    for one in theirs:
        space.put(beside.folder, one.data)
    assert everything(beside) == mine
    assert seen(beside, held(beside)).rejected == ()
    anew = [
        space.put(beside.folder, seal_to(recipient_of(beside.team.identity), content))
        for one in theirs
        if (content := _opened(other, one))
    ]
    assert len(anew) > 10
    assert {one.file for one in seen(beside, held(beside)).rejected} == set(anew)
    assert everything(beside) == mine


def _opened(made: Made, one: Held) -> bytes | None:
    try:
        return open_with(made.team.identity, one.data)
    except NotForUs:
        return None


def test_junk_of_every_sort_is_left_alone_and_untouched(beside):
    mine = everything(beside)
    folder: Path = beside.folder
    whole = next(folder.glob("*.age"))
    for number in range(1000):
        (folder / f"{number:032x}.age").write_bytes(os.urandom(512))
    for number in range(5):
        with open(folder / f"huge {number}.age", "wb") as file:
            file.truncate(2**33)
    (folder / "big.age").write_bytes(b"age-encryption.org/v1\n-> X25519 " + b"A" * (space.LARGEST - 100))
    (folder / "lines.age").write_bytes(b"age-encryption.org/v1\n" + b"-> X25519 a\nb\n" * 10_000)
    (folder / "none.age").symlink_to("/dev/zero")
    (folder / "up.age").symlink_to(folder)
    (folder / "copy.age").symlink_to(whole)
    (folder / "folder.age").mkdir()
    os.mkfifo(folder / "pipe.age")
    (folder / "closed.age").write_bytes(whole.read_bytes())
    (folder / "closed.age").chmod(0)
    (folder / ("n" * 250 + ".age")).write_bytes(whole.read_bytes())
    (folder / "\udcff.age").write_bytes(whole.read_bytes())
    (folder / "[b]\n\x1b[31m.age").write_bytes(whole.read_bytes())
    lies = {one.name: one.lstat().st_size for one in folder.iterdir()}
    assert everything(beside) == mine
    assert seen(beside, held(beside)).rejected == ()
    assert {one.name: one.lstat().st_size for one in folder.iterdir()} == lies


def test_old_files_put_back_bring_nothing_back(beside):
    """What was taken back stays so, and a week that is over is not done again, whoever puts its files back."""
    files = {path: path.read_bytes() for path in beside.folder.iterdir()}
    vault, team = beside.vaults[3], beside.team
    (mine,) = [one for one in shelf.look(vault, beside.clock, team).cards if one.text == "What I learned 3"]
    beside.clock.set(10, 20)
    shelf.withdraw(vault, beside.clock, team, mine.id)
    after = everything(beside)
    for path, data in files.items():
        path.write_bytes(data)
        path.with_name(f"again {path.name}").write_bytes(data)
    assert everything(beside) == after
    assert "What I learned 3" not in {one.text for one in shelf.look(vault, beside.clock, team).cards}
    beside.clock.now += timedelta(days=60)
    assert pulse.view(beside.vaults[0], beside.clock, team).picture == after[4]
