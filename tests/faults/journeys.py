"""What a person's program does to a vault, in short pieces that tell a board what they were promised.

Each journey begins with a vault prepared for it. What is written is drawn at random from a seed, so that a run can be
told again; which system calls a journey makes depends on nothing that is drawn.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from board import Board, State
from fault_tools import now, open_again

from medledare.config.paths import Places
from medledare.domain.problems import Locked, Problem
from medledare.vault import damage, writer
from medledare.vault.access import key_at_hand
from medledare.vault.create import create
from medledare.vault.drafts import open_draft
from medledare.vault.ids import new_id
from medledare.vault.inbox import drop
from medledare.vault.info import describe
from medledare.vault.table import Document
from medledare.vault.vault import FileVault, open_vault

TABLE = "t"
WINDOW = ("draft", "window")
"""The place on the board for the text of a draft."""


class Journey(NamedTuple):
    """``start`` prepares a vault and says what it holds; ``act`` is what is killed or refused.

    ``known`` is the damage that ``start`` left on purpose.
    """

    name: str
    start: Callable[[Places], State]
    act: Callable[["Hand"], None]
    known: frozenset[str] = frozenset()


class Hand:
    """Whoever writes: says to the board what it is about to do, does it, and says how that ended."""

    def __init__(self, places: Places, board: Board, seed: int) -> None:
        self.places = places
        self.chance = random.Random(seed)
        self.board = board
        self.when_durable: Callable[[], None] = lambda: None
        """Called between the end of a step and the word that it is done."""

    def open(self) -> FileVault:
        """The vault; a key that cannot be read just now is as good as none."""
        key = key_at_hand(self.places, now())
        if key is None:
            raise Locked
        return open_vault(self.places, key, clock=now)

    def do(self, changes: State, how: Callable[[], object]) -> bool:
        """One step: acknowledged (then True) when ``how`` returns, refused (then False) when it raises a Problem."""
        self.board.about_to(changes)
        try:
            how()
        except Problem:
            # A draft is replaced: when only making its new name durable failed, the newer text may stay.
            if WINDOW not in changes:
                self.board.refused()
            return False
        self.when_durable()
        self.board.done()
        return True

    def act(self, vault: FileVault, how: str) -> bool:
        """A step through the vault's own table, after which it shows what was promised, no more and no less."""
        table = vault.table(TABLE)
        if how == "undo" and not self.act(vault, "insert"):
            return False
        living = sorted(row.doc_id for row in table)
        if not living and how in ("edit", "remove"):
            return False
        match how:
            case "insert":
                rows = [self._row()]
            case "batch":
                rows = [self._row() for _ in range(4)]
            case "edit":
                rows = [Document(self.document(), self.chance.choice(living))]
            case "remove" | "undo":
                rows = [Document({}, self.chance.choice(living) if how == "remove" else living[-1])]
        ids = [row.doc_id for row in rows]
        step: dict[str, Callable[[], object]] = {
            "insert": lambda: table.insert(rows[0]),
            "batch": lambda: table.insert_multiple(rows),
            "edit": lambda: table.update(dict(rows[0]), doc_ids=ids),
            "remove": lambda: table.remove(doc_ids=ids),
            "undo": vault.undo,
        }
        done = self.do({(TABLE, row.doc_id): dict(row) or None for row in rows}, step[how])
        there, (promised, _) = everything(vault), self.board.promised()
        # What cannot be read, or taken in, just now is named instead.
        assert there == shown(promised) or _held_up(vault)
        return done

    def drop(self) -> None:
        """A capture without a key."""
        row = self._row()
        self.do(
            {(TABLE, row.doc_id): dict(row)},
            lambda: drop(self.places, describe(self.places), TABLE, dict(row), id=row.doc_id, now=now()),
        )

    def document(self) -> dict[str, Any]:
        """Something to write, from a few bytes to some thousand."""
        return {"n": self.chance.randrange(1 << 30), "text": "åx\n" * self.chance.choice([0, 5, 90, 700])}

    def _row(self) -> Document:
        return Document(self.document(), new_id())


def everything(vault: FileVault) -> State:
    """What the vault shows."""
    return {(name, row.doc_id): dict(row) for name in vault.db.tables() for row in vault.table(name)}


