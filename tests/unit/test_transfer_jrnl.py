"""Journals of jrnl come in as jrnl itself reads them, nothing is lost, and what was doubtful is told."""

import contextlib
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from real_jrnl import Jrnl

from medledare.domain.problems import Problem
from medledare.domain.records import Entry
from medledare.text import say
from medledare.text.zones import zone
from medledare.transfer import NotText, Parsed
from medledare.transfer.importers import jrnl_text
from medledare.transfer.importers.jrnl_text import EncryptedJournal, NoEntries
from medledare.transfer.source import SingleFile

STOCKHOLM = zone("Europe/Stockholm")


def read(text: str | bytes, *, strict: bool = False) -> Parsed:
    return jrnl_text.read(source(text), STOCKHOLM, strict=strict)


def source(text: str | bytes) -> SingleFile:
    return SingleFile(Path("journal.txt"), text.encode() if isinstance(text, str) else text)


def entries(text: str | bytes, *, strict: bool = False) -> list[Entry]:
    return [record for record in read(text, strict=strict).records if isinstance(record, Entry)]


def told(text: str | bytes) -> list[str]:
    return [say(problem) for problem in read(text).problems]


def ten_years() -> str:
    """A journal of 2,610 working days with lists, tags, stars and Swedish words, the same every time."""
    chance = random.Random(11)
    words = ["möte", "kollega", "ärende", "uppdraget", "stöd", "väntade", "lyssnade", "review", "because", "kö"]
    day = datetime(2016, 11, 21)
    written = []
    while len(written) < 2610:
        day += timedelta(days=1)
        if day.weekday() >= 5:
            continue
        at = day.replace(hour=chance.randint(6, 18), minute=chance.randint(0, 59))
        sentences = [" ".join(chance.choices(words, k=6)).capitalize() + chance.choice(".!?") for _ in range(9)]
        body = " ".join(sentences[1:5]) + "\n\n- " + "\n- ".join(sentences[5:])
        tag = chance.choice(["", "", " #lärdom", " @Örjan", " #fel/stort", "\n\n#a-b"])
        star = " *" if chance.random() < 0.06 else ""
        written.append(f"[{at:%Y-%m-%d %H:%M}] {sentences[0]}{star}\n{body}{tag}\n")
    return "\n".join(written)


TRICKY = """[2013-06-09 03:39:00 PM] Default format of today
Body with [x] a box,
[1] a footnote, and
[tomorrow]no space after.

[2013-06-09 03:39:00 PM] Twin in the same minute

[2013-06-10 12:00:00 AM] Midnight *
Starred body.

[2013-06-11 12:30:00 PM] Noon*

[2013-06-12 09:00:00 AM] No body. But two sentences! And a third.
[2013-06-13 09:00:00 AM] Directly after; #Åäö @Möte/två a@b x#y
 - indented list
   - deeper

[2013-06-14 09:00:00 AM] Trailing spaces
Body with trailing spaces


[2013-06-15 09:00:00 AM] Är det klart? "Ja." Sista ordet"""


@pytest.mark.parametrize("journal", [TRICKY, ten_years()], ids=["tricky", "ten years"])
def test_titles_bodies_tags_and_stars_are_what_jrnl_itself_reads(journal: str, jrnl: Jrnl) -> None:
    jrnl.journal.write_text(journal, encoding="utf-8")
    theirs = [
        (one["title"], one["body"], one["date"], one["time"], set(one["tags"]), one["starred"])
        for one in json.loads(jrnl("--format", "json"))["entries"]
    ]
    ours = [
        (one.title, one.body, f"{one.at:%Y-%m-%d}", f"{one.at:%H:%M}", set(one.all_tags), one.starred)
        for one in entries(journal)
    ]
    assert ours == theirs


