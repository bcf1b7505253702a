"""Three to five devices with logs of their own, carried in any order, in part and twice: all end with the same."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from fault_table import DEVICES, Tally, times
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from medledare.config.paths import Places
from medledare.vault import history, writer
from medledare.vault.fold import Fold
from medledare.vault.keys import VaultKey
from medledare.vault.log import FileLog
from medledare.vault.store import Change, Store

KEY = VaultKey("ab" * 16, bytes(range(32)))
START = datetime(2026, 4, 3, 12, 0, tzinfo=UTC)
MOST = 5
PARTS = 4

Written = dict[tuple[str, str], dict[str, Any]]


class HeardLog(FileLog):
    """The real log, which also notes what it acknowledged."""

    def __init__(self, places: Places, heard: Written) -> None:
        super().__init__(places, KEY)
        self._heard = heard

    def append(self, records: Sequence[bytes]) -> None:
        super().append(records)
        for text in records:
            fields = orjson.loads(text)
            self._heard[fields["id"], fields["version"]] = fields


class Device:
    """One machine: a vault folder, a state folder, and a clock that is often wrong."""

    def __init__(self, root: Path, heard: Written) -> None:
        self.places = Places(root / "vault", root / "state", root, None)
        self.logs = self.places.vault / "log"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.heard = heard
        self.now = START
        self.open()

    def open(self) -> None:
        log = HeardLog(self.places, self.heard)
        self.store = Store(log, lambda: self.now)
        self.store.catch_up()
        if not log.settled():
            with self.store.writing():
                log.settle()
                self.store.device_changed()

    def close(self) -> None:
        self.store.close()

    @property
    def id(self) -> str:
        return self.store.log.device

    def records(self) -> list[str]:
        return sorted(self.store.fold.live.get("t", {}))

    def names(self) -> list[str]:
        """The segments of all devices that lie here, without copies of them."""
        devices = sorted(os.listdir(self.logs))
        return [
            f"{device}/{name}"
            for device in devices
            for name in sorted(os.listdir(self.logs / device))
            if "(" not in name
        ]

    def content(self, name: str) -> bytes:
        path = self.logs / name
        return path.read_bytes() if path.exists() else b""

    def size(self, name: str) -> int:
        path = self.logs / name
        return path.stat().st_size if path.exists() else 0

    def receive(self, name: str, content: bytes, *, in_place: bool = False) -> None:
        path = self.logs / name
        path.parent.mkdir(exist_ok=True)
        if in_place:
            path.write_bytes(content)
        else:
            (path.parent / ".tmp-carried").write_bytes(content)
            os.replace(path.parent / ".tmp-carried", path)


class Machines(RuleBasedStateMachine):
    """Everything that can happen between devices; at the end all is carried everywhere and compared."""

    def __init__(self, root: Path, tally: Tally) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(dir=root))
        self.tally = tally
        self.heard: Written = {}
        self.devices: list[Device] = []
        self.ids: set[str] = set()

    @initialize(count=st.integers(3, MOST))
    def begin(self, count: int) -> None:
        self.devices = [Device(self.root / str(number), self.heard) for number in range(count)]

    which = st.integers(0, MOST - 1)

    def device(self, number: int) -> Device:
        return self.devices[number % len(self.devices)]

    def record(self, device: Device, number: int) -> str | None:
        there = device.records()
        return there[number % len(there)] if there else None

    @rule(number=which, record=st.integers(0, 3), text=st.integers(0, 9), size=st.sampled_from([0, 700, 3000]))
    def write(self, number: int, record: int, text: int, size: int) -> None:
        """A new record, or a further version of one that is known here or on its way from elsewhere."""
        change = Change("t", f"r{record}", {"text": text, "more": "x" * size})
        self.device(number).store.write([change])

    @rule(number=which, count=st.integers(2, 4))
    def write_several_as_one_step(self, number: int, count: int) -> None:
        self.device(number).store.write([Change("t", f"r{one}", {"several": count}) for one in range(count)])

    @rule(number=which, record=which)
    def delete(self, number: int, record: int) -> None:
        device = self.device(number)
        if found := self.record(device, record):
            device.store.write([Change("t", found, None)])

    @rule(number=which)
    def undo(self, number: int) -> None:
        device = self.device(number)
        with device.store.writing():
            device.store.write(history.undo(device.store.fold, device.id))

    @rule(number=which, days=st.integers(-3650, 3650) | st.integers(-2, 2))
    def turn_the_clock(self, number: int, days: int) -> None:
        self.device(number).now = START + timedelta(days=days)

    @rule(source=which, goal=which, whose=which, part=st.floats(0, 1), in_place=st.booleans())
    def carry_a_part(self, source: int, goal: int, whose: int, part: float, in_place: bool) -> None:
        """Some file as it is somewhere, or only its beginning; it may be older than what is there."""
        there, here = self.device(source), self.device(goal)
        names = [name for name in there.names() if not name.startswith(here.id)]
        if names and there is not here:
            name = names[whose % len(names)]
            content = there.content(name)
            if in_place:
                # Whoever writes into the file itself has it grow.
                known = here.content(name)
                if not content.startswith(known):
                    return
                content = known + content[len(known) :][: round(part * len(content))]
            else:
                content = content[: round(part * len(content))]
            here.receive(name, content, in_place=in_place)
            here.store.refresh()

    @rule(source=which, goal=which)
    def carry_all(self, source: int, goal: int) -> None:
        carry_all(self.device(source), self.device(goal))
        self.device(goal).store.refresh()

    @rule(source=which, goal=which, whose=which, part=st.floats(0, 1))
    def carry_twice(self, source: int, goal: int, whose: int, part: float) -> None:
        """A copy under another name, as of a conflict that was none; also of the own log."""
        names = self.device(source).names()
        if names:
            name = names[whose % len(names)]
            content = self.device(source).content(name)
            copy = name.replace(".seg", " (conflicted copy).seg")
            self.device(goal).receive(copy, content[: round(part * len(content))])

    @rule(number=which)
    def touch(self, number: int) -> None:
        """The own log is carried away and comes back as it was."""
        device = self.device(number)
        for name in device.names():
            device.receive(name, device.content(name))

    @rule(number=which)
    def open_again(self, number: int) -> None:
        device = self.device(number)
        device.close()
        device.open()

    @precondition(lambda self: len(self.devices) < MOST)
    @rule(number=which)
    def clone_a_home(self, number: int) -> None:
        original = self.device(number)
        root = self.root / f"clone {len(self.devices)}"
        shutil.copytree(original.places.vault.parent, root)
        self.devices.append(Device(root, self.heard))

    def teardown(self) -> None:
        try:
            if self.devices:
                with self.tally.run():
                    self._converge()
        finally:
            for device in self.devices:
                device.close()
            shutil.rmtree(self.root)

    def _converge(self) -> None:
        for source in self.devices:
            for target in self.devices:
                carry_all(source, target)
        expected = shown(self.heard)
        first = self.devices[0].store
        for device in self.devices:
            device.store.refresh()
            fold = device.store.fold
            self.tally.all_there(self.heard, {(record, one.version) for _, record, one in fold.operations()})
            assert fold.live.get("t", {}) == expected
            assert sorted(fold.conflicts()) == sorted(first.fold.conflicts())
            for _, record in {(table, record) for table, record, _ in fold.operations()}:
                assert fold.heads("t", record) == first.fold.heads("t", record)
            # And so does whoever opens it all anew.
            device.close()
            device.open()
            assert device.store.fold.live.get("t", {}) == expected
            assert not device.store.flaws()
        # Each under an id of its own, clones too.
        assert len({device.id for device in self.devices}) == len(self.devices)


def carry_all(source: Device, target: Device) -> None:
    """What is new or longer at the source, whole; never the target's own log."""
    for name in source.names():
        if not name.startswith(target.id) and source.size(name) > target.size(name):
            target.receive(name, source.content(name))