def shown(state: State) -> State:
    """The records of a state that are to be seen in tables: neither deleted nor a draft."""
    return {key: document for key, document in state.items() if document is not None and key != WINDOW}


def _held_up(vault: FileVault) -> bool:
    about = vault.status()
    return bool(about.inbox_waiting or about.inbox_unreadable) or damage.FILE_UNREADABLE in {
        flaw.what for flaw in about.damage
    }


def last_segment(places: Places) -> tuple[str, int]:
    """The newest segment and its size."""
    segments = [path for folder in (places.vault / "log").iterdir() for path in folder.glob("*.seg")]
    newest = max(segments, key=lambda path: (path.stat().st_mtime_ns, path))
    return str(newest), newest.stat().st_size


def _nothing_yet(places: Places) -> State:
    create(places, None, now=now())
    return {}


def _a_few(places: Places) -> State:
    create(places, None, now=now())
    board = Board()
    hand = Hand(places, board, seed=1)
    with open_again(places) as vault:
        for how in ("batch", "insert", "edit", "insert", "remove"):
            hand.act(vault, how)
    return _promised(board)


def _nearly_full(places: Places) -> State:
    state = _a_few(places)
    with open_again(places) as vault:
        filler = {"n": 0, "text": "x" * (writer.SEALED_AT - 30_000)}
        state[TABLE, vault.table(TABLE).insert(filler)] = filler
        # One more than fits beside the filler makes the next segment begin.
        more = {"n": 0, "text": "y" * 28_000}
        state[TABLE, vault.table(TABLE).insert(more)] = more
    return state


def _captured(places: Places) -> State:
    board = Board(_a_few(places))
    hand = Hand(places, board, seed=2)
    for _ in range(3):
        hand.drop()
    return _promised(board)


def _torn(places: Places) -> State:
    state = _a_few(places)
    path, _ = last_segment(places)
    with open(path, "ab") as file:
        file.write(b"\x93MDf torn")
    return state


def _put_back(places: Places) -> State:
    state = _a_few(places)
    path, _ = last_segment(places)
    with open(path, "rb") as file:
        before = file.read()
    with open_again(places) as vault:
        vault.table(TABLE).insert({"gone": 1})
    with open(path, "wb") as file:
        file.write(before)
    return state


def _promised(board: Board) -> State:
    state, pending = board.promised()
    assert not pending
    board.close()
    return state


def _in_vault(*steps: str) -> Callable[[Hand], None]:
    def act(hand: Hand) -> None:
        with suppress(Problem), hand.open() as vault:
            for how in steps:
                hand.act(vault, how)

    return act


def _capturing(hand: Hand) -> None:
    for _ in range(3):
        hand.drop()


def _drafting(hand: Hand) -> None:
    with suppress(Problem):
        with hand.open() as vault:
            draft = open_draft(vault, WINDOW[1])
        texts = [hand.document()["text"] + "." for _ in range(3)]
        all(hand.do({WINDOW: text}, partial(draft.save, text)) for text in texts)
        draft.release()


def _for_ever(hand: Hand) -> None:
    hand.when_durable = lambda: hand.board.durable(*last_segment(hand.places))
    with open_again(hand.places) as vault:
        while True:
            hand.act(vault, hand.chance.choice(["insert", "insert", "batch", "edit", "remove"]))


ENDLESS = Journey("endless", _nearly_full, _for_ever)
JOURNEYS = [
    Journey("first", _nothing_yet, _in_vault("insert", "insert", "batch")),
    Journey("edit", _a_few, _in_vault("edit", "remove", "undo", "edit")),
    Journey("batch", _a_few, _in_vault("batch", "batch", "edit")),
    Journey("next-segment", _nearly_full, _in_vault("insert", "edit", "batch")),
    Journey("capture", _a_few, _capturing),
    Journey("take-in", _captured, _in_vault("insert", "remove")),
    Journey("torn", _torn, _in_vault("insert", "edit")),
    Journey("put-back", _put_back, _in_vault("insert", "batch"), frozenset({damage.ROLLED_BACK})),
    Journey("draft", _a_few, _drafting),
]
