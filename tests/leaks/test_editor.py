"""A text in an editor: in memory, for its owner alone, gone whatever happens, and never lost."""

import os
import signal
import sys
from pathlib import Path

import pytest
from leak_tools import PASSPHRASE, Home, Terminal, arguments_of, canary, children, ended, kill, search, wait_for

from medledare.domain.records import Entry
from medledare.services import drafts, records, session
from medledare.services.clock import local_now
from medledare.services.spots import ENTRY, Spot

WORDS = canary("från editorn")

WAITS = "import time; p.write_text({words!r}, 'utf-8'); (h / 'ready').touch(); time.sleep(60)"
DIES = "p.write_text({words!r}, 'utf-8'); os.kill(os.getpid(), 9)"
NANO_DIES = "(p.parent / (p.name + '.save')).write_text({words!r}, 'utf-8'); os.kill(os.getpid(), 9)"
FAILS = "p.write_text({words!r}, 'utf-8'); sys.exit(3)"
WRITES = "p.write_text({words!r}, 'utf-8')"


def editor(home: Home, body: str, words: str = WORDS) -> dict[str, str]:
    """An editor that is Python over the file ``p``; ``h`` is a folder outside the home."""
    outside = home.folder.parent
    script = outside / f"editor-{abs(hash(body + words))}.py"
    script.write_text(
        f"import os, sys, pathlib\np, h = pathlib.Path(sys.argv[1]), pathlib.Path({str(outside)!r})\n"
        + body.format(words=words),
        "utf-8",
    )
    return {"EDITOR": f"{sys.executable} {script}"}


@pytest.fixture
def locked(home: Home) -> Home:
    home.make_vault()
    return home


def kept(home: Home, spot: Spot = ENTRY) -> list[str]:
    """The unsaved texts of a spot that lie in drafts; they stay there."""
    vault = session.open_with(home.places, PASSPHRASE, local_now)
    texts = []
    for left in list(drafts.left(vault)):
        texts.append(left.at(spot))
        left.close()
    vault.close()
    return [text for text in texts if text]


def entries(home: Home) -> list[str]:
    vault = session.open_with(home.places, PASSPHRASE, local_now)
    found = [one.text for one in records.all_of(vault, Entry)]
    vault.close()
    return found


def nothing_lies_about(home: Home) -> bool:
    return not search([home.folder, Path("/dev/shm")]) and not list(home.places.editing.glob("*"))


def test_while_it_is_edited_the_text_lies_in_memory_for_its_owner_alone(locked: Home) -> None:
    look = "(h / 'seen').write_text(f'{{p}} {{p.stat().st_mode:o}} {{p.parent.stat().st_mode:o}}'); " + WRITES
    assert locked.run("add", "--edit", **editor(locked, look)).returncode == 0
    path, mode, folder_mode = (locked.folder.parent / "seen").read_text().split()
    assert Path(path).is_relative_to(locked.places.runtime or "")
    assert (mode, folder_mode) == ("100600", "40700")
    assert nothing_lies_about(locked)
    assert (entries(locked), kept(locked)) == ([WORDS], [])


def test_without_a_runtime_folder_the_text_lies_in_shared_memory(locked: Home) -> None:
    look = editor(locked, "(h / 'seen').write_text(str(p)); " + WRITES)
    assert locked.run("add", "--edit", XDG_RUNTIME_DIR="", **look).returncode == 0
    assert (locked.folder.parent / "seen").read_text().startswith("/dev/shm/medledare-")
    assert nothing_lies_about(locked)


def test_a_folder_in_shared_memory_that_others_made_or_can_open_is_not_used(locked: Home) -> None:
    shared = Path(f"/dev/shm/medledare-{os.geteuid()}")
    shared.mkdir(exist_ok=True)
    shared.chmod(0o755)
    try:
        ran = locked.run("add", "--edit", XDG_RUNTIME_DIR="", **editor(locked, WRITES))
        assert ran.returncode == 1
        assert "Could not use" in ran.stderr
    finally:
        shared.chmod(0o700)
        shared.rmdir()


@pytest.mark.parametrize("body", [DIES, NANO_DIES, FAILS], ids=["killed", "killed, with a copy put away", "failed"])
def test_an_editor_that_dies_leaves_a_draft_and_no_file(locked: Home, body: str) -> None:
    ran = locked.run("add", "--edit", **editor(locked, body))
    assert ran.returncode == 1
    assert "kept as a draft" in ran.stderr
    assert nothing_lies_about(locked)
    assert (entries(locked), kept(locked)) == ([], [WORDS])


def test_an_editor_that_dies_untouched_leaves_nothing_at_all(locked: Home) -> None:
    ran = locked.run("add", "--edit", **editor(locked, "sys.exit(3)"))
    assert "nothing was saved" in ran.stderr
    assert kept(locked) == []
    assert not list(locked.folder.rglob("*.draft*"))


def test_what_is_written_in_another_encoding_is_kept_readable(locked: Home) -> None:
    ran = locked.run("add", "--edit", **editor(locked, "p.write_bytes({words!r}.encode('latin-1'))"))
    assert ran.returncode == 2
    assert "not UTF-8" in ran.stderr
    assert nothing_lies_about(locked)
    assert kept(locked) == [WORDS]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_a_program_told_to_end_keeps_a_draft_and_leaves_no_file(locked: Home, terminal, how: int) -> None:
    shown = terminal("add", "--edit", **editor(locked, WAITS))
    wait_for((locked.folder.parent / "ready").exists)
    program = shown.program
    (running,) = children(program)
    kill(program, how)
    wait_for(lambda: ended(running))
    assert nothing_lies_about(locked)
    assert kept(locked) == [WORDS]


