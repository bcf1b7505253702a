"""Measures the work of one member in a team's pulse, and tries the rules in made-up worlds; prints Markdown tables.

Run with ``python tests/benchmarks/pulse.py [--sizes 8,50] [--runs 1000]``. The member who is measured has a real
vault, encrypted, and a real folder, both in the temporary folder (TMPDIR); the others go through the same steps in
memory and put their files there. With ``--runs`` so many worlds pass in which members are away, late, crash and have
wrong clocks, and one of two has a liar; it ends with status 1 if any release is not the plain sum over those agreed
on, or if two totals of a week tell of few.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pulse_liars import FALSE_FIGURES, LIAR, LIES
from pulse_world import World, card
from search import fresh_vault

from medledare.domain.principles import ITEMS
from medledare.domain.records import Answer
from medledare.services import checkins, myself, pulse, teams
from medledare.services.pulse_weeks import week_of
from medledare.sharing import space
from medledare.sharing.message import Message, sign
from medledare.sharing.people import Person, new_person
from medledare.sharing.pulse import step
from medledare.sharing.pulse_own import Own
from medledare.sharing.pulse_said import KINDS
from medledare.sharing.release import CODES

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
BAR = 1.0
STAGES = (
    ("sees the figures and says yes", 4),
    ("sends parts", 8),
    ("signs what has come", 9),
    ("sums counts", 10),
    ("sums values", 11),
    ("sees the team's figures", 12),
)


class Clock:
    now = MONDAY - timedelta(days=3)

    def __call__(self) -> datetime:
        return self.now


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def measure(size: int, root: Path) -> list[tuple[str, float, float, int]]:
    """(stage, seconds, seconds of the processor, files in the folder) of one member among ``size``."""
    clock, folder = Clock(), root / "space"
    with fresh_vault(root) as vault:
        myself.make_card(vault, "Measured")
        team = teams.create(vault, clock, "Team", folder, 5)
        others = [new_person(f"P{number}") for number in range(size - 1)]
        for person in others:
            teams.add(vault, clock, team, person.card)
        clock.now = MONDAY + timedelta(days=1, hours=9)
        checkins.answer(vault, clock, [Answer(item=item, value=place % 5) for place, item in enumerate(ITEMS)])
        owns = dict.fromkeys(others)
        said: list[Message] = []
        spent = []
        for stage, day in STAGES:
            clock.now = MONDAY + timedelta(days=day, hours=9)

            def turn(stage: str = stage) -> None:
                if stage.startswith("sees the figures"):
                    offer = pulse.view(vault, clock, team).offer
                    assert offer
                    pulse.agree(vault, clock, offer)
                elif stage.startswith("sees"):
                    assert pulse.view(vault, clock, team).picture.weeks
                else:
                    pulse.carry_on(vault, clock)

            files = len(list(folder.iterdir()))
            spent.append((stage, *timed(turn), files))
            look = teams.look(vault, team)
            said = list(look.of(*KINDS))
            week = week_of(team, look, MONDAY.date())
            for person in others:
                own = owns[person] or Own(week.monday, (20,) * len(CODES), tuple(sorted(week.may)))
                owns[person] = say(team, folder, week, person, said, own, clock.now)
        return spent


def say(team, folder, week, person: Person, said: list[Message], own: Own, now: datetime) -> Own:
    """One of the others does what there is to do."""
    turn = step(week, person, said, own, now)
    for post in turn.posts:
        signed = sign(person, Message(team.id, post.kind, person.card.person, post.at, post.body))
        space.put(folder, team.seal(signed))
    return turn.own


def tried(seed: int) -> tuple[str, str]:
    """A world passes: what came of it, and which lie was told in it."""
    chance = random.Random(seed)
    world = World(
        chance,
        chance.randint(5, 9),
        calm=chance.random() < 0.4,
        crashes=chance.choice([0, 0.05, 0.1]),
        late=chance.choice([0, 0, 0.01, 0.05]),
        doubled=chance.choice([0, 0.3]),
        opened=chance.choice([0.8, 1.2, 2]),
        wrong_clocks=chance.choice([0, 0, 0, 0.2]),
        twins=chance.choice([0, 0, 1, 2]),
    )
    lie = chance.choice([*LIES, *[""] * len(LIES)])
    if lie:
        world.tamper = LIES[lie]
    world.run()
    try:
        kept = world.check(frozenset({card(LIAR).person}) if lie else frozenset(), lie in FALSE_FIGURES)
    except AssertionError as error:
        return f"WRONG, world {seed}: {error}", lie
    if not kept:
        return "no figures", lie
    return f"figures, attempt {world.totals()[0][0]}", lie


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="8,50")
    parser.add_argument("--runs", type=int, default=0)
    asked = parser.parse_args()
    for size in (int(one) for one in asked.sizes.split(",") if one):
        with tempfile.TemporaryDirectory(prefix="medledare-bench-") as name:
            rows = measure(size, Path(name))
        print(f"\n| one of {size} | ms | of the processor | files there | bar |\n|---|---:|---:|---:|---|")
        for stage, wall, cpu, files in rows:
            print(f"| {stage} | {wall * 1e3:.0f} | {cpu * 1e3:.0f} | {files:,} | |")
        wall, cpu = sum(row[1] for row in rows), sum(row[2] for row in rows)
        bar = f"<= {BAR * 1e3:.0f}" if size == 8 else "stated"
        print(f"| the whole round | {wall * 1e3:.0f} | {cpu * 1e3:.0f} | | {bar} |", flush=True)
    if not asked.runs:
        return 0
    with ProcessPoolExecutor(2) as pool:
        came = list(pool.map(tried, range(asked.runs), chunksize=5))
    print("\n| worlds | without a liar | with one |\n|---|---:|---:|")
    counted = Counter((what, bool(lie)) for what, lie in came)
    for what in sorted({what for what, _lie in came}):
        print(f"| {what} | {counted[what, False]} | {counted[what, True]} |")
    return int(any(what.startswith("WRONG") for what, _lie in came))


if __name__ == "__main__":
    sys.exit(main())
