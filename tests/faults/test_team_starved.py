"""A team's folder that is full, cannot be written to or is gone: one sentence, nothing half there, and it can be tried
again. The vault notes nothing as having left that did not."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from made_team import Made, made_team

from medledare.domain.problems import CannotReach
from medledare.services import departures, leaving, mission, pulse, sending, shelf, teams, withdrawing, wordings
from medledare.sharing.people import new_person
from medledare.text import say

ROOMS = 0, 4096, 8192
"""Bytes that are left: none, less than any message, and less than the two files of an invitation."""
TEXT = "Ring först, ((inte då)) 🐎"


class Step(NamedTuple):
    """Something that writes to the folder: what comes before it, it, and how many files it makes."""

    before: Callable[[Made], object]
    act: Callable[[Made], object]
    files: int


def own_card(made: Made) -> str:
    return shelf.put(made.vaults[0], made.clock, made.team, TEXT, made_of=1)


NEWCOMER = new_person("Ny").card


def thank(made: Made) -> None:
    (card,) = shelf.look(made.vaults[1], made.clock, made.team).cards
    shelf.thank(made.vaults[1], made.clock, made.team, card, TEXT)


def take_back(made: Made) -> None:
    (card,) = shelf.look(made.vaults[0], made.clock, made.team).cards
    shelf.withdraw(made.vaults[0], made.clock, made.team, card.id)


def show(made: Made) -> None:
    wordings.show(made.vaults[0], made.clock, made.team, wordings.own(made.vaults[0]))


def summarise(made: Made) -> None:
    prepared = sending.prepare_for_team(made.vaults[0], f"# T\n\n{TEXT}\n", made.team)
    sending.post(made.vaults[0], made.clock, prepared)


def withdraw(made: Made) -> None:
    (told,) = departures.shared(made.vaults[0])
    withdrawing.withdraw(made.vaults[0], made.clock, told)


def add(made: Made) -> None:
    teams.add(made.vaults[0], made.clock, made.team, NEWCOMER)


def nothing(made: Made) -> None:
    """Needs nothing before it."""


def word(made: Made) -> None:
    mission.reword(made.vaults[0], made.clock, "Hela tak")


STEPS = {
    "create": Step(
        nothing, lambda made: teams.create(made.vaults[0], made.clock, "Andra", made.folder.with_name("other")), 0
    ),
    "add": Step(nothing, add, 2),
    "share": Step(nothing, own_card, 1),
    "thank": Step(own_card, thank, 1),
    "take back": Step(own_card, take_back, 1),
    "mission": Step(word, show, 1),
    "summary": Step(nothing, summarise, 1),
    "withdraw": Step(summarise, withdraw, 1),
    "leave": Step(nothing, lambda made: leaving.leave(made.vaults[1], made.clock, made.team), 1),
}


@contextmanager
def full(folder: Path, room: int) -> Iterator[None]:
    """A disk with ``room`` bytes left."""
    filler = folder / "filler"
    with suppress(OSError), filler.open("ab", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    with filler.open("rb+") as file:
        file.truncate(filler.stat().st_size - room)
    yield
    filler.unlink()


@contextmanager
def read_only(folder: Path, _room: int) -> Iterator[None]:
    """A file system on which nothing can be written."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", folder], check=True)


@contextmanager
def gone(folder: Path, _room: int) -> Iterator[None]:
    """A folder that went away, as a network share does."""
    (folder / "space").rename(folder / "away")
    yield
    (folder / "away").rename(folder / "space")


@pytest.fixture
def made(shared: Path) -> Made:
    return made_team(shared / "space", 5)


def noted(made: Made) -> list[object]:
    return [departures.shared(vault) for vault in made.vaults]


def standing(made: Made) -> list[list[str]]:
    return [[one.name for one in teams.teams(vault)] for vault in made.vaults]


# Who makes a team makes its folder, so that one cannot be gone.
@pytest.mark.parametrize(
    ("name", "trouble"), [pair for pair in product(STEPS, [full, read_only, gone]) if pair != ("create", gone)]
)
def test_what_does_not_fit_leaves_nothing_and_can_be_tried_again(
    name: str, trouble: Callable[[Path, int], "Iterator[None]"], made: Made, shared: Path
) -> None:
    step = STEPS[name]
    step.before(made)
    for room in ROOMS[: 1 + max(1, step.files) if trouble is full else 1]:
        files, notes, teams_of = made.files(), noted(made), standing(made)
        with trouble(shared, room):
            with pytest.raises(CannotReach) as caught:
                step.act(made)
            assert "\n" not in str(caught.value)
        assert made.files() == files
        assert noted(made) == notes
        assert standing(made) == teams_of
    step.act(made)
    assert len(made.files() - files) == step.files
    for vault in made.vaults[2:]:
        assert teams.look(vault, made.team).rejected == ()


@pytest.mark.parametrize("trouble", [full, read_only])
def test_a_pulse_waits_for_a_folder_that_takes_nothing_and_can_be_taken_back_meanwhile(
    trouble: Callable[[Path, int], "Iterator[None]"], made: Made, shared: Path
) -> None:
    made.clock.set(4, 16)
    before = made.files()
    with trouble(shared, 0):
        made.agree()
        for number in range(5):
            seen = made.view(number)
            assert [one.stage for one in seen.standings] == ["join"]
            assert seen.trouble is not None
            assert "space" in say(seen.trouble)
        (monday,) = (one.monday for one in made.view(0).standings)
        assert pulse.take_back(made.vaults[0], made.clock, made.team, monday)
    assert made.files() == before
    made.agree(who=[0])
    made.pass_days(5)
    for day in (8, 9, 10, 10):
        with trouble(shared, 4096):
            before = made.files()
            made.pass_days(day)
            assert made.files() == before
        made.pass_days(day)
    (week,) = made.view(3).picture.weeks
    assert {figure.mean for figure in week.figures} == {2.0}
    assert made.view(3).trouble is None


def test_a_pulse_goes_on_when_the_disk_fills_midway(made: Made, shared: Path) -> None:
    made.agree()
    for day in (8, 9, 10, 10):
        made.clock.set(day)
        with full(shared, 3 * 8192):
            for number in range(5):
                pulse.carry_on(made.vaults[number], made.clock)
        made.pass_days(day)
    (week,) = made.view(0).picture.weeks
    assert {figure.mean for figure in week.figures} == {2.0}
    assert teams.look(made.vaults[0], made.team).rejected == ()


def test_a_pulse_can_be_taken_back_while_its_folder_is_away(made: Made, shared: Path) -> None:
    made.agree()
    with gone(shared, 0):
        monday = pulse.under_way(made.vaults[0], made.clock, made.team)
        assert monday is not None
        assert pulse.take_back(made.vaults[0], made.clock, made.team, monday)
        assert pulse.under_way(made.vaults[0], made.clock, made.team) is None
    made.pass_days(8, 9, 10, 10)
    assert not [figure for week in made.view(1).picture.weeks for figure in week.figures if figure.mean is not None]
