"""A team of vaults in memory with one folder, whose clock a test moves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from medledare.domain.principles import PRINCIPLES
from medledare.domain.records import Answer, Conditions
from medledare.services import checkins, myself, pulse, records, teams
from medledare.sharing.team import Team
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault, memory_vault

MONDAY = date(2026, 11, 23)
"""The week the pulse is about."""


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.set(-3)

    def set(self, day: int, hour: int = 9) -> None:
        """Days from the week's Monday: 4 is the Friday on which it can be joined, 8 the Tuesday after."""
        self.now = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, tzinfo=UTC) + timedelta(days=day)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Made:
    """``vaults`` are the members', the founder's first."""

    clock: Clock
    team: Team
    folder: Path
    vaults: list[Vault]

    def agree(self, *without: str, who: Iterable[int] | None = None) -> None:
        """On Friday, those say that they take part."""
        self.clock.set(4, 16)
        for number in who if who is not None else range(len(self.vaults)):
            offer = pulse.view(self.vaults[number], self.clock, self.team).offer
            assert offer
            pulse.agree(self.vaults[number], self.clock, offer, without)

    def pass_days(self, *days: int, who: Iterable[int] | None = None) -> None:
        """On each of these days all of them open the program."""
        for day in days:
            self.clock.set(day)
            for number in who if who is not None else range(len(self.vaults)):
                pulse.carry_on(self.vaults[number], self.clock)

    def view(self, number: int) -> pulse.View:
        return pulse.view(self.vaults[number], self.clock, self.team)

    def files(self) -> set[str]:
        return {one.name for one in self.folder.iterdir()}


def made_team(folder: Path, size: int, threshold: int = 5, make: Callable[[Clock], Vault] = memory_vault) -> Made:
    """Members who have answered in the week: number n has n % 5 for everything, on two days and in the weekly."""
    clock = Clock()
    vaults = [make(clock) for _ in range(size)]
    for number, vault in enumerate(vaults):
        myself.make_card(vault, f"Person {number}")
    team = teams.create(vaults[0], clock, "Laget", folder, threshold)
    for vault in vaults[1:]:
        newcomer(clock, vaults[0], team, folder, vault)
    made = Made(clock, team, folder, vaults)
    for number, vault in enumerate(vaults):
        answers(made, vault, number % 5)
    return made


def newcomer(clock: Clock, by: Vault, team: Team, folder: Path, vault: Vault) -> None:
    """Make somebody a member."""
    teams.add(by, clock, team, myself.oneself(vault).card)
    teams.join(vault, teams.invitation(vault, folder), folder)


def answers(made: Made, vault: Vault, value: int) -> None:
    """The same value for every principle and its conditions."""
    for day in (0, 2):
        made.clock.set(day, 15)
        items = (f"{code}{1 + day // 2}" for code in PRINCIPLES)
        checkins.answer(vault, made.clock, [Answer(item=item, value=value) for item in items])
    rated = tuple(Answer(item=code, value=value) for code in PRINCIPLES)
    records.add(vault, Conditions(id=new_id(), at=made.clock(), created=made.clock(), answers=rated))
