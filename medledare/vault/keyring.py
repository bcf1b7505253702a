"""The vault key in the care of the system's keyring, for those who ask for it.

``keys/keyring-<device>.json`` holds the vault key wrapped; the key that wraps it lies in the keyring alone. So
neither a copy of the vault nor the keyring opens anything by itself. Loaded only where that file is.
"""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any

from medledare.config.paths import Places
from medledare.domain.problems import N_, CannotReach, Problem
from medledare.vault.device import device_id
from medledare.vault.files import private_folder, reaching, read_small, remove_secret, write_whole
from medledare.vault.info import describe
from medledare.vault.keyfiles import KEYRING, keyring_file, keyring_shut
from medledare.vault.keys import KEY_BYTES, Common, VaultKey, unwrap_with_keyring, wrap_for_keyring

SECONDS = 2.0
"""How long the keyring may take for one answer."""
LOADING = 10.0
"""How long the helper may take until it is ready to ask."""
HELPER = "medledare.vault.keyring_helper"

_MISSING = N_("it is not installed; pip install 'medledare[keyring]' does that")
_NONE = N_("there is none here, as in a session without a desktop")
_SLOW = N_("it did not answer within two seconds")
_REFUSED = N_("it is locked or refused")
_FORGOT = N_("what it was given did not come back unchanged")
_EMPTY = N_("it does not hold this vault's key")
_REASONS = {"missing": _MISSING, "none": _NONE, "refused": _REFUSED}


class KeyringFails(Problem):
    """The keyring is not there, does not answer, or does not do what it should."""

    sentence = N_("The system keyring cannot be used: {reason}. Your passphrase opens the vault as before.")


class UnsafeKeyring(Problem):
    """A keyring that is not known to encrypt. Some write what they are given into a readable file."""

    sentence = N_(
        "The keyring set up here ({backend}) is not known to keep secrets encrypted, so it is not used. "
        "Your passphrase opens the vault as before."
    )


def turn_on(places: Places, key: VaultKey) -> None:
    """Let the keyring open this vault on this machine. Raises KeyringFails, UnsafeKeyring or CannotReach.

    Then nothing has changed. What was put into the keyring is read back before anything relies on it.
    """
    info = describe(places)
    with reaching(places.state_of(info.id)):
        device = device_id(places, info.id)
    secret = os.urandom(KEY_BYTES).hex()
    account = _account(info.id, device)
    _ask("keep", account, secret)
    if _ask("give", account).get("secret") != secret:
        raise KeyringFails(reason=_FORGOT)
    path = places.vault / "keys" / f"{KEYRING}{device}.json"
    try:
        with reaching(path):
            common = Common(info.id, info.capture)
            write_whole(path, wrap_for_keyring(key, common, device, bytes.fromhex(secret)))
    except CannotReach:
        with suppress(Problem):
            _ask("remove", account)
        raise
    let_in(places)


def turn_off(places: Places) -> None:
    """Let the keyring open this vault no longer. Raises CannotReach.

    Without the file the keyring's own part is worth nothing, so it does not matter if that cannot be removed.
    """
    info = describe(places)
    if (path := keyring_file(places, info.id)) is not None:
        with reaching(path):
            remove_secret(path)
        with suppress(Problem):
            _ask("remove", _account(info.id, path.stem.removeprefix(KEYRING)))
    let_in(places)


def unlock(places: Places) -> VaultKey:
    """The vault key, by the keyring. Raises KeyringFails, UnsafeKeyring, Damaged or CannotReach."""
    info = describe(places)
    path = keyring_file(places, info.id)
    if path is None:
        raise KeyringFails(reason=_EMPTY)
    with reaching(path):
        content = read_small(path)
    device = path.stem.removeprefix(KEYRING)
    secret = _ask("give", _account(info.id, device)).get("secret", "")
    try:
        wrapping = bytes.fromhex(secret)
    except ValueError:
        wrapping = b""
    key = unwrap_with_keyring(content, path, info.id, device, wrapping) if len(wrapping) == KEY_BYTES else None
    if key is None:
        raise KeyringFails(reason=_EMPTY)
    return key


def shut_out(places: Places) -> None:
    """Ask the keyring no more until the passphrase was given, or the person logs in anew. Raises CannotReach."""
    path = keyring_shut(places, describe(places).id)
    with reaching(path):
        private_folder(path.parent)
        write_whole(path, b"")


def let_in(places: Places) -> None:
    """Ask the keyring again from now on. Raises CannotReach."""
    path = keyring_shut(places, describe(places).id)
    with reaching(path):
        path.unlink(missing_ok=True)


def _account(vault: str, device: str) -> str:
    return f"{vault} {device}"


def _ask(do: str, account: str, secret: str = "") -> dict[str, str]:
    """What the keyring answers. Raises KeyringFails or UnsafeKeyring."""
    # -P: no module is taken from the folder one happens to be in.
    command = [sys.executable, "-P", "-m", HELPER]
    try:
        helper = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        raise KeyringFails(reason=_NONE) from None
    with helper:
        try:
            found = _line(helper, LOADING)
            if not found:
                assert helper.stdin is not None
                helper.stdin.write(json.dumps({"do": do, "account": account, "secret": secret}).encode() + b"\n")
                helper.stdin.flush()
                found = _line(helper, SECONDS)
        except BrokenPipeError:
            found = {"problem": "refused"}
        finally:
            helper.kill()
    if found.get("problem") == "unsafe":
        raise UnsafeKeyring(backend=found.get("about", ""))
    if "problem" in found:
        raise KeyringFails(reason=_REASONS.get(found["problem"], _REFUSED))
    return found


def _line(helper: "subprocess.Popen[bytes]", seconds: float) -> dict[str, Any]:
    """The helper's next line. Raises KeyringFails when it takes too long."""
    assert helper.stdout is not None
    descriptor, said, end = helper.stdout.fileno(), b"", time.monotonic() + seconds
    while not said.endswith(b"\n"):
        if not select.select([descriptor], [], [], max(0.0, end - time.monotonic()))[0]:
            raise KeyringFails(reason=_SLOW)
        if not (piece := os.read(descriptor, 65536)):
            return {"problem": "refused"}
        said += piece
    answer = json.loads(said)
    return answer if isinstance(answer, dict) else {"problem": "refused"}
