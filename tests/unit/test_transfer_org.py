"""Journals of org-journal come in with their days, times and tags; what is encrypted is told, and no word is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.problems import Problem
from medledare.domain.records import Entry
from medledare.services.importing import plan
from medledare.text import say
from medledare.text.zones import zone
from medledare.transfer import Parsed
from medledare.transfer.importers import org_journal
from medledare.transfer.importers.org_journal import EncryptedOrg, NoOrgEntries
from medledare.transfer.source import SingleFile

STOCKHOLM = zone("Europe/Stockholm")
DAY = """* tisdag den 4 juni 2013
** 10:05 Möte med @anna :arbete:möte:
Första raden.

*** Underrubrik
- [ ] en ruta
** TODO Ring tillbaka
** 23:59 Sist
"""
WEEK = """#+TITLE: Vecka 23
#+FILETAGS: :dagbok:
Före allt.
* Monday, 06/03/13
:PROPERTIES:
:CREATED:  20130603
:END:
** 08:00 Ett
* Tuesday, 06/04/13
:PROPERTIES:
:CREATED:  20130604
:END:
Under dagen.
** 9:30 PM Två
"""
PGP = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"


def source(text: str | bytes, name: str = "20130604") -> SingleFile:
    return SingleFile(Path(name), text.encode() if isinstance(text, str) else text)


def read(text: str | bytes, name: str = "20130604") -> Parsed:
    return org_journal.read(source(text, name), STOCKHOLM)


def told(records: tuple[object, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f"{one.at:%Y-%m-%d %H:%M}", one.text, one.tags) for one in records if isinstance(one, Entry)]


@pytest.mark.parametrize("name", ["20130604", "2013-06-04", "20130604.org", "2013-06-04.org"])
def test_a_days_file_has_its_day_in_its_name_and_an_entry_a_heading(name: str) -> None:
    assert told(read(DAY, name).records) == [
        (
            "2013-06-04 10:05",
            "Möte med @anna\nFörsta raden.\n\n*** Underrubrik\n- [ ] en ruta",
            ("#arbete", "#möte"),
        ),
        ("2013-06-04 12:00", "TODO Ring tillbaka", ()),
        ("2013-06-04 23:59", "Sist", ()),
    ]
    assert org_journal.recognises(source(DAY, name))
    assert read(DAY, name).zoneless


def test_a_weeks_file_has_its_days_in_properties_and_what_stands_outside_entries_is_kept() -> None:
    assert told(read(WEEK, "vecka.org").records) == [
        ("2013-06-03 12:00", "Före allt.", ("#dagbok",)),
        ("2013-06-03 08:00", "Ett", ("#dagbok",)),
        ("2013-06-04 12:00", "Under dagen.", ("#dagbok",)),
        ("2013-06-04 21:30", "Två", ("#dagbok",)),
    ]
    assert org_journal.recognises(source(WEEK, "vecka.org"))


def test_headings_that_begin_with_a_time_are_entries_on_the_first_level_too() -> None:
    text = "#+TITLE: tisdag\n* [10:05] Möte\nText\n** Under\n* 11:00 Nästa\n"
    assert told(read(text).records) == [
        ("2013-06-04 10:05", "Möte\nText\n** Under", ()),
        ("2013-06-04 11:00", "Nästa", ()),
    ]


def test_a_property_of_an_entry_stays_with_it() -> None:
    text = "* tisdag\n** 10:00 Möte\n:PROPERTIES:\n:CREATED: [2013-05-01 Wed 09:00]\n:END:\nText\n"
    ((at, kept, _tags),) = told(read(text).records)
    assert at == "2013-06-04 10:00"
    assert ":CREATED: [2013-05-01 Wed 09:00]" in kept


def test_a_folder_is_read_file_by_file_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "20130604").write_text(DAY, encoding="utf-8")
    (tmp_path / "2014").mkdir()
    (tmp_path / "2014" / "20140101").write_text("* nyår\n** 00:01 Skål\n", encoding="utf-8")
    (tmp_path / "bild.png").write_bytes(b"\x89PNG")
    (tmp_path / "20130605").write_bytes("* onsdag\n** 10:00 Å\n".encode("latin-1"))
    (tmp_path / "20130606.gpg").write_bytes(b"\x85\x01")
    (tmp_path / "20130607").write_text(f"* fredag\n** 10:00 Hemligt :crypt:\n{PGP}** 11:00 Öppet\n", encoding="utf-8")
    planned = plan(tmp_path, zone=STOCKHOLM)
    assert planned.format == "org"
    assert [text.partition("\n")[0] for _at, text, _tags in told(planned.records)] == [
        "Möte med @anna", "TODO Ring tillbaka", "Sist", "Öppet", "Skål",
    ]  # fmt: skip
    assert [say(one) for one in planned.problems] == [
        "20130605, line 2: this is not UTF-8 text. The file was left out; save it as UTF-8 and import again.",
        "20130606.gpg: this is encrypted with PGP and was left out. Decrypt it in Emacs, then import again.",
        "20130607, line 2: this is encrypted with PGP and was left out. Decrypt it in Emacs, then import again.",
    ]


@pytest.mark.parametrize(("text", "name"), [(PGP, "20130604"), (b"\x85\x01", "20130604.gpg"), (PGP, "2013.org.gpg")])
def test_what_is_encrypted_is_refused_with_the_way_out(text: str | bytes, name: str) -> None:
    assert org_journal.recognises(source(text, name))
    with pytest.raises(EncryptedOrg) as problem:
        read(text, name)
    assert "Decrypt it in Emacs first" in say(problem.value)


def test_an_entry_without_a_day_is_told() -> None:
    parsed = read("* Inget\n** 10:00 Ett\n", "anteckningar.org")
    assert parsed.records == ()
    assert "neither the name of the file nor a CREATED property" in say(parsed.problems[0])
    with pytest.raises(NoOrgEntries):
        read("", "20130604")


@pytest.mark.parametrize("text", ["", "# Markdown\n** fet **\n", "Prosa\n* punkt\n", "[2026-01-01 10:00] Hej\n"])
def test_other_texts_are_not_org_journals(text: str) -> None:
    assert not org_journal.recognises(source(text, "dagbok.txt"))


_PARTS = ["* ", "** ", "10:00 ", ":tag:", "\n", ":CREATED: 20130604", "#+TITLE: x", "å", "\x00"]


@given(st.lists(st.sampled_from(_PARTS)))
def test_whatever_the_lines_are_no_letter_of_an_entry_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        records = read(text).records
    except Problem:
        records = ()
    # In a setting, a day's heading or its property nothing is an entry's.
    outside = sum(line.count("å") for line in text.split("\n") if line.startswith(("* ", "#+", ":CREATED:")))
    kept = "".join(one.text + "".join(one.tags) for one in records if isinstance(one, Entry))
    assert kept.count("å") >= text.count("å") - outside
