"""The few ways this package touches the disk: private, whole or not at all, and honest about errors.

Used by capture as well, so it imports nothing beyond the standard library's cheap parts.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from medledare.domain.problems import N_, CannotReach, Damaged

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
TEMPORARY = ".tmp-"
SMALL_FILE = 64 * 1024

_TOO_LARGE = N_("a small file is much too large")


@contextmanager
def reaching(path: Path) -> Iterator[None]:
    """Turn any OSError inside into CannotReach about ``path``."""
    try:
        yield
    except OSError as error:
        raise CannotReach(path=path, reason=error.strerror or str(error)) from error


def private_folder(path: Path) -> None:
    """Make ``path`` (and missing parents) readable by its owner only, and durable. Raises OSError."""
    if not path.is_dir():
        private_folder(path.parent)
        path.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
        # A folder in which one may write and not read cannot be opened to sync it.
        with suppress(PermissionError):
            sync_folder(path.parent)


def read_small(path: Path, limit: int = SMALL_FILE) -> bytes:
    """Return the bytes of a file that must not exceed ``limit`` bytes.

    Raises Damaged when it does, OSError when it cannot be read.
    """
    with open(path, "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise Damaged(what=_TOO_LARGE, where=path)
    return content


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write every byte, however often the system takes only a part. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(path: Path) -> None:
    """Make names created, renamed or removed in a folder durable. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put ``data`` at ``path`` in one step (temporary file, fsync, rename, fsync of the folder).

    Whoever looks sees the old file or the new one. Without ``durable`` the fsyncs are left out: still
    whole for every reader, but a power cut may bring the old one back. Raises OSError; nothing is left.
    """
    temporary = path.with_name(f"{TEMPORARY}{path.name}-{os.urandom(6).hex()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        try:
            write_all(descriptor, data)
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    if durable:
        sync_folder(path.parent)


def remove_secret(path: Path) -> None:
    """Remove a file made by ``write_whole``, and what a process killed while writing it left. Raises OSError."""
    with suppress(FileNotFoundError):
        for name in os.listdir(path.parent):
            if name == path.name or name.startswith(f"{TEMPORARY}{path.name}-"):
                (path.parent / name).unlink(missing_ok=True)
        sync_folder(path.parent)
