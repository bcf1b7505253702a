"""The vault folder as a git repository with a remote: two clones, two hundred edits each, and a partition."""

from pathlib import Path

import pytest
from git_clone import Clone, cloned
from two_devices import Device, assert_same


@pytest.fixture
def clones(devices: tuple[Device, Device], tmp_path: Path) -> tuple[Clone, Clone]:
    one, other = (device.places.vault for device in devices)
    return cloned(one, other, tmp_path / "remote.git")


def test_two_devices_with_two_hundred_edits_each_and_a_partition_come_to_the_same(
    devices: tuple[Device, Device], clones: tuple[Clone, Clone]
) -> None:
    one, other = devices
    for start in range(0, 200, 10):
        for name, device, clone in (("one", one, clones[0]), ("other", other, clones[1])):
            device.edit(name, range(start, start + 10))
            clone.commit()
            # From the hundredth edit on neither reaches the other.
            if start < 100:
                clone.meet()
    for clone in (*clones, clones[0]):
        clone.meet()

    assert_same(one, other)
    assert one.vault.conflicts()
    # After forty commits each file is kept about once: of what was appended to, git keeps what was added.
    plain = one.plain_bytes + other.plain_bytes
    log = sum(map(len, one.files().values()))
    usual, packed = clones[0].size(), clones[0].size("--aggressive")
    print(f"plain text {plain:,}, log {log:,}, .git {usual:,}, packed anew {packed:,}")
    assert usual < 2 * log
    assert packed < 1.25 * log


def test_a_merge_never_asks_as_no_two_devices_write_one_file(
    devices: tuple[Device, Device], clones: tuple[Clone, Clone]
) -> None:
    one, other = devices
    one.edit("one", range(30))
    other.edit("other", range(30))
    for clone in clones:
        clone.commit()
    for clone in (*clones, clones[0]):
        clone.meet()
    both = {path.split("/")[1] for path in one.files()}
    assert len(both) == 2
    assert_same(one, other)
