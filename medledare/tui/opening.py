"""Opening the vault beside the event loop, and what keeps it from being opened."""

import gc
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from medledare.config.paths import Places
from medledare.domain.problems import N_, Problem
from medledare.services.clock import Clock

if TYPE_CHECKING:
    from medledare.services.drafts import Drafts
    from medledare.vault.vault import Vault

T = TypeVar("T")


class TellsTooMuch(Problem):
    """Textual is set to write what is shown to a file or to another program."""

    sentence = N_("{variable} is set, and would let what you write out of the vault. Unset it and start again.")


class NoTerminal(Problem):
    sentence = N_("The interface needs a terminal. Run it in one, or use the commands: “medledare --help”.")


class Broken(Problem):
    """A fault of the program itself. Its traceback could hold what the person wrote, so only the place is told."""

    sentence = N_("Something went wrong inside the program ({where}). What you were writing is kept; start it again.")


class Opened(NamedTuple):
    """An open vault and the unsaved texts that belong to this window."""

    vault: "Vault"
    drafts: "Drafts"


class Made(NamedTuple):
    """A new vault, open, and its recovery key."""

    opened: Opened
    recovery_key: str


def opened(vault: "Vault") -> Opened:
    """A vault that is open already, with its drafts. Raises CannotReach."""
    from medledare.services.drafts import Drafts
    from medledare.services.due import start_if_due

    start_if_due(vault)
    drafts = Drafts(vault)
    spare_the_collector()
    return Opened(vault, drafts)


def spare_the_collector() -> None:
    """Let the garbage collector pass over what is there now: it stays, and walking it all stops everything else."""
    gc.freeze()
    gc.enable()


def put_away(vault: "Vault") -> None:
    """Close a vault, and let go of what was shown of it, which would else be passed over for good.

    Raises CannotReach.
    """
    try:
        vault.close()
    finally:
        gc.unfreeze()
        gc.collect()


def keep_up(vault: "Vault") -> None:
    """Take in what other processes wrote, and have a backup made if it is time. Raises CannotReach."""
    from medledare.services.due import start_if_due

    vault.refresh()
    start_if_due(vault)


def open_at_hand(places: Places, clock: Clock) -> "Future[Opened]":
    """Begin to open the vault with the key that is at hand, in a thread of its own."""

    def work() -> Opened:
        from medledare.services import session

        return opened(session.open_at_hand(places, clock))

    return _begin(work)


def open_with(places: Places, passphrase: str, clock: Clock) -> "Future[Opened]":
    """Begin to open the vault with a passphrase, in a thread of its own."""

    def work() -> Opened:
        from medledare.services import session

        return opened(session.open_with(places, passphrase, clock))

    return _begin(work)


def make_and_open(places: Places, passphrase: str | None, clock: Clock) -> "Future[Made]":
    """Begin to make a vault and open it, in a thread of its own."""

    def work() -> Made:
        from medledare.services import session

        key = session.make(places, passphrase, clock)
        if passphrase is None:
            return Made(opened(session.open_at_hand(places, clock)), key)
        return Made(opened(session.open_with(places, passphrase, clock)), key)

    return _begin(work)


def recover_and_open(places: Places, recovery: str, passphrase: str | None, clock: Clock) -> Opened:
    """Set a new passphrase by means of the recovery key, and open the vault. Takes seconds: for a thread."""
    from medledare.services import passphrases, session

    passphrases.recover(places, recovery, passphrase)
    if passphrase is None:
        return opened(session.open_at_hand(places, clock))
    return opened(session.open_with(places, passphrase, clock))


def _begin(work: Callable[[], T]) -> "Future[T]":
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future


def refuse_leaks(environment: Mapping[str, str] = os.environ) -> None:
    """Raise TellsTooMuch if Textual would log, photograph or send what is shown."""
    for variable in ("TEXTUAL_LOG", "TEXTUAL_SCREENSHOT"):
        if environment.get(variable):
            raise TellsTooMuch(variable=variable)
    if {"devtools", "debug"} & {feature.strip().lower() for feature in environment.get("TEXTUAL", "").split(",")}:
        raise TellsTooMuch(variable="TEXTUAL")
