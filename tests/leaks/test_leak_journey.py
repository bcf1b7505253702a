"""A word of its own in every field there is, a whole journey through the real program, and no word anywhere after it.

Both fronts are watched by strace on the way: no program is started with a word in its arguments or environment, and
no call reaches beyond the process.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from leak_tools import (
    FORMS,
    PASSPHRASE,
    STEM,
    Home,
    Terminal,
    canary,
    found_in,
    kill,
    reached_out,
    search,
    search_traces,
    wait_for,
)

from medledare.domain.codec import encode
from medledare.domain.records import KINDS, Record, Telling, class_of
from medledare.services import drafts, forms, records, session
from medledare.services.clock import local_now
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import medledare_json
from medledare.vault.ids import new_id

AT = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
CODES = ("goal", "failure", "principle", "principles", "question")
"""Fields that hold a code or an id, and no words."""


def full(kind: str) -> Record:
    """A record of a kind with a word of its own in every field that holds words."""
    cls = class_of(kind)
    given: dict[str, Any] = {"id": new_id(), "at": AT, "created": AT}
    for field in fields(cls):
        hint = get_type_hints(cls)[field.name]
        if field.name in given:
            continue
        if field.name in CODES:
            if field.default is MISSING:
                given[field.name] = "TIL"
            continue
        if hint is str:
            given[field.name] = canary(f"{kind}{field.name}")
        elif get_origin(hint) is tuple and get_args(hint)[0] is str:
            given[field.name] = ("#" + canary(f"{kind}{field.name}"),)
        elif get_origin(hint) is tuple and get_args(hint)[0] is Telling:
            given[field.name] = (Telling(whom=canary(f"{kind}{field.name}"), at=AT),)
        elif field.default is MISSING:
            given[field.name] = ()
    return cls(**given)


def test_every_kind_and_field_with_words_gets_one() -> None:
    held = [encode(full(kind)) for kind in KINDS]
    words = str(held)
    for name in ("entrytext", "entrytags", "missionstatement", "goalclosing", "failurewhy", "failuretold"):
        assert canary(name) in words
    for kind, asked in forms.FORMS.items():
        document = encode(full(kind))
        for field in asked:
            if field.shape in ("line", "text", "tags"):
                assert STEM in str(document[field.name]), (kind, field.name)


# That the search finds what it looks for


@pytest.mark.parametrize("form", FORMS)
def test_a_word_that_lies_about_is_found_in_every_form(tmp_path: Path, form: str) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / ".hidden").write_bytes(b"\0" * 5000 + FORMS[form] + b"more")
    assert search([tmp_path])
    text = f"some text before {canary(7)} and after"
    for number in range(3):
        (tmp_path / "deep" / "er" / ".hidden").write_bytes(base64.b64encode(b"x" * number + text.encode()))
        assert search([tmp_path])


def test_a_word_in_a_name_a_link_an_argument_a_variable_or_on_the_terminal_is_found(home: Home, terminal) -> None:
    (home.folder / canary(1)).touch()
    (home.folder / "link").symlink_to(canary(2))
    assert len(search([home.folder])) == 2
    traces = home.folder.parent / "traces"
    traces.mkdir()
    for number, command in enumerate(["/bin/true", canary(3)], 1):
        trace = ["strace", "-f", "-v", "-s", "100000", "-o", str(traces / f"t{number}")]
        environment = {"WORDS": canary(4)} if command == "/bin/true" else {}
        subprocess.run([*trace, "/bin/true", command], env=environment, check=True)
    assert len(search_traces(traces)) == 2
    reaches = "import socket; socket.create_connection(('127.0.0.1', 9))"
    subprocess.run(["strace", "-f", "-o", str(traces / "t3"), sys.executable, "-c", reaches], check=False)
    assert any("AF_INET" in line for line in reached_out(traces))
    shown = terminal(command=["printf", "%s\n" * 60, canary(5), *"x" * 59])
    shown.wait_for_end()
    assert not found_in(shown.screen.encode())
    assert found_in(shown.everything.encode())


# The journey


class Journey:
    """The program in one home, watched on the way. Only ``asked`` may hold words at the end."""

    def __init__(self, home: Home, terminal: Callable[..., Terminal]) -> None:
        self.home, self._terminal = home, terminal
        self.outside = home.folder.parent
        self.asked: list[Path] = []
        self.traces = self.outside / "traces"
        self.traces.mkdir()
        self._secret = self.outside / "passphrase"
        self._secret.write_text(PASSPHRASE, "utf-8")
        self._number = 0
        self._plain = tuple(home.command)
        self._before = _about()

    def watched(self) -> list[str]:
        self._number += 1
        calls = "trace=execve,execveat,%network"
        return ["strace", "-f", "-qq", "-v", "-s", "100000", "-e", calls, "-o", f"{self.traces}/{self._number}"]

    def run(self, *arguments: str, stdin: str = "", status: int = 0, **more: str) -> str:
        given = {"MEDLEDARE_PASSPHRASE_FILE": str(self._secret)} | more
        ran = self.home.run(*arguments, stdin=stdin, before=self.watched(), **given)
        assert ran.returncode == status, ran
        assert not found_in(ran.stderr.encode())
        return ran.stdout

    def open(self, *arguments: str, **environment: str) -> Terminal:
        # Whatever the limit was, a core would hold the whole memory.
        unlimited = ["sh", "-c", 'ulimit -c unlimited; exec "$@"', "-"]
        return self._terminal(*arguments, command=[*unlimited, *self.watched(), *self._plain], **environment)

    def unlocked(self) -> Terminal:
        """The terminal interface, opened with the passphrase typed."""
        shown = self.open()
        shown.wait_for("Passphrase")
        shown.write(PASSPHRASE)
        shown.type("Enter")
        shown.wait_for("Not at all")
        return shown

    def look(self) -> None:
        """No word lies anywhere but where it was asked for."""
        assert search([self.home.folder], self.asked) == []
        assert search(_about() - self._before) == []
        assert search_traces(self.traces) == []
        assert reached_out(self.traces) == []


def _about() -> set[Path]:
    """What lies in the folders everybody may write to, other tests' own aside."""
    places = [Path("/dev/shm"), Path("/tmp"), Path("/var/tmp"), Path("/var/crash"), Path("/run/user")]
    return {one for place in places if place.is_dir() for one in place.iterdir() if "pytest" not in one.name}


