"""The system's own clock jumps, for whole processes: years ahead and back again."""

import shutil

import pytest
from driving import Program, Ran

pytestmark = pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")


def at(program: Program, when: str, *arguments: str, stdin: bytes = b"") -> Ran:
    """A run in a process that believes it is ``when``."""
    return program.process(*arguments, stdin=stdin, before=("faketime", when))


def texts(program: Program) -> list[str]:
    return [record["text"] for record in program.process("log", "--json").json["records"]]


def test_what_was_written_with_a_clock_far_off_is_all_there(opened: Program) -> None:
    for when, text in (("+10 years", "ahead"), ("-10 years", "behind"), ("+0 days", "now")):
        assert at(opened, when, "add", text).status == 0
        assert opened.process("log").status == 0
    assert texts(opened) == ["behind", "now", "ahead"]
    assert opened.process("vault", "check").status == 0


def test_a_change_made_with_a_clock_far_ahead_does_not_win_for_ever(opened: Program) -> None:
    written = opened.process("add", "first").id
    assert at(opened, "+10 years", "edit", written, "--text", "from the future").status == 0
    assert opened.process("edit", written, "--text", "last").status == 0
    assert texts(opened) == ["last"]
    assert [one["record"]["text"] for one in opened.process("history", written, "--json").json["versions"]] == [
        "first",
        "from the future",
        "last",
    ]
    assert opened.process("undo").status == 0
    assert texts(opened) == ["from the future"]


def test_a_session_ends_at_its_time_and_when_the_clock_is_set_back(locked: Program) -> None:
    locked.environment["MEDLEDARE_PASSPHRASE_FILE"] = str(locked.passphrase_file)
    assert locked.process("unlock", "--for", "1h").status == 0
    del locked.environment["MEDLEDARE_PASSPHRASE_FILE"]
    assert locked.process("log").status == 0
    for when in ("+2 hours", "-2 hours"):
        locked.environment["MEDLEDARE_PASSPHRASE_FILE"] = str(locked.passphrase_file)
        assert locked.process("unlock", "--for", "1h").status == 0
        del locked.environment["MEDLEDARE_PASSPHRASE_FILE"]
        assert at(locked, when, "log").status == 3
        assert locked.process("log").status == 3
