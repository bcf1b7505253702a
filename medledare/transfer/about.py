"""What an exporter may want to know beside the records: what was asked for, and pictures of the answers as data."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class Answered(NamedTuple):
    """An answer of a picture: its step, 0-4, and whether it was filled in after its day."""

    day: date
    step: int
    afterwards: bool = False


class Edge(NamedTuple):
    """A place of a band: where the answers have their middle at a day, between two heights, 0-4."""

    day: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The answers to one item, oldest first. ``band``: its stretches, each between two gaps, where it is earned.

    ``told``: the same in words, a sentence or two each.
    """

    item: str
    question: str
    answers: tuple[Answered, ...]
    band: tuple[tuple[Edge, ...], ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """One principle's answers from ``first`` to ``last``: all that a drawing needs, in words of the language spoken.

    ``says``: what may be said of them, in the only words there are for it. ``steps``: the five words of the scale, the
    lowest first. ``conditions``: how good they were in the week from a Monday, 0-4. ``changes``: what may make answers
    before and after a day differ. ``claims`` say what ``says`` is about; ``told`` is to be read beside the picture.
    """

    principle: str
    name: str
    says: str
    claims: tuple[str, ...]
    first: date
    last: date
    steps: tuple[str, ...]
    items: tuple[Drawn, ...]
    conditions: tuple[tuple[date, int], ...]
    changes: tuple[tuple[date, str], ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What an exporter may want to know beside the records.

    ``since`` and ``until`` are the days asked for, both included, None where none was. ``language`` is ``sv`` or
    ``en``, the one that is spoken while it writes. ``unsifted``: nothing but perhaps a period
    was asked for. ``pictures`` are there for the formats that draw, ``template`` (its source) where
    a person has one.
    """

    title: str
    language: str
    now: datetime
    since: date | None = None
    until: date | None = None
    unsifted: bool = True
    pictures: tuple[Picture, ...] = ()
    template: str = ""