def test_a_terminal_that_is_closed_keeps_a_draft_and_leaves_no_file(locked: Home, terminal) -> None:
    shown = terminal("add", "--edit", **editor(locked, WAITS))
    wait_for((locked.folder.parent / "ready").exists)
    program = shown.program
    shown.close()
    wait_for(lambda: ended(program))
    assert nothing_lies_about(locked)
    assert kept(locked) == [WORDS]


def test_ctrl_c_is_for_the_editor(locked: Home, terminal) -> None:
    ignores = "import signal; signal.signal(signal.SIGINT, lambda *_: sys.exit(0)); " + WAITS
    shown = terminal("add", "--edit", **editor(locked, ignores))
    wait_for((locked.folder.parent / "ready").exists)
    shown.type("C-c")
    assert shown.wait_for_end() == 0
    assert entries(locked) == [WORDS]


def _killed_while_editing(home: Home, terminal) -> tuple[Terminal, int]:
    """A program killed with its editor still running, and that editor."""
    shown = terminal("add", "--edit", **editor(home, WAITS))
    wait_for((home.folder.parent / "ready").exists)
    (running,) = children(shown.program)
    kill(shown.program)
    return shown, running


def test_after_a_kill_the_next_start_seals_and_removes_what_was_left(locked: Home, terminal) -> None:
    _, running = _killed_while_editing(locked, terminal)
    kill(running)
    assert not nothing_lies_about(locked)
    assert locked.run("status").returncode == 0
    assert nothing_lies_about(locked)
    assert kept(locked) == [WORDS]


def test_an_editor_that_outlives_the_program_is_left_in_peace(locked: Home, terminal) -> None:
    _, running = _killed_while_editing(locked, terminal)
    locked.run("status")
    (path,) = (Path(one) for one in arguments_of(running) if one.endswith(".md"))
    assert path.read_text("utf-8") == WORDS
    path.write_text(WORDS + " och mer", "utf-8")
    kill(running)
    locked.run("log")
    assert nothing_lies_about(locked)
    assert kept(locked) == [WORDS + " och mer"]


def test_what_is_written_is_a_draft_already_while_the_editor_runs(locked: Home, terminal) -> None:
    """So that not even a power cut, which empties the memory it lies in, takes more than a second of it."""
    _killed = terminal("add", "--edit", **editor(locked, WAITS))
    wait_for(lambda: list(locked.folder.rglob("*.draft")))
    (running,) = children(_killed.program)
    kill(_killed.program)
    kill(running)
    for left in locked.places.editing.glob("*/*"):
        left.unlink()
    assert kept(locked) == [WORDS]


def test_a_left_text_that_cannot_be_sealed_is_left_until_it_can(locked: Home, terminal) -> None:
    _, running = _killed_while_editing(locked, terminal)
    kill(running)
    about = locked.places.vault / "vault.json"
    content = about.read_bytes()
    about.write_bytes(b"{}")
    locked.run("status")
    assert not nothing_lies_about(locked)
    about.write_bytes(content)
    locked.run("status")
    assert nothing_lies_about(locked)
    assert kept(locked) == [WORDS]


def test_editing_again_goes_on_with_the_draft(locked: Home) -> None:
    secret = locked.folder.parent / "passphrase"
    secret.write_text(PASSPHRASE)
    assert locked.run("unlock", MEDLEDARE_PASSPHRASE_FILE=str(secret)).returncode == 0
    locked.run("add", "--edit", **editor(locked, DIES))
    locked.run(
        "add", "--edit", **editor(locked, "p.write_text(p.read_text('utf-8').strip() + ' igen', 'utf-8'); sys.exit(1)")
    )
    assert kept(locked) == [WORDS + " igen"]
    goes_on = editor(locked, "p.write_text(p.read_text('utf-8').replace('igen', 'till slut'), 'utf-8')")
    ran = locked.run("add", "också", "--edit", **goes_on)
    assert ran.returncode == 0, ran
    assert entries(locked) == [WORDS + " till slut\nockså"]
    assert kept(locked) == []


def test_a_change_to_a_record_goes_on_where_it_was_left_in_either_front(home: Home, terminal) -> None:
    home.make_vault(None)
    made = home.run("fail", "-", stdin="så var det")
    failure = home.run("show", made.stdout.strip(), "--json").stdout
    home.run("edit", made.stdout.strip(), **editor(home, DIES, words="så var det nog"))
    shown = terminal()
    shown.wait_for("Not at all")
    shown.type("4")
    shown.wait_for("What happened")
    shown.type("e")
    shown.wait_for("så var det nog")
    kill(shown.program)
    ran = home.run("edit", made.stdout.strip(), **editor(home, "assert 'nog' in p.read_text('utf-8')"))
    assert ran.returncode == 0, (ran, failure)
    assert "så var det nog" in home.run("log").stdout


def test_an_entry_left_in_an_editor_stands_in_the_terminal_interface(home: Home, terminal) -> None:
    home.make_vault(None)
    home.run("add", "--edit", **editor(home, DIES, words="en rad till"))
    terminal().wait_for("en rad till")
