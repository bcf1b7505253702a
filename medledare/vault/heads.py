"""Remembers, outside of the vault, how far each device's log had come, so that a log put back is noticed.

A log that was cut or replaced by an older copy verifies perfectly; only memory kept elsewhere can tell.
"""

import json
from pathlib import Path
from typing import NamedTuple

from medledare.domain.problems import Problem
from medledare.vault.files import SMALL_FILE, read_small, write_whole
from medledare.vault.frames import Tail
from medledare.vault.reader import DeviceReader

_FILE = "heads.json"


class Head(NamedTuple):
    """The last frame of a log: its segment's number, how many frames that segment has, the frame's hash."""

    segment: int
    frames: int
    hash: str


def head_of(reader: DeviceReader) -> Head | None:
    """How far a log has come; None when it is empty or its end cannot be told because of damage.

    A segment that was hardly begun held no record yet, so the one before it is the end.
    """
    begun = [one for one in reader.segments.values() if one.cipher is not None or one.tail is not Tail.TORN]
    last = max(begun, key=lambda segment: segment.number, default=None)
    if last is None or last.cipher is None or not last.place.last or last.tail is Tail.UNREADABLE:
        return None
    return Head(last.number, last.place.sequence, last.place.last.hex())


def is_rolled_back(seen: Head | None, now: Head | None, *, readable: bool) -> bool:
    """Whether a log holds less than, or something else than, what was seen of it before.

    ``readable`` is whether the end of the log can be read at all; damage there is no rollback.
    """
    if seen is None or not readable:
        return False
    if now is None:
        return True
    behind = (now.segment, now.frames) < (seen.segment, seen.frames)
    other = (now.segment, now.frames) == (seen.segment, seen.frames) and now.hash != seen.hash
    return behind or other


def further(seen: dict[str, Head], now: dict[str, Head]) -> dict[str, Head]:
    """For each device the head that is further on; what was seen once is never forgotten."""
    merged = dict(seen)
    for device, head in now.items():
        known = merged.get(device)
        if known is None or (head.segment, head.frames) > (known.segment, known.frames):
            merged[device] = head
    return merged


def read_heads(state: Path) -> dict[str, Head]:
    """The heads seen before; empty when there is no memory, or it is unreadable."""
    try:
        content = json.loads(read_small(state / _FILE, 16 * SMALL_FILE))
        return {str(device): Head(int(one[0]), int(one[1]), str(one[2])) for device, one in content.items()}
    except (OSError, Problem, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return {}


def write_heads(state: Path, heads: dict[str, Head]) -> None:
    """Remember ``heads``. Not fsynced: forgetting some weakens an alarm, it loses nothing. Raises OSError."""
    content = {device: [head.segment, head.frames, head.hash] for device, head in heads.items()}
    write_whole(state / _FILE, json.dumps(content).encode(), durable=False)
