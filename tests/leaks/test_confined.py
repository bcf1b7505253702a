"""What the process itself may not do: use the network, dump its memory, make files for others."""

import subprocess
import sys
from pathlib import Path

import pytest
from leak_tools import PASSPHRASE, Home, kill, modes, search, wait_for

FRONTS = ["medledare.cli.main()", "medledare.tui.app.run(medledare.config.paths.find_places())"]


def _in_front(home: Home, front: str, attempt: str) -> subprocess.CompletedProcess[str]:
    """Try something in the program's own process, just where a front begins to work."""
    script = f"""
import sys, medledare.cli, medledare.cli.run, medledare.tui.app, medledare.config.paths
from medledare.domain.problems import Problem
from medledare.text import say
def attempt(*_):
    try:
        {attempt}
    except Problem as problem:
        print(say(problem), flush=True)
    return 0
medledare.cli.run.run = attempt
medledare.tui.app.MedledareApp.run = attempt
sys.stdin.isatty = sys.stdout.isatty = lambda: True
{front}
"""
    return subprocess.run(
        [sys.executable, "-c", script], env=home.environment, cwd=home.work, capture_output=True, text=True, check=False
    )


REACHING = {
    "connect": "__import__('socket').create_connection(('127.0.0.1', 9), 1)",
    "bind": "__import__('socket').socket(__import__('socket').AF_UNIX).bind('here')",
    "connect to a neighbour": "__import__('socket').socket(__import__('socket').AF_UNIX).connect('here')",
    "an internet socket": "__import__('socket').socket()",
    "look a name up": "__import__('socket').getaddrinfo('localhost', 80)",
    "look a name up in the old way": "__import__('socket').gethostbyname('localhost')",
    "send": "__import__('socket').socketpair()[0].sendto(b'x', 'there')",
    "ask the web": "__import__('urllib.request').request.urlopen('http://127.0.0.1:9/')",
    "serve": "__import__('http.server').server.HTTPServer(('127.0.0.1', 0), None)",
}


@pytest.mark.parametrize("attempt", REACHING.values(), ids=REACHING)
@pytest.mark.parametrize("front", FRONTS, ids=["command line", "terminal interface"])
def test_the_program_refuses_itself_the_network(home: Home, front: str, attempt: str) -> None:
    ran = _in_front(home, front, attempt)
    assert "tried to use the network and was stopped" in ran.stdout, ran
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("front", FRONTS, ids=["command line", "terminal interface"])
def test_an_event_loop_still_works(home: Home, front: str) -> None:
    ran = _in_front(
        home, front, "print(__import__('asyncio').run(__import__('asyncio').sleep(0, 'slept')), flush=True)"
    )
    assert ran.stdout == "slept\n"


@pytest.mark.parametrize("front", FRONTS, ids=["command line", "terminal interface"])
def test_no_core_dump_is_left(home: Home, front: str) -> None:
    words = "words = 'Kanarieägg' * 1000; __import__('os').abort()"
    plain = [sys.executable, "-c", words]
    before = ["sh", "-c", 'ulimit -c unlimited; exec "$@"', "-"]
    subprocess.run([*before, *plain], cwd=home.work, check=False)
    dumped = Path("/proc/sys/kernel/core_pattern").read_text().strip() == "core"
    assert bool(search([home.work])) is dumped
    for core in home.work.iterdir():
        core.unlink()
    script = f"import resource; resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2); {front}"
    ran = _in_front(home, script, words)
    assert ran.returncode == -6
    assert list(home.work.iterdir()) == []


def test_a_fault_in_a_thread_or_at_the_very_end_quotes_nothing(home: Home) -> None:
    secret = "raise ValueError('Kanarieägg')"
    for attempt in (
        f"__import__('threading').Thread(target=lambda: exec({secret!r})).start()",
        f"type('Late', (), dict(__del__=lambda _: exec({secret!r})))()",
        f"__import__('threading').Thread(target=lambda: 0).start(); {secret}",
    ):
        ran = _in_front(home, FRONTS[0], attempt)
        assert "Kanarie" not in ran.stdout + ran.stderr
        assert "ValueError" in ran.stderr


def test_other_programs_of_the_same_user_cannot_read_a_process_that_holds_a_key(home: Home) -> None:
    home.make_vault(None)
    script = """
import ctypes, sys
from medledare.config.paths import find_places
from medledare.services import session
from medledare.services.clock import local_now
prctl = ctypes.CDLL(None).prctl
before = prctl(3)
session.open_at_hand(find_places(), local_now)
print(before, prctl(3))
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], env=home.environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["1", "0"]


@pytest.mark.parametrize("umask", ["000", "022", "077"])
def test_everything_is_for_its_owner_alone_whatever_the_umask(home: Home, terminal, umask: str) -> None:
    wide = ["sh", "-c", f'umask {umask}; exec "$@"', "-"]
    secret = home.folder.parent / "passphrase"
    secret.write_text(PASSPHRASE)
    home.more["MEDLEDARE_PASSPHRASE_FILE"] = str(secret)
    for arguments in (
        ["init", "--recovery-file", "recovery"],
        ["add", "-"],
        ["unlock"],
        ["config", "set", "place", "home"],
        ["add", "-", "--json"],
        ["log"],
        ["export", "-o", "out.md"],
        ["export", "--format", "json", "-o", "out.json"],
        ["vault"],
    ):
        ran = home.run(*arguments, stdin="words", before=wide)
        assert ran.returncode == 0, ran
    shown = terminal(command=[*wide, *home.command])
    shown.wait_for("Not at all")
    shown.type("w")
    shown.write("a draft")
    shown.wait_for("a draft")
    wait_for(lambda: list(home.folder.rglob("*.draft")))
    kill(shown.program)
    given = {home.folder / name for name in ("data", "state", "config", "cache", "tmp", "work", "runtime")}
    for path, mode in modes(home.folder).items():
        if path not in given:
            assert mode == (0o700 if path.is_dir() else 0o600), (oct(mode), path)
