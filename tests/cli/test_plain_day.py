"""The whole day in lines, at a real terminal: asked, answered, left midway, and nothing but lines sent."""

import io
import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest
from driving import PASSPHRASE, Program, Ran, tree
from test_at_terminal import editor

from medledare.cli import lines

PLAIN = {"TERM": "dumb", "COLUMNS": "40"}
PROMPT = "\n> "
BOXES = re.compile("[\u2500-\u259f]")
ENTRY = [("Enter goes there", "4\n"), ("? tells more.", "")]


def day(program: Program, *talk: tuple[str, str], language: str = "en", **environment: str) -> Ran:
    ran = program.at_terminal("--plain", "--lang", language, talk=talk, environment=PLAIN | environment)
    assert "\x1b" not in ran.out
    assert "Traceback" not in ran.out
    assert "went wrong" not in ran.out
    return ran


def kept(program: Program, **environment: str) -> list[dict]:
    return program("log", "--json", **environment).json["records"]


def unlocked(program: Program) -> dict[str, str]:
    return {"MEDLEDARE_PASSPHRASE_FILE": str(program.passphrase_file)}


def to(number: int) -> tuple[str, str]:
    """Go to a part by its number, counted as while the vault is open."""
    return ({"en": "lists the parts.", "sv": "upp delarna."}["en"], f"{number}\n")


@pytest.fixture
def quiet(opened: Program) -> Program:
    """A vault in which the morning asks nothing more."""
    opened("intend", "Något litet")
    return opened


@contextmanager
def terminal(program: Program, *before: tuple[str, str]) -> Iterator[tuple[int, int]]:
    """The program at a terminal that is written to as the test likes; its process and the terminal's other end."""
    pid, master = pty.fork()
    if pid == 0:
        arguments = [sys.executable, "-m", "medledare", "--plain", "--lang", "en"]
        os.execve(sys.executable, arguments, program.environment | PLAIN | {"COLUMNS": "200"})
    try:
        for wanted, typed in before:
            read(master, lambda seen, wanted=wanted: wanted.encode() in seen)
            os.write(master, typed.encode())
        yield pid, master
    finally:
        with suppress(OSError):
            os.close(master)
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def read(master: int, enough: Callable[[bytes], bool], patience: float = 60, send: bytes = b"") -> bytes:
    """What is shown until it is enough, or nothing more comes; meanwhile ``send`` is typed."""
    seen, until = b"", time.monotonic() + patience
    while time.monotonic() < until and not enough(seen):
        readable, writable, _ = select.select([master], [master] if send else [], [], 0.2)
        if writable:
            send = send[os.write(master, send[:2048]) :]
        if readable:
            try:
                piece = os.read(master, 65536)
            except OSError:
                return seen
            if not piece:
                return seen
            seen += piece
    assert enough(seen), seen[-2000:]
    return seen


def ended(pid: int) -> int:
    """The status of a process, once it ended."""
    for _ in range(200):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    raise AssertionError("it did not end")


