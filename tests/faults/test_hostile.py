"""Hostile bytes to everything that reads: a sentence or a named place, never a crash, and never a word nobody wrote."""

import json
import shutil
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fault_table import HOSTILE, Tally, seconds
from fault_tools import lay_back, now, open_again, places_in
from hostile import VALUES, as_json, fuzz, mangled, mangled_fields, mangled_json
from hypothesis import strategies as st
from journeys import WINDOW

from medledare.config.paths import Places
from medledare.domain.problems import Damaged, Problem
from medledare.vault import access, history
from medledare.vault.create import create
from medledare.vault.drafts import open_draft
from medledare.vault.fold import Fold
from medledare.vault.frames import Place, scan
from medledare.vault.inbox import drop, inbox_folder, seal
from medledare.vault.info import INFO_FILE, describe
from medledare.vault.keyfiles import session_file
from medledare.vault.keys import KdfCost, VaultKey, unwrap_capture, unwrap_with_passphrase, unwrap_with_recovery
from medledare.vault.segment import COPY_BYTES, HEADER_BYTES, cipher_for, read_header
from medledare.vault.vault import open_vault

IN_ALL = 60.0
PASSPHRASE = "correct horse"


class Sound(NamedTuple):
    """A sound vault with one of everything in it, and a second one."""

    places: Places
    key: VaultKey
    recovery: str
    shown: dict[str, Any]
    kept: Path

    def as_it_was(self) -> Places:
        """The same vault, whatever became of it."""
        lay_back(self.kept, self.places.vault.parent)
        return self.places

    @property
    def state(self) -> Path:
        return self.places.state_of(self.key.vault)

    def file(self, name: str) -> Path:
        """The one file that matches, below the vault or state."""
        [found] = [*self.places.vault.glob(name), *self.state.glob(name)]
        return found

    def bytes(self, name: str) -> bytes:
        return self.file(name).read_bytes()


