"""Refused by the system at any call: what was acknowledged stays, what was refused is not there, writing goes on."""

import random
import resource
import subprocess
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from operator import attrgetter
from pathlib import Path

import pytest
from fault_table import REFUSED, Tally, size, times
from journeys import JOURNEYS, Journey, last_segment
from stage import Run, Stage
from traced import ENDED_WELL, TOUCHING, Child, points, run_traced

ERRORS = ["EIO", "ENOSPC", "EROFS", "EDQUOT", "EACCES"]
FROM_THEN_ON = ["", "+"]


@pytest.mark.parametrize("journey", JOURNEYS, ids=attrgetter("name"))
def test_refused_at_every_call(journey: Journey, tmp_path: Path, tally: Callable[[str], Tally]) -> None:
    refused, chance = tally(REFUSED), random.Random(journey.name)
    stage = Stage(journey, tmp_path)
    with stage.run(0) as run:
        every = points(run.act, [*TOUCHING, "read", "open"])
    chance.shuffle(every)
    runs = max(times(25), len(every) if size() != "small" else 0)
    for seed, (kind, number) in enumerate(islice(cycle(every), runs)):
        injection = f"error={chance.choice(ERRORS)}:when={number}{chance.choice(FROM_THEN_ON)}"
        with stage.run(seed) as run, refused.run():
            assert run_traced(run.act, kind, injection) == ENDED_WELL, (kind, injection)
            stage.check(run, refused)


@pytest.mark.parametrize(
    ("name", "taken_back"),
    [("edit", True), ("batch", True), ("next-segment", True), ("draft", True), ("edit", False), ("torn", False)],
)
def test_a_write_cut_short(name: str, taken_back: bool, tmp_path: Path, tally: Callable[[str], Tally]) -> None:
    """RLIMIT_FSIZE makes the system take a part of a write and refuse the rest.

    Where even cutting that part off is refused, it stays behind and nothing is appended to it. (Of a step of several
    records those that were written whole are then there although the step was refused; so only steps of one are tried.)
    """
    refused, chance = tally(REFUSED), random.Random(name)
    stage = Stage(next(one for one in JOURNEYS if one.name == name), tmp_path)
    never = 1000
    for seed in range(times(8)):
        with stage.run(seed) as run, refused.run():
            limit = chance.randrange(3000) + (0 if name == "draft" else last_segment(run.places)[1])
            injection = f"error=EIO:when={never if taken_back else '1+'}"
            assert run_traced(partial(_limited, run, limit), "truncate", injection) == ENDED_WELL
            stage.check(run, refused)


@pytest.mark.parametrize("journey", JOURNEYS, ids=attrgetter("name"))
def test_a_full_disk(journey: Journey, small: Path, tmp_path: Path, tally: Callable[[str], Tally]) -> None:
    refused, chance = tally(REFUSED), random.Random(journey.name)
    stage = Stage(journey, tmp_path, small / "used")
    for seed in range(times(7)):
        with stage.run(seed) as run, refused.run():
            filler = small / "filler"
            _fill(filler, leave=chance.randrange(4))
            _work(run.act)
            filler.unlink()
            _work(run.act)
            stage.check(run, refused)


@pytest.mark.parametrize("journey", JOURNEYS, ids=attrgetter("name"))
def test_a_disk_that_may_only_be_read(
    journey: Journey, small: Path, tmp_path: Path, tally: Callable[[str], Tally]
) -> None:
    refused = tally(REFUSED)
    stage = Stage(journey, tmp_path, small / "used")
    for seed in range(times(3)):
        with stage.run(seed) as run, refused.run():
            subprocess.run(["mount", "-o", "remount,ro", small], check=True)
            _work(run.act)
            subprocess.run(["mount", "-o", "remount,rw", small], check=True)
            assert run.board.count("done") == 0
            _work(run.act)
            stage.check(run, refused)


def _limited(run: Run, limit: int) -> None:
    """Act while no file may grow beyond ``limit`` bytes, and once more when it may."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    run.act()
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    run.act()


def _work(work: Callable[[], None]) -> None:
    child = Child(work)
    child.go()
    assert child.wait() == ENDED_WELL


def _fill(path: Path, leave: int) -> None:
    """Take all room there is but some pages."""
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            file.truncate(max(0, file.tell() - leave * 4096))
