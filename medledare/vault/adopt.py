"""Moves what capture left in the inbox into the log, as soon as somebody holds the key."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import orjson

from medledare.domain.problems import CannotReach, Problem, VaultBusy
from medledare.vault.age import NotForUs, open_with
from medledare.vault.clock import is_version
from medledare.vault.files import TEMPORARY, read_small
from medledare.vault.inbox import LARGEST, SUFFIX
from medledare.vault.store import Store

_PATIENCE = 0.05


class Inbox:
    """The inbox of one vault on this machine, seen by a process that can open it."""

    def __init__(self, folder: Path, identity: Callable[[], str]) -> None:
        self._folder = folder
        self._identity = identity
        self.unreadable: set[str] = set()
        """Names of files that do not open, and "." while the folder itself does not; they stay where they are."""

    def waiting(self) -> list[str]:
        """Names of sealed records not yet in the log, oldest first, unreadable ones left out."""
        try:
            names = os.listdir(self._folder)
        except FileNotFoundError:
            names = []
        except OSError:
            self.unreadable.add(os.curdir)
            return []
        self.unreadable.discard(os.curdir)
        return sorted(
            name
            for name in names
            if name.endswith(SUFFIX) and not name.startswith(TEMPORARY) and name not in self.unreadable
        )

    def adopt(self, store: Store, patience: float = _PATIENCE) -> None:
        """Append what waits and only then remove it. Whatever cannot be done now is left for later."""
        if not self.waiting():
            return
        with suppress(VaultBusy, CannotReach), store.writing(patience):
            self._move(store)

    def _move(self, store: Store) -> None:
        done: list[str] = []
        texts: list[bytes] = []
        known = False
        for name in self.waiting():
            text = self._open(name)
            if text is None:
                continue
            done.append(name)
            fields = orjson.loads(text)
            if store.fold.knows(fields["table"], fields["id"], fields["version"]):
                known = True
            else:
                texts.append(text)
        if texts:
            store.append(texts)
            store.foreign += 1
        elif known:
            # Whoever appended it may have been stopped before the fsync.
            store.log.sync()
        for name in done:
            with suppress(OSError):
                os.unlink(self._folder / name)

    def _open(self, name: str) -> bytes | None:
        path = self._folder / name
        try:
            sealed = read_small(path, LARGEST)
        except FileNotFoundError:
            return None
        except (OSError, Problem):
            self.unreadable.add(name)
            return None
        try:
            text = open_with(self._identity(), sealed).rstrip(b" ")
            if _is_operation(text):
                return text
        except (NotForUs, Problem):
            pass
        self.unreadable.add(name)
        return None


def _is_operation(text: bytes) -> bool:
    # Anybody who can write to the folder can seal to the public key, so nothing is taken for granted.
    try:
        fields = orjson.loads(text)
    except ValueError:
        return False
    return (
        isinstance(fields, dict)
        and all(isinstance(fields.get(name), str) for name in ("table", "id", "version"))
        and is_version(fields["version"])
        and fields.get("parents") == []
        and isinstance(fields.get("document"), dict)
        and not fields.keys() & {"batch", "undoes"}
    )
