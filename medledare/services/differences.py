"""Where two texts differ, word by word. Pure."""

from difflib import SequenceMatcher
from re import finditer

Stretch = tuple[int, int]

MOST = 4_000
"""Words that are compared; beyond, lines are, and beyond that many lines nothing is."""


def differences(one: str, other: str) -> tuple[list[Stretch], list[Stretch]]:
    """The stretches (start, end) of each text that the other does not have, in order."""
    for pattern in (r"\w+|\s+|[^\w\s]+", r"[^\n]*\n?"):
        first, second = _pieces(pattern, one), _pieces(pattern, other)
        if max(len(first), len(second)) <= MOST:
            return _compared(one, first, other, second)
    return [], []


def _pieces(pattern: str, text: str) -> list[Stretch]:
    return [found.span() for found in finditer(pattern, text) if found.group()]


def _compared(one: str, first: list[Stretch], other: str, second: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    matcher = SequenceMatcher(None, [one[a:b] for a, b in first], [other[a:b] for a, b in second], autojunk=False)
    left: list[Stretch] = []
    right: list[Stretch] = []
    for same, a, b, c, d in matcher.get_opcodes():
        if same != "equal":
            if b > a:
                _add(left, one, first[a][0], first[b - 1][1])
            if d > c:
                _add(right, other, second[c][0], second[d - 1][1])
    return left, right


def _add(stretches: list[Stretch], text: str, start: int, end: int) -> None:
    # A space in common does not make two stretches of one.
    if stretches and text[stretches[-1][1] : start] == " ":
        start = stretches.pop()[0]
    stretches.append((start, end))
