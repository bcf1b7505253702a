"""Invented persons who answer the daily check-in on working days, with or without a change.

The answer to an item is a latent level made a step, 0-4: the item's usual level, a drift if there is one, and noise of
standard deviation 1 (about one step) that is autoregressive of order one from working day to working day. Half of its
variance is shared by the two items of a principle. Half of the days without answers come as whole weeks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from random import Random

import numpy

from medledare.domain.checkin import ITEMS_A_DAY
from medledare.domain.principles import ITEMS, PRINCIPLES, principle_of
from medledare.trends.dots import Dot
from medledare.trends.weeks import monday_of

WORKDAYS = 5
USUAL = (1.0, 3.0)

Drift = Callable[[int], float]
"""Latent units, after so many weeks of use."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How the answers hang together in time, and what share of the working days has none."""

    phi: float
    gaps: float


def noise(random: Random, phi: float, steps: int, series: int) -> list[list[float]]:
    """Standard normal noise, steps by series, with correlation ``phi`` from one step to the next."""
    fresh = numpy.random.default_rng(random.getrandbits(64)).standard_normal((steps, series))
    for step in range(1, steps):
        fresh[step] = phi * fresh[step - 1] + sqrt(1 - phi * phi) * fresh[step]
    found: list[list[float]] = fresh.tolist()
    return found


def answered_days(random: Random, weeks: int, gaps: float) -> list[bool]:
    """For each working day of ``weeks`` weeks, whether it has answers."""
    whole = gaps / 2
    single = (gaps - whole) / (1 - whole)
    return [
        not away and random.random() >= single
        for away in [random.random() < whole for _ in range(weeks)]
        for _ in range(WORKDAYS)
    ]


class Rotation:
    """The items of each day, as ``items_for`` gives them to a person who answers all that is asked."""

    def __init__(self, focus: str) -> None:
        order = sorted(ITEMS, key=lambda item: item[3])
        self.own = [item for item in order if principle_of(item) == focus]
        self.others = [item for item in order if principle_of(item) != focus]
        self.asked = dict.fromkeys(self.others, 0)

    def next(self) -> list[str]:
        """The items of the next answered day."""
        others = sorted(self.others, key=self.asked.__getitem__)[: ITEMS_A_DAY - len(self.own)]
        for item in others:
            self.asked[item] += 1
        return self.own + others


def answers(
    random: Random, cell: Cell, first: int, weeks: int, focus: str, drift: Drift | None = None, drifting: str = ""
) -> list[Dot]:
    """The answers of one person in the ``weeks`` weeks from week ``first`` on.

    A drift is of the principle ``drifting``, or else of the focus. A person who drifts has usual levels below the
    middle if the drift ends above zero, and above it if below.
    """
    drifting = drifting or focus
    steps = noise(random, cell.phi, weeks * WORKDAYS, len(PRINCIPLES) + len(ITEMS))
    column = {name: place for place, name in enumerate((*PRINCIPLES, *ITEMS))}
    usual = {item: random.uniform(*USUAL) for item in ITEMS}
    if drift is not None:
        middle = sum(USUAL) / 2
        for item in ITEMS:
            if principle_of(item) == drifting and (usual[item] - middle) * drift(weeks) > 0:
                usual[item] = 2 * middle - usual[item]
    rotation = Rotation(focus)
    dots = []
    for place, (present, now) in enumerate(zip(answered_days(random, weeks, cell.gaps), steps, strict=True)):
        if not present:
            continue
        week, weekday = divmod(place, WORKDAYS)
        day = monday_of(first + week) + timedelta(days=weekday)
        for item in rotation.next():
            latent = usual[item] + sqrt(0.5) * (now[column[principle_of(item)]] + now[column[item]])
            if drift is not None and principle_of(item) == drifting:
                latent += drift(week)
            dots.append(Dot(day, item, min(4, max(0, round(latent)))))
    return dots


def focus_from(first: int, principle: str) -> list[tuple[date, str]]:
    """The choice of a focus principle on the first day of a week."""
    return [(monday_of(first), principle)]
