"""A whole vault in one age file: every version of every record, as JSON lines, and the files of its keys.

The file opens with the recovery key (stock ``age -d`` will do) and, so that an open vault can take its own backups in,
with the capture identity. The layout is described in docs/format.md.
"""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import orjson

from medledare.config.paths import Places
from medledare.domain.problems import N_, CannotReach, Problem, WrongRecoveryKey
from medledare.vault.access import CAPTURE_FILE, KEYS, RECOVERY_FILE
from medledare.vault.age import Altered, BadAgeKey, NotForUs, Sink, open_with, recipient_of, seal_pieces
from medledare.vault.files import PRIVATE_FILE, TEMPORARY, reaching, read_small, sync_folder, write_all
from medledare.vault.fold import Fold
from medledare.vault.heads import put_back
from medledare.vault.info import INFO_FILE, describe, is_hex
from medledare.vault.internal import DEVICES, gone_of
from medledare.vault.keys import VaultKey, recovery_recipient, unwrap_capture
from medledare.vault.reader import readers, size

FORMAT = "medledare backup 1"
_PIECE = 64 * 1024
LARGEST = 1 << 31
"""Bytes in a backup at most, so that no file takes all memory."""

_AGE = b"age-encryption.org/v1\n"
_NOT_A_FILE = N_("it is not a file")
_TOO_LARGE = N_("it is too large")

_THERE = N_("it is there already")

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


class NotABackup(Problem):
    sentence = N_("{path} is not a backup of a medledare vault. Nothing was changed.")


class BackupDamaged(Problem):
    """The file opens and is not whole: a part is missing or was altered."""

    status = 4
    sentence = N_("The backup {path} is damaged or incomplete. Nothing was restored; try another one.")


class WrongKeyForBackup(Problem):
    status = 3
    sentence = N_("That key does not open the backup {path}. It needs the recovery key of the vault it was made from.")


class Backup(NamedTuple):
    """A backup, read and found whole. ``files``: name in the vault to content. ``texts``: encoded operations.

    ``complete``: nothing in the logs was unreadable when it was made.
    """

    path: Path
    vault: str
    created: str
    files: dict[str, str]
    texts: list[bytes]
    complete: bool


class Written(NamedTuple):
    """What went into a backup. ``complete``: nothing in the logs was unreadable, and nothing was put back."""

    versions: int
    bytes: int
    complete: bool


class Recipients(NamedTuple):
    """Who can open a backup: the recovery key, and the vault itself while it is open, with ``identity``."""

    recovery: str
    capture: str
    identity: str


def recipients(places: Places, key: VaultKey) -> Recipients:
    """The recipients of this vault, each proven by the vault key. Raises Damaged, CannotReach."""
    folder = places.vault / KEYS
    with reaching(folder):
        recovery = recovery_recipient(read_small(folder / RECOVERY_FILE), folder / RECOVERY_FILE, key)
        identity = unwrap_capture(read_small(folder / CAPTURE_FILE), folder / CAPTURE_FILE, key)
    return Recipients(recovery, recipient_of(identity), identity)


