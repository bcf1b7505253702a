"""What a process that may be killed at any moment has been promised, told to the process that looks afterwards.

The board lies in memory both share, so that telling is no system call: none is killed or refused for it, and none
is counted among those of the vault. What was promised is exact: a record's last acknowledged document, and for a
change under way when the process ended, the new document as well.
"""

import json
import mmap
import struct
from typing import Any

Key = tuple[str, str]
"""Table and id."""
State = dict[Key, Any]
"""The document of each record; None where it was deleted or never was."""

_LENGTH = struct.Struct("<Q")
_SPACE = 1 << 24


class Board:
    """Steps, one JSON text a line; the length is set last, so that half a step was not said."""

    def __init__(self, start: State | None = None) -> None:
        self._memory = mmap.mmap(-1, _SPACE)
        self._start = dict(start or {})

    def about_to(self, changes: State) -> None:
        """These changes are asked for now, as one step."""
        self._add(["about to", [[*key, document] for key, document in changes.items()]])

    def done(self) -> None:
        """The step was acknowledged."""
        self._add(["done"])

    def refused(self) -> None:
        """The step was refused: nothing of it may be there."""
        self._add(["refused"])

    def promised(self) -> tuple[State, State]:
        """Each record as it was last acknowledged, and the changes of a step that was neither done nor refused."""
        state, pending = dict(self._start), {}
        for what, *details in self._steps():
            if what == "about to":
                pending = {(table, record): document for table, record, document in details[0]}
            elif what == "done":
                state.update(pending)
                pending = {}
            elif what == "refused":
                pending = {}
        return state, pending

    def durable(self, path: str, size: int) -> None:
        """All of this segment, the newest there is, is durable now."""
        self._add(["durable", path, size])

    def last_durable(self) -> tuple[str, int] | None:
        """What was told last of that."""
        told = [(path, size) for _, path, size in self._said("durable")]
        return told[-1] if told else None

    def count(self, what: str) -> int:
        """How many steps were ``about to``, ``done`` or ``refused``."""
        return len(self._said(what))

    def close(self) -> None:
        self._memory.close()

    def _add(self, step: list[Any]) -> None:
        (length,) = _LENGTH.unpack_from(self._memory)
        line = json.dumps(step).encode() + b"\n"
        begin = _LENGTH.size + length
        self._memory[begin : begin + len(line)] = line
        _LENGTH.pack_into(self._memory, 0, length + len(line))

    def _said(self, what: str) -> list[list[Any]]:
        return [step for step in self._steps() if step[0] == what]

    def _steps(self) -> list[list[Any]]:
        (length,) = _LENGTH.unpack_from(self._memory)
        text = self._memory[_LENGTH.size : _LENGTH.size + length].decode()
        return [json.loads(line) for line in text.splitlines()]
