"""Where a passphrase may come from: a file, a command, or a hidden prompt; never an argument or a variable."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from medledare.cli import terminal
from medledare.cli.problems import NoPassphraseFrom, NoRecoveryKeyIn, NoTerminal, NothingWritten, PassphrasesDiffer
from medledare.config.paths import Places
from medledare.domain.problems import CannotReach, Locked, NoPassphrase, Problem, WrongPassphrase
from medledare.services import session
from medledare.services.clock import Clock
from medledare.text import N_, _, say

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

FILE, COMMAND = "MEDLEDARE_PASSPHRASE_FILE", "MEDLEDARE_PASSPHRASE_COMMAND"
TRIES = 3
IDENTITY = "AGE-SECRET-KEY-1"
LONGEST = 64 * 1024
"""Bytes of a passphrase at most, so that no file takes all memory."""

T = TypeVar("T")

_EMPTY = N_("it is empty")
_TOO_LONG = N_("its first line is longer than any passphrase")
_NOT_TEXT = N_("it is not UTF-8 text")


def opened(places: Places, clock: Clock) -> "Vault":
    """The vault, opened with the key at hand or else a passphrase. Raises Locked when there is neither."""
    try:
        return session.open_at_hand(places, clock)
    except Locked as locked:
        if not session.needs_passphrase(places):
            raise NoPassphrase from None
        if isinstance(locked.__cause__, Problem):
            terminal.complain(say(locked.__cause__))
        return with_passphrase(lambda passphrase: session.open_with(places, passphrase, clock))


def with_passphrase(use: Callable[[str], T]) -> T:
    """What ``use`` gives for a passphrase. At a terminal one may mistype; elsewhere WrongPassphrase is final.

    Raises Locked when no passphrase can be had.
    """
    if (given := given_passphrase()) is not None:
        return use(given)
    if not terminal.asking():
        raise Locked
    for attempt in range(TRIES):
        try:
            return use(ask(_("Passphrase: ")))
        except WrongPassphrase as wrong:
            if attempt == TRIES - 1:
                raise
            terminal.complain(say(wrong))
    raise Locked


def given_passphrase() -> str | None:
    """The passphrase from the file or the command named in the environment. Raises NoPassphraseFrom."""
    if path := os.environ.get(FILE):
        try:
            return _line(_start_of(path), FILE)
        except OSError as error:
            raise NoPassphraseFrom(source=FILE, reason=error.strerror or error) from None
    if command := os.environ.get(COMMAND):
        return _from_command(command)
    return None


def new_passphrase() -> str | None:
    """A passphrase for a new vault: as given, or asked for twice; None when nobody can be asked."""
    if (given := given_passphrase()) is not None:
        return given
    return chosen_passphrase() if terminal.asking() else None


def chosen_passphrase() -> str:
    """A passphrase asked for twice. Raises PassphrasesDiffer."""
    first = ask(_("Choose a passphrase: "))
    if first != ask(_("The same once more: ")):
        raise PassphrasesDiffer
    return first


def passphrase_in(path: str) -> str:
    """A new passphrase from a file named on the command line. Raises CannotReach, NoPassphraseFrom."""
    try:
        return _line(_start_of(path), path)
    except OSError as error:
        raise CannotReach(path=path, reason=error.strerror or error) from None


def recovery_key(path: str | None) -> str:
    """The recovery key, from a file or asked for. Raises CannotReach, NoRecoveryKeyIn, or NoTerminal."""
    if path is None:
        if not terminal.asking():
            raise NoTerminal(needed="--recovery-file")
        return ask(_("Recovery key: "))
    try:
        content = _start_of(path)
    except OSError as error:
        raise CannotReach(path=path, reason=error.strerror or error) from None
    # Files of age identities may have lines of remarks.
    for line in content.decode("ascii", "replace").splitlines():
        if line.strip().upper().startswith(IDENTITY):
            return line.strip()
    raise NoRecoveryKeyIn(path=path)


def ask(prompt: str) -> str:
    """A hidden answer, not empty. Raises NothingWritten."""
    from getpass import getpass

    from medledare.cli.lines import aside

    with aside():
        answer = getpass(prompt)
    if not answer:
        raise NothingWritten
    return answer


def _from_command(command: str) -> str:
    import shlex
    import subprocess

    try:
        done = subprocess.run(shlex.split(command), stdout=subprocess.PIPE, check=False)
    except (OSError, ValueError) as error:
        raise NoPassphraseFrom(source=COMMAND, reason=getattr(error, "strerror", None) or error) from None
    if done.returncode:
        raise NoPassphraseFrom(source=COMMAND, reason=_("it ended with status {status}").format(status=done.returncode))
    return _line(done.stdout, COMMAND)


def _start_of(path: str) -> bytes:
    """What a file begins with. Raises OSError."""
    with open(path, "rb") as file:
        return file.read(LONGEST + 1)


def _line(content: bytes, source: str) -> str:
    """The first line, without its end."""
    content = content.partition(b"\n")[0]
    if len(content) > LONGEST:
        raise NoPassphraseFrom(source=source, reason=_TOO_LONG)
    try:
        passphrase = content.decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:
        raise NoPassphraseFrom(source=source, reason=_NOT_TEXT) from None
    if not passphrase:
        raise NoPassphraseFrom(source=source, reason=_EMPTY)
    return passphrase
