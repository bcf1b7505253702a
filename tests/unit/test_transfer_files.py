"""Files in and out: nothing comes in twice, nothing half, nothing is overwritten, and what left is remembered."""

import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exported import export
from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.domain.problems import CannotReach, Problem, Usage
from medledare.domain.records import KINDS, Entry, class_of
from medledare.services import outfile, records
from medledare.services.demo import demo_vault
from medledare.services.departures import departures
from medledare.services.importing import Done, Plan, UnknownFormat, plan
from medledare.services.importing import run as bring_in
from medledare.services.outfile import TargetExists
from medledare.services.search import Query, find_stored
from medledare.text import say
from medledare.text.formats import FORMATS, SOURCES
from medledare.text.zones import zone
from medledare.transfer import NotText, opening
from medledare.transfer.exporters import MODULES
from medledare.transfer.importers import IMPORTERS
from medledare.transfer.source import CannotRead, NotAFile, TooBig
from medledare.vault.vault import Vault, memory_vault

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=timezone(timedelta(hours=1)))
JOURNAL = "[2026-01-01 10:00] Ett\nText\n\n[2026-01-02 10:00] Två *\n\n[2026-01-02 10:00] Två *\n"
FROM_THERE = tuple(kind for kind in KINDS if kind != "arrival")
"""Kinds of records that are not noted by the import itself."""

STOCKHOLM = zone("Europe/Stockholm")


def clock() -> datetime:
    return NOW


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(clock) as opened:
        yield opened


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "journal.txt"
    path.write_text(JOURNAL, encoding="utf-8")
    return path


def run(vault: Vault, planned: Plan, progress: Callable[[int, int], None] | None = None) -> Done:
    """What comes of one plan."""
    (done,) = bring_in(vault, clock, [planned], progress)
    return done


def everything(vault: Vault) -> list[object]:
    """Every record, but for the notes of imports."""
    return [row for row in find_stored(vault, Query(), everything=True) if row.kind != "arrival"]


def test_a_plan_writes_nothing_and_says_what_would_come(vault: Vault, journal: Path) -> None:
    planned = plan(journal, zone=STOCKHOLM)
    assert planned.format == "jrnl"
    assert len(planned.records) == 3
    assert everything(vault) == []


def test_the_same_file_twice_adds_nothing(vault: Vault, journal: Path) -> None:
    assert run(vault, plan(journal, zone=STOCKHOLM)) == Done(added=3, already=0)
    before = everything(vault)
    assert run(vault, plan(journal, zone=STOCKHOLM)) == Done(added=0, already=3)
    assert run(vault, plan(journal, zone=zone("UTC"))) == Done(added=0, already=3)
    assert everything(vault) == before


def test_a_journal_that_grew_adds_only_what_is_new(vault: Vault, journal: Path) -> None:
    run(vault, plan(journal, zone=STOCKHOLM))
    journal.write_text(JOURNAL + "\n[2026-01-02 10:00] Två *\n\n[2026-01-05 10:00] Ny\n", encoding="utf-8")
    assert run(vault, plan(journal, zone=STOCKHOLM)) == Done(added=2, already=3)


def test_one_undo_takes_a_whole_import_back_and_it_can_come_again(vault: Vault, journal: Path) -> None:
    run(vault, plan(journal, zone=STOCKHOLM))
    assert [kind for kind, _id in vault.undo()] == ["arrival", *["entry"] * 3]
    assert everything(vault) == []
    assert run(vault, plan(journal, zone=STOCKHOLM)) == Done(added=3, already=0)


