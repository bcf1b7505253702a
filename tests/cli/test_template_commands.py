"""Texts to begin an entry from, on the command line."""

import sys
from pathlib import Path

import pytest
from driving import Program


def editor(program: Program, code: str) -> dict[str, str]:
    """An editor that does something with the text and leaves."""
    script = program.home / "an_editor.py"
    head = "import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\ntext = path.read_text(encoding='utf-8')\n"
    script.write_text(f"{head}{code}\n", encoding="utf-8")
    return {"VISUAL": f"{sys.executable} {script}"}


def entries(program: Program) -> list[str]:
    return [one["text"] for one in program("log", "--kind", "entry", "--json").json["records"]]


def test_an_entry_begins_from_a_template_in_the_editor(opened: Program) -> None:
    opened("template", "add", "Hej {mood}, vecka {week}:\n", "--name", "Brev")
    ran = opened.process(
        "add", "--template", "brev", "ord", environment=editor(opened, "path.write_text(text.rstrip() + ' och mer')")
    )
    assert (ran.status, ran.err) == (0, "")
    (text,) = entries(opened)
    assert text.startswith("Hej {mood}, vecka ")
    assert "{week}" not in text
    assert text.endswith("ord och mer")


def test_what_was_only_begun_is_not_saved(opened: Program) -> None:
    opened("template", "add", "Hej {mood}", "--name", "Brev")
    ran = opened.process("add", "--template", "Brev", environment=editor(opened, "path.write_text(text + '  ')"))
    assert ran.status == 1
    assert entries(opened) == []


def test_the_rest_may_come_from_standard_input(opened: Program) -> None:
    opened("template", "add", "Hej:\n", "--name", "Brev")
    assert opened("add", "--template", "Brev", "-", stdin=b"resten\n").status == 0
    assert entries(opened) == ["Hej:\nresten\n"]


def test_templates_are_listed_shown_changed_and_deleted(opened: Program) -> None:
    made = opened("template", "add", "Hej {date}", "--name", "Mitt brev").id
    listed = opened("template", "--json").json["templates"]
    assert (listed[0]["name"], listed[0]["id"] is None) == ("Mitt brev", False)
    assert [one["id"] for one in listed[1:]] == [None] * 3
    assert "Mitt brev" in opened("template").out
    assert opened("template", "show", "mitt", "brev", "--json").json["template"]["text"] == "Hej {date}"
    assert "Hej {date}" in opened("template", "show", made).out
    assert opened("template", "edit", "Mitt brev", "--text", "Hå {date}").status == 0
    assert opened("template", "show", "Mitt brev", "--json").json["template"]["text"] == "Hå {date}"
    assert opened("template", "delete", "Mitt brev").status == 3
    assert opened("template", "delete", "Mitt brev", "--yes").status == 0
    assert opened("template", "show", "Mitt brev").status == 2
    opened("undo")
    assert opened("template", "show", "Mitt brev").status == 0


def test_one_that_comes_with_the_program_is_read_and_not_changed(opened: Program) -> None:
    name = opened("template", "--json").json["templates"][0]["name"]
    assert name in opened("template", "show", name).out
    for arguments in (["edit", name, "--text", "x"], ["delete", name, "--yes"]):
        ran = opened("template", *arguments)
        assert (ran.status, name in ran.err) == (2, True)


def test_a_template_is_written_while_locked_and_read_once_unlocked(locked: Program) -> None:
    assert locked("template", "add", "Hej", "--name", "Brev").status == 0
    assert locked("template").status == 3
    assert locked("add", "--template", "Brev", "-", stdin=b"x").status == 3


@pytest.mark.parametrize("words", ["[/b]", "👩‍👩‍👧", "مرحبا", "{__class__}", "%s $x {0}", "å" * 100_000])
def test_hostile_words_stay_as_they_are(opened: Program, tmp_path: Path, words: str) -> None:
    opened("template", "add", words, "--name", words[:200])
    assert opened("template").status == 0
    assert opened("template", "show", words[:200], "--json").json["template"]["text"] == words
    assert opened("add", "--template", words[:200], "-", stdin=b"!").status == 0
    assert entries(opened) == [words + "!"]
    assert opened("template", "add", "x", "--name", "a\0b").status == 2
