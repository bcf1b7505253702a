"""A file or a folder outside the vault: whole or not at all, for its owner only, and nothing of anyone's replaced."""

import os
import stat
from pathlib import Path

import pytest

from medledare.domain.problems import CannotReach
from medledare.services import outfile
from medledare.services.outfile import TargetExists, write_out
from medledare.text import say

FILES = {"a.md": b"one", "b.md": b"two"}


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_folder_holds_all_its_files_and_only_its_owner_may_open_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_out(tmp_path / "out", FILES)
    finally:
        os.umask(before)
    assert held(tmp_path / "out") == FILES
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()} == {0o600}
    assert os.listdir(tmp_path) == ["out"]


def test_in_a_folder_that_is_there_all_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_bytes(b"mine")
    write_out(tmp_path, FILES)
    assert held(tmp_path) == {"mine.md": b"mine", **FILES}


def test_no_file_is_written_where_one_is_there_already(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(b"mine")
    with pytest.raises(TargetExists) as told:
        write_out(tmp_path, FILES)
    assert str(tmp_path / "b.md") in say(told.value)
    assert held(tmp_path) == {"b.md": b"mine"}
    write_out(tmp_path, FILES, overwrite=True)
    assert held(tmp_path) == FILES


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_is_not_made_a_folder(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(TargetExists):
        write_out(tmp_path / "out", FILES, overwrite)
    assert held(tmp_path) == {"out": b"mine"}


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    target = tmp_path / "out"
    if there:
        target.mkdir()
        (target / "a.md").write_bytes(b"mine")
    calls: list[int] = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(outfile.os, "fsync", full)
    with pytest.raises(CannotReach):
        write_out(target, {"a.md": b"new", "b.md": b"two", "c.md": b"three"}, overwrite=True)
    assert os.listdir(tmp_path) == (["out"] if there else [])
    if there:
        assert "c.md" not in held(target)
        assert "b.md" not in held(target)


def test_a_link_is_not_followed_to_what_lies_behind(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "out").symlink_to(tmp_path / "theirs")
    with pytest.raises(TargetExists):
        write_out(tmp_path / "out", b"new")
    write_out(tmp_path / "out", b"new", overwrite=True)
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
