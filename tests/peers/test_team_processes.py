"""Eight people, each with a vault and a process of their own: a week's pulse from answers to figures.

Over one folder; and over two, four people at each, with git or Syncthing between them. What comes out is what plain
adding up of what they put in gives.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from git_clone import cloned
from member_process import Process
from syncthings import look_now, paired, until

from medledare.sharing import space
from medledare.sharing.release import CODES

EIGHT = 8
Carry = Callable[[], None]


@pytest.fixture
def eight(tmp_path: Path) -> Iterator[list[Process]]:
    """Eight programs without a team, each with the week's answers."""
    made = [Process(tmp_path / f"home of {number}") for number in range(EIGHT)]
    try:
        for day in (0, 2):
            for number, one in enumerate(made):
                one.tell("answer", day, 15, seed=100 * day + number)
            assert [one.told() for one in made] == [None] * EIGHT
        yield made
        for one in made:
            one.end()
    finally:
        for one in made:
            one.running.kill()


def all_at_once(eight: Sequence[Process], do: str, day: int, hour: int = 9) -> list[Any]:
    """All of them do something at the same time."""
    for one in eight:
        one.tell(do, day, hour)
    return [one.told() for one in eight]


def gathered(eight: Sequence[Process], folders: Sequence[Path], carry: Carry) -> None:
    """Make a team of them, whose folder is the first four's, and the last four's, in turn."""
    cards = []
    for number, one in enumerate(eight):
        one.tell("card", -3, name=f"Person {number}")
    cards = [one.told() for one in eight]
    eight[0].ask("found", -3, folder=str(folders[0]))
    for number in range(1, EIGHT):
        eight[0].ask("add", -3, 10 + number, card=cards[number])
    carry()
    teams = [
        eight[number].ask("join", -2, folder=str(folders[number * len(folders) // EIGHT])) for number in range(1, EIGHT)
    ]
    assert len(set(teams)) == 1


def went_through(eight: Sequence[Process], carry: Carry) -> list[dict[str, int | None]]:
    """The week's pulse; what each put in."""
    put_in = all_at_once(eight, "agree", 4, 16)
    carry()
    for day, hour in ((8, 9), (9, 9), (10, 9), (10, 15)):
        all_at_once(eight, "open", day, hour)
        carry()
    return put_in


def plain(put_in: Sequence[dict[str, int | None]]) -> dict[str, float | str]:
    """What adding up gives: a mean for each of the figures, or why there is none."""
    found: dict[str, float | str] = {}
    for code in CODES:
        given = [value for one in put_in if (value := one[code]) is not None]
        mean = Fraction(sum(given), 10 * max(1, len(given)))
        rounded = (10 * mean + Fraction(1, 2)).__floor__() / 10
        found[code] = "few" if len(given) < 5 else rounded if Fraction(1, 4) < mean < Fraction(15, 4) else "extreme"
    return found


def assert_figures(eight: Sequence[Process], put_in: Sequence[dict[str, int | None]]) -> None:
    """All see the same, and it is right."""
    for seen in all_at_once(eight, "look", 10, 16):
        assert seen == {"weeks": [plain(put_in)], "sizes": [[5, 9]], "stages": [], "rejected": []}


def held(folder: Path) -> set[str]:
    return {one.name for one in folder.glob(f"*{space.ENDING}")}


def test_over_one_folder(eight, tmp_path):
    gathered(eight, [tmp_path / "space"], lambda: None)
    put_in = went_through(eight, lambda: None)
    assert_figures(eight, put_in)
    # Founding, seven members and their invitations; a join, a list and two sums each, and a part for every pair.
    assert len(held(tmp_path / "space")) == 15 + 4 * EIGHT + EIGHT * EIGHT


def test_between_two_folders_by_git(eight, tmp_path):
    folders = [tmp_path / "one", tmp_path / "other"]
    folders[0].mkdir()
    one, other = cloned(*folders, tmp_path / "remote.git")

    def carry() -> None:
        for clone in (one, other, one):
            clone.commit()
            clone.meet()
        assert held(folders[0]) == held(folders[1])

    gathered(eight, folders, carry)
    put_in = went_through(eight, carry)
    assert_figures(eight, put_in)


def test_between_two_folders_by_syncthing(eight, tmp_path):
    folders = tmp_path / "one", tmp_path / "other"
    with ExitStack() as stack:
        pair = stack.enter_context(paired(folders, tmp_path / "syncthing"))

        def carry() -> None:
            look_now(pair)
            until(lambda: held(folders[0]) == held(folders[1]))

        gathered(eight, folders, carry)
        put_in = went_through(eight, carry)
        assert_figures(eight, put_in)
        assert not list(folders[0].glob("*sync-conflict*"))


def test_when_some_stay_away_the_others_have_no_figures_of_fewer_than_five(eight, tmp_path):
    gathered(eight, [tmp_path / "space"], lambda: None)
    before = held(tmp_path / "space")
    all_at_once(eight[:4], "agree", 4, 16)
    for day in (8, 9, 10, 11, 14, 15, 16, 17, 18):
        all_at_once(eight, "open", day)
    # Four say at each of three attempts that they are there, and that is all.
    assert len(held(tmp_path / "space") - before) == 12
    for seen in all_at_once(eight, "look", 18, 16):
        assert (seen["weeks"], seen["sizes"]) == ([], [])
