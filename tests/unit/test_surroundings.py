"""Before something is written: whether the place is synced, in a git repository, or on another machine."""

from pathlib import Path

import pytest

from medledare.services import surroundings
from medledare.services.surroundings import IN_GIT, ON_NETWORK, SYNCED, Remark, remark_words, remarks


def said(target: Path) -> list[tuple[str, str]]:
    return [(one.sentence, one.service) for one in remarks(target)]


def test_of_an_ordinary_folder_there_is_nothing_to_say(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert remarks(tmp_path / "out.md") == []


@pytest.mark.parametrize("file", [True, False])
def test_a_git_repository_is_told_from_any_depth(tmp_path: Path, file: bool) -> None:
    (tmp_path / ".git").write_text("gitdir: x") if file else (tmp_path / ".git").mkdir()
    assert remarks(tmp_path / "a" / "b" / "out.md") == [Remark(IN_GIT, str(tmp_path))]


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".sync_1a2b.db", "Nextcloud"),
        ("._sync_1a2b.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
    ],
)
def test_a_synced_folder_is_known_by_what_the_program_keeps_there(tmp_path: Path, marker: str, service: str) -> None:
    (tmp_path / marker).touch()
    assert said(tmp_path / "a" / "out.md") == [(SYNCED, service)]


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Dropbox (Kommunen)", "Dropbox"),
        ("OneDrive - Kommunen", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Mobile Documents", "iCloud"),
        ("Google Drive", "Google Drive"),
    ],
)
def test_and_by_its_name(tmp_path: Path, name: str, service: str) -> None:
    assert said(tmp_path / name / "out.md") == [(SYNCED, service)]
    assert service in remark_words(remarks(tmp_path / name / "out.md")[0])


def test_of_a_name_longer_than_there_can_be_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert remarks(tmp_path / ("å" * 300)) == []


def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "notes").symlink_to(tmp_path / "Dropbox")
    assert said(tmp_path / "notes" / "out.md") == [(SYNCED, "Dropbox")]


@pytest.mark.parametrize(
    ("system", "told"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("tmpfs", False)]
)
def test_a_network_drive_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, told: bool) -> None:
    mounts = tmp_path / "mounts"
    point = str(tmp_path / "my share").replace(" ", "\\040")
    mounts.write_text(f"rootfs / ext4 rw 0 0\nserver:/x {point} {system} rw 0 0\n\nbad\n")
    monkeypatch.setattr(surroundings, "MOUNTS", mounts)
    assert said(tmp_path / "my share" / "out.md") == ([(ON_NETWORK, "")] if told else [])
    assert said(tmp_path / "out.md") == []


def test_a_place_that_is_not_there_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "MOUNTS", Path("/nowhere/mounts"))
    assert remarks(Path("/nowhere/at/all.md")) == []
