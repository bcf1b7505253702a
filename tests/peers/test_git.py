"""The vault folder as a git repository with a remote: two clones, two hundred edits each, and a partition."""

import os
import subprocess
from pathlib import Path

import pytest
from two_devices import Device, assert_same


class Clone:
    """The vault folder of one device, as git sees it."""

    def __init__(self, device: Device, remote: Path) -> None:
        self.device, self.folder, self.remote = device, device.places.vault, remote

    def git(self, *arguments: str) -> str:
        who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        apart = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            env=os.environ | who | apart,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self) -> None:
        self.git("init", "-q", "-b", "main")
        (self.folder / ".gitattributes").write_text("* -text\n*.seg binary\n")
        self.git("remote", "add", "origin", str(self.remote))
        self.commit()
        self.git("push", "-q", "-u", "origin", "main")

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "journal")

    def meet(self) -> None:
        """What a person does, or a timer: commit, pull, push."""
        self.git("pull", "-q", "--no-rebase", "--no-edit")
        self.git("push", "-q")

    def size(self, *how: str) -> int:
        """Bytes of the whole history, packed as git does by itself in time, or with more patience."""
        self.git("gc", "-q", "--prune=now", *how)
        return sum(path.stat().st_size for path in (self.folder / ".git" / "objects").rglob("*") if path.is_file())


@pytest.fixture
def clones(devices: tuple[Device, Device], tmp_path: Path) -> tuple[Clone, Clone]:
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", remote], check=True)
    one, other = (Clone(device, remote) for device in devices)
    one.begin()
    subprocess.run(["git", "clone", "-q", remote, other.folder], check=True)
    return one, other


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