def write_backup(
    places: Places, key: VaultKey, path: Path, *, now: datetime, replace: bool = False, progress: Progress | None = None
) -> Written:
    """Write a backup to ``path`` and read it back, then give it its name: all of it, or nothing is left there.

    Raises Damaged when a key file was altered, CannotReach when something cannot be read or written, or ``path`` is
    there and must not be replaced.
    """
    temporary = path.with_name(f"{TEMPORARY}{path.name}-{os.urandom(6).hex()}")
    with reaching(path):
        if not replace and os.path.lexists(path):
            raise CannotReach(path=path, reason=_THERE)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            try:
                written = stream_backup(places, key, _Whole(descriptor), now=now, progress=progress)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            read_backup(temporary, [recipients(places, key).identity])
            if replace:
                os.rename(temporary, path)
            else:
                _put(temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        sync_folder(path.parent)
    return written


def read_backup(path: Path, identities: Sequence[str]) -> Backup:
    """Read a backup with the first identity that opens it.

    Raises NotABackup, BackupDamaged, WrongKeyForBackup, CannotReach.
    """
    lines = _opened(path, _bytes_of(path), identities).rstrip(b"\n").split(b"\n")
    try:
        head, *texts, end = lines
        about, last = orjson.loads(head), orjson.loads(end)
        form, vault, created, files = (about[name] for name in ("format", "vault", "created", "files"))
        versions, complete = last["versions"], last["complete"]
    except (ValueError, KeyError, TypeError):
        raise NotABackup(path=path) from None
    whole = isinstance(vault, str) and is_hex(vault, 16) and isinstance(files, dict) and isinstance(created, str)
    if form != FORMAT or not whole:
        raise NotABackup(path=path)
    # Read before anything is written, so that a file that is not what it says changes nothing.
    if versions != len(texts) or Fold().take(texts, "")[1]:
        raise BackupDamaged(path=path)
    return Backup(path, vault, created, files, texts, complete is True)


def stream_backup(
    places: Places, key: VaultKey, target: Sink, *, now: datetime, progress: Progress | None = None
) -> Written:
    """Write a backup to an open file. Raises as ``write_backup`` does, and OSError from ``target``."""
    content = _Content(places, key, now, progress)
    to = recipients(places, key)
    seal_pieces([to.recovery, to.capture], content.pieces(), target)
    return Written(content.versions, content.bytes, content.complete)


class _Content:
    """The lines of a backup, and what was met while they were read."""

    def __init__(self, places: Places, key: VaultKey, now: datetime, progress: Progress | None) -> None:
        self._places = places
        self._key = key
        self._readers = readers(places.vault, key)
        self._now = now
        self._progress = progress
        self._devices = Fold()
        self.versions = self.bytes = 0
        self.complete = True

    def pieces(self) -> Iterator[bytes]:
        held = bytearray()
        for line in self._lines():
            held += line + b"\n"
            self.bytes += len(line) + 1
            if len(held) >= _PIECE:
                yield bytes(held)
                held.clear()
        yield bytes(held)

    def _lines(self) -> Iterator[bytes]:
        yield orjson.dumps(self._head())
        seen: set[tuple[str, str, str]] = set()
        for text in self._texts():
            fields = orjson.loads(text)
            which = fields["table"], fields["id"], fields["version"]
            if fields["table"] == DEVICES:
                self._devices.take((text,), "")
            # The same version again says something new only where it replaces more.
            if which not in seen or "replaces" in fields:
                seen.add(which)
                self.versions += 1
                yield text if b"\n" not in text else orjson.dumps(fields)
        about = self._devices.live.get(DEVICES, {})
        self.complete &= not any(one.flaws(gone_of(about.get(one.device))) for one in self._readers)
        self.complete &= not put_back(self._places.state_of(self._key.vault), self._readers)
        yield orjson.dumps({"versions": self.versions, "complete": self.complete})

    def _head(self) -> dict[str, object]:
        names = INFO_FILE, f"{KEYS}/{RECOVERY_FILE}", f"{KEYS}/{CAPTURE_FILE}"
        info = describe(self._places)
        with reaching(self._places.vault):
            files = {name: read_small(self._places.vault / name).decode() for name in names}
        return {
            "format": FORMAT,
            "vault": info.id,
            "created": self._now.astimezone(UTC).isoformat(timespec="seconds"),
            "files": files,
        }

    def _texts(self) -> Iterator[bytes]:
        total, done = sum(map(size, self._readers)), 0
        for reader in self._readers:
            for batch in reader.poll():
                for text in batch.plain:
                    if Fold().take((text,), "")[1]:
                        self.complete = False
                    else:
                        yield text.rstrip(b" ")
                done += sum(map(len, batch.plain))
                if self._progress:
                    self._progress(min(done, total), total)


class _Whole:
    """A descriptor to which every byte is written."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes) -> int:
        write_all(self._descriptor, data)
        return len(data)


def _opened(path: Path, sealed: bytes, identities: Sequence[str]) -> bytes:
    if not sealed.startswith(_AGE):
        raise NotABackup(path=path)
    for identity in identities:
        try:
            return open_with(identity, sealed)
        except BadAgeKey:
            raise WrongRecoveryKey from None
        except Altered:
            raise BackupDamaged(path=path) from None
        except NotForUs:
            continue
    raise WrongKeyForBackup(path=path)


def _bytes_of(path: Path) -> bytes:
    with reaching(path), open(path, "rb", opener=_at_once) as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise CannotReach(path=path, reason=_NOT_A_FILE)
        if about.st_size > LARGEST:
            raise CannotReach(path=path, reason=_TOO_LARGE)
        return file.read()


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe nobody writes to would otherwise hold the program for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _put(temporary: Path, path: Path) -> None:
    """Give a file its name unless somebody else has it. Raises CannotReach."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise CannotReach(path=path, reason=_THERE) from None
    except OSError:
        # Some file systems have no links.
        os.rename(temporary, path)
        return
    os.unlink(temporary)
