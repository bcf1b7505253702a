"""Undo on the command line: what was done, as far back as one likes, and again."""

import json

from driving import Program


def said(told: str) -> list[str]:
    return [line.split("  ")[-1] for line in told.splitlines()]


def test_what_was_done_is_listed_newest_first_with_how_far_it_is(opened: Program) -> None:
    opened("add", "first words")
    opened("add", "second words")
    opened("undo")
    opened("learn", "something new")
    told = opened("--lang", "en", "undo", "--list").out.splitlines()
    assert told[0].startswith("  1  ")
    assert told[0].endswith("Added learning: something new")
    assert told[1].startswith("  –  ")
    assert told[1].endswith("Added entry: second words  taken back")
    assert told[2].startswith("  2  ")
    assert told[2].endswith("Added entry: first words")
    assert len(opened("undo", "-n", "1").out.splitlines()) == 1
    steps = json.loads(opened("undo", "--list", "--json").out)["steps"]
    assert [one["taken_back"] for one in steps[:3]] == [False, True, False]
    assert steps[0]["changes"][0]["change"] == "add"
    assert steps[0]["changes"][0]["kind"] == "learning"


def test_several_steps_are_taken_back_and_done_again(opened: Program) -> None:
    for words in ("one", "two", "three"):
        opened("add", words)
    refused = opened("undo", "--steps", "2")
    assert refused.status == 3
    assert "--yes" in refused.err
    assert "three" in opened("log").out
    assert opened("undo", "--steps", "2", "--yes").status == 0
    assert "one" in (left := opened("log").out)
    assert "two" not in left
    opened("undo", "--again")
    assert "two" in opened("log").out
    redone = json.loads(opened("undo", "--again", "--json").out)["redone"]
    assert [one["kind"] for one in redone] == ["entry"]
    assert "nothing to do again" in opened("--lang", "en", "undo", "--again").out
    assert "three" in opened("log").out


def test_what_cannot_be_is_refused_and_changes_nothing(opened: Program) -> None:
    opened("add", "one")
    for wrong in ("0", "-1", "x", "²", "9" * 5000, "301"):
        assert opened("undo", "--steps", wrong, "--yes").status == 2
    assert opened("undo", "--list", "--again").status == 2
    far = opened("undo", "--steps", "300", "--yes")
    assert far.status == 1
    assert len(far.err.splitlines()) == 1
    assert "one" in opened("log").out


def test_hostile_words_stay_on_their_line(opened: Program) -> None:
    opened("add", "[/b] one\x1b[2J\u202e\ntwo")
    (line, *_rest) = opened("undo", "--list").out.splitlines()
    assert "\x1b" not in line
    assert "[/b] one" in line
