"""The system keyring: the real one of GNOME on a bus of its own, and every way in which there is none."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from leak_tools import PASSPHRASE, Home, wait_for

from medledare.services import session
from medledare.services.clock import local_now
from medledare.vault import keyring
from medledare.vault.keyring import KeyringFails

LOGIN = "inloggning"


class Ring:
    """GNOME's keyring on a bus of its own."""

    def __init__(self, home: Home, *, unlocked: bool = True) -> None:
        environment = home.environment | {"HOME": str(home.folder)}
        self.bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.bus.stdout is not None
        self.address = self.bus.stdout.readline().strip()
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": self.address}
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        self.daemon = subprocess.Popen(
            [*command, *(["--unlock"] if unlocked else [])],
            env=environment | self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self.daemon.stdin is not None
        if unlocked:
            self.daemon.stdin.write(LOGIN.encode())
        self.daemon.stdin.close()
        wait_for(self._there)

    def _there(self) -> bool:
        ask = ["dbus-send", f"--bus={self.address}", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
        ask += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
        return "true" in subprocess.run(ask, capture_output=True, text=True, check=False).stdout

    def close(self) -> None:
        for process in (self.daemon, self.bus):
            process.kill()
            process.wait()


@pytest.fixture
def locked(home: Home) -> Home:
    home.make_vault()
    secret = home.folder.parent / "passphrase"
    secret.write_text(PASSPHRASE)
    return home


@pytest.fixture
def ring(locked: Home) -> Iterator[Ring]:
    opened = Ring(locked)
    yield opened
    opened.close()


@pytest.fixture
def given(locked: Home) -> dict[str, str]:
    """What gives the passphrase."""
    return {"MEDLEDARE_PASSPHRASE_FILE": str(locked.folder.parent / "passphrase")}


def test_the_keyring_opens_the_vault_until_it_is_locked_and_again_after_the_passphrase(
    locked: Home, ring: Ring, given: dict[str, str]
) -> None:
    on = locked.run("vault", "keyring", "on", **ring.environment, **given)
    assert (on.returncode, on.stdout) == (0, "The system keyring opens this vault here.\n"), on
    assert json.loads(locked.run("vault", "keyring", "--json").stdout)["keyring"] is True
    locked.run("add", "-", stdin="med nyckelring")
    assert locked.run("status", "--short").stdout == "open\n"
    read = locked.run("log", **ring.environment)
    assert "med nyckelring" in read.stdout, read
    # It stays open for a while, so that not every command has to ask.
    assert locked.run("log").returncode == 0
    assert locked.run("lock", **ring.environment).returncode == 0
    assert locked.run("status", "--short").stdout == "locked\n"
    assert locked.run("log", **ring.environment).returncode == 3
    assert locked.run("log", **ring.environment, **given).returncode == 0
    assert locked.run("log", **ring.environment).returncode == 0


def test_turned_off_nothing_is_left_in_the_vault_or_in_the_keyring(
    locked: Home, ring: Ring, given: dict[str, str]
) -> None:
    before = set((locked.places.vault / "keys").iterdir())
    locked.run("vault", "keyring", "on", **ring.environment, **given)
    (wrapped,) = set((locked.places.vault / "keys").iterdir()) - before
    account = f"{json.loads(wrapped.read_text())['vault']} {json.loads(wrapped.read_text())['device']}"
    ask = [sys.executable, "-m", "keyring", "get", "medledare", account]
    environment = locked.environment | ring.environment
    secret = subprocess.run(ask, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    assert re.fullmatch("[0-9a-f]{64}", secret)
    assert secret not in wrapped.read_text()
    # Off needs no passphrase.
    off = locked.run("vault", "keyring", "off", **ring.environment)
    assert off.stdout == "The system keyring does not open this vault.\n"
    assert set((locked.places.vault / "keys").iterdir()) == before
    assert subprocess.run(ask, env=environment, capture_output=True, check=False).stdout == b""
    assert locked.run("log", **ring.environment).returncode == 3


def test_no_secret_stands_in_an_argument_or_in_an_environment(locked: Home, ring: Ring, given: dict[str, str]) -> None:
    trace = locked.folder.parent / "trace"
    strace = ["strace", "-f", "-qq", "-v", "-s", "100000", "-e", "trace=execve", "-o", str(trace)]
    assert locked.run("vault", "keyring", "on", before=strace, **ring.environment, **given).returncode == 0
    seen = trace.read_text()
    assert "keyring_helper" in seen
    assert not re.search("[0-9a-f]{64}", seen)


def test_the_terminal_interface_turns_it_on_by_name_and_opens_with_it(
    locked: Home, ring: Ring, terminal, given: dict[str, str]
) -> None:
    shown = terminal(**ring.environment)
    shown.wait_for("Passphrase")
    shown.write(PASSPHRASE)
    shown.type("Enter")
    shown.wait_for("Not at all")
    shown.type("C-p")
    shown.wait_for("What do you want")
    shown.write("system keyring")
    # Only what was looked for is left in the list.
    shown.wait_until(lambda screen: "System keyring" in screen and "Theme" not in screen, "the command alone")
    time.sleep(0.5)
    shown.type("Enter")
    shown.wait_for("Use the keyring")
    time.sleep(0.5)
    shown.type("Left", "Enter")
    shown.wait_for("opens this vault here")
    shown.type("C-q")
    assert shown.wait_for_end() == 0
    again = terminal(**ring.environment)
    again.wait_for("Not at all")
    again.type("C-l")
    again.wait_for("Your journal is locked")
    again.type("C-q")
    again.wait_for_end()
    # After a lock the passphrase is asked for, in a new window too.
    terminal(**ring.environment).wait_for("Your journal is locked")


def test_another_machine_with_the_same_vault_is_not_disturbed(locked: Home, ring: Ring, given: dict[str, str]) -> None:
    locked.run("vault", "keyring", "on", **ring.environment, **given)
    elsewhere = {"XDG_STATE_HOME": str(locked.folder / "cache"), "XDG_RUNTIME_DIR": ""}
    assert locked.run("log", **ring.environment, **elsewhere).returncode == 3
    assert locked.run("vault", "keyring", "on", **ring.environment, **elsewhere, **given).returncode == 0
    assert locked.run("log", **ring.environment).returncode == 0
    assert locked.run("vault", "keyring", "off", **ring.environment).returncode == 0
    assert locked.run("log", **ring.environment, **elsewhere).returncode == 0


class Deaf:
    """A bus that takes a call and never answers."""

    def __init__(self, folder: Path) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(folder / "bus"))
        self.socket.listen(64)
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}"}


def _backend(home: Home, name: str, body: str) -> dict[str, str]:
    """A backend of somebody else's, and the environment in which it is chosen."""
    folder = home.folder.parent / f"modules-{abs(hash(body))}"
    folder.mkdir()
    (folder / f"{name}.py").write_text(body)
    return {"PYTHONPATH": str(folder)}


PLAIN = """
import json, pathlib
from keyring.backend import KeyringBackend
class PlainRing(KeyringBackend):
    priority = 99
    def get_password(self, service, account): return None
    def set_password(self, service, account, secret): pathlib.Path('plain').write_text(secret)
    def delete_password(self, service, account): pass
"""


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("no bus", "there is none here"),
        ("a bus that is not there", "there is none here"),
        ("a bus that never answers", "there is none here"),
        ("a keyring that never answers", "did not answer within two seconds"),
        ("not installed", "pip install 'medledare[keyring]'"),
        ("null", "there is none here"),
        ("fail", "there is none here"),
        ("plaintext", "(plainring.PlainRing) is not known to keep secrets encrypted"),
        ("broken", "it is locked or refused"),
    ],
)
def test_where_there_is_no_keyring_one_sentence_says_so_and_the_passphrase_works(
    locked: Home, ring: Ring, tmp_path: Path, given: dict[str, str], kind: str, says: str
) -> None:
    deaf = Deaf(tmp_path)
    os.kill(ring.daemon.pid, signal.SIGSTOP)
    environment = {
        "no bus": {},
        "a bus that is not there": {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none"},
        "a bus that never answers": deaf.environment,
        "a keyring that never answers": ring.environment,
        "not installed": _backend(locked, "keyring", "raise ImportError"),
        "null": {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        "fail": {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        "plaintext": _backend(locked, "plainring", PLAIN) | {"PYTHON_KEYRING_BACKEND": "plainring.PlainRing"},
        "broken": _backend(locked, "keyring", "def get_keyring(): raise OSError('x')"),
    }[kind]
    before = set((locked.places.vault / "keys").iterdir())
    began = time.monotonic()
    ran = locked.run("vault", "keyring", "on", **environment, **given)
    assert time.monotonic() - began < 12
    assert (ran.returncode, ran.stdout) == (1, "")
    assert says in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "passphrase opens the vault as before" in ran.stderr
    assert not (locked.work / "plain").exists()
    assert set((locked.places.vault / "keys").iterdir()) == before
    assert locked.run("log", **environment, **given).returncode == 0


@pytest.mark.parametrize("kind", ["gone", "deaf", "stopped", "emptied", "locked"])
def test_a_keyring_that_fails_later_is_told_and_the_passphrase_works(
    locked: Home, ring: Ring, tmp_path: Path, given: dict[str, str], kind: str
) -> None:
    locked.run("vault", "keyring", "on", **ring.environment, **given)
    environment = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/none"}
    if kind == "stopped":
        os.kill(ring.daemon.pid, signal.SIGSTOP)
        environment = ring.environment
    else:
        ring.close()
    if kind == "deaf":
        environment = (deaf := Deaf(tmp_path)).environment
        assert deaf
    other = None
    if kind == "emptied":
        for path in (locked.folder / "data" / "keyrings").iterdir():
            path.unlink()
        other = Ring(locked)
    if kind == "locked":
        other = Ring(locked, unlocked=False)
    if other:
        environment = other.environment
    try:
        ran = locked.run("log", **environment)
        assert ran.returncode == 3
        first, second = ran.stderr.splitlines()
        assert "The system keyring cannot be used" in first
        assert "The vault is locked." in second
        ran = locked.run("log", **environment, **given)
        assert ran.returncode == 0
        assert ran.stderr.count("\n") == 1
    finally:
        if other:
            other.close()


def test_the_terminal_interface_tells_what_is_wrong_with_the_keyring_and_asks(
    locked: Home, ring: Ring, terminal, given: dict[str, str]
) -> None:
    locked.run("vault", "keyring", "on", **ring.environment, **given)
    ring.close()
    shown = terminal(**ring.environment)
    shown.wait_for("The system keyring cannot")
    shown.wait_for("Your journal is locked")


def test_what_the_keyring_does_not_give_back_unchanged_is_not_relied_on(
    locked: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = session.open_with(locked.places, PASSPHRASE, local_now).key
    before = set((locked.places.vault / "keys").iterdir())
    monkeypatch.setattr(keyring, "_ask", lambda do, account, secret="": {"secret": "00" * 32})
    with pytest.raises(KeyringFails, match="did not come back unchanged"):
        keyring.turn_on(locked.places, key)
    assert set((locked.places.vault / "keys").iterdir()) == before


def test_where_several_keyrings_are_there_a_readable_one_never_gets_the_secret() -> None:
    from keyring.backends.SecretService import Keyring as Sealing

    from medledare.vault.keyring_helper import answer

    given: dict[str, str] = {}

    class Readable:
        def set_password(self, service: str, account: str, secret: str) -> None:
            raise AssertionError

    class Chain:
        def __init__(self, *backends: object) -> None:
            self.backends = backends

    sealing = Sealing()
    sealing.set_password = lambda service, account, secret: given.update({account: secret})  # type: ignore[method-assign]
    request = {"do": "keep", "account": "a", "secret": "s"}
    chosen = type("Library", (), {"get_keyring": staticmethod(lambda: Chain(sealing, Readable()))})
    assert answer(request, chosen) == {}
    assert given == {"a": "s"}
    chosen = type("Library", (), {"get_keyring": staticmethod(lambda: Chain(Readable(), sealing))})
    assert answer(request, chosen)["problem"] == "unsafe"


def test_a_vault_without_a_passphrase_needs_no_keyring(home: Home) -> None:
    home.make_vault(None)
    ran = home.run("vault", "keyring", "on")
    assert ran.returncode == 1
    assert "has no passphrase" in ran.stderr


def test_a_wrapped_key_that_was_altered_or_put_there_by_another_device_opens_nothing(
    locked: Home, ring: Ring, given: dict[str, str]
) -> None:
    locked.run("vault", "keyring", "on", **ring.environment, **given)
    (path,) = (locked.places.vault / "keys").glob("keyring-*")
    content = path.read_text()
    path.write_text(content.replace('"device": "', '"device": "0'))
    ran = locked.run("log", **ring.environment)
    assert ran.returncode == 4
    assert "Traceback" not in ran.stderr


def test_the_keyring_library_is_never_in_the_programs_own_process(
    locked: Home, ring: Ring, given: dict[str, str]
) -> None:
    locked.run("vault", "keyring", "on", **ring.environment, **given)
    script = (
        "import sys; from medledare.cli.run import run; status = run(['log'])\n"
        "print(status, *sys.modules, file=sys.stderr)"
    )
    for environment in ({}, ring.environment):
        ran = subprocess.run(
            [sys.executable, "-c", script],
            env=locked.environment | environment,
            capture_output=True,
            text=True,
            check=True,
        )
        loaded = set(ran.stderr.splitlines()[-1].split())
        assert loaded & {"keyring", "jeepney", "secretstorage", "medledare.vault.keyring_helper"} == set()
        if not environment:
            assert "subprocess" in loaded
    assert os.environ.get("DBUS_SESSION_BUS_ADDRESS") != ring.address
