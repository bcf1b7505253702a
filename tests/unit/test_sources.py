"""Files, folders and archives are read within limits, whatever they hold, and nothing in them leads outside."""

import os
import struct
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medledare.domain.problems import Problem
from medledare.text import say, speak
from medledare.text.zones import zone
from medledare.transfer import opening, source
from medledare.transfer.opening import DamagedArchive, TooMany, open_source
from medledare.transfer.source import File, FileLeftOut, Source, TooBig, shown

STOCKHOLM = zone("Europe/Stockholm")


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 9, 15, 0)), data, zipfile.ZIP_DEFLATED)
    return path


def left_out(opened: Source) -> list[str]:
    return [say(problem) for problem in opened.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "notes"
    for name in ("b.md", "sub/a.md", ".obsidian/daily-notes.json", ".git/objects/x", ".trash/gone.md"):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text(name)
    return inside


def test_a_folder_is_its_files_without_what_is_hidden(folder: Path) -> None:
    os.utime(folder / "b.md", (0, 1_772_442_900))
    with open_source(folder) as opened:
        assert opened.names == (".obsidian/daily-notes.json", "b.md", "sub/a.md")
        assert list(opened.files(lambda name: name.endswith(".md"))) == [
            File("b.md", b"b.md"),
            File("sub/a.md", b"sub/a.md"),
        ]
        assert opened.changed("b.md", STOCKHOLM) == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
        assert opened.problems == []


def test_links_are_not_followed_and_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("elsewhere")
    (folder / "link.md").symlink_to(tmp_path / "secret")
    (folder / "round").symlink_to(folder)
    with open_source(folder) as opened:
        assert opened.names == (".obsidian/daily-notes.json", "b.md", "sub/a.md")
        assert sorted(left_out(opened)) == [
            "link.md cannot be read: it is a link, and links are not followed. It was left out.",
            "round cannot be read: it is a link, and links are not followed. It was left out.",
        ]


def test_a_file_that_goes_away_meanwhile_is_left_out_and_the_rest_is_read(folder: Path) -> None:
    with open_source(folder) as opened:
        assert "b.md" in opened.names
        (folder / "b.md").unlink()
        assert [file.name for file in opened.files(lambda name: name.endswith(".md"))] == ["sub/a.md"]
        assert left_out(opened) == ["b.md cannot be read: No such file or directory. It was left out."]


def test_an_archive_is_as_a_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"Dagbok.json": b"{}", "photos/1.jpeg": b"", "__MACOSX/._x": b"", ".x/y": b""})
    with open_source(path) as opened:
        assert opened.names == ("Dagbok.json", "photos/1.jpeg")
        assert opened.bytes_of("Dagbok.json") == b"{}"
        assert opened.changed("Dagbok.json", STOCKHOLM) == datetime(2026, 3, 2, 8, 15, tzinfo=UTC)


def test_names_in_swedish_are_read_whether_or_not_the_archive_says_how_they_are_written(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"Åsa.md": b""})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + place
        content[at : at + 2] = struct.pack("<H", struct.unpack("<H", content[at : at + 2])[0] & ~0x800)
    (tmp_path / "unsaid.zip").write_bytes(content)
    for one in (path, tmp_path / "unsaid.zip"):
        with open_source(one) as opened:
            assert opened.names == ("Åsa.md",)


def test_no_name_leads_out_of_an_archive(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "x.zip", {"../up.md": b"", "/etc/x.md": b"", "C:\\x.md": b"", "a\\..\\..\\b.md": b"", "in.md": b""}
    )
    before = sorted(tmp_path.rglob("*"))
    with open_source(path) as opened:
        assert [file.name for file in opened.files()] == ["in.md"]
        assert len(left_out(opened)) == 4
    assert sorted(tmp_path.rglob("*")) == before


def test_links_in_an_archive_are_left_out(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.md")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with open_source(tmp_path / "x.zip") as opened:
        assert opened.names == ()
        assert "links are not followed" in left_out(opened)[0]


def test_the_same_name_twice_loses_neither(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.md", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.md", "two")
    with open_source(tmp_path / "x.zip") as opened:
        assert sorted(file.data for file in opened.files()) == [b"one", b"two"]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LARGEST", 1024**2)
    path = zipped(tmp_path / "bomb.zip", {"big.md": bytes(50 * 1024**2)})
    with open_source(path) as opened, pytest.raises(TooBig):
        list(opened.files())


def test_many_files_may_not_be_more_together_than_can_be_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST", 3 * 1024**2)
    path = zipped(tmp_path / "bomb.zip", {f"{number}.md": bytes(1024**2) for number in range(10)})
    with open_source(path) as opened, pytest.raises(TooBig):
        list(opened.files())


def test_more_files_than_can_be_meant_are_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_FILES", 2)
    with open_source(folder) as opened, pytest.raises(TooMany):
        _ = opened.names
    with pytest.raises(TooMany):
        open_source(zipped(tmp_path / "x.zip", {f"{number}.md": b"" for number in range(3)}))


def test_a_list_of_files_longer_than_can_be_meant_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "x.zip", {f"{number}.md": b"" for number in range(3)})
    content = path.read_bytes()
    end = content.rindex(b"PK\x05\x06")
    # As large archives say it: in a record of its own, and here only that it is there.
    large = b"PK\x06\x06" + bytes(36) + (2**40).to_bytes(8, "little") + bytes(8)
    ending = content[end : end + 12] + b"\xff" * 4 + content[end + 16 :]
    (tmp_path / "large.zip").write_bytes(content[:end] + large + ending)
    monkeypatch.setattr(opening.zipfile, "ZipFile", lambda _file: pytest.fail("it was read"))
    with pytest.raises(TooMany):
        open_source(tmp_path / "large.zip")
    monkeypatch.setattr(opening, "LONGEST_LIST", 100)
    with pytest.raises(TooMany):
        open_source(path)


def test_half_an_archive_and_one_that_lies_are_told(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "x.zip", {"a.md": os.urandom(5000), "b.md": b"kept"}).read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedArchive) as told:
        open_source(tmp_path / "half.zip")
    assert "\n" not in say(told.value)
    (tmp_path / "lies.zip").write_bytes(whole[:100] + bytes(50) + whole[150:])
    with open_source(tmp_path / "lies.zip") as opened:
        assert [file.data for file in opened.files()] == [b"kept"]
        assert "damaged" in left_out(opened)[0]


def test_an_encrypted_file_in_an_archive_is_left_out_and_told(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path / "x.zip", {"a.md": b"secret"}).read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    (tmp_path / "x.zip").write_bytes(content)
    with open_source(tmp_path / "x.zip") as opened:
        assert list(opened.files()) == []
        assert "it is encrypted" in left_out(opened)[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_whatever_bytes_follow_an_archives_mark_it_opens_or_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04" + data)
    with suppress(Problem), open_source(tmp_path / "x.zip") as opened:
        list(opened.files())


@given(st.text(st.characters(codec="utf-8")) | st.binary().map(os.fsdecode))
def test_any_name_can_be_shown_in_one_line_and_kept(name: str) -> None:
    assert shown(name).encode("utf-8").decode("utf-8") == shown(name)
    assert not set(shown(name)) & set("\n\r\x00\x1b")


def test_where_something_stands_is_said_in_the_readers_language() -> None:
    problem = FileLeftOut(file="a.md", reason=opening._SECRET)
    assert say(problem) == "a.md cannot be read: it is encrypted. It was left out."
    speak("sv")
    try:
        assert say(problem) == "a.md kan inte läsas: den är krypterad. Den togs inte med."
    finally:
        speak("en")
