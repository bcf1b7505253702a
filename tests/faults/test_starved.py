"""A full disk, failing writes and unreadable folders: one sentence, and nothing changed."""

import errno
import os
import resource
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from fault_tools import now, open_again, writer_command

from medledare.config.paths import Places
from medledare.domain.problems import CannotReach, Problem
from medledare.vault.create import create
from medledare.vault.inbox import drop
from medledare.vault.info import describe


def fill(path: Path) -> None:
    """Write until nothing fits any more."""
    with suppress(OSError), path.open("ab", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def test_a_full_disk_changes_nothing(small: Path) -> None:
    places = Places(small / "vault", small / "state", small / "config", None)
    create(places, None, now=now())
    with open_again(places) as vault:
        table = vault.table("t")
        table.insert({"n": 0})
        log = next((places.vault / "log").glob("*/*.seg"))
        filler = small / "filler"
        fill(filler)
        before = log.read_bytes()
        with pytest.raises(CannotReach) as caught:
            table.insert({"text": "x" * 20_000})
        assert "\n" not in str(caught.value)
        assert log.read_bytes() == before
        assert [dict(row) for row in table] == [{"n": 0}]
        with pytest.raises(CannotReach):
            drop(places, describe(places), "t", {"text": "x" * 20_000}, now=now())
        filler.unlink()
        table.insert({"n": 1})
    with open_again(places) as vault:
        assert [row["n"] for row in vault.table("t")] == [0, 1]
        assert vault.damage == []
        assert vault.status().inbox_waiting == 0


def test_no_vault_can_be_made_on_a_full_disk(small: Path) -> None:
    (small / "filler").write_bytes(bytes(506 * 1024))
    places = Places(small / "vault", small / "state", small / "config", None)
    with pytest.raises(CannotReach):
        create(places, None, now=now())
    assert not places.vault.exists()


def test_a_limit_on_file_size_cuts_writes_short_and_nothing_is_lost(places: Places) -> None:
    """RLIMIT_FSIZE makes the system take a part of a write and then refuse the rest."""
    limited = subprocess.run(
        writer_command(places, "vault", "x", 1000),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
    )
    acknowledged = limited.stdout.split()
    assert limited.stderr.split() == ["CannotReach"]
    assert acknowledged
    with open_again(places) as vault:
        assert {row.doc_id for row in vault.table("t")} == set(acknowledged)
        assert vault.damage == []
        vault.table("t").insert({"n": "more"})


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_after_a_failed_fsync_a_new_segment_is_begun(
    places: Places, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """No file system at hand fails an fsync on demand, so this one failure is put in by hand."""
    with open_again(places) as vault:
        vault.table("t").insert({"n": 0})

        def fail(_: int) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            with pytest.raises(CannotReach):
                vault.table("t").insert({"n": 1})
        assert len(vault.table("t")) == 1
        vault.table("t").insert({"n": 2})
        assert vault.status().segments == 2
    with open_again(places) as vault:
        assert [row["n"] for row in vault.table("t")] == [0, 2]
        assert vault.damage == []


def test_an_unreadable_folder_is_one_sentence(places: Places) -> None:
    places.vault.chmod(0)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        # Root may read everything, so look as somebody else.
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            describe(places)
        except Problem as problem:
            os.write(writing, type(problem).__name__.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    places.vault.chmod(0o700)
    assert os.read(reading, 100) == b"CannotReach"
    os.close(reading)
    os.close(writing)


def test_an_unreadable_segment_is_named_and_the_rest_is_read(places: Places) -> None:
    with open_again(places) as vault:
        for number in range(2):
            vault.table("t").insert({"n": number, "text": "x" * 300_000})
    first = min((places.vault / "log").glob("*/*.seg"))
    kept = first.read_bytes()
    first.unlink()
    first.mkdir()
    with open_again(places) as vault:
        assert [row["n"] for row in vault.table("t")] == [1]
        assert [flaw.segment for flaw in vault.damage] == [1]
    first.rmdir()
    first.write_bytes(kept)
    with open_again(places) as vault:
        assert len(vault.table("t")) == 2


def test_a_log_that_is_no_folder_is_one_sentence(places: Places) -> None:
    (places.vault / "log").rmdir()
    (places.vault / "log").write_text("x")
    with pytest.raises(Problem) as caught:
        open_again(places)
    assert "\n" not in str(caught.value)
