"""A process of its own that asks the system's keyring one thing, so that a keyring that hangs hangs nothing else.

It is started with nothing on its command line. A line on standard output says that it is ready; then it reads one
JSON object from standard input (``do``: keep, give or remove; ``account``; ``secret``) and writes one as its answer
(``secret``, or ``problem`` and ``about``). What speaks to the keyring is loaded here and nowhere else.
"""

import json
import sys
from importlib import import_module
from typing import Any

SERVICE = "medledare"
SEALING = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
"""The backends that keep what they are given encrypted; all others are refused, as some write it down readable."""
NOWHERE = ("fail", "null")


def answer(request: dict[str, str], keyring: Any) -> dict[str, str]:
    """Do what is asked with the library's module ``keyring``."""
    try:
        backend, name = _backend(keyring)
        if backend is None:
            return {"problem": "unsafe", "about": name} if name else {"problem": "none"}
        account = request["account"]
        if request["do"] == "keep":
            backend.set_password(SERVICE, account, request["secret"])
        elif request["do"] == "remove":
            if backend.get_password(SERVICE, account) is not None:
                backend.delete_password(SERVICE, account)
        elif (secret := backend.get_password(SERVICE, account)) is not None:
            return {"secret": secret}
        return {}
    except Exception as error:
        return {"problem": "refused", "about": type(error).__name__}


def _backend(keyring: Any) -> tuple[Any, str]:
    """The backend to use and its name; none and the name of the one that is refused, empty if there is none at all."""
    chosen = keyring.get_keyring()
    # Where several could serve, the library chains them, the best first.
    for backend in getattr(chosen, "backends", [chosen]):
        kind = type(backend)
        package, _, module = kind.__module__.rpartition(".")
        if package == "keyring.backends" and module in SEALING:
            return backend, module
        if package != "keyring.backends" or module not in NOWHERE:
            return None, f"{kind.__module__}.{kind.__qualname__}"
    return None, ""


def main() -> None:
    """Answer one request."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        print(json.dumps({"problem": "missing"}), flush=True)
        return
    print(json.dumps({}), flush=True)
    print(json.dumps(answer(json.loads(sys.stdin.readline()), keyring)), flush=True)


if __name__ == "__main__":
    main()