def shown(written: Written) -> dict[str, Any]:
    """What all that was written comes to, by the rule as it stands in docs/format.md and nothing of the program."""
    found: dict[str, Any] = {}
    for record in {record for record, _ in written}:
        own = [fields for (of, _), fields in written.items() if of == record]
        replaced = {parent for fields in own for parent in fields["parents"]}
        heads = [fields for fields in own if fields["version"] not in replaced]
        first = max(heads, key=lambda fields: (fields["document"] is not None, fields["version"]))
        if first["document"] is not None:
            found[record] = first["document"]
    return found


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in memory where there is one, as no power is cut here; and small segments, so that there are many."""
    monkeypatch.setattr(writer, "SEALED_AT", 3000)
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tmp_path
    with tempfile.TemporaryDirectory(prefix="medledare-", dir=memory) as folder:
        yield Path(folder)


@pytest.mark.parametrize("part", range(PARTS))
def test_all_devices_come_to_the_same(quick: Path, tally: Callable[[str], Tally], part: int) -> None:
    run_state_machine_as_test(
        lambda: Machines(quick, tally(DEVICES)),
        settings=settings(
            max_examples=-(-times(2000) // PARTS),
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_rule_and_the_fold_agree_where_nothing_was_carried() -> None:
    """The measure itself: a document goes before a deletion, and a later version before an earlier one."""
    texts = [
        {"table": "t", "id": "r", "version": f"{n:012x}.0000.{0:032x}", "parents": [], "document": document}
        for n, document in enumerate([{"a": 1}, {"a": 2}, None])
    ]
    fold = Fold()
    fold.take(map(orjson.dumps, texts), "f")
    assert shown({("r", str(fields["version"])): fields for fields in texts}) == fold.live["t"] == {"r": {"a": 2}}
