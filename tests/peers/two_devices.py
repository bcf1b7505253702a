"""Two devices of one person: each with its own copy of the vault folder, its own state, and edits to make."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from medledare.config.paths import Places
from medledare.domain.records import Entry
from medledare.services import capture, records
from medledare.vault.access import unlock_with_passphrase
from medledare.vault.create import create
from medledare.vault.keys import KdfCost
from medledare.vault.vault import FileVault, open_vault

PASSPHRASE = "korrekt häst batteri"
QUICK = KdfCost(memory_kib=65_536, iterations=1, lanes=1)
SHARED = 20
"""Entries that both devices know from the start, and both edit."""
WORDS = "Today I asked two colleagues what they need from me, wrote down what they said and what I can do about it. "


def now() -> datetime:
    return datetime.now(UTC)


class Device:
    """One of the two. ``written``: the versions it acknowledged, with what they hold."""

    def __init__(self, root: Path) -> None:
        self.places = Places(root / "vault", root / "state", root / "config", None)
        self.written: dict[str, dict[str, Any]] = {}
        self.plain_bytes = 0
        self._vault: FileVault | None = None
        root.mkdir(parents=True, exist_ok=True)

    def create(self) -> None:
        create(self.places, PASSPHRASE, now=now(), kdf=QUICK)
        for number in range(SHARED):
            self.note(records.add(self.vault, capture.entry(now, f"Shared {number}")))

    @property
    def vault(self) -> FileVault:
        """The open vault: the passphrase is all that a copy of the folder needs."""
        if self._vault is None:
            self._vault = open_vault(self.places, unlock_with_passphrase(self.places, PASSPHRASE), clock=now)
        return self._vault

    def close(self) -> None:
        if self._vault is not None:
            self._vault.close()
        self._vault = None

    def note(self, entry: Entry) -> None:
        """Remember what was acknowledged."""
        mine = [one for one in self.vault.history("entry", entry.id) if one.device == self.vault.device]
        newest = max(mine, key=lambda one: one.version)
        assert newest.document is not None
        self.written[newest.version] = newest.document
        self.plain_bytes += len(entry.text.encode())

    def edit(self, name: str, numbers: range) -> None:
        """Edits numbered so: two of three are new entries, one changes what both know."""
        for number in numbers:
            text = f"{name} {number}: " + WORDS * (1 + number % 7)
            if number % 3:
                self.note(records.add(self.vault, capture.entry(now, text)))
            else:
                shared = [one for one in records.all_of(self.vault, Entry) if "Shared" in one.text]
                entry = shared[number // 3 % len(shared)]
                self.note(records.change(self.vault, entry, text=f"Shared, {text}"))

    def versions(self) -> dict[str, dict[str, Any]]:
        self.vault.refresh()
        return {one.version: one.document or {} for _, _, one in self.vault.store.fold.operations()}

    def files(self) -> dict[str, bytes]:
        """Everything of the vault that is carried, by its path."""
        found = self.places.vault.glob("log/*/*")
        return {
            str(path.relative_to(self.places.vault)): path.read_bytes()
            for path in found
            if not path.name.startswith(".")
        }


def assert_same(one: Device, other: Device) -> None:
    """Both hold all that either acknowledged, show the same, and find nothing wrong; also when opened anew."""
    for device in one, other:
        device.close()
    assert one.files() == other.files()
    assert one.vault.device != other.vault.device
    everything = one.written | other.written
    for device in one, other:
        assert {version: device.versions()[version] for version in everything} == everything
        assert device.vault.damage == []
        assert device.vault.status().forked == ()
    assert records.all_of(one.vault, Entry) == records.all_of(other.vault, Entry)
    assert sorted(one.vault.conflicts()) == sorted(other.vault.conflicts())


@pytest.fixture
def devices(tmp_path: Path) -> Any:
    """Two devices; only the first has a vault yet."""
    both = Device(tmp_path / "one"), Device(tmp_path / "other")
    both[0].create()
    yield both
    for device in both:
        device.close()
