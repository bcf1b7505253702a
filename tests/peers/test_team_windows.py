"""Three windows of one member, on one vault and one week's pulse at once: never two words where there is one to say.

Two different parts for one member, or two different sums in one round, would together show what nobody may see.
"""

import random
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from made_team import MONDAY, Made, made_team
from member_process import Process
from team_weeks import vault_in

from medledare.services import myself, pulse, teams
from medledare.sharing.pulse_said import JOIN, LIST, SHARE, SUM
from medledare.vault.vault import FileVault, memory_vault

WINDOW = Path(__file__).with_name("window.py")
SIZE = 5
ALREADY = "You take part in this week's pulse already, with the figures that you agreed to then."
WORLDS = 4
LATE = (SHARE, JOIN, "", SHARE)
"""What others said that comes while the windows look, world by world."""


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Process]]:
    made = [Process(tmp_path_factory.mktemp("none"), WINDOW) for _ in range(3)]
    try:
        yield made
        for one in made:
            one.end()
    finally:
        for one in made:
            one.running.kill()


class Week:
    """A team of five of whom the first has three windows."""

    def __init__(self, root: Path, seed: int, windows: list[Process]) -> None:
        self.windows, self.chance = windows, random.Random(seed)
        self.held: list[Path] = []
        vaults = iter([lambda clock: vault_in(root / "home", clock)] + [memory_vault] * (SIZE - 1))
        self.made: Made = made_team(root / "space", SIZE, make=lambda clock: next(vaults)(clock))
        self.me = myself.oneself(self.made.vaults[0]).card.person
        first = self.made.vaults[0]
        assert isinstance(first, FileVault)
        self.values = pulse.week_values(first, MONDAY)
        first.close()
        for number, one in enumerate(windows):
            one.ask("move", -3, root=str(root / "home"), seed=10 * seed + number)

    def at_once(self, *does: tuple[str, dict[str, object]], day: int, hour: int = 9) -> list[object]:
        """Each window does its own, all at the same time; files that were held back come meanwhile."""
        for one, (do, about) in zip(self.windows, does, strict=True):
            one.tell(do, day, hour, **about)
        for path in self.held:
            time.sleep(self.chance.choice((0.01, 0.03, 0.05)))
            path.rename(self.made.folder / path.name)
        self.held.clear()
        return [one.told() for one in self.windows]

    def hold_back(self, kind: str) -> None:
        """Some of what the others said comes while the windows look."""
        looked = teams.look(self.made.vaults[1], self.made.team).messages
        files = [one.file for one in looked if one.message.kind == kind and one.message.by != self.me]
        aside = self.made.folder.with_name("aside")
        aside.mkdir(exist_ok=True)
        for file in self.chance.sample(files, min(3, len(files))):
            self.held.append((self.made.folder / file).rename(aside / file))

    def all(self, do: str, day: int, hour: int = 9) -> list[object]:
        return self.at_once(*[(do, {})] * len(self.windows), day=day, hour=hour)

    def others(self, day: int, hour: int = 9) -> None:
        """The four others open the program."""
        self.made.clock.set(day, hour)
        for vault in self.made.vaults[1:]:
            pulse.carry_on(vault, self.made.clock)

    def agreed(self) -> list[str]:
        """All windows see the offer; all say yes, each to other figures. What is left out by whoever was first."""
        assert self.all("offered", 4, 16) == [True] * 3
        out = [["HAN"], ["HAN", "MED"], []]
        self.chance.shuffle(out)
        said = self.at_once(*[("accept", {"without": one}) for one in out], day=4, hour=16)
        assert sorted(map(bool, said)) == [False, True, True]
        assert {one for one in said if one} == {ALREADY}
        return out[said.index("")]

    def said(self) -> dict[tuple[str, ...], set[str]]:
        """What the member said, by what may be said in one way only."""
        vault = self.made.vaults[1]
        found: dict[tuple[str, ...], set[str]] = {}
        for one in teams.look(vault, self.made.team).of(JOIN, SHARE, LIST, SUM):
            if one.by == self.me:
                body = one.body
                key = {JOIN: (), LIST: (), SHARE: (body.get("to"),), SUM: (body.get("of"),)}[one.kind]
                said = body["digest"] if one.kind == SHARE else one.id
                found.setdefault((one.kind, body["round"], *map(str, key)), set()).add(said)
        return found


@pytest.mark.parametrize("seed", range(WORLDS))
def test_never_two_words_where_there_is_one(seed: int, tmp_path: Path, windows: list[Process]) -> None:
    week = Week(tmp_path, seed, windows)
    left_out = week.agreed()
    figures = {code: None if code in left_out else value for code, value in week.values.items()}
    text = "\n".join(f"{code} {value}" for code, value in figures.items() if value is not None)
    assert windows[0].ask("noted", 4, 17) == [text]
    week.made.agree(who=range(1, SIZE))
    late = LATE[seed % len(LATE)]
    for day, hour, kind in ((8, 9, JOIN), (9, 9, SHARE), (10, 9, LIST), (10, 15, SUM)):
        if kind == late:
            week.hold_back(kind)
        assert week.all("goes_on", day, hour) == [""] * 3
        week.others(day, hour)
        week.all("goes_on", day, hour)
    said = week.said()
    assert {len(one) for one in said.values()} == {1}
    weeks = pulse.view(week.made.vaults[1], week.made.clock, week.made.team).picture.weeks
    if late not in (JOIN, SHARE):
        assert {key[0] for key in said} == {JOIN, SHARE, LIST, SUM}
        assert len(weeks) == 1
    for figure in weeks[0].figures if weeks else ():
        others = [number % 5 * 10 for number in range(1, SIZE)]
        mine = figures[figure.code]
        if mine is None:
            assert figure.withheld == "few"
        else:
            assert figure.mean == float(Fraction(sum(others) + mine, 10 * SIZE))


@pytest.mark.parametrize("seed", range(WORLDS))
def test_what_is_taken_back_in_one_window_while_others_go_on_is_back_or_too_late(
    seed: int, tmp_path: Path, windows: list[Process]
) -> None:
    week = Week(tmp_path, seed, windows)
    week.agreed()
    week.made.agree(who=range(1, SIZE))
    when = week.chance.choice((8, 9, 10))
    back = False
    for day, hour in ((8, 9), (9, 9), (10, 9), (10, 15)):
        if (day, hour) == (when, 9):
            does: list[tuple[str, dict[str, object]]] = [("goes_on", {}), ("back", {}), ("goes_on", {})]
            back = bool(week.at_once(*does, day=day, hour=hour)[1])
        week.all("goes_on", day, hour)
        week.others(day, hour)
        week.all("goes_on", day, hour)
    said = week.said()
    assert {len(one) for one in said.values()} == {1}
    weeks = pulse.view(week.made.vaults[1], week.made.clock, week.made.team).picture.weeks
    summed = any(kind == SUM for kind, *_rest in said)
    if back:
        # Before the parts were sent it is as if one had no figures; after that nothing comes out.
        assert not [one for one in weeks for figure in one.figures if figure.mean is not None]
        assert windows[0].ask("noted", 12) == []
    else:
        assert summed
        assert len(weeks) == 1