def test_progress_is_told_until_all_is_kept(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "journal.txt"
    path.write_text("\n".join(f"[2026-01-01 10:00] {number}\n" for number in range(450)), encoding="utf-8")
    told: list[tuple[int, int]] = []
    run(vault, plan(path, zone=STOCKHOLM), lambda done, total: told.append((done, total)))
    assert told == [(200, 450), (400, 450), (450, 450)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_export_comes_back_unchanged_in_a_new_vault(language: str, tmp_path: Path) -> None:
    target = tmp_path / "all.json"
    with demo_vault(clock, language) as old, memory_vault(clock) as new:
        export(old, clock, "markdown", Query(), None)
        exported = export(old, clock, "json", Query(), target)
        planned = plan(target)
        assert (planned.format, planned.problems) == ("medledare", ())
        assert run(new, planned) == Done(added=exported.count, already=0)
        for kind in map(class_of, FROM_THERE):
            kept = [record for record in records.all_of(old, kind) if getattr(record, "format", "") != "json"]
            assert records.all_of(new, kind) == kept
        again = export(new, clock, "json", Query(kinds=FROM_THERE), None)
        assert again.text == exported.text == target.read_text("utf-8")
        assert run(new, planned) == Done(added=0, already=exported.count)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_any_text_goes_out_and_comes_in_byte_for_byte(text: str) -> None:
    with memory_vault(clock) as old, memory_vault(clock) as new:
        entry = records.add(old, Entry(id="01a20aa7-b6fd-7000-bccb-d5740e12ac73", at=NOW, created=NOW, text=text))
        with TemporaryDirectory() as folder:
            export(old, clock, "json", Query(), Path(folder) / "one.json")
            run(new, plan(Path(folder) / "one.json"))
        (back,) = records.all_of(new, Entry)
        assert back.text.encode() == entry.text.encode()


def test_an_export_of_some_records_holds_only_those(vault: Vault, journal: Path) -> None:
    run(vault, plan(journal, zone=STOCKHOLM))
    exported = export(vault, clock, "markdown", Query(starred=True), None)
    assert exported.count == 2
    assert "Ett" not in exported.text


def test_an_exported_file_is_for_its_owner_only_and_nothing_else_is_left(vault: Vault, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    before = os.umask(0)
    try:
        exported = export(vault, clock, "markdown", Query(), target)
    finally:
        os.umask(before)
    assert exported.target == target
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_text("utf-8") == exported.text
    assert os.listdir(tmp_path) == ["out.md"]


def test_nothing_is_overwritten_unless_it_is_said(vault: Vault, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("mine")
    with pytest.raises(TargetExists):
        export(vault, clock, "markdown", Query(), target)
    assert target.read_text() == "mine"
    assert departures(vault) == []
    export(vault, clock, "markdown", Query(), target, overwrite=True)
    assert target.read_text() != "mine"
    assert os.listdir(tmp_path) == ["out.md"]


def test_a_link_to_nowhere_is_not_written_through(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "out.md").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TargetExists):
        export(vault, clock, "markdown", Query(), tmp_path / "out.md")
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_appears_while_writing_is_left_alone(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.md"
    real = os.fsync

    def meanwhile(handle: int) -> None:
        real(handle)
        target.write_text("theirs")

    monkeypatch.setattr(outfile.os, "fsync", meanwhile)
    with pytest.raises(TargetExists):
        export(vault, clock, "markdown", Query(), target)
    assert target.read_text() == "theirs"
    assert os.listdir(tmp_path) == ["out.md"]


def test_where_there_are_no_links_the_file_is_written_all_the_same(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(outfile.os, "link", refused)
    export(vault, clock, "markdown", Query(), tmp_path / "out.md")
    assert os.listdir(tmp_path) == ["out.md"]
    with pytest.raises(TargetExists):
        export(vault, clock, "markdown", Query(), tmp_path / "out.md")


def test_a_full_disk_leaves_what_was_there(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.md"
    target.write_text("mine")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outfile.os, "fsync", full)
    with pytest.raises(CannotReach):
        export(vault, clock, "markdown", Query(), target, overwrite=True)
    assert target.read_text() == "mine"
    assert os.listdir(tmp_path) == ["out.md"]
    assert departures(vault) == []


@pytest.mark.parametrize("target", ["missing/out.md", "folder"])
def test_a_place_that_cannot_be_written_to_is_told(vault: Vault, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Problem) as told:
        export(vault, clock, "markdown", Query(), tmp_path / target, overwrite=True)
    assert target in say(told.value)
    assert departures(vault) == []


def test_what_left_is_remembered_with_where_it_went(vault: Vault, journal: Path, tmp_path: Path) -> None:
    run(vault, plan(journal, zone=STOCKHOLM))
    export(vault, clock, "json", Query(), tmp_path / "out.json")
    export(vault, clock, "markdown", Query(starred=True), None)
    assert [(one.format, one.target, one.count, one.at) for one in departures(vault)] == [
        ("json", str(tmp_path / "out.json"), 4, NOW),
        ("markdown", "", 2, NOW),
    ]


def test_a_format_nobody_knows_is_told(vault: Vault, journal: Path) -> None:
    with pytest.raises(Usage) as told:
        export(vault, clock, "papyrus", Query(), None)
    assert "markdown" in say(told.value)
    with pytest.raises(Usage) as told:
        plan(journal, format="papyrus")
    assert "jrnl" in say(told.value)


def test_files_that_cannot_be_taken_are_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prose.txt").write_text("Once upon a time")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "latin.txt").write_bytes("[2026-01-01 10:00] é".encode("latin-1"))
    os.mkfifo(tmp_path / "pipe")
    for name, problem in (
        ("missing", CannotRead),
        (".", UnknownFormat),
        ("pipe", NotAFile),
        ("prose.txt", UnknownFormat),
        ("empty", UnknownFormat),
        ("latin.txt", NotText),
    ):
        with pytest.raises(problem) as told:
            plan(tmp_path / name)
        assert "\n" not in say(told.value)
    monkeypatch.setattr(opening, "LARGEST", 5)
    with pytest.raises(TooBig):
        plan(tmp_path / "prose.txt")


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opening.os, "open", refused)
    with pytest.raises(CannotRead) as told:
        plan(tmp_path / "journal.txt")
    assert "Permission denied" in say(told.value)


def test_every_format_that_is_offered_has_its_words_and_its_module() -> None:
    assert set(FORMATS) == set(MODULES)
    assert set(SOURCES) == set(IMPORTERS)
