"""What only a terminal has: prompts, hidden answers, confirmations, colours, an editor, a progress bar."""

import os
import signal
import stat
import sys
from pathlib import Path

import pytest
from driving import PASSPHRASE, Program, tree


def editor(program: Program, body: str) -> dict[str, str]:
    """An editor that runs Python over the file's path ``p``."""
    script = program.home / "editor.py"
    script.write_text(f"import sys, os, pathlib\np = pathlib.Path(sys.argv[1])\n{body}\n", encoding="utf-8")
    return {"EDITOR": f"{sys.executable} '{script}'"}


def test_a_passphrase_is_asked_for_and_not_shown(locked: Program) -> None:
    locked("add", "hemligt")
    read = locked.at_terminal("log", talk=[("Passphrase: ", PASSPHRASE + "\n")])
    assert read.status == 0
    assert "hemligt" in read.out
    assert PASSPHRASE not in read.out


def test_one_may_mistype_a_passphrase_but_not_for_ever(locked: Program) -> None:
    wrong = ("Passphrase: ", "fel\n")
    assert locked.at_terminal("log", talk=[wrong, wrong, ("Passphrase: ", PASSPHRASE + "\n")]).status == 0
    failed = locked.at_terminal("log", talk=[wrong, wrong, wrong])
    assert failed.status == 3
    assert failed.out.count("That passphrase does not open this vault.") == 3


def test_a_vault_is_made_by_answering(program: Program) -> None:
    before = tree(program.home)
    differing = program.at_terminal("init", talk=[("passphrase: ", "ett\n"), ("once more: ", "två\n")])
    assert differing.status == 3
    assert tree(program.home) == before
    made = program.at_terminal("init", talk=[("passphrase: ", PASSPHRASE + "\n"), ("once more: ", PASSPHRASE + "\n")])
    assert made.status == 0
    assert made.out.count("AGE-SECRET-KEY-1") == 1
    assert PASSPHRASE not in made.out
    program.passphrase_file.write_text(PASSPHRASE, encoding="utf-8")
    assert program("log", MEDLEDARE_PASSPHRASE_FILE=str(program.passphrase_file)).status == 0


def test_ctrl_c_at_a_prompt_leaves_quietly(locked: Program) -> None:
    left = locked.at_terminal("log", talk=[("Passphrase: ", "\x03")])
    assert left.status == 1
    assert "Traceback" not in left.out


