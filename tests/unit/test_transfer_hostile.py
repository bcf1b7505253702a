"""Hostile and broken files in every format: a sentence and no harm, in a time that does not grow out of hand."""

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medledare.domain.problems import Problem
from medledare.domain.records import Entry
from medledare.services.importing import formats, plan
from medledare.text import say
from medledare.text.zones import zone

UTC = zone("UTC")
MEGABYTE = 1024**2


def outcome(path: Path, format: str | None = None) -> tuple[list[str], list[str]]:
    """The entries' texts, and the sentences that are said of the file. Nothing else may happen."""
    texts: list[str] = []
    try:
        planned = plan(path, format=format, zone=UTC)
    except Problem as problem:
        said = [say(problem)]
    else:
        texts = [one.text for one in planned.records if isinstance(one, Entry)]
        said = [say(problem) for problem in planned.problems]
    assert not any("\n" in sentence for sentence in said)
    return texts, said


LONG = {
    "journal.txt": "[2026-03-02 09:15] {}\n",
    "old.txt": "2026-03-02 09:15 {}\n",
    "journal.json": '{{"tags": {{}}, "entries": [{{"title": "{}", "date": "2026-03-02", "time": "09:15"}}]}}',
    "daylio.csv": 'full_date,date,weekday,time,mood,activities,note\n2026-03-02,,,10:00,a,,"{}"\n',
    "20260302": "* dag\n** 10:00 {}\n",
    "2026-03-02.md": "{}\n",
    "2026_03_02.md": "- {}\n",
    "Dagbok.json": '{{"entries": [{{"uuid": "1", "creationDate": "2026-03-02T08:00:00Z", "text": "{}"}}]}}',
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize(
    "piece",
    ["x", " ", ":a", "[", "]", "<b", "<li ", "#", "!)", "![", "((", "x:: ", "&amp;", "[2026-", "`", "*", "-"],
    ids=repr,
)
def test_one_line_of_megabytes_takes_no_longer_than_reading_it(tmp_path: Path, name: str, piece: str) -> None:
    (tmp_path / name).write_text(LONG[name].format(piece * (MEGABYTE // len(piece)) + "y"), encoding="utf-8")
    started = time.process_time()
    outcome(tmp_path / name)
    # What grows with the square would take minutes.
    assert time.process_time() - started < 10


def test_a_line_of_a_hundred_megabytes_is_told_and_the_rest_comes(tmp_path: Path) -> None:
    path = tmp_path / "journal.txt"
    path.write_text(
        "[2026-03-02 09:15] Före\n\n[2026-03-02 10:00] " + "x" * 100_000_000 + "\n\n[2026-03-03 09:15] Efter\n"
    )
    planned = plan(path, zone=UTC)
    assert [one.text for one in planned.records if isinstance(one, Entry)] == ["Före", "Efter"]
    (problem,) = planned.problems
    assert say(problem).startswith("The text of 2026-03-02 10:00 is longer than 63 MB")


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1", "cp1252"])
def test_wrong_encodings_are_a_sentence(tmp_path: Path, name: str, encoding: str) -> None:
    (tmp_path / name).write_bytes(LONG[name].format("Åäö").encode(encoding))
    texts, (said,) = outcome(tmp_path / name)
    assert texts == []
    assert any(words in said for words in ("not UTF-8", "not JSON", "was not recognised"))
    assert "not UTF-8" in said or not encoding.startswith("utf")


@pytest.mark.parametrize("name", LONG)
def test_html_and_scripts_are_text_like_any_other(tmp_path: Path, name: str) -> None:
    words = "<script>alert(1)</script> <img src=x onerror=alert(1)> {{7*7}} ${x} [/b] %s"
    (tmp_path / name).write_text(LONG[name].format(words), encoding="utf-8")
    (text,), said = outcome(tmp_path / name)
    assert (words in text, said) == (True, [])


@pytest.mark.parametrize("name", LONG)
def test_half_a_file_gives_what_is_there_or_says_what_is_wrong(tmp_path: Path, name: str) -> None:
    whole = LONG[name].format("Hej då. Text 🐎").encode()
    for length in range(len(whole)):
        (tmp_path / name).write_bytes(whole[:length])
        outcome(tmp_path / name)


def test_a_bomb_of_every_format_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("Journal.json", "w") as file:
        for _ in range(300):
            file.write(b'{"entries": [' + b" " * MEGABYTE)
    for format in (None, "dayone", "markdown", "obsidian", "logseq", "org"):
        texts, said = outcome(path, format)
        assert (texts, len(said)) == ([], 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    name=st.sampled_from([*LONG, "x.zip", "20130604.gpg"]),
    format=st.sampled_from(formats()),
)
def test_whatever_a_file_holds_every_format_reads_it_or_says_a_sentence(
    tmp_path: Path, data: bytes, name: str, format: str
) -> None:
    (tmp_path / name).write_bytes(data)
    outcome(tmp_path / name, format)
    outcome(tmp_path / name)
    outcome(tmp_path, format)
