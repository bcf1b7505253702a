"""What the process may not do, for both fronts: use the network, leave its memory in a file, let others read.

Called before anything else, so it loads next to nothing.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from medledare.domain.problems import N_, Problem

PACKAGE = "medledare"
HOUSE = Path(__file__).parent.parent
"""The folder the program lies in. One above it may have the same name."""

NETWORK = frozenset(
    f"socket.{call}"
    for call in (
        "__new__",
        "bind",
        "connect",
        "getaddrinfo",
        "gethostbyaddr",
        "gethostbyname",
        "getnameinfo",
        "sendmsg",
        "sendto",
    )
)
"""The audit events of whatever would reach beyond this process."""

_confined = False


class NoNetwork(Problem):
    """Something in the program tried to use the network. That is a fault, and it was stopped."""

    sentence = N_(
        "Something in the program tried to use the network and was stopped ({call}). medledare never needs it, "
        "so this is a fault."
    )


def confine() -> None:
    """Confine this process, once and for good; programs it starts, such as an editor, are the person's own.

    No socket beside the pair the event loop talks to itself with, no core dump, files for their owner only
    whatever the umask was, and no traceback, as one can quote what was written.
    """
    global _confined
    if not _confined:
        _confined = True
        os.umask(0o077)
        _leave_no_core()
        _quote_nothing()
        sys.addaudithook(_refuse_network)


def close_memory() -> None:
    """Keep other programs of the same user from reading this process, where the system can (Linux).

    For when a key comes into memory: what it loads would slow down a capture, which has none.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE


def place_of(error: BaseException | None) -> str:
    """File and line where an error arose, and where in this program that was; nothing of what was being handled."""
    trace = error.__traceback__ if error else None
    own = last = ""
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        last = f"{path.name}:{trace.tb_lineno}"
        own = last if HOUSE in path.parents else own
        trace = trace.tb_next
    return ", ".join(dict.fromkeys(place for place in (own, last) if place)) or "-"


def _refuse_network(event: str, about: tuple[Any, ...]) -> None:
    if event not in NETWORK or (event == "socket.__new__" and about[1] == sys.modules["_socket"].AF_UNIX):
        return
    raise NoNetwork(call=event)


def _leave_no_core() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _quote_nothing() -> None:
    import threading

    def told(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(Exception):
            about = str(error) if isinstance(error, Problem) else f"{kind.__name__}, {place_of(error)}"
            sys.stderr.write(f"{PACKAGE}: {about}\n")

    sys.excepthook = told
    threading.excepthook = lambda about: told(about.exc_type, about.exc_value, about.exc_traceback)
    sys.unraisablehook = lambda about: told(about.exc_type, about.exc_value, about.exc_traceback)
