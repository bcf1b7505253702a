"""Killed at any moment, nothing that was acknowledged is missing afterwards."""

import os
import random
import signal
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import pytest
from fault_table import KILLED, Tally, size, times
from fault_tools import now, open_again, places_in, start_writer
from journeys import ENDLESS, JOURNEYS, Journey, last_segment
from stage import Stage
from traced import TOUCHING, Child, points, run_traced

from medledare.config.paths import Places
from medledare.vault import damage
from medledare.vault.create import create
from medledare.vault.frames import UNREADABLE


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_killed_at_every_call_that_touches_the_disk(
    journey: Journey, tmp_path: Path, tally: Callable[[str], Tally]
) -> None:
    killed = tally(KILLED)
    stage = Stage(journey, tmp_path)
    with stage.run(0) as run:
        every = points(run.act, TOUCHING)
    random.Random(journey.name).shuffle(every)
    # All of them at least once, where it matters.
    runs = max(times(90), len(every) if size() != "small" else 0)
    for seed, (kind, number) in enumerate(islice(cycle(every), runs)):
        with stage.run(seed) as run, killed.run():
            assert run_traced(run.act, kind, f"signal=KILL:when={number}") == -signal.SIGKILL
            stage.check(run, killed)


def test_killed_while_a_vault_is_made_there_is_all_of_it_or_none(tmp_path: Path, tally: Callable[[str], Tally]) -> None:
    killed = tally(KILLED)
    made = 0
    every = points(lambda: create(places_in(tmp_path / "first"), None, now=now()), TOUCHING)
    for number, (kind, call) in enumerate(every):
        with killed.run():
            places = places_in(tmp_path / f"{number}")
            work = partial(create, places, None, now=now())
            assert run_traced(work, kind, f"signal=KILL:when={call}") == -signal.SIGKILL
            if places.vault.exists():
                made += 1
            else:
                create(places, None, now=now())
            with open_again(places) as vault:
                vault.table("t").insert({"n": 1})
                assert vault.damage == []
    assert 0 < made < len(every)


TAILS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "whole": lambda tail, chance: tail,
    "short": lambda tail, chance: tail[: chance.randrange(len(tail) + 1)],
    "zeros": lambda tail, chance: bytes(len(tail)),
    "noise": lambda tail, chance: chance.randbytes(len(tail)),
}
"""What a power cut can make of bytes that were written and not yet durable."""
MAULED = (UNREADABLE, damage.HEADER_LOST, damage.HEADER_COPY, damage.END_MISSING)


@pytest.mark.parametrize("tail", TAILS)
def test_killed_at_random_and_what_was_not_durable_is_mauled(
    tail: str, tmp_path: Path, tally: Callable[[str], Tally]
) -> None:
    killed, chance = tally(KILLED), random.Random(tail)
    stage = Stage(ENDLESS, tmp_path)
    for seed in range(times(90)):
        with stage.run(seed) as run, killed.run():
            durable = last_segment(run.places)
            child = Child(run.act)
            child.go()
            time.sleep(chance.uniform(0, 0.1))
            os.kill(child.pid, signal.SIGKILL)
            assert child.wait() == -signal.SIGKILL
            path, begin = run.board.last_durable() or durable
            newest, end = last_segment(run.places)
            _maul(Path(newest), begin if path == newest else 0, end, lambda rest: TAILS[tail](rest, chance))
            stage.check(run, killed, *(MAULED if tail == "noise" else ()))


def _maul(path: Path, begin: int, end: int, how: Callable[[bytes], bytes]) -> None:
    content = path.read_bytes()
    if begin < end:
        path.write_bytes(content[:begin] + how(content[begin:end]))


@pytest.mark.parametrize("mode", ["inbox", "vault"])
def test_what_a_process_acknowledged_survives_a_kill(places: Places, mode: str, tally: Callable[[str], Tally]) -> None:
    killed = tally(KILLED)
    chance = random.Random(mode)
    acknowledged: set[str] = set()
    runs = max(5, times(25))
    for attempt in range(runs):
        writer = start_writer(places, mode, f"{attempt}", 100_000)
        with writer:
            assert writer.stdout is not None
            said = writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.12))
            writer.kill()
            said += writer.stdout.read()
        # An id cut off in the middle of the line was not said.
        acknowledged.update(line.strip() for line in said.splitlines(keepends=True) if line.endswith("\n"))
        with killed.run(), open_again(places) as vault:
            there = {row.doc_id for row in vault.table("t")}
            killed.all_there(acknowledged, there)
            # A kill may come between the write and the word about it, at most once each time.
            assert len(there - acknowledged) <= attempt + 1
    with open_again(places) as vault:
        assert vault.status().inbox_waiting == 0
        assert vault.status().rolled_back == ()
    with open_again(places) as vault:
        assert vault.damage == []
        assert {row.doc_id for row in vault.table("t")} == there


def test_killed_while_taking_the_inbox_in(places: Places, tally: Callable[[str], Tally]) -> None:
    killed = tally(KILLED)
    chance = random.Random(3)
    acknowledged: set[str] = set()
    for attempt in range(max(3, times(10))):
        filler = start_writer(places, "inbox", f"fill{attempt}", 40)
        acknowledged.update(filler.communicate()[0].split())
        taker = start_writer(places, "vault", f"take{attempt}", 0)
        time.sleep(0.15 + chance.uniform(0, 0.12))
        taker.kill()
        taker.communicate()
        with killed.run(), open_again(places) as vault:
            killed.all_there(acknowledged, {row.doc_id for row in vault.table("t")})
    with open_again(places) as vault:
        assert {row.doc_id for row in vault.table("t")} == acknowledged
        assert all(len(vault.history("t", record)) == 1 for record in acknowledged)
