"""Refused by the system at any call: what was acknowledged stays, what was refused is not there, writing goes on."""

import random
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pytest
from fault_table import REFUSED, Tally, times
from journeys import JOURNEYS, Journey
from stage import Stage
from traced import ENDED_WELL, TOUCHING, points, run_traced

ERRORS = ["EIO", "ENOSPC", "EROFS", "EDQUOT", "EACCES"]
FROM_THEN_ON = ["", "+"]


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_refused_at_every_call(journey: Journey, tmp_path: Path, tally: Callable[[str], Tally]) -> None:
    refused, chance = tally(REFUSED), random.Random(journey.name)
    stage = Stage(journey, tmp_path)
    with stage.run(0) as run:
        every = points(run.act, [*TOUCHING, "read", "open"])
    chance.shuffle(every)
    for seed, (kind, number) in enumerate(islice(cycle(every), times(25))):
        injection = f"error={chance.choice(ERRORS)}:when={number}{chance.choice(FROM_THEN_ON)}"
        with stage.run(seed) as run, refused.run():
            assert run_traced(run.act, kind, injection) == ENDED_WELL, (kind, injection)
            stage.check(run, refused)
