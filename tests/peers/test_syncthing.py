"""The vault folder carried by two real Syncthings on this machine, that know each other and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from syncthings import Syncthing, look_now, paired, until
from two_devices import Device, assert_same


@pytest.fixture
def pair(devices: tuple[Device, Device], tmp_path: Path) -> Iterator[tuple[Syncthing, Syncthing]]:
    one, other = (device.places.vault for device in devices)
    with paired((one, other), tmp_path / "homes") as both:
        yield both


def met(devices: tuple[Device, Device], pair: tuple[Syncthing, Syncthing]) -> None:
    """Wait until both folders hold the same."""
    look_now(pair)
    one, other = devices
    until(lambda: (other.places.vault / "vault.json").exists() and one.files() == other.files())


def test_two_devices_with_two_hundred_edits_each_and_a_partition_come_to_the_same(
    devices: tuple[Device, Device], pair: tuple[Syncthing, Syncthing]
) -> None:
    one, other = devices
    met(devices, pair)
    until(lambda: all((other.places.vault / "keys" / f"{name}.json").exists() for name in ("passphrase", "capture")))

    # While both are on line, and Syncthing carries what it likes when it likes.
    for start in range(0, 100, 20):
        one.edit("one", range(start, start + 20))
        other.edit("other", range(start, start + 20))
    met(devices, pair)

    pair[0].ask(f"system/pause?device={pair[1].id}", "POST")
    until(lambda: not pair[0].connected())
    one.edit("one", range(100, 200))
    other.edit("other", range(100, 200))
    assert one.files() != other.files()
    pair[0].ask(f"system/resume?device={pair[1].id}", "POST")
    until(pair[0].connected)
    met(devices, pair)

    assert_same(one, other)
    assert one.vault.conflicts()
    assert not list(one.places.vault.rglob("*sync-conflict*"))
    # They spoke to each other on this machine, and looked for nobody else.
    for syncthing in pair:
        status = syncthing.ask("system/status")
        assert list(status["connectionServiceStatus"]) == [f"tcp://127.0.0.1:{syncthing.port}"]
        assert "discoveryEnabled" not in status
        others = syncthing.ask("system/connections")["connections"].values()
        assert {one["address"].split(":")[0] for one in others if one["connected"]} == {"127.0.0.1"}
