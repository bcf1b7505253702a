"""A backup made in a process of its own: how it is started, and what it does."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from medledare.config import settings
from medledare.config.paths import Places
from medledare.domain.problems import Problem, VaultBusy
from medledare.services.clock import local_now
from medledare.services.confine import close_memory, confine
from medledare.text import language, say, speak
from medledare.vault.due import put_off
from medledare.vault.keys import VaultKey

AGAIN_SECONDS = 3600
"""How long after a try that failed, or was cut short, the next one is made."""

_DAY_SECONDS = 24 * 3600
_SLACK_SECONDS = 600

# The folder a person happens to stand in must not be searched for modules, hence -P and a path of our own.
_CODE = "import sys; sys.path.append(sys.argv[1]); from medledare.services.beside import main; main()"


def start(places: Places, key: VaultKey) -> None:
    """Start the process and leave it to itself. Never raises: a backup that cannot be started is tried again."""
    try:
        if not int(settings.load(places.config)["backup_days"]):
            return
        # Noted first, so that of many processes one makes the backup, and a failing one does not try all the time.
        put_off(places.state_of(key.vault), AGAIN_SECONDS)
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE, str(Path(__file__).parents[2])],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=os.path.abspath(os.sep),
            start_new_session=True,
        )
        assert process.stdin is not None
        with process.stdin as pipe:
            pipe.write(json.dumps(_told(places, key)).encode())
    except (OSError, ValueError, Problem):
        return


def main() -> None:
    """What the process does: read what it is told, make the backup, and note how it went."""
    confine()
    close_memory()
    told = json.loads(sys.stdin.buffer.read())
    speak(told["language"])
    places = Places(Path(told["vault"]), Path(told["state"]), Path(told["config"]), None)
    with suppress(OSError, AttributeError):
        os.nice(10)
    back_up(places, VaultKey(told["id"], bytes.fromhex(told["key"])))


def back_up(places: Places, key: VaultKey) -> None:
    """Make one of the backups that are kept, and note when the next is due, or why this one failed."""
    from medledare.services.backups import folder_of
    from medledare.vault.rolling import make

    state = places.state_of(key.vault)
    try:
        chosen = settings.load(places.config)
        make(places, key, folder_of(places, key.vault), int(chosen["backup_keep"]), now=local_now())
    except VaultBusy:
        return
    except Problem as problem:
        with suppress(OSError):
            put_off(state, AGAIN_SECONDS, say(problem))
    else:
        with suppress(OSError):
            put_off(state, int(chosen["backup_days"]) * _DAY_SECONDS - _SLACK_SECONDS)


def _told(places: Places, key: VaultKey) -> dict[str, str]:
    told = {name: str(getattr(places, name)) for name in ("vault", "state", "config")}
    return told | {"id": key.vault, "key": key.secret.hex(), "language": language()}