WORDS = {
    "en": {
        "parts": "lists the parts.", "language": ("2\n", "English"), "once": "once more: ", "value": "gets better",
        "answers": "4 Fully", "number": "goes on.", "journal": "the journal?", "leave": "Until next time.",
        "choose": "Choose a passphrase: ", "key": "key down. ",
    },
    "sv": {
        "parts": "upp delarna.", "language": ("1\n", "Svenska"), "once": "gång till: ", "value": "blir bättre",
        "answers": "4 Helt", "number": "går vidare.", "journal": "dagboken?", "leave": "På återseende.",
        "choose": "Välj en lösenfras: ", "key": "ner nyckeln. ",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_whole_day_from_the_first_start(program: Program, language: str) -> None:
    words = WORDS[language]
    nothing, goes_on = (PROMPT, "\n"), (words["number"], "")
    talk = [
        ("Svenska", ""), (PROMPT, words["language"][0]), (PROMPT, "1\n"),
        (words["choose"], PASSPHRASE + "\n"), (words["once"], PASSPHRASE + "\n"), ("AGE-SECRET-KEY-1", ""),
        (words["key"], "\n"),
        (PROMPT, "Rent vatten [/b]\n"), (PROMPT, "staden\n"), (words["value"], ""), nothing, (PROMPT, "1\n"),
        (words["journal"], ""), (PROMPT, "Första raden\n"), nothing, (PROMPT, "tredje 🐎\n"), (PROMPT, ".\n"),
        (words["parts"], "1\n"), (PROMPT, "Ringa först\n"),
        (words["parts"], "2\n"), (words["answers"], ""), (PROMPT, "3\n"), (PROMPT, "n\n"), (PROMPT, "s\n"),
        (PROMPT, "0\n"), (words["parts"], "3\n") ,
        goes_on, (PROMPT, "1\n"), (PROMPT, "Svaret\n"),
        (words["parts"], "5\n"), (words["number"], "1\n"), (PROMPT, "Ringa Kim\n"), (PROMPT, "vattnet\n"),
        (words["number"].rstrip("."), ""), (PROMPT, "1\n"), goes_on, (PROMPT, "1\n"), (PROMPT, "Ringde\n"),
        (PROMPT, "1\n"), goes_on, (PROMPT, "2\n"), (PROMPT, "kaffet\n"), (PROMPT, "ringer\n"), nothing, nothing,
        (words["parts"], "6\n"), goes_on, (PROMPT, "1\n"), (PROMPT, "Det brast\n"), (PROMPT, ".\n"), nothing,
        (PROMPT, "bråttom\n"), nothing, (words["parts"], "6\n"), goes_on, (PROMPT, "2\n"), (PROMPT, "Fråga\n"),
        (PROMPT, ".\n"),
        (words["parts"], "8\n"), (PROMPT, "Resten\n"), (PROMPT, ".\n"), (words["parts"], "\x04"), (words["leave"], ""),
    ]  # fmt: skip
    if time.localtime().tm_wday >= 3:
        # Near the end of a week its conditions are asked about too, after the check-in.
        talk.insert(talk.index((words["parts"], "3\n")), (words["number"], "\n"))
    ran = program.at_terminal("--plain", talk=talk, environment=PLAIN | {"COLUMNS": "200"})
    assert ran.status == 0, ran.out
    assert not set("\x1b\x07\x00") & set(ran.out)
    assert not BOXES.search(ran.out)
    assert PASSPHRASE not in ran.out
    program.passphrase_file.write_text(PASSPHRASE, encoding="utf-8")
    records = kept(program, **unlocked(program))
    texts = {(one["kind"], one.get("text") or one.get("statement") or one.get("title")) for one in records}
    assert {
        ("entry", "Första raden\n\ntredje 🐎"), ("entry", "Ringa först"), ("entry", "Svaret"), ("entry", "Ringde"),
        ("failure", "Det brast"), ("learning", "Fråga"), ("close", "Resten"),
    } <= texts  # fmt: skip
    (failure,) = (one for one in records if one["kind"] == "failure")
    assert failure["why"] == "bråttom"
    (answers,) = (one["answers"] for one in records if one["kind"] == "checkin")
    assert [one["value"] for one in answers] == [3, "none", "skip", 0]
    assert program("mission", "--json", **unlocked(program)).json["mission"]["statement"] == "Rent vatten [/b]"
    (goal,) = program("goal", "list", "--json", **unlocked(program)).json["goals"]
    assert (goal["title"], goal["serves"], goal["cue"], goal["action"]) == ("Ringa Kim", "vattnet", "kaffet", "ringer")


def own_sentences(out: str) -> list[str]:
    return [line for line in out.splitlines() if not line.startswith("> ")]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_line_fits_a_narrow_terminal(quiet: Program, language: str) -> None:
    talk = [(WORDS[language]["parts"], f"{part}\n") for part in (3, 2)]
    talk[1:1] = [(PROMPT, "?\n"), (PROMPT, "\n")]
    ran = day(quiet, *talk, (WORDS[language]["answers"], "\x03"), language=language)
    assert ran.status == 0
    assert max(map(len, own_sentences(ran.out))) <= 40


KEYS = {"ctrl+c": "\x03", "ctrl+d": "\x04\x04\x04\x04"}
IN_DRAFT: dict[str, Sequence[tuple[str, str]]] = {
    "intention": [("Enter alone skips.", "halvt")],
    "entry": [to(4), (PROMPT, "först\n"), (PROMPT, "halvt")],
    "answer": [to(3), ("goes on.", "1\n"), (PROMPT, "halvt")],
    "failure": [to(6), ("goes on.", "1\n"), (PROMPT, "halvt")],
    "learning": [to(6), ("goes on.", "2\n"), (PROMPT, "halvt")],
    "close": [to(8), (PROMPT, ""), (PROMPT, "halvt")],
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("place", IN_DRAFT)
def test_what_was_being_written_is_there_the_next_time(opened: Program, place: str, key: str) -> None:
    if place != "intention":
        opened("intend", "Något litet")
    *talk, (wait, typed) = IN_DRAFT[place]
    wide = {"COLUMNS": "200"}
    left = day(opened, *talk, (wait, typed), (typed, key), **wide)
    assert (left.status, left.out.count("is kept, not saved yet.")) == (0, 1)
    assert left.out.rstrip().endswith("Until next time.")
    assert not [one for one in kept(opened) if "halvt" in str(one)]
    there = [step for step in talk if step[1] not in ("", "först\n")]
    again = [*there, ("did not save it:", ""), ("halvt", ""), ("another time.", "1\n"), (PROMPT, ""), (PROMPT, "\x03")]
    assert day(opened, *again, **wide).status == 0
    assert any("halvt" in str(one) for one in kept(opened))


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_leaving_a_check_in_keeps_what_was_answered(quiet: Program, key: str) -> None:
    left = day(quiet, to(2), (PROMPT, "3\n"), (PROMPT, "1\n"), (PROMPT, key))
    assert left.status == 0
    (answers,) = (one["answers"] for one in kept(quiet) if one["kind"] == "checkin")
    assert [one["value"] for one in answers] == [3, 1]


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_leaving_while_a_failure_is_told_keeps_what_was_told(quiet: Program, key: str) -> None:
    talk = [to(6), ("goes on.", "1\n"), (PROMPT, "Det brast\n"), (PROMPT, ".\n"), ("expected", ""), (PROMPT, "hal")]
    assert day(quiet, *talk, ("hal", key), COLUMNS="200").status == 0
    (failure,) = (one for one in kept(quiet) if one["kind"] == "failure")
    assert (failure["text"], failure["expected"]) == ("Det brast", "hal")


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_leaving_a_goal_midway_keeps_the_goal_and_the_note(quiet: Program, key: str) -> None:
    talk = [to(5), ("goes on.", "1\n"), (PROMPT, "Ringa\n"), (PROMPT, "vat")]
    assert day(quiet, *talk, ("vat", key), COLUMNS="200").status == 0
    (goal,) = quiet("goal", "list", "--json").json["goals"]
    assert (goal["title"], goal["serves"]) == ("Ringa", "vat")
    note = [to(5), ("goes on.", "1\n"), ("goes on.", "1\n"), (PROMPT, "halv")]
    assert day(quiet, *note, ("halv", key), COLUMNS="200").status == 0
    assert day(quiet, *note[:-1], ("halv", ""), ("another time.", "1\n"), ("Saved", "\x03"), COLUMNS="200").status == 0
    assert [one["text"] for one in kept(quiet) if one.get("goal") == goal["id"]] == ["halv"]


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_leaving_a_review_midway_keeps_its_answers(quiet: Program, key: str) -> None:
    talk = [to(7), ("goes on.", "1\n"), ("next week", ""), (PROMPT, "Ringa mer\n"), ("leaves it.", key)]
    assert day(quiet, *talk, COLUMNS="200").status == 0
    assert any("Ringa mer" in one.get("text", "") for one in kept(quiet))


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_leaving_between_the_parts_or_at_a_choice_is_gentle(quiet: Program, key: str) -> None:
    for talk in ([to(5), ("goes on.", key)], [("lists the parts.", key)], [to(3), ("goes on.", key)]):
        left = day(quiet, *talk, COLUMNS="200")
        assert left.status == 0
        assert left.out.rstrip().endswith("Until next time.")


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_the_first_start_makes_nothing(program: Program, key: str) -> None:
    for talk in ([(PROMPT, key)], [(PROMPT, "2\n"), (PROMPT, "1\n"), ("Choose a passphrase: ", key)]):
        assert day(program, *talk).status == 0
        assert not program.vault.exists()


def test_a_mission_that_is_being_written_at_the_first_start_is_kept(program: Program) -> None:
    talk = [(PROMPT, "2\n"), (PROMPT, "2\n"), ("key down. ", "\n"), (PROMPT, "Rent vatten\n"), (PROMPT, "sta")]
    assert day(program, *talk, ("sta", "\x03"), COLUMNS="200").status == 0
    mission = program("mission", "--json").json["mission"]
    assert (mission["statement"], mission["for_whom"]) == ("Rent vatten", "sta")


HOSTILE = ["[/b] [x] {y} %s", "🐎👩‍👩‍👧 é", "\u202eabc שלום", "tab\tbed"]


def test_hostile_lines_are_kept_and_cannot_act(quiet: Program) -> None:
    lines = [(PROMPT, one + "\n") for one in HOSTILE]
    keys = [
        (PROMPT, "a\x00b\x1b[31m\x1b[A\x07c\n"),
        (PROMPT, "feel\x7fk\x17rätt ord\x17fel\n"),
        (PROMPT, "bort\x15kvar\n"),
    ]
    assert day(quiet, to(4), *lines, *keys, (PROMPT, ".\n"), ("Saved", "\x03"), COLUMNS="200").status == 0
    (entry,) = (one for one in kept(quiet) if one["kind"] == "entry" and not one.get("question"))
    assert entry["text"].split("\n") == [*HOSTILE, "abc", "rätt fel", "kvar"]


def test_a_line_of_a_megabyte_and_ten_thousand_lines_are_kept_whole(quiet: Program) -> None:
    long, many = "åäö " * 180_000, "".join(f"rad {number}\n" for number in range(10_000))
    with terminal(quiet, ("lists the parts.", "4\n"), ("tells more.", "")) as (_pid, master):
        read(master, lambda seen: b"Saved as" in seen, send=f"{long}\n{many}.\n".encode())
    (entry,) = (one for one in kept(quiet) if one["kind"] == "entry" and not one.get("question"))
    assert entry["text"] == f"{long}\n{many}".rstrip("\n")


@pytest.mark.parametrize("end", ["hang up", signal.SIGTERM])
def test_a_lost_line_loses_nothing(quiet: Program, end: str | int) -> None:
    with terminal(quiet, ("lists the parts.", "2\n"), ("I assumed a colleague", "3\n")) as (pid, master):
        read(master, lambda seen: b"I weighed how my wor" in seen)
        os.close(master) if isinstance(end, str) else os.kill(pid, end)
        assert ended(pid) in (0, 1)
    (answers,) = (one["answers"] for one in kept(quiet) if one["kind"] == "checkin")
    assert [one["value"] for one in answers] == [3]
    with terminal(quiet, ("lists the parts.", "4\n"), ("tells more.", "halv")) as (pid, master):
        read(master, lambda seen: b"halv" in seen)
        os.close(master) if isinstance(end, str) else os.kill(pid, end)
        ended(pid)
    assert "halv" in day(quiet, to(4), ("did not save it:", ""), ("another time.", "\x03"), COLUMNS="200").out


def test_a_dumb_terminal_gets_the_plain_day_unasked(quiet: Program) -> None:
    ran = quiet.at_terminal(talk=[("lists the parts.", "\x04")], environment=PLAIN)
    assert (ran.status, "\x1b" in ran.out) == (0, False)


def test_without_a_terminal_it_asks_nothing(quiet: Program) -> None:
    ran = quiet.process("--plain")
    assert (ran.status, ran.out) == (3, "")


def test_a_locked_vault_can_be_written_in_and_opened_later(locked: Program) -> None:
    talk = [
        ("Passphrase: ", "\n"), (PROMPT, "hemligt [/b]\n"), (PROMPT, ".\n"),
        ("lists the parts.", "?\n"), ("1 Open the vault", "1\n"), ("Passphrase: ", "fel\n"),
        ("Passphrase: ", PASSPHRASE + "\n"), ("lists the parts.", "1\n"), ("It is ", ""), (PROMPT, "\n"),
        ("lists the parts.", "\x04"),
    ]  # fmt: skip
    ran = day(locked, *talk, COLUMNS="200")
    assert ran.status == 0
    assert PASSPHRASE not in ran.out
    (entry,) = kept(locked, **unlocked(locked))
    assert entry["text"] == "hemligt [/b]"


def test_what_is_begun_while_locked_is_sealed_and_there_after_unlocking(locked: Program) -> None:
    talk = [("Passphrase: ", "\n"), ("tells more.", ""), (PROMPT, "hemligt")]
    assert day(locked, *talk, ("hemligt", "\x03"), COLUMNS="200").status == 0
    stored = [path.read_bytes() for path in locked.home.rglob("*") if path.is_file()]
    assert not any(b"hemligt" in content for content in stored)
    again = [(PROMPT, "\n"), ("lists the parts.", "4\n"), ("did not save it:", ""), ("hemligt", "")]
    ran = day(locked, *again, ("another time.", "\x03"), COLUMNS="200", **unlocked(locked))
    assert ran.status == 0


def test_the_editor_goes_on_with_what_was_begun(quiet: Program) -> None:
    look = editor(quiet, "p.write_text(p.read_text() + 'från editorn\\n')")
    talk = [to(4), (PROMPT, "börjat\n"), (PROMPT, ".e\n"), ("Saved", "\x03")]
    assert day(quiet, *talk, COLUMNS="200", **look).status == 0
    (entry,) = (one for one in kept(quiet) if one["kind"] == "entry" and not one.get("question"))
    assert entry["text"] == "börjat\nfrån editorn"


def test_it_loads_no_terminal_interface(quiet: Program) -> None:
    talk = [to(number) for number in (4,)] + [(PROMPT, "hej\n"), (PROMPT, ".\n"), ("lists the parts.", "\x04")]
    ran = day(quiet, *talk, COLUMNS="200", PYTHONPROFILEIMPORTTIME="1")
    assert "medledare.cli.plain.day" in ran.out
    assert not re.search(r"\| +(textual|rich)\b", ran.out)


LISTS = (
    ("log",), ("goal", "list"), ("review", "week"), ("trends",), ("trends", "show", "--principle", "TIL"), ("vault",),
    ("team", "list"), ("need", "list"), ("mission",), ("coach",), ("stop",), ("privacy",), ("config",),
    ("share", "list"), ("mandate",), ("talk", "list"), ("checkin",), ("vault", "devices"),
)  # fmt: skip


@pytest.mark.parametrize("arguments", LISTS, ids=" ".join)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_listed_plainly_has_neither_colour_nor_box(
    opened: Program, arguments: Sequence[str], language: str
) -> None:
    for number in range(1, 8):
        opened("checkin", "--answer", f"TIL1={number % 5}", "--date", f"{number} days ago")
    opened("add", "hej", "--star")
    opened("goal", "add", "Ringa", "--standalone")
    ran = opened.at_terminal(
        "--plain", "--lang", language, *arguments,
        talk=[("> ", "\x04")] if arguments[0] in ("review", "checkin") else [],
    )  # fmt: skip
    assert "\x1b" not in ran.out
    assert not BOXES.search(ran.out)
    assert ran.out.strip()


def test_the_sample_is_gone_through_plainly_and_leaves_no_trace(program: Program) -> None:
    before = tree(program.home)
    talk = [
        ("skips.", "\n"),
        to(4),
        (PROMPT, "hej\n"),
        (PROMPT, ".\n"),
        ("Saved as", ""),
        to(5),
        ("goes on.", "1\n"),
        ("goes on.", "\n"),
    ]
    ran = program.at_terminal(
        "--plain", "--lang", "en", "demo", talk=[*talk, (PROMPT, "\x03")], environment=PLAIN | {"COLUMNS": "200"}
    )
    assert (ran.status, "\x1b" in ran.out) == (0, False)
    assert "went wrong" not in ran.out
    assert tree(program.home) == before


def test_the_terminal_is_given_back_as_it_was(quiet: Program) -> None:
    with terminal(quiet, ("lists the parts.", "")) as (pid, master):
        during = termios.tcgetattr(master)[3]
        os.kill(pid, signal.SIGTSTP)
        os.waitpid(pid, os.WUNTRACED)
        stopped = termios.tcgetattr(master)[3]
        os.kill(pid, signal.SIGCONT)
        while termios.tcgetattr(master)[3] & termios.ICANON:
            time.sleep(0.05)
        os.write(master, b"\x04")
        read(master, lambda seen: b"Until next time." in seen)
        assert ended(pid) == 0
        after = termios.tcgetattr(master)[3]
    both = termios.ICANON | termios.ECHO
    assert (during & both, stopped & both, after & both) == (0, both, both)


def test_who_types_nothing_for_long_is_left_with_all_that_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "r+b", buffering=0) as end, monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.FileIO(end.fileno(), closefd=False)))
        with lines.sitting(0.3) as sitting:
            os.write(master, b"hel\nhalv")
            assert sitting.line() == "hel"
            with pytest.raises(lines.Cut) as cut:
                sitting.line()
            assert (cut.value.typed, sitting.idle) == ("halv", True)
            with pytest.raises(lines.Cut):
                sitting.line()
    os.close(master)