@pytest.fixture
def journey(home: Home, terminal) -> Iterator[Journey]:
    made = Journey(home, terminal)
    yield made
    made.look()


def _leave(shown: Terminal) -> None:
    """Leave the terminal interface; nothing of it can be scrolled back to."""
    shown.type("C-q")
    assert shown.wait_for_end() == 0
    assert not found_in(shown.everything.encode()), shown.everything


def test_from_the_first_start(journey: Journey) -> None:
    shown = journey.open()
    shown.wait_for("Svenska")
    shown.type("C-n")
    shown.wait_for("A first line")
    shown.write(canary("första"))
    shown.wait_for(canary("första"))
    shown.type("C-n")
    shown.wait_for("Without a passphrase")
    for _ in range(2):
        shown.write(PASSPHRASE)
        time.sleep(1)
        shown.type("Enter")
        time.sleep(1)
    screen = shown.wait_for("AGE-SECRET-KEY-1", 60)
    key = next(line.split("AGE-SECRET-KEY-1")[1].split()[0] for line in screen.splitlines() if "AGE-SECRET" in line)
    shown.type("C-n")
    shown.wait_for("Not at all")
    shown.wait_for(canary("första"))
    _leave(shown)
    for path in journey.home.folder.rglob("*"):
        assert not path.is_file() or key[:20].encode() not in path.read_bytes(), path


def test_the_command_line(journey: Journey) -> None:
    home = journey.home
    home.make_vault()
    source = journey.outside / "import.json"
    held = [full(kind) for kind in KINDS]
    rows = [Stored(one.kind, one.id, encode(one)) for one in held]
    source.write_bytes(medledare_json.write(rows, About("", "en", held[0].at)))
    journey.run("import", str(source))
    for command in ("add", "fail", "learn"):
        journey.run(command, "-", stdin=canary(f"från {command}"))
    journey.run("mission", "set", "-", stdin=canary("uppdraget nytt"))
    made = journey.run("add", "-", stdin=canary("ändras")).strip()
    journey.run("unlock")
    assert canary("från add") in journey.run("log")
    for arguments in (["show", made], ["history", made], ["log", "--json"], ["goal", "list"], ["mission"], ["vault"]):
        journey.run(*arguments)
    editor = journey.outside / "editor.py"
    editor.write_text(
        "import sys, os, pathlib\n"
        f"pathlib.Path(sys.argv[1]).write_text({canary('i editorn')!r}, 'utf-8')\n"
        "sys.argv[2:] and os.kill(os.getpid(), 9)\n",
        "utf-8",
    )
    writes, dies = f"{sys.executable} {editor}", f"sh -c '{sys.executable} {editor} \"$0\" dies'"
    journey.run("edit", made, EDITOR=writes)
    journey.run("add", "--edit", EDITOR=writes)
    journey.run("add", "--edit", EDITOR=dies, status=1)
    journey.run("edit", made, EDITOR=dies, status=1)
    journey.run("undo")
    journey.run("delete", made, "--yes")
    for name in ("asked.md", "asked.json"):
        journey.run("export", "--format", "json" if name.endswith("json") else "markdown", "-o", name)
        journey.asked.append(home.work / name)
        assert found_in((home.work / name).read_bytes())
    for arguments in (["privacy"], ["status"], ["vault", "check"], ["vault", "devices"]):
        journey.run(*arguments)
    journey.run("vault", "backup", "-o", "copy.age")
    journey.run("vault", "compact", "--yes")
    shown = journey.open("log")
    assert shown.wait_for_end() == 0
    shown = journey.open("add")
    shown.wait_for("ctrl+d")
    shown.write(canary("vid prompten"))
    shown.type("C-c")
    assert shown.wait_for_end() == 1
    journey.run("lock")
    journey.run("status")
    assert [path.suffix for path in home.places.runtime.iterdir() if path.is_file()] in ([], [".locked"])  # type: ignore[union-attr]