def test_ten_years_come_in_whole() -> None:
    parsed = read(ten_years())
    assert len(parsed.records) == 2610
    assert parsed.problems == ()
    assert len({record.origin for record in parsed.records}) == 2610


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("[2026-03-02 09:15:00 PM]", "2026-03-02T21:15:00+01:00"),
        ("[2026-03-02 12:15:00 AM]", "2026-03-02T00:15:00+01:00"),
        ("[2026-07-02 09:15]", "2026-07-02T09:15:00+02:00"),
        ("[2026-07-02 09:15:30]", "2026-07-02T09:15:30+02:00"),
        ("[09.06.2013 15:39]", "2013-06-09T15:39:00+02:00"),
        ("[2026-01-01]", "2026-01-01T00:00:00+01:00"),
        ("[Mon 23 Nov 2026 14:30]", "2026-11-23T14:30:00+01:00"),
        ("[23/11/2026 14:30]", "2026-11-23T14:30:00+01:00"),
        ("2013-06-09 15:39", "2013-06-09T15:39:00+02:00"),
        ("09.06.2013 15:39", "2013-06-09T15:39:00+02:00"),
    ],
)
def test_the_dates_jrnl_has_written_over_the_years_are_read(date: str, expected: str) -> None:
    (entry,) = entries(f"{date} Title\nBody\n")
    assert entry.at.isoformat() == expected
    assert entry.text == "Title\nBody"
    assert jrnl_text.recognises(source(f"{date} Title\nBody\n"))


def test_entries_of_the_first_jrnl_without_brackets_are_split() -> None:
    found = entries("2013-06-09 15:39 First *\nBody\n\n2013-06-10 08:00 Second\n")
    assert [(one.title, one.body, one.starred) for one in found] == [("First", "Body", True), ("Second", "", False)]


def test_lines_of_the_other_kind_of_date_are_body_in_either_jrnl() -> None:
    (first,) = entries("2013-06-09 15:39 First\n[2013-06-09 16:00] note\n")
    assert first.body == "[2013-06-09 16:00] note"
    (log,) = entries("[2026-01-01 10:00] Log\n2026-01-01 09:00 up\n2026-01-01 09:30 down\n")
    assert log.body == "2026-01-01 09:00 up\n2026-01-01 09:30 down"


def test_short_brackets_and_brackets_that_are_no_dates_are_body() -> None:
    (entry,) = entries("[2026-01-01 10:00] T\n[x] done\n[1] note\n[2026] year\n[see note 3 of 4/5] text\n")
    assert entry.body == "[x] done\n[1] note\n[2026] year\n[see note 3 of 4/5] text"


def test_a_dated_line_in_a_body_is_an_entry_as_in_jrnl_and_told() -> None:
    journal = "[2026-01-01 10:00] One\nBody\n[2026-01-01] text\n\n[2026-01-02 10:00] Two\n"
    assert [one.title for one in entries(journal)] == ["One", "text", "Two"]
    (sentence,) = told(journal)
    assert "3" in sentence
    assert "2026-01-01" in sentence


def test_strict_reading_splits_only_where_dates_look_as_most_do() -> None:
    journal = "[2026-01-01 10:00] One\nBody\n[2026-01-01] text\n\n[2026-01-02 10:00] Two\n"
    assert [one.text for one in entries(journal, strict=True)] == ["One\nBody\n[2026-01-01] text", "Two"]
    assert read(journal, strict=True).problems == ()


def test_a_date_that_cannot_be_stays_as_text_and_is_told() -> None:
    journal = "[2026-02-01 10:00] One\n\n[2026-02-31 10:00] Never\n"
    assert [one.text for one in entries(journal)] == ["One\n[2026-02-31 10:00] Never"]
    assert "2026-02-31" in told(journal)[0]


def test_text_before_the_first_entry_is_kept_and_told() -> None:
    journal = "# My journal\nsince 2026\n\n[2026-02-01 10:00] One\n"
    first, one = entries(journal)
    assert (first.text, one.text) == ("# My journal\nsince 2026", "One")
    assert first.at == one.at
    assert told(journal)