def test_ctrl_c_twice_is_as_quiet_as_once(opened: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def again(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    def first(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("medledare.services.capture.seal", first)
    monkeypatch.setattr("medledare.cli.terminal.complain", again)
    before = signal.getsignal(signal.SIGINT)
    try:
        assert opened("add", "hej").status == 1
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_sentence_is_broken_between_words(opened: Program) -> None:
    told = opened.at_terminal("privacy", environment={"COLUMNS": "40"}).out
    sentence = "The program opens no network connection, sends nothing and has no account."
    assert sentence in " ".join(told.split())
    assert sentence not in told
    assert max(len(line) for line in told.partition("- ")[2].splitlines()) <= 40


def test_the_check_in_asks_one_item_at_a_time(opened: Program) -> None:
    talk = [("> ", "3\n"), ("> ", "7\n"), ("> ", "n\n"), ("> ", "\n"), ("> ", "s\n")]
    asked = opened.at_terminal("checkin", talk=talk)
    assert asked.status == 0
    (kept,) = opened("log", "--json").json["records"]
    assert [one["value"] for one in kept["answers"]] == [3, "none", "skip"]
    again = opened.at_terminal("checkin", talk=[("So far", ""), ("> ", "\x04")])
    assert again.status == 1


def test_stopping_a_check_in_keeps_what_was_answered(opened: Program) -> None:
    assert opened.at_terminal("checkin", talk=[("> ", "2\n"), ("> ", "\x04")]).status == 0
    (kept,) = opened("log", "--json").json["records"]
    assert [one["value"] for one in kept["answers"]] == [2]


@pytest.mark.parametrize(("answer", "left"), [("y\n", 0), ("ja\n", 0), ("n\n", 1), ("\n", 1), ("\x04", 1)])
def test_deleting_is_asked_about(opened: Program, answer: str, left: int) -> None:
    kept = opened("add", "kvar?").id
    asked = opened.at_terminal("delete", kept, talk=[("Delete this?", answer)])
    assert "kvar?" in asked.out
    assert asked.status == (1 if left else 0)
    assert len(opened("log", "--json").json["records"]) == left


def test_the_question_is_put_in_the_readers_language(opened: Program) -> None:
    kept = opened("add", "kvar?").id
    asked = opened.at_terminal("delete", kept, talk=[("bort? [j/N] ", "j\n")], environment={"MEDLEDARE_LANG": "sv"})
    assert asked.status == 0


def test_ctrl_c_in_the_editor_is_the_editors(locked: Program) -> None:
    look = editor(locked, "import signal\nos.kill(os.getppid(), signal.SIGINT)\np.write_text('ändå kvar')")
    assert locked.process("add", "--edit", environment=look).status == 0
    (kept,) = locked("log", "--json", MEDLEDARE_PASSPHRASE_FILE=str(locked.passphrase_file)).json["records"]
    assert kept["text"] == "ändå kvar"


def test_an_entry_is_written_in_the_editor(locked: Program) -> None:
    look = editor(
        locked,
        "open(os.environ['HOME'] + '/seen', 'w').write(f'{p} {oct(p.stat().st_mode)} {oct(p.parent.stat().st_mode)}')\n"
        "p.write_text(p.read_text() + 'från editorn\\n')\n(p.parent / 'p.swp').write_text('kanariefågel')",
    )
    added = locked.process("add", "början", "--edit", environment=look)
    assert added.status == 0
    path, mode, folder_mode = (locked.home / "seen").read_text().split()
    assert path.startswith(locked.environment["XDG_RUNTIME_DIR"])
    assert (mode, folder_mode) == ("0o100600", "0o40700")
    assert not Path(path).parent.exists()
    (kept,) = locked("log", "--json", MEDLEDARE_PASSPHRASE_FILE=str(locked.passphrase_file)).json["records"]
    assert kept["text"] == "början\nfrån editorn"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("p.write_text('  \\n')", 1, "Nothing was written"),
        ("p.unlink()", 1, "Could not use"),
        ("sys.exit(1)", 1, "did not end well"),
    ],
)
def test_an_editor_that_gives_nothing_saves_nothing(locked: Program, body: str, status: int, said: str) -> None:
    look = editor(locked, body)
    before = tree(locked.home)
    ran = locked.process("add", "--edit", environment=look)
    assert ran.status == status
    assert said in ran.err
    assert tree(locked.home) == before


def test_the_text_is_gone_also_when_the_program_is_told_to_stop(locked: Program) -> None:
    look = editor(locked, "import signal\nos.kill(os.getppid(), signal.SIGTERM)\nimport time; time.sleep(1)")
    ran = locked.process("add", "kanariefågel", "--edit", environment=look)
    assert ran.status == 1
    assert not any("kanariefågel".encode() in content for content in tree(locked.home).values())


def test_no_editor_and_no_terminal_says_what_to_set(locked: Program) -> None:
    ran = locked.process("add", "--edit")
    assert (ran.status, ran.out) == (3, "")
    assert "EDITOR" in ran.err
    assert locked.process("add", "--edit", environment={"EDITOR": "/no/such/editor"}).status == 3


def test_a_record_is_changed_in_the_editor(opened: Program) -> None:
    kept = opened("add", "gammalt").id
    look = editor(opened, "assert p.read_text() == 'gammalt\\n'; p.write_text('nytt\\n')")
    assert opened.process("edit", kept, environment=look).status == 0
    assert opened("show", kept, "--json").json["record"]["text"] == "nytt"
    same = opened.process("edit", kept, environment=editor(opened, "pass"))
    assert same.out == "Nothing was changed.\n"
    assert len(opened("history", kept, "--json").json["versions"]) == 2


def test_any_text_of_a_record_is_changed_in_the_editor(opened: Program) -> None:
    failure = opened("fail", "Sprack", "--why", "bråttom").id
    goal = opened("goal", "add", "Ringa", "--standalone", "--if", "kaffet").id
    look = editor(opened, "p.write_text(p.read_text().strip() + ' och trött\\n')")
    assert opened.process("edit", failure, "--field", "why", environment=look).status == 0
    assert opened.process("goal", "edit", goal, "--field", "if", environment=look).status == 0
    kept = opened("show", failure, "--json").json["record"]
    assert (kept["text"], kept["why"]) == ("Sprack", "bråttom och trött")
    assert opened("show", goal, "--json").json["record"]["cue"] == "kaffet och trött"
    for wrong in (["--field", "kind"], ["--field", "serves"], ["--field", "why", "--next", "x"]):
        assert opened.process("edit", failure, *wrong, environment=look).status == 2
    assert opened("show", failure, "--json").json["record"] == kept


def test_what_was_typed_is_shown_again_when_it_cannot_be_saved(locked: Program) -> None:
    inbox = next((locked.home / "state" / "medledare").iterdir()) / "inbox"
    inbox.write_text("in the way", encoding="utf-8")
    ran = locked.at_terminal("add", talk=[("ctrl+d", "dyrbar text\n\x04")])
    assert ran.status == 1
    assert "This is what you wrote:\ndyrbar text\n" in ran.out


def test_colours_only_where_they_are_wanted(opened: Program) -> None:
    opened("add", "hej", "--star")
    assert "\x1b[" in opened.at_terminal("log").out
    assert "\x1b[" not in opened("log").out
    assert "\x1b[" not in opened.at_terminal("log", "--plain").out
    assert "\x1b[" not in opened.at_terminal("log", environment={"NO_COLOR": "1"}).out
    assert "\x1b[" not in opened.at_terminal("log", environment={"TERM": "dumb"}).out


def test_stored_text_cannot_drive_the_terminal(opened: Program) -> None:
    hostile = "röd \x1b[31m titel \x1b]0;hej\x07 \x9b5m bak\x08åt\rsist"
    kept = opened("add", "-", stdin=(hostile + "\nrad två \x1b[2J").encode()).id
    for arguments in (["log"], ["show", kept], ["history", kept], ["log", "--json"], ["export"]):
        shown = opened.at_terminal("--plain", *arguments).out
        assert not set("\x1b\x07\x9b\x08") & set(shown), arguments
        assert "sist" in shown
    assert hostile in opened("log").out
    assert opened("log", "--json").json["records"][0]["text"].startswith(hostile)
    import json

    shown = opened.at_terminal("--plain", "log", "--json").out
    assert json.loads(shown)["records"][0]["text"].startswith(hostile)


def test_what_is_quoted_in_a_complaint_cannot_drive_the_terminal(opened: Program) -> None:
    shown = opened.at_terminal("show", "\x1b[31mx\ny").out
    assert "\x1b" not in shown
    assert shown.count("\n") == 1


def test_an_import_shows_a_bar_on_a_terminal(opened: Program) -> None:
    journal = opened.home / "dagbok.txt"
    journal.write_text("".join(f"[2026-03-02 09:{n:02}] Rad {n}\n\n" for n in range(60)), encoding="utf-8")
    shown = opened.at_terminal("import", str(journal), talk=[("Time zone", "\n")]).out
    assert "100%" in shown
    assert "60 records added." in shown
    assert "%" not in opened.process("import", str(journal)).err


def test_plainly_an_import_says_in_one_line_that_it_goes_on(opened: Program) -> None:
    journal = opened.home / "dagbok.txt"
    journal.write_text("".join(f"[2026-03-02 09:{n:02}] Rad {n}\n\n" for n in range(60)), encoding="utf-8")
    shown = opened.at_terminal("--plain", "import", str(journal), talk=[("Time zone", "\n")]).out
    assert not set("\x1b%\r") & set(shown)
    assert "60 records added." in shown


def test_the_zone_of_times_without_one_is_asked_for_at_a_terminal(opened: Program) -> None:
    journal = opened.home / "dagbok.txt"
    journal.write_text("[2026-03-02 09:15] Hej\n", encoding="utf-8")
    talk = [
        ("Time zone [Europe/Stockholm]", "Mars/Krater\n"),
        ("Mars/Krater.", ""),
        ("Time zone", "America/New_York\n"),
    ]
    asked = opened.at_terminal("import", str(journal), talk=talk)
    assert (asked.status, "1 record added." in asked.out) == (0, True)
    assert opened("log", "--json").json["records"][0]["at"] == "2026-03-02T09:15:00-05:00"
    said = opened.at_terminal("import", str(journal), "--timezone", "UTC")
    assert "Time zone" not in said.out


def test_a_terminal_of_another_encoding_shows_codes(opened: Program) -> None:
    opened("add", "snö ❄")
    shown = opened.at_terminal("log", environment={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert shown.status == 0
    assert "\\u2744" in shown.out
    piped = opened.process("log", environment={"PYTHONIOENCODING": "latin-1"})
    assert "snö ❄" in piped.out


def test_two_programs_see_each_others_entries(opened: Program) -> None:
    opened("add", "ett")
    assert "ett" in opened.process("log").out
    opened.process("add", "två")
    assert len(opened("log", "--json").json["records"]) == 2
    assert os.environ["HOME"] == str(opened.home)
    assert stat.S_IMODE(opened.vault.stat().st_mode) == 0o700


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_sample_vault_opens_in_the_terminal_and_leaves_no_trace(program: Program, language: str) -> None:
    before = tree(program.home)
    shown = program.at_terminal(
        "--lang", language, "demo", talk=[({"sv": "Lärdomar", "en": "Learnings"}[language], "\x11")]
    )
    assert shown.status == 0
    assert tree(program.home) == before


def test_no_command_at_all_opens_the_terminal_interface(opened: Program) -> None:
    assert opened.at_terminal(talk=[("Learnings", "\x11")]).status == 0
