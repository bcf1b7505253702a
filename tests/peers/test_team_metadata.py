"""What a folder tells whoever keeps it: that there are files; not whose, of what sort, what they say, or who reads."""

import os
import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import pytest
from made_team import Made, made_team

from medledare.services import myself, pulse, sending, shelf, team_summaries, teams, wordings
from medledare.sharing import space
from medledare.sharing.message import SMALLEST

SIZE = 6
"""Members who share; one more never does."""


class Lies(NamedTuple):
    """A file as it lies there, and what only members know of it: ``figures`` is what its author answered."""

    name: str
    size: int
    author: str
    kind: str
    figures: str


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A team that has said something of every sort, one after the other, and gone through a week."""
    made = made_team(tmp_path_factory.mktemp("team") / "space", SIZE + 1)
    chance = random.Random(7)
    for day in (1, 2, 3):
        for number in chance.sample(range(SIZE), SIZE):
            vault, team = made.vaults[number], made.team
            made.clock.set(day, 8 + number)
            shelf.put(vault, made.clock, team, "What I learned. " * chance.randint(1, 20), made_of=1)
            cards = shelf.look(vault, made.clock, team).cards
            shelf.thank(vault, made.clock, team, chance.choice(cards), "Thanks " * chance.randint(1, 9))
            wordings.show(vault, made.clock, team, wordings.Wording("For them " * (number + 1), "All", "Much"))
            told = "A summary. " * chance.randint(1, 90)
            sending.post(vault, made.clock, sending.prepare_for_team(vault, told, team))
    made.agree(who=range(SIZE))
    made.pass_days(8, 9, 10, 10, who=range(SIZE))
    return made


def lying(made: Made) -> list[Lies]:
    authors = {myself.oneself(vault).card.person: number for number, vault in enumerate(made.vaults)}
    found = []
    for message, file in teams.look(made.vaults[0], made.team).messages:
        size = (made.folder / file).stat().st_size
        found.append(Lies(file, size, message.by, message.kind, str(authors[message.by] % 5)))
    return found


def sealed_size(data: bytes) -> int:
    """Bytes after the header of age, which is longer or shorter by chance."""
    return len(data) - data.index(b"\n---")


def test_all_files_have_one_time_one_mode_a_name_that_is_a_hash_and_content_of_one_size(used):
    assert len(used.files()) > 100
    # Invitations, which only the invited can open, are among them.
    found = set()
    for path in used.folder.iterdir():
        data, about = path.read_bytes(), path.stat()
        assert path.name == space.name_of(data)
        found.add((int(about.st_atime), int(about.st_mtime), about.st_mode, sealed_size(data)))
    assert len(found) == 1
    assert next(iter(found))[:2] == (space.UNREAD, space.MOMENT)
    assert used.folder.stat().st_mtime == space.MOMENT


@pytest.mark.parametrize("hidden", ["author", "kind", "figures"])
def test_nothing_is_learned_by_comparing_files_with_files_that_are_known(used, hidden):
    """Whoever knows all files but one can say no more of that one than by guessing what is most frequent."""
    lies = lying(used)
    truth = [getattr(one, hidden) for one in lies]
    chance = max(Counter(truth).values()) / len(truth)
    for guess in (nearest_name, most_alike_name, nearest_size):
        right = sum(guess(lies[:at] + lies[at + 1 :], one, hidden) == truth[at] for at, one in enumerate(lies))
        assert right <= len(lies) * chance + 5 * sqrt(len(lies) * chance * (1 - chance)) + 1, guess.__name__


def test_the_guess_by_size_would_find_what_sizes_told(used):
    lies = [one._replace(size=sum(map(ord, one.kind))) for one in lying(used)]
    often = [one for one in lies if Counter(other.kind for other in lies)[one.kind] >= SIZE]
    assert len(often) > 100
    assert all(nearest_size(often, one, "kind") == one.kind for one in often)


def nearest_name(known: Sequence[Lies], one: Lies, hidden: str) -> str:
    """As the file whose name is nearest in order."""
    near = min(known, key=lambda other: abs(int(other.name[:12], 16) - int(one.name[:12], 16)))
    return str(getattr(near, hidden))


def most_alike_name(known: Sequence[Lies], one: Lies, hidden: str) -> str:
    """As the file whose name has the most signs in common, place by place."""
    return str(getattr(max(known, key=lambda other: sum(map(str.__eq__, other.name, one.name))), hidden))


def nearest_size(known: Sequence[Lies], one: Lies, hidden: str) -> str:
    """As most of the five files that are nearest in size."""
    near = sorted(known, key=lambda other: abs(other.size - one.size))[:5]
    return Counter(str(getattr(other, hidden)) for other in near).most_common(1)[0][0]


def test_a_long_text_tells_its_size_by_doublings_and_no_more(tmp_path):
    made = made_team(tmp_path / "space", 1)
    sizes = set()
    for letters in range(3000, 15_000, 400):
        before = made.files()
        shelf.put(made.vaults[0], made.clock, made.team, "a" * letters, made_of=1)
        (new,) = made.files() - before
        sizes.add(sealed_size((made.folder / new).read_bytes()) // SMALLEST)
    assert sizes == {1, 2, 4}


def test_who_reads_everything_and_never_shares_leaves_no_trace_at_all(used):
    """As one who does not use the program: not a file, and of none a time at which it was read."""
    vault, team, clock = used.vaults[SIZE], used.team, used.clock
    # One that nobody has read yet.
    shelf.put(used.vaults[0], clock, team, "New", made_of=1)
    before = traces(used.folder)
    for _ in range(10):
        clock.now += timedelta(days=1)
        pulse.carry_on(vault, clock)
        assert pulse.view(vault, clock, team).picture.weeks
        assert shelf.look(vault, clock, team).cards
        assert wordings.look(vault, team).shown
        assert team_summaries.look(vault, clock, team).told
    assert traces(used.folder) == before


def traces(folder: Path) -> dict[str, os.stat_result]:
    return {str(one): one.lstat() for one in (folder, *folder.iterdir())}
