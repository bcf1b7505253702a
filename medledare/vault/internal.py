"""What the vault keeps about itself in records of its own: for each device its name, and which segments are gone.

Such records are encrypted, carried and folded like all others. No front shows them, and ``undo`` leaves them alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any

DEVICES = "_device"
"""The table; the id is the device's. Fields: ``name``, and ``gone``, a list of [first, last] segment numbers."""

Ranges = tuple[tuple[int, int], ...]
"""Segment numbers, first and last of each run, in order."""


def is_internal(table: str) -> bool:
    """Whether a table is the vault's own."""
    return table.startswith("_")


def name_of(document: Mapping[str, Any] | None) -> str:
    """The name a device was given; empty if none."""
    name = (document or {}).get("name")
    return name if isinstance(name, str) else ""


def gone_of(document: Mapping[str, Any] | None) -> Ranges:
    """Segments whose records lie in later ones, so that nobody misses them. What makes no sense is left out."""
    found = (document or {}).get("gone")
    runs = found if isinstance(found, list) else []
    return merged(
        (run[0], run[1])
        for run in runs
        if isinstance(run, list) and len(run) == 2 and all(type(one) is int for one in run) and 0 < run[0] <= run[1]
    )


def merged(runs: Iterable[tuple[int, int]]) -> Ranges:
    """The same numbers in as few runs as possible."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if out and first <= out[-1][1] + 1:
            out[-1] = out[-1][0], max(last, out[-1][1])
        else:
            out.append((first, last))
    return tuple(out)


def holds(runs: Ranges, number: int) -> bool:
    """Whether a number is in one of the runs."""
    return any(first <= number <= last for first, last in runs)


def first_outside(runs: Ranges, start: int, stop: int) -> int | None:
    """The first number from ``start`` up to but not including ``stop`` that is in no run."""
    for first, last in runs:
        if first <= start <= last:
            start = last + 1
    return start if start < stop else None
