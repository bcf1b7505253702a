"""A colleague observes, from the command line: invited by a file, answering without a vault, taken in and ended."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from driving import Program, tree

ANSWER = "Du lät [/b] andra tala 🐎 ‮till‬ punkt"


def invited(program: Program, *more: str) -> Path:
    """The file of an invitation."""
    target = program.home / "inv.txt"
    made = program("observe", "invite", "--behaviour", "Om jag avbryter", "--whom", "kollega", *more, "-o", str(target))
    assert (made.status, "The number to compare aloud" in made.err) == (0, True), made
    return target


def agreement(program: Program) -> str:
    found: str = program("observe", "--json").json["observers"][0]["id"]
    return found


@pytest.fixture
def colleague(tmp_path: Path) -> Program:
    """Somebody with nothing: no vault, no settings, a home that is empty."""
    home = tmp_path / "colleague"
    home.mkdir()
    return Program(home, {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"})


def test_from_the_invitation_to_the_reply_and_its_deletion(opened: Program, colleague: Program) -> None:
    invitation, reply = invited(opened, "--name", "Kim", "--question", "Vad såg du?"), opened.home / "reply.age"
    answered = colleague.process("observe", "answer", str(invitation), "--answer", f"1={ANSWER}", "-o", str(reply))
    assert (answered.status, "Sealed." in answered.err) == (0, True)
    taken = opened("observe", "receive", str(reply))
    assert ANSWER in taken.out
    listed = opened("observe", "--json").json
    (seen,) = listed["observations"]
    assert [(one["asked"], one["answer"]) for one in seen["seen"]] == [("Vad såg du?", ANSWER)]
    assert listed["invitations"][0]["revoked"] is None
    assert ANSWER in opened("show", seen["id"]).out
    assert "another's words" in opened("edit", seen["id"], "--text", "x").err
    assert [one["id"] for one in opened("log", "tala", "--json").json["records"]] == [seen["id"]]
    assert ANSWER in opened("--lang", "sv", "export", "--kind", "observation").out
    assert ANSWER not in opened("export", "--redact").out
    assert opened("delete", seen["id"], "--yes").status == 0
    assert opened("observe", "--json").json["observations"] == []
    assert "invitation to observe" in opened("log", "--kind", "departure").out


def test_whoever_answers_leaves_nothing_on_the_disk_but_the_sealed_reply(opened: Program, colleague: Program) -> None:
    invitation, reply = invited(opened), colleague.home / "reply.age"
    assert (
        colleague.process("observe", "answer", str(invitation), "--answer", "1=hemligt", "-o", str(reply)).status == 0
    )
    assert list(tree(colleague.home)) == [str(reply)]
    assert b"hemligt" not in reply.read_bytes()
    assert reply.stat().st_mode & 0o077 == 0


def test_one_is_asked_question_by_question_at_a_terminal(opened: Program, colleague: Program) -> None:
    invitation, reply = invited(opened, "--question", "Vad såg du?", "--question", "Mer av?"), colleague.home / "r.age"
    ran = colleague.at_terminal(
        "observe", "answer", str(invitation), "-o", str(reply),
        talk=[("1. Vad såg du?", "Första raden\n"), ("> ", "Andra raden\n"), ("> ", "\n"), ("2. Mer av?", "\n")],
    )  # fmt: skip
    assert ran.status == 0, ran.out
    assert "Om jag avbryter" in ran.out
    assert "Number to compare" in ran.out
    opened("observe", "receive", str(reply))
    (seen,) = opened("observe", "--json").json["observations"]
    assert [one["answer"] for one in seen["seen"]] == ["Första raden\nAndra raden"]


def test_what_was_typed_is_shown_sealed_where_it_cannot_be_written(opened: Program, colleague: Program) -> None:
    invitation = invited(opened, "--question", "Vad såg du?")
    ran = colleague.at_terminal(
        "observe", "answer", str(invitation), "-o", str(colleague.home / "no" / "such" / "r.age"),
        talk=[("1. Vad såg du?", "Hej\n"), ("> ", "\n")],
    )  # fmt: skip
    assert ran.status == 1
    sealed = ran.out[ran.out.index("-----BEGIN AGE") : ran.out.index("-----END AGE ENCRYPTED FILE-----") + 40]
    assert opened("observe", "receive", "-", stdin=sealed.encode()).status == 0


def test_answers_come_from_standard_input_and_the_reply_goes_to_standard_output(opened: Program) -> None:
    invitation = invited(opened, "--question", "A?", "--question", "B?", "--question", "C?")
    sealed = opened("observe", "answer", str(invitation), "-", stdin="ett\ntvå\n---\n---\ntre\n".encode())
    assert sealed.out.startswith("-----BEGIN AGE ENCRYPTED FILE-----\n")
    seen = opened("observe", "receive", "-", "--json", stdin=sealed.out.encode()).json["observation"]
    assert [(one["asked"], one["answer"]) for one in seen["seen"]] == [("A?", "ett\ntvå"), ("C?", "tre")]


def test_a_reply_after_the_end_is_refused_and_a_new_invitation_is_another(opened: Program) -> None:
    invitation, reply = invited(opened), opened.home / "reply.age"
    opened("observe", "answer", str(invitation), "--answer", "1=x", "-o", str(reply))
    assert opened("observe", "revoke", agreement(opened)).status == 3
    assert "destroyed" in opened("observe", "revoke", agreement(opened), "--yes").out
    late = opened("observe", "receive", str(reply))
    assert (late.status, late.out) == (1, "")
    assert "revoked" in late.err
    assert "Revoked" in opened("observe").out
    assert opened("observe", "revoke", agreement(opened), "--yes").status == 1
    again = opened.home / "again.txt"
    assert opened("observe", "invite", agreement(opened), "-o", str(again)).status == 0
    assert again.read_bytes() != invitation.read_bytes()


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_the_command_that_stands_in_the_invitation_seals_with_stock_age(opened: Program) -> None:
    text = invited(opened).read_text(encoding="utf-8")
    (opened.home / "ANSWERS.txt").write_text("Du lyssnade.\n", encoding="utf-8")
    command = text[text.index("    age -a") : text.index("ANSWERS.txt") + 11]
    subprocess.run(["sh", "-c", command], cwd=opened.home, check=True)
    assert "Du lyssnade." in opened("observe", "receive", str(opened.home / "REPLY.age")).out


@pytest.mark.parametrize("spoken", ["sv", "en"])
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["answer", "{inv}"], 3),
        (["answer", "{inv}", "--answer", "9=x"], 2),
        (["answer", "{inv}", "--answer", "x"], 2),
        (["answer", "{inv}", "--answer", "1= "], 2),
        (["answer", "{inv}", "--answer", "1=x", "-"], 2),
        (["answer", "{inv}", "more"], 2),
        (["answer", "{inv}", "--answer", "1=x", "-o", "{inv}"], 1),
        (["answer", "{inv}", "--answer", "1=" + "x" * 20_001], 2),
        (["answer", "{home}/none"], 1),
        (["answer", "{home}"], 1),
        (["answer", "{binary}", "--answer", "1=x"], 1),
        (["answer", "{huge}", "--answer", "1=x"], 1),
        (["receive", "{huge}"], 1),
        (["receive", "{binary}"], 1),
        (["receive", "{inv}"], 1),
        (["receive", "{home}"], 1),
        (["invite"], 2),
        (["invite", "{id}", "--behaviour", "x"], 2),
        (["invite", "{id}", "--question", "x" * 301], 2),
        (["invite", "{id}", "--name", "\x1b[31m"], 2),
        (["invite", "{id}", "-o", "{inv}"], 1),
        (["invite", "nosuch"], 1),
        (["revoke", "nosuch", "--yes"], 1),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    opened: Program, arguments: list[str], status: int, spoken: str
) -> None:
    binary, huge = opened.home / "binary", opened.home / "huge"
    binary.write_bytes(bytes(range(256)) * 100)
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    invitation = invited(opened)
    names = {"inv": invitation, "home": opened.home, "binary": binary, "huge": huge, "id": agreement(opened)}
    before = opened("observe", "--json").json
    ran = opened("--lang", spoken, "observe", *(one.format(**names) if "{" in one else one for one in arguments))
    assert (ran.status, ran.out) == (status, ""), ran
    assert ran.err.strip().count("\n") <= (2 if "Usage" in ran.err or "Användning" in ran.err else 0), ran.err
    assert "medledare (" not in ran.err
    assert opened("observe", "--json").json == before


def test_a_vault_that_is_locked_is_asked_for_only_by_the_observed(locked: Program) -> None:
    opening = {"MEDLEDARE_PASSPHRASE_FILE": str(locked.passphrase_file)}
    made = locked("observe", "invite", "--behaviour", "x", "-o", str(locked.home / "i"), **opening)
    assert made.status == 0
    assert (
        locked("observe", "answer", str(locked.home / "i"), "--answer", "1=x", "-o", str(locked.home / "r")).status == 0
    )
    assert locked("observe", "receive", str(locked.home / "r")).status == 3
