"""What a team may see of a sum: means of enough people, a size that is no count, and only weeks that may be compared.

A sum is made by ``sums`` and ``pulse``. Here it is decided what of it is shown, and beside what.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from medledare.domain.principles import PRINCIPLES

CODES: tuple[str, ...] = (*PRINCIPLES, *(f"{principle}.c" for principle in PRINCIPLES))
"""What is summed: own answers by principle (``TIL``), then how good the conditions were (``TIL.c``)."""
FIGURES = "principles/1"
"""The set of figures that ``CODES`` are, with its version; another set makes other rounds."""
HIGHEST = 40
"""A member's value is the mean of the week's answers in tenths of a step, 0 to this."""
LEAST = 5
"""However a team was founded, fewer than this never become a figure."""
EARLY = 3
"""With means from fewer weeks than this it is too early to say anything."""

_SIZES = (5, 10, 20, 50)

Why = Literal["", "few", "extreme"]
Says = Literal["too_early", "answers"]


class TooFew(ValueError):
    """A threshold below ``LEAST``: a programming error, as no such team can be founded or joined."""


class Impossible(ValueError):
    """A sum that no true answers could give, so somebody put in, or summed up, something false. ``code``: where."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Size(NamedTuple):
    """How many, coarsely: ``least`` to ``most``; ``most`` is None where it is that many or more."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One of ``CODES``. ``mean``: 0.0 to 4.0 with one decimal, None where it is withheld; so is ``size``.

    ``withheld``: why, ``few`` where too few gave an answer, ``extreme`` where the mean is so near an end of the scale
    that it would tell what nearly everyone answered.
    """

    code: str
    mean: float | None
    size: Size | None
    withheld: Why = ""

    @property
    def principle(self) -> str:
        return self.code[:3]

    @property
    def conditions(self) -> bool:
        """Whether it is about the conditions, and not the members' own answers."""
        return self.code.endswith(".c")


@dataclass(frozen=True, slots=True)
class Release:
    """What the team sees of a week. ``monday``: its first day. ``figures``: one for each of ``CODES``, in order."""

    monday: date
    figures: tuple[Figure, ...]

    def of(self, code: str) -> Figure:
        """The figure of one of ``CODES``."""
        return self.figures[CODES.index(code)]


@dataclass(frozen=True, slots=True)
class Kept:
    """A release with what is needed to know beside which others it may be seen; never shown to anyone."""

    release: Release
    who: frozenset[str] = field(repr=False)
    """Whose values are in it (``Card.person``)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The latest weeks that may be seen beside each other, oldest first; empty before the first release."""

    weeks: tuple[Release, ...]

    def means(self, code: str) -> list[tuple[date, float]]:
        """(first day of the week, mean) of each week that has one."""
        found = ((week.monday, week.of(code).mean) for week in self.weeks)
        return [(monday, mean) for monday, mean in found if mean is not None]

    def says(self, code: str) -> Says:
        """All that may be said of a figure over the weeks. There is no claim of a rise or fall: that needs more."""
        return "too_early" if len(self.means(code)) < EARLY else "answers"


def enough(count: int, threshold: int) -> bool:
    """Whether so many may become a figure. Raises TooFew."""
    if threshold < LEAST:
        raise TooFew(threshold)
    return count >= threshold


def coarse(count: int, threshold: int) -> Size:
    """The size of a group that is large enough: 5-9, 10-19, 20-49 or 50 and more, beginning at the threshold."""
    if not enough(count, threshold):
        raise TooFew(count)
    place = max(place for place, least in enumerate(_SIZES) if least <= count)
    most = _SIZES[place + 1] - 1 if place + 1 < len(_SIZES) else None
    return Size(max(_SIZES[place], threshold), most)


def summable(counts: Mapping[str, int], threshold: int, group: int) -> tuple[str, ...]:
    """Of which codes so many gave a value that the values may be summed. Raises Impossible, TooFew.

    ``counts``: how many gave a value, for each of ``CODES``; ``group``: how many there are in all.
    """
    for code in CODES:
        if not 0 <= counts[code] <= group:
            raise Impossible(code)
    return tuple(code for code in CODES if enough(counts[code], threshold))


def released(monday: date, counts: Mapping[str, int], totals: Mapping[str, int], threshold: int, group: int) -> Release:
    """What is shown of a week: ``totals`` in tenths, of the codes that are ``summable``. Raises Impossible, TooFew."""
    shown = summable(counts, threshold, group)
    figures = []
    for code in CODES:
        if code not in shown:
            figures.append(Figure(code, None, None, "few"))
            continue
        count, total = counts[code], totals[code]
        if not 0 <= total <= HIGHEST * count:
            raise Impossible(code)
        # At most 0.25 or at least 3.75, in whole numbers.
        if 2 * total <= 5 * count or 2 * total >= 75 * count:
            figures.append(Figure(code, None, None, "extreme"))
        else:
            figures.append(Figure(code, (2 * total + count) // (2 * count) / 10, coarse(count, threshold)))
    return Release(monday, tuple(figures))


def picture(kept: Collection[Kept], threshold: int) -> Picture:
    """The latest weeks of which any two are over the same people, or differ by at least ``threshold`` of them.

    Two weeks that differ by few would together tell something of those few.
    """
    run: list[Kept] = []
    for one in sorted(kept, key=lambda one: one.release.monday, reverse=True):
        if not all(comparable(one.who, other.who, threshold) for other in run):
            break
        run.append(one)
    return Picture(tuple(one.release for one in reversed(run)))


def comparable(one: Collection[str], other: Collection[str], threshold: int) -> bool:
    """Whether two groups are the same, or differ by at least ``threshold`` persons."""
    changed = len(set(one) ^ set(other))
    return not changed or enough(changed, threshold)


def values(answers: Mapping[str, Sequence[int]]) -> dict[str, int | None]:
    """A member's value for each of ``CODES``: the mean of the answers on the scale in tenths, None without any."""
    found: dict[str, int | None] = {}
    for code in CODES:
        given = answers.get(code) or ()
        found[code] = clipped((20 * sum(given) + len(given)) // (2 * len(given))) if given else None
    return found


def clipped(value: int) -> int:
    """A value as it may be put in: 0 to ``HIGHEST``."""
    return min(max(value, 0), HIGHEST)
