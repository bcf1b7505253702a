"""Where two texts differ, word by word. Pure."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from re import finditer
from typing import Literal, NamedTuple

Stretch = tuple[int, int]

MOST = 4_000
"""Words that are compared; beyond, lines are, and beyond that many lines nothing is."""


class Run(NamedTuple):
    """A piece of a text and what became of it: ``-`` it was taken away, ``+`` it came in, empty it stayed."""

    text: str
    mark: Literal["", "-", "+"] = ""


def differences(one: str, other: str) -> tuple[list[Stretch], list[Stretch]]:
    """The stretches (start, end) of each text that the other does not have, in order."""
    left: list[Stretch] = []
    right: list[Stretch] = []
    for same, (a, b), (c, d) in _compared(one, other) or ():
        if not same:
            if b > a:
                _add(left, one, a, b)
            if d > c:
                _add(right, other, c, d)
    return left, right


def runs(one: str, other: str) -> list[Run]:
    """How ``one`` became ``other``, as one running text; texts too long to compare are replaced as a whole."""
    compared = _compared(one, other)
    if compared is None:
        return [Run(one, "-"), Run(other, "+")]
    found: list[Run] = []
    gone = new = ""
    steps = list(compared)
    for place, (same, (a, b), (c, d)) in enumerate(steps):
        # A space in common, between two changes, does not make two of one.
        if same and not (one[a:b] == " " and (gone or new) and place + 1 < len(steps)):
            found += _both(gone, new)
            gone = new = ""
            found.append(Run(one[a:b]))
        else:
            gone += one[a:b]
            new += other[c:d]
    return found + _both(gone, new)


def _both(gone: str, new: str) -> list[Run]:
    runs = [Run(gone, "-")] if gone else []
    return [*runs, Run(new, "+")] if new else runs


def _compared(one: str, other: str) -> Iterator[tuple[bool, Stretch, Stretch]] | None:
    """Step by step: whether it is the same, and where it stands in each. None where the texts are too long."""
    for pattern in (r"\w+|\s+|[^\w\s]+", r"[^\n]*\n?"):
        first, second = _pieces(pattern, one), _pieces(pattern, other)
        if max(len(first), len(second)) <= MOST:
            return _steps(one, first, other, second)
    return None


def _pieces(pattern: str, text: str) -> list[Stretch]:
    return [found.span() for found in finditer(pattern, text) if found.group()]


def _steps(
    one: str, first: list[Stretch], other: str, second: list[Stretch]
) -> Iterator[tuple[bool, Stretch, Stretch]]:
    matcher = SequenceMatcher(None, [one[a:b] for a, b in first], [other[a:b] for a, b in second], autojunk=False)
    for same, a, b, c, d in matcher.get_opcodes():
        yield same == "equal", _span(first, a, b), _span(second, c, d)


def _span(pieces: list[Stretch], start: int, end: int) -> Stretch:
    return (pieces[start][0], pieces[end - 1][1]) if end > start else (0, 0)


def _add(stretches: list[Stretch], text: str, start: int, end: int) -> None:
    # A space in common does not make two stretches of one.
    if stretches and text[stretches[-1][1] : start] == " ":
        start = stretches.pop()[0]
    stretches.append((start, end))
