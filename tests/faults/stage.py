"""Where a journey is acted: the same vault for every run, and what must hold afterwards."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from board import Board
from fault_table import Tally
from fault_tools import lay_back, open_again, places_in
from journeys import TABLE, WINDOW, Hand, Journey, everything, shown

from medledare.config.paths import Places
from medledare.vault import damage
from medledare.vault.drafts import open_draft
from medledare.vault.vault import FileVault


class Run(NamedTuple):
    """One run: ``act`` is for the child; the board says what it was promised."""

    places: Places
    board: Board
    act: Callable[[], None]


class Stage:
    """Keeps the vault a journey begins with. ``used``: where it is acted on."""

    def __init__(self, journey: Journey, folder: Path, used: Path | None = None) -> None:
        self.journey = journey
        self._kept = folder / "kept"
        self._used = used or folder / "used"
        self._state = journey.start(places_in(self._used))
        shutil.copytree(self._used, self._kept)

    @contextmanager
    def run(self, seed: int) -> Iterator[Run]:
        """The vault as it was at the start, to act on."""
        lay_back(self._kept, self._used)
        places, board = places_in(self._used), Board(self._state)
        yield Run(places, board, lambda: self.journey.act(Hand(places, board, seed)))
        board.close()

    def check(self, run: Run, row: Tally, *allowed: str) -> None:
        """Everything promised is there, nothing else is, damage is named, and writing goes on."""
        promised, pending = run.board.promised()
        known = self.journey.known | set(allowed)
        with open_again(run.places) as vault:
            there = _with_draft(vault, everything(vault))
            certain = {key: document for key, document in promised.items() if key not in pending}
            row.all_there(_items(certain), _items(there))
            for key, document in there.items():
                assert document in (promised.get(key), pending.get(key)), f"never written: {key}"
            for key in pending:
                assert there.get(key) in (promised.get(key), pending[key])
            status = vault.status()
            assert {flaw.what for flaw in status.damage} <= known | {damage.UNFINISHED}
            assert (status.inbox_waiting, status.inbox_unreadable) == (0, ())
            assert not status.rolled_back or damage.ROLLED_BACK in known
            more = {"one": "more"}
            there[TABLE, vault.table(TABLE).insert(more)] = more
        with open_again(run.places) as vault:
            assert everything(vault) == shown(there)
            assert {flaw.what for flaw in vault.damage} <= known


def _with_draft(vault: FileVault, state: dict[Any, Any]) -> dict[Any, Any]:
    draft = open_draft(vault, WINDOW[1])
    text = draft.text
    draft.release()
    return {**state, WINDOW: text} if text else state


def _items(state: dict[Any, Any]) -> set[tuple[Any, str]]:
    return {(key, json.dumps(document)) for key, document in state.items() if document is not None}
