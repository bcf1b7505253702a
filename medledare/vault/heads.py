"""Remembers, outside of the vault, how far each device's log had come, so that a log put back is noticed.

A log that was cut or replaced by an older copy verifies perfectly; only memory kept elsewhere can tell. So does a log
that two machines continued under one id, each in its own way: what was seen then lies in a copy beside it, or nowhere.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from medledare.domain.problems import Problem
from medledare.vault.files import SMALL_FILE, read_small, write_whole
from medledare.vault.frames import Tail
from medledare.vault.info import is_hex
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


def is_rolled_back(seen: Head, now: Head | None, reader: DeviceReader | None) -> bool:
    """Whether a log holds less than, or something else than, what was seen of it before, and no copy has it either.

    Damage at its end is no rollback.
    """
    return went_elsewhere(seen, now, reader) and not (reader and _in_a_copy(seen, reader))


def went_elsewhere(seen: Head, now: Head | None, reader: DeviceReader | None) -> bool:
    """Whether a log itself, its copies left aside, no longer leads on from what was seen of it."""
    if reader is None or now is None:
        last = reader.last if reader else None
        return last is None or last.tail is Tail.TORN or not last.flaws()
    if (now.segment, now.frames) < (seen.segment, seen.frames):
        return True
    segment = reader.numbered(seen.segment)
    found = segment.hash_at(seen.frames) if segment else None
    # What cannot be told is damage or a gap, and named as such.
    return bool(found) and found != bytes.fromhex(seen.hash)


def has_other_end(reader: DeviceReader) -> bool:
    """Whether a copy beside the log holds what the log does not: two machines wrote under one id."""
    for copy in reader.copies():
        beside = reader.numbered(copy.header.number) if copy.header else None
        frames = copy.place.sequence
        if frames and (beside is None or beside.hash_at(frames) != copy.place.last):
            return True
    return False


def _in_a_copy(seen: Head, reader: DeviceReader) -> bool:
    return any(
        copy.header is not None
        and copy.header.number == seen.segment
        and copy.hash_at(seen.frames) == bytes.fromhex(seen.hash)
        for copy in reader.copies()
    )


def put_back(state: Path, logs: Iterable[DeviceReader]) -> list[str]:
    """Devices whose log, as read just now, holds less than was seen of it before on this machine."""
    found = {reader.device: reader for reader in logs}
    return [
        device
        for device, seen in read_heads(state).items()
        for reader in [found.get(device)]
        if is_rolled_back(seen, head_of(reader) if reader else None, reader)
    ]


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
        heads = {str(device): Head(int(one[0]), int(one[1]), str(one[2])) for device, one in content.items()}
        return {device: head for device, head in heads.items() if is_hex(head.hash, 32)}
    except (OSError, Problem, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return {}


def write_heads(state: Path, heads: dict[str, Head]) -> None:
    """Remember ``heads``. Not fsynced: forgetting some weakens an alarm, it loses nothing. Raises OSError."""
    content = {device: [head.segment, head.frames, head.hash] for device, head in heads.items()}
    write_whole(state / _FILE, json.dumps(content).encode(), durable=False)