def _sound(folder: Path) -> Sound:
    places = places_in(folder)
    recovery = create(places, PASSPHRASE, now=now(), kdf=KdfCost(65536, 1, 1))
    key = access.unlock_with_passphrase(places, PASSPHRASE)
    access.keep_key_here(places, key)
    access.start_session(places, key, now=now(), hours=10)
    with open_again(places) as vault:
        table = vault.table("t")
        ids = table.insert_multiple({"n": number, "text": "t" * 50 * number} for number in range(4))
        table.update({"text": "another"}, doc_ids=ids[:1])
        table.remove(doc_ids=ids[1:2])
        draft = open_draft(vault, WINDOW[1])
        draft.save("half a thought")
        draft.release()
        shown = {row.doc_id: dict(row) for row in table}
    waiting = drop(places, describe(places), "t", {"n": 5}, now=now())
    kept = folder.with_name(f"{folder.name}-kept")
    shutil.copytree(folder, kept)
    return Sound(places, key, recovery, shown | {waiting: {"n": 5}}, kept)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return _sound(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def sound(made: Sound) -> Sound:
    made.as_it_was()
    return made


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return _sound(tmp_path_factory.mktemp("other"))


@pytest.fixture
def attack(
    tally: Callable[[str], Tally],
) -> Iterator[Callable[[st.SearchStrategy[Any], Callable[[Any], object]], None]]:
    """``attack(strategy, check)`` for this reader's share of the time."""
    row = tally(HOSTILE)

    def run(strategy: st.SearchStrategy[Any], check: Callable[[Any], object]) -> None:
        def counted(hostile: Any) -> None:
            with row.run():
                check(hostile)

        fuzz(strategy, counted, seconds(IN_ALL) / READERS)

    return run


Attack = Callable[[st.SearchStrategy[Any], Callable[[Any], object]], None]
READERS = 13


def test_frames(sound: Sound, other: Sound, attack: Attack) -> None:
    data = sound.bytes("log/*/*.seg")
    header = read_header(data[:HEADER_BYTES]).header
    assert header is not None
    cipher = cipher_for(sound.key, header)
    written = scan(data[HEADER_BYTES:], cipher, Place(HEADER_BYTES)).plain

    def check(frames: bytes) -> None:
        found = scan(frames, cipher, Place(HEADER_BYTES))
        assert set(found.plain) <= set(written)
        assert HEADER_BYTES <= found.place.offset <= HEADER_BYTES + len(frames)

    attack(mangled(data[HEADER_BYTES:], other.bytes("log/*/*.seg")), check)


def test_segment_headers(sound: Sound, attack: Attack) -> None:
    data = sound.bytes("log/*/*.seg")[:HEADER_BYTES]
    fields = struct.unpack_from("<4sH16s16sQ32s32s", data)
    assert len(fields) == 7

    def check(start: bytes) -> None:
        opening = read_header(start)
        good = [start[at : at + COPY_BYTES] for at in (0, COPY_BYTES)]
        assert opening.header is None or opening.header.pack() in good

    attack(mangled(data), check)


def test_records_of_whoever_holds_the_key(sound: Sound, attack: Attack) -> None:
    with open_again(sound.places) as vault:
        records = [
            {"table": table, "id": record, **one._asdict()} for table, record, one in vault.store.fold.operations()
        ]

    def check(texts: list[dict[str, Any]]) -> None:
        fold = Fold()
        new, bad = fold.take([json.dumps(one).encode() for one in texts], "f")
        assert 0 <= new + bad <= len(texts)
        fold.conflicts()
        for table, record, one in list(fold.operations()):
            assert fold.knows(table, record, one.version)
            assert fold.heads(table, record)
            history.history(fold, table, record)
        for device in {one["version"][18:] for one in records}:
            history.undo(fold, device)

    attack(st.lists(mangled_fields(*records) | st.dictionaries(st.text(max_size=8), VALUES), max_size=6), check)


def test_vault_json(sound: Sound, other: Sound, attack: Attack, tmp_path: Path) -> None:
    places = places_in(tmp_path)
    places.vault.mkdir()

    def check(content: bytes) -> None:
        (places.vault / INFO_FILE).write_bytes(content)
        with suppress(Problem):
            assert describe(places).format == 1

    attack(mangled_json(sound.bytes(INFO_FILE), other.bytes(INFO_FILE), checked=True), check)


@pytest.mark.parametrize("kind", ["passphrase", "recovery", "capture"])
def test_key_files(kind: str, sound: Sound, other: Sound, attack: Attack) -> None:
    path = sound.file(f"keys/{kind}.json")
    vault, key = sound.key.vault, sound.key
    identity = unwrap_capture(sound.bytes("keys/capture.json"), path, key)
    opened: dict[str, tuple[Callable[[bytes], object], object]] = {
        "passphrase": (lambda content: unwrap_with_passphrase(content, path, vault, PASSPHRASE), key),
        "recovery": (lambda content: unwrap_with_recovery(content, path, vault, sound.recovery), key),
        "capture": (lambda content: unwrap_capture(content, path, key), identity),
    }
    unwrap, right = opened[kind]

    def check(content: bytes) -> None:
        with suppress(Problem):
            assert unwrap(content) == right

    attack(mangled_json(path.read_bytes(), other.bytes(f"keys/{kind}.json"), checked=True), check)


def test_a_session(sound: Sound, other: Sound, attack: Attack) -> None:
    places = sound.as_it_was()
    path = session_file(places, sound.key.vault)
    (path.parent / "key").unlink()
    content = path.read_bytes()

    def check(hostile: bytes) -> None:
        path.write_bytes(hostile)
        path.chmod(0o600)
        found = access.key_at_hand(places, now())
        if found not in (None, sound.key):
            # A wrong digit makes a wrong key, which is noticed before anything is written with it.
            with pytest.raises(Damaged):
                open_vault(places, found, clock=now)

    attack(mangled_json(content, session_file(other.places, other.key.vault).read_bytes()), check)


def test_the_memory_of_heads(sound: Sound, other: Sound, attack: Attack) -> None:
    def check(hostile: bytes) -> None:
        places = sound.as_it_was()
        (places.state_of(sound.key.vault) / "heads.json").write_bytes(hostile)
        _opens(places, sound.shown)

    content = json.loads(sound.bytes("heads.json"))
    [head] = content.values()
    places = st.tuples(*(VALUES | st.just(part) for part in head))
    heads = st.dictionaries(st.sampled_from(list(content)), places, min_size=1).map(as_json)
    attack(heads | mangled_json(sound.bytes("heads.json"), other.bytes("heads.json")), check)


def test_the_inbox(sound: Sound, other: Sound, attack: Attack) -> None:
    info = describe(sound.places)
    record = {"table": "t", "id": "r", "version": f"{0:012x}.0000.{0:032x}", "parents": [], "document": {}}

    def check(hostile: bytes) -> None:
        places = sound.as_it_was()
        (inbox_folder(places, info.id) / "0.age").write_bytes(hostile)
        _opens(places, sound.shown)

    sealed = mangled_fields(record).map(lambda fields: _sealed(lambda: seal(info, fields)))
    attack(mangled(sound.bytes("inbox/*.age"), other.bytes("inbox/*.age")) | sealed, check)


def test_drafts(sound: Sound, other: Sound, attack: Attack) -> None:
    info = describe(sound.places)
    places = sound.as_it_was()
    [path] = (places.state_of(info.id) / "drafts").glob("*.draft")

    with open_again(places) as vault:

        def check(hostile: bytes) -> None:
            path.write_bytes(hostile)
            draft = open_draft(vault, WINDOW[1])
            assert isinstance(draft.text, str)
            draft.release()

        contents = mangled_fields({"text": "x", "at": "y"}).map(lambda fields: _sealed(lambda: seal(info, fields)))
        attack(mangled(sound.bytes("drafts/*.draft"), other.bytes("drafts/*.draft")) | contents, check)


def test_any_file_of_vault_and_state(sound: Sound, attack: Attack) -> None:
    tops = sound.places.vault, sound.state
    contents = {path: path.read_bytes() for top in tops for path in sorted(top.rglob("*")) if path.is_file()}
    hostile = [
        st.tuples(st.just(path), mangled(content)) for path, content in contents.items() if path != sound.state / "key"
    ]

    def check(attacked: tuple[Path, bytes]) -> None:
        places = sound.as_it_was()
        path, content = attacked
        path.write_bytes(content)
        with suppress(Problem):
            _opens(places, None)

    attack(st.one_of(hostile), check)


def test_a_device_id(sound: Sound, attack: Attack) -> None:
    def check(hostile: bytes) -> None:
        places = sound.as_it_was()
        sound.file("device-*").write_bytes(hostile)
        _opens(places, sound.shown)

    attack(mangled(sound.bytes("device-*")), check)


def _opens(places: Places, shown: dict[str, Any] | None) -> None:
    """The vault opens, shows nothing nobody wrote but what is sealed into its inbox, and is written to."""
    with open_again(places) as vault:
        there = {row.doc_id: dict(row) for row in vault.table("t")}
        if shown is not None:
            assert {name: there.get(name) for name in shown} == shown
        vault.status()
        vault.store.fold.conflicts()
        more = vault.table("t").insert({"n": "more"})
    with open_again(places) as vault:
        assert vault.table("t").get(doc_id=more) == {"n": "more"}


def _sealed(how: Callable[[], bytes]) -> bytes:
    """What no program seals, such as half a character, is left unsealed."""
    try:
        return how()
    except (Problem, ValueError):
        return b""
