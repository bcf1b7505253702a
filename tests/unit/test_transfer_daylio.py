"""What Daylio exports comes in by the names of its columns, in every form it has had, and no word is lost."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medledare.domain.problems import Problem
from medledare.domain.records import Entry
from medledare.text import say
from medledare.text.zones import zone
from medledare.transfer import Parsed
from medledare.transfer.importers import daylio, jrnl_text
from medledare.transfer.importers.daylio import NotDaylio
from medledare.transfer.source import SingleFile

STOCKHOLM = zone("Europe/Stockholm")
SEVEN = "full_date,date,weekday,time,mood,activities,note"
EIGHT = "full_date,date,weekday,time,mood,activities,note_title,note"
NINE = "full_date,date,weekday,time,mood,activities,scales,note_title,note"
OLD = "year,date,weekday,time,mood,activities,note"


def source(text: str | bytes) -> SingleFile:
    return SingleFile(Path("daylio.csv"), text.encode() if isinstance(text, str) else text)


def read(text: str | bytes) -> Parsed:
    return daylio.read(source(text), STOCKHOLM)


def entries(text: str | bytes) -> list[Entry]:
    return [record for record in read(text).records if isinstance(record, Entry)]


@pytest.mark.parametrize(
    ("columns", "row", "text"),
    [
        (NINE, '2026-03-02,Mar 2,Monday,6:50 pm,glad,walk | good meal,Sleep: 7,"Rubrik","Text"',
         "Rubrik\nText\n\nmood: glad\nactivities: walk, good meal\nscales: Sleep: 7"),
        (EIGHT, '2026-03-02,Mar 2,Monday,18:50,glad,walk | good meal,"Rubrik","Text"',
         "Rubrik\nText\n\nmood: glad\nactivities: walk, good meal"),
        (SEVEN, '2026-03-02,Mar 2,Monday,6:50 PM,glad,walk | good meal,"Text"',
         "Text\n\nmood: glad\nactivities: walk, good meal"),
        (OLD, '2026,2 March,Monday,6:50 pm,glad,walk | good meal,"Text"',
         "Text\n\nmood: glad\nactivities: walk, good meal"),
        (OLD, '2026,Mar 2,Monday,18:50,glad,"walk | good meal",""', "mood: glad\nactivities: walk, good meal"),
        (OLD, '2026,2 mars,måndag,18:50,glad,"walk | good meal",""', "mood: glad\nactivities: walk, good meal"),
    ],
    ids=["nine", "eight", "seven", "old", "old without note", "old in Swedish"],
)  # fmt: skip
def test_every_form_there_has_been_is_read(columns: str, row: str, text: str) -> None:
    (entry,) = entries(f"{columns}\n{row}\n")
    assert (entry.text, entry.tags) == (text, ("#walk", "#good-meal"))
    assert entry.at.isoformat() == "2026-03-02T18:50:00+01:00"
    assert daylio.recognises(source(f"\ufeff{columns}\r\n{row}\r\n"))


def test_the_newest_first_become_the_oldest_first_and_both_clocks_may_stand_in_one_file() -> None:
    found = entries(f"{SEVEN}\n2026-03-02,,,6:50\u202fpm,b,,\n2026-03-02,,,14:58,a,,\n2026-03-02,,,6:50 am,a,,\n")
    assert [f"{one.at:%H:%M}" for one in found] == ["06:50", "14:58", "18:50"]
    assert read(SEVEN).zoneless


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("ett<br>två<br/>tre", "ett\ntvå\ntre"),
        ("<b>fet</b> och <i>lutad</i> &amp; &lt;b&gt;", "**fet** och *lutad* & <b>"),
        ("<ul><li>ett</li><li>två</li></ul>", "- ett\n- två"),
        ("<div>ett</div><div>två</div>", "ett\ntvå"),
        ("<script>alert(1)</script> [/b] 1 < 2", "<script>alert(1)</script> [/b] 1 < 2"),
        ("a\n\nb, \"\"c\"\"", 'a\n\nb, "c"'),
    ],
)  # fmt: skip
def test_marks_in_notes_become_text_and_what_is_not_daylios_stays(note: str, text: str) -> None:
    (entry,) = entries(f'{SEVEN}\n2026-03-02,,,10:00,ok,,"{note}"\n')
    assert entry.text == f"{text}\n\nmood: ok"


def test_a_row_without_a_time_that_can_be_read_is_told_with_its_line_and_the_rest_comes() -> None:
    parsed = read(f'{SEVEN}\n2026-03-02,,,10:00,a,,"två\nrader"\n2026-02-30,,,10:00,b,,\n2026-03-01,,,kväll,c,,\n')
    assert [one.text for one in parsed.records if isinstance(one, Entry)] == ["två\nrader\n\nmood: a"]
    assert [say(one) for one in parsed.problems] == [
        "Line 4: “2026-02-30 10:00” could not be read as a day and a time. The row was left out.",
        "Line 5: “2026-03-01 kväll” could not be read as a day and a time. The row was left out.",
    ]


def test_two_of_the_same_are_two_and_come_in_once() -> None:
    text = f"{SEVEN}\n2026-03-02,,,10:00,a,,\n2026-03-02,,,10:00,a,,\n"
    origins = [one.origin for one in read(text).records]
    assert len(set(origins)) == 2
    assert [one.origin for one in read(text).records] == origins


def test_half_a_file_gives_what_is_there_and_says_so() -> None:
    parsed = read(f'{SEVEN}\n2026-03-02,,,10:00,a,,"hel"\n2026-03-01,,,10:00,b,,"avhug')
    assert len(parsed.records) == 2
    assert "the file ends within a text" in say(parsed.problems[0])


def test_a_note_as_long_as_a_file_is_kept_whole_and_the_limit_of_others_is_as_before() -> None:
    before = csv.field_size_limit()
    (entry,) = entries(f'{SEVEN}\n2026-03-02,,,10:00,a,,"{"lång " * 400_000}"\n')
    assert len(entry.text) > 1_900_000
    assert csv.field_size_limit() == before


def test_columns_may_stand_in_any_order_and_unknown_ones_are_kept() -> None:
    (entry,) = entries('mood,note,väder,time,date,full_date\nglad,Hej,sol,10:00,Mar 2,2026-03-02,"en till"\n')
    assert entry.text == "Hej\n\nmood: glad\nväder: sol\nen till"


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "date,time\n", "\x00", "[2026-01-01 10:00] Hej\n"])
def test_other_tables_are_not_daylios(text: str) -> None:
    assert not daylio.recognises(source(text))
    with pytest.raises(NotDaylio):
        read(text)


def test_wrong_encodings_are_told() -> None:
    with pytest.raises(Problem) as told:
        read(SEVEN.encode() + "\n2026-03-02,,,10:00,å,,\n".encode("latin-1"))
    assert "Line 2 is not UTF-8" in say(told.value)
    assert not jrnl_text.recognises(source(SEVEN))


_words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&|"))


@given(st.lists(st.tuples(_words, st.lists(_words, max_size=3), _words, _words), max_size=5))
def test_every_word_of_every_row_is_in_its_entry(rows: list[tuple[str, list[str], str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(EIGHT.split(","))
    for mood, activities, title, note in rows:
        writer.writerow(["2026-03-02", "", "", "10:00", mood, " | ".join(activities), title, note])
    found = entries(out.getvalue())
    assert len(found) == len(rows)
    for entry, (mood, activities, title, note) in zip(reversed(found), rows, strict=True):
        for said in (mood, title, note, *activities):
            assert set(said.split()) <= set(entry.text.replace(",", " , ").split()) | set(entry.text.split()) | {
                word for word in said.split() if word in entry.text
            }
