"""Weeks of a team of eight with whoever is away, and with files that come late, twice and in any order.

``Brief`` goes through one in memory. ``carried`` goes through one with vaults on the disk and a folder of files for
each member, between which somebody carries. After either, a release is the plain mean of those it is about.
"""

import random
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import count
from pathlib import Path

from made_team import MONDAY, Clock, Made, made_team
from pulse_world import World

from medledare.config.paths import Places
from medledare.services import myself, pulse, teams
from medledare.services.pulse_weeks import kept
from medledare.sharing import space
from medledare.sharing.release import CODES, Kept
from medledare.sharing.schedule import ATTEMPTS, times
from medledare.vault.access import key_at_hand
from medledare.vault.create import create
from medledare.vault.vault import FileVault, open_vault

TOGETHER = 8


def hours() -> Iterator[tuple[int, datetime]]:
    """When the program may be opened: (attempt, moment), twice in a stage for sums."""
    for attempt in ATTEMPTS:
        at = times(MONDAY, attempt)
        for place, stage in enumerate((at.join, at.share, at.agree, at.sum, at.sum)):
            yield attempt, stage.opens + timedelta(hours=place)


class Brief(World):
    """A world in which the program is opened at most once an hour of ``hours``, until the week has its figures."""

    def run(self) -> None:
        away = self.chance.choice([0.0, 0.0, 0.02, 0.1])
        for attempt, moment in hours():
            for device in self.chance.sample(self.devices, len(self.devices)):
                if self.chance.random() >= away:
                    self.open(device, moment)
            if attempt > 1 and self.chance.random() < 0.1 and self.releases():
                return


def brief(seed: int) -> Brief:
    """A week made up of a number."""
    chance = random.Random(seed)
    return Brief(
        chance,
        TOGETHER,
        crashes=chance.choice([0, 0, 0.05]),
        late=chance.choice([0, 0.002, 0.02]),
        doubled=0.2,
    )


def carried(seed: int, root: Path) -> list[Kept]:
    """What members see after a week made up of a number, each of it found to be right."""
    chance = random.Random(seed)
    numbers = count()
    made = made_team(root / "space", TOGETHER, make=lambda clock: vault_in(root / str(next(numbers)), clock))
    try:
        folders = []
        for number, vault in enumerate(made.vaults):
            folders.append(shutil.copytree(made.folder, root / str(number) / "team"))
            teams.set_folder(vault, made.team, folders[-1])
        put_in = _week(made, folders, chance)
        seen = [kept(vault, made.team) for vault in made.vaults]
    finally:
        for vault in made.vaults:
            assert isinstance(vault, FileVault)
            vault.close()
    found = [one for week in seen for one in week]
    for one in found:
        assert one == found[0]
        check(one, put_in)
    return found


def check(one: Kept, put_in: dict[str, dict[str, int | None]]) -> None:
    """That a release is what plain adding up gives. ``put_in``: by person, and by code."""
    assert len(one.who) >= 5
    for figure in one.release.figures:
        given = [value for person in one.who if (value := put_in[person][figure.code]) is not None]
        if len(given) < 5:
            assert figure.withheld == "few"
            continue
        mean = Fraction(sum(given), 10 * len(given))
        if mean <= Fraction(1, 4) or mean >= Fraction(15, 4):
            assert figure.withheld == "extreme"
        else:
            assert figure.mean is not None
            assert abs(Fraction(str(figure.mean)) - mean) <= Fraction(1, 20)


def _week(made: Made, folders: list[Path], chance: random.Random) -> dict[str, dict[str, int | None]]:
    """Go through a week; what each who took part put in."""
    away, late = chance.choice([0, 0, 0.03]), chance.choice([0, 0.002, 0.02])
    put_in = {}
    for attempt, moment in hours():
        if all(kept(vault, made.team) for vault in made.vaults):
            break
        made.clock.now = moment
        for number in chance.sample(range(TOGETHER), TOGETHER):
            if chance.random() < away:
                continue
            vault = made.vaults[number]
            offer = pulse.view(vault, made.clock, made.team).offer
            if offer and attempt == 1:
                without = chance.sample(CODES, chance.choice([0, 0, 3]))
                pulse.agree(vault, made.clock, offer, without)
                put_in[myself.oneself(vault).card.person] = {
                    code: None if code in without else value for code, value in offer.values.items()
                }
            carry(folders, number, chance, late)
        for number in range(TOGETHER):
            carry(folders, number, chance, late)
    return put_in


def carry(folders: list[Path], number: int, chance: random.Random, late: float) -> None:
    """Bring what lies in one folder to the others: all but what is late, and some of it twice, or in half first."""
    for path in list(folders[number].glob(f"*{space.ENDING}")):
        for folder in folders:
            if (folder / path.name).exists() or chance.random() < late:
                continue
            data = path.read_bytes()
            if chance.random() < 0.01:
                (folder / f"{path.stem}.sync-conflict-20261124-{chance.randrange(10**6)}{space.ENDING}").write_bytes(
                    data
                )
            if chance.random() < 0.01:
                (folder / f"half of {path.name}").write_bytes(data[: len(data) // 2])
            (folder / path.name).write_bytes(data)


def vault_in(root: Path, clock: Clock) -> FileVault:
    """A vault on the disk that needs no passphrase."""
    places = Places(root / "vault", root / "state", root / "config", None)
    if not places.vault.exists():
        create(places, None, now=clock())
    key = key_at_hand(places, clock())
    assert key
    return open_vault(places, key, clock=clock)