def _write_everywhere(shown: Terminal) -> None:
    """A word in every field of Today, and of every form that is opened by a key; nothing is saved."""
    shown.type("w")
    shown.write(canary("i dag"))
    shown.type("Escape", "a")
    shown.write(canary("svar"))
    shown.type("Escape", "g")
    shown.write(canary("för målet"))
    shown.type("Escape")
    for area, opens, count in (("1", "m", 3), ("2", "n", 7), ("4", "n", 7), ("3", "e", 8)):
        if area != "1":
            shown.type(area)
            time.sleep(0.5)
        for _ in range(10):
            shown.type(opens)
            with suppress(AssertionError):
                shown.wait_for("^s saves", 3)
                break
        for number in range(count):
            shown.write(canary(f"f{area}{number}"))
            time.sleep(0.3)
            shown.type("Tab")
            time.sleep(0.3)
        # A form that is left asks; the last one stays open.
        if area != "3":
            shown.type("Escape")
            shown.wait_for("Leave without saving")
            time.sleep(0.5)
            shown.type("Left", "Enter")
            shown.wait_until(lambda screen: "^s saves" not in screen, "the area below the form")
            time.sleep(0.5)


def test_the_terminal_interface(journey: Journey) -> None:
    home = journey.home
    home.make_vault()
    journey.run("goal", "add", "mål", "--standalone")
    journey.run("add", "-", stdin=canary("från kommandoraden"))
    shown = journey.unlocked()
    raw = journey.outside / "raw"
    shown.record(raw)
    shown.type("w")
    shown.write(canary("sparas"))
    shown.type("C-s")
    shown.wait_for("Saved.")
    shown.type("Escape", "3")
    shown.wait_for(canary("från kommandoraden"))
    shown.type("f")
    shown.write(canary("sparas").lower())
    time.sleep(0.5)
    shown.type("Escape", "Escape", "6")
    shown.wait_for("Take a copy out")
    shown.type("n")
    for _ in range(20):
        if "~/medledare-" in shown.screen:
            break
        time.sleep(0.1)
    shown.type("C-s")
    shown.wait_for("written to")
    journey.asked += list(home.folder.glob("medledare-*"))
    assert len(journey.asked) == 1
    assert found_in(journey.asked[0].read_bytes())
    shown.type("C-l")
    shown.wait_for("Your journal is locked")
    assert not found_in(shown.everything.encode())
    journey.look()
    shown.write(PASSPHRASE)
    shown.type("Enter")
    shown.wait_for("Take a copy out")
    shown.type("1", "w")
    shown.write(canary("kopieras"))
    sent = raw.read_bytes()
    # Nothing was put on the clipboard, or into the title of the window, that nobody asked for.
    assert b"\x1b]52;" not in sent
    assert not found_in(b"".join(part.partition(b"\x07")[0] for part in sent.split(b"\x1b]")[1:]))
    shown.type("C-a", "S-End", "C-c")
    copied = base64.b64encode(canary("kopieras").encode())
    wait_for(lambda: b"\x1b]52;c;" + copied in raw.read_bytes())
    raw.unlink()
    _leave(shown)


@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGSEGV", "the window is closed"])
def test_however_it_ends_with_everything_unsaved(journey: Journey, end: str) -> None:
    home = journey.home
    home.make_vault()
    journey.run("goal", "add", "mål", "--standalone")
    journey.run("add", "-", stdin=canary("en dag"))
    shown = journey.unlocked()
    _write_everywhere(shown)
    time.sleep(1)
    program = shown.program
    if end == "the window is closed":
        shown.close()
        wait_for(lambda: not os.path.exists(f"/proc/{program}"))
    else:
        kill(program, getattr(signal, end))
        if end in ("SIGTERM",):
            shown.wait_for_end()
            assert not found_in(shown.everything.encode())
    journey.look()
    assert not list(home.work.iterdir())
    vault = session.open_with(home.places, PASSPHRASE, local_now)
    (left,) = drafts.left(vault)
    assert left.text("entry") == canary("i dag")
    (entry,) = records.all_of(vault, class_of("entry"))
    assert canary("f30") in json.loads(left.text(f"form entry {entry.id}"))["text"]
    left.close()
    vault.close()