def test_times_that_never_were_or_came_twice_are_told() -> None:
    journal = "[2026-03-29 02:30] Gap\n\n[2026-10-25 02:30] Fold\n"
    gap, fold = entries(journal)
    assert gap.at.isoformat() == "2026-03-29T03:30:00+02:00"
    assert fold.at.isoformat() == "2026-10-25T02:30:00+02:00"
    assert len(told(journal)) == 2


def test_line_ends_and_byte_order_marks_of_other_systems_make_no_difference() -> None:
    plain = "[2026-02-01 10:00] Ett\nText\n\n[2026-02-02 10:00] Två *\nMer"
    windows = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
    kept = [(one.text, one.starred, one.origin) for one in entries(plain)]
    assert kept == [(one.text, one.starred, one.origin) for one in entries(windows)]
    assert [text for text, _, _ in kept] == ["Ett\nText", "Två\nMer"]
    assert jrnl_text.recognises(source(windows))


def test_identical_entries_are_two_and_are_known_again() -> None:
    journal = "[2026-02-01 10:00] Same\n\n[2026-02-01 10:00] Same\n"
    first, second = entries(journal)
    assert first.origin != second.origin
    assert [one.origin for one in entries(journal)] == [first.origin, second.origin]


def test_asterisks_that_jrnl_would_drop_are_told() -> None:
    journal = "[2026-02-01 10:00] This is **bold**\nBody\n"
    (entry,) = entries(journal)
    assert entry.starred
    assert told(journal)
    assert told("[2026-02-01 10:00] Starred *\n") == []


def test_a_nul_is_left_out_and_told() -> None:
    journal = "[2026-02-01 10:00] One\x00\n"
    assert [one.text for one in entries(journal)] == ["One"]
    assert "NUL" in told(journal)[0]


@pytest.mark.parametrize("data", [b"JRNLv3\x00\x01\x02", b"gAAAAABl"])
def test_an_encrypted_journal_is_recognised_and_refused_with_the_way_out(data: bytes) -> None:
    assert jrnl_text.recognises(source(data))
    with pytest.raises(EncryptedJournal) as refused:
        read(data)
    assert "jrnl --decrypt" in say(refused.value)


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", NoEntries), (b"Only words\n", NoEntries), ("[2026-02-01 10:00] é\né".encode("latin-1"), NotText)],
)
def test_a_file_that_holds_nothing_readable_is_refused(data: bytes, problem: type[Problem]) -> None:
    with pytest.raises(problem):
        read(data)


def test_other_formats_are_not_taken_for_journals() -> None:
    for head in ("", "# Notes\n- [ ] task\n", '{"entries": []}', "date,mood\n2026-01-01,good\n", "[1] note\n"):
        assert not jrnl_text.recognises(source(head))


_HEADS = ("[2026-01-01 10:00] ", "[2026-01-02] ", "[2026-01-03 01:00:00 PM] ", "2013-06-09 15:39 ")
# No bracket in the free text: with one it could be a date by chance.
_LINES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="["), max_size=30),
    st.sampled_from([*_HEADS, "[x] ", "[2026-02-31 10:00] ", "Title *"]),
)
_NOT_TEXT = {"*", "\x00", "\ufeff"}


def letters_beside_dates(text: str) -> list[str]:
    for head in _HEADS:
        text = text.replace(head.strip(), "")
    return [letter for letter in text if not letter.isspace() and letter not in _NOT_TEXT]


@given(st.lists(_LINES, max_size=12).map("\n".join), st.booleans())
@example("** *\n**", False)
def test_every_letter_of_a_file_is_in_some_entry(text: str, strict: bool) -> None:
    journal = f"{_HEADS[0]}{text}\n{_HEADS[0]}{text}"
    kept = "\n".join(entry.text for entry in entries(journal, strict=strict))
    assert letters_beside_dates(kept) == letters_beside_dates(journal)


@given(st.binary(max_size=200))
@example(b"[2026-01-01 10:00] \xff")
def test_no_bytes_whatever_end_in_anything_but_entries_or_a_sentence(data: bytes) -> None:
    with contextlib.suppress(NoEntries, NotText, EncryptedJournal):
        assert read(data).records
