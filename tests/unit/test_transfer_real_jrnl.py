"""What the real jrnl writes comes in: its text, its JSON, and the same once; what it encrypts is told from both."""

from datetime import timedelta
from pathlib import Path

import pytest
from real_jrnl import Jrnl

from medledare.domain.records import Entry
from medledare.services.importing import plan
from medledare.text import say
from medledare.text.zones import zone
from medledare.transfer.importers.jrnl_text import EncryptedJournal

STOCKHOLM = zone("Europe/Stockholm")


@pytest.fixture
def written(jrnl: Jrnl) -> Jrnl:
    """jrnl with a few entries of every kind, written with its own commands."""
    jrnl("2026-03-02 21:15: Träffade @Anna på #Kontoret/två. Vi gick\n[x] en ruta\n[2026] ett år\n\nsist")
    jrnl("2026-03-02 21:15: Samma minut *")
    jrnl("2026-03-02 21:15: Samma minut *")
    jrnl("2026-03-29 02:30: Fanns inte")
    jrnl("2026-07-14 00:05: [/b] 🐎 \u202eomvänt\u202c")
    return jrnl


def came(path: Path) -> list[tuple[str, str, str, tuple[str, ...], bool]]:
    planned = plan(path, zone=STOCKHOLM)
    return [
        (one.origin, one.at.isoformat(), one.text, one.all_tags, one.starred)
        for one in planned.records
        if isinstance(one, Entry)
    ]


def test_its_text_is_recognised_and_read(written: Jrnl) -> None:
    planned = plan(written.journal, zone=STOCKHOLM)
    assert (planned.format, planned.zoneless, planned.doubtful) == ("jrnl", True, False)
    (gap,) = planned.problems
    assert "there was no 2026-03-29 02:30:00 AM" in say(gap)
    texts = [(f"{one.at:%Y-%m-%d %H:%M}", one.text) for one in planned.records if isinstance(one, Entry)]
    assert texts == [
        (
            "2026-03-02 21:15",
            "Träffade @Anna på #Kontoret/två. Vi gick\n[x] en ruta\n[2026] ett år\n\nsist",
        ),
        ("2026-03-02 21:15", "Samma minut"),
        ("2026-03-02 21:15", "Samma minut"),
        ("2026-03-29 03:30", "Fanns inte"),
        ("2026-07-14 00:05", "[/b] 🐎 \u202eomvänt\u202c"),
    ]


def test_its_json_is_the_same_journal(written: Jrnl, tmp_path: Path) -> None:
    target = tmp_path / "journal.json"
    target.write_text(written("--format", "json"), encoding="utf-8")
    assert plan(target, zone=STOCKHOLM).format == "jrnl-json"
    assert came(target) == came(written.journal)


def test_what_it_writes_with_seconds_is_the_same_in_its_json(jrnl: Jrnl, tmp_path: Path) -> None:
    jrnl("Just nu")
    jrnl("2026-03-02 21:15:07: Sju sekunder över")
    jrnl("2026-03-02 21:15:09: Sju sekunder över")
    assert ":07 PM]" in jrnl.journal.read_text("utf-8")
    target = tmp_path / "journal.json"
    target.write_text(jrnl("--format", "json"), encoding="utf-8")
    assert [one[0] for one in came(target)] == [one[0] for one in came(jrnl.journal)]


def test_what_it_encrypts_is_refused_with_the_command_that_decrypts_it(written: Jrnl) -> None:
    before = came(written.journal)
    written("--encrypt", typed="lösen\nlösen\nn\n")
    with pytest.raises(EncryptedJournal) as told:
        plan(written.journal, zone=STOCKHOLM)
    assert "“jrnl --decrypt”" in say(told.value)
    written("--decrypt", typed="lösen\n")
    assert came(written.journal) == before


def test_the_time_asked_for_is_the_zone_the_times_are_read_in(written: Jrnl) -> None:
    here, there = (plan(written.journal, zone=zone(name)).records[0] for name in ("Europe/Stockholm", "UTC"))
    assert there.at - here.at == timedelta(hours=1)
    assert there.origin == here.origin
