"""Hostile bytes: what lies in a vault's files, mangled as a broken disk or an enemy would, by hypothesis.

Where a file carries a checksum anybody can compute, it is computed anew, so that what lies behind it is reached.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from medledare.vault.info import with_check

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.sampled_from([0, 1, -1, 2**31, 2**63, 2**64, 2**128])
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["", "\ud800", "\x00", "0" * 32, "f" * 32, "zz" * 32, "A" * 44, "age1", "AGE-SECRET-KEY-1"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
"""Anything JSON can say."""

Edit = tuple[str, float, float, bytes]
_EDITS = st.tuples(
    st.sampled_from(["flip", "write", "insert", "delete", "double", "cut", "splice"]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.binary(max_size=16) | st.sampled_from([bytes(8), b"\xff" * 8, b"\x93MDf", b"\x93MDs", bytes(600)]),
)


def mangled(*sound: bytes) -> st.SearchStrategy[bytes]:
    """One of some sound files with a few edits, or nothing sound at all."""
    one = st.sampled_from(sound)
    edited = st.builds(_edited, one, one, st.lists(_EDITS, min_size=1, max_size=6))
    return edited | st.binary(max_size=400)


def mangled_fields(*sound: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """One of some sound JSON objects with fields replaced, left out or added, also with those of another."""
    names = sorted({name for fields in sound for name in fields})
    changes = st.dictionaries(st.sampled_from(names) | st.text(max_size=6), VALUES, max_size=3)
    one = st.sampled_from(sound)
    left_out = st.sets(st.sampled_from(names), max_size=1)
    other = st.sets(st.sampled_from(names), max_size=2)
    return st.builds(_changed, one, one, changes, left_out, other)


def mangled_json(*sound: bytes, checked: bool = False) -> st.SearchStrategy[bytes]:
    """Mangled bytes of JSON files, or mangled fields; with a right checksum if that is wanted."""
    objects = [json.loads(one) for one in sound]
    if checked:
        objects = [{name: value for name, value in one.items() if name != "check"} for one in objects]
    fields = mangled_fields(*objects)
    return mangled(*sound) | fields.map(as_json) | (fields.map(with_check) if checked else st.nothing())


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def fuzz(strategy: st.SearchStrategy[Any], check: Callable[[Any], object], seconds: float) -> int:
    """Check as many examples as fit into the time; how many."""
    runs = 0

    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(strategy)
    def batch(hostile: Any) -> None:
        nonlocal runs
        runs += 1
        check(hostile)

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        batch()
    return runs


def _edited(data: bytes, other: bytes, edits: list[Edit]) -> bytes:
    for what, where, how_far, payload in edits:
        begin = int(where * len(data))
        end = begin + int(how_far * (len(data) - begin))
        match what:
            case "flip":
                data = data[:begin] + bytes(one ^ 1 << begin % 8 for one in data[begin : begin + 1]) + data[begin + 1 :]
            case "write":
                data = data[:begin] + payload + data[begin + len(payload) :]
            case "insert":
                data = data[:begin] + payload + data[begin:]
            case "delete":
                data = data[:begin] + data[end:]
            case "double":
                data = data[:end] + data[begin:]
            case "cut":
                data = data[:end]
            case "splice":
                data = data[:begin] + other[int(how_far * len(other)) :]
    return data


def _changed(
    fields: dict[str, Any], other: dict[str, Any], changes: dict[str, Any], left_out: set[str], others: set[str]
) -> dict[str, Any]:
    taken = {name: other[name] for name in others if name in other}
    return {name: value for name, value in {**fields, **taken, **changes}.items() if name not in left_out}
