"""Writing outside the vault: a file or a folder of files that only the owner may open, whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EEXIST
from pathlib import Path

from medledare.domain.problems import N_, CannotReach, Problem


class TargetExists(Problem):
    sentence = N_("There is already a file at {path}. It was left untouched; choose another name.")


def write_out(target: Path, content: bytes | Mapping[str, bytes], overwrite: bool = False) -> None:
    """Put a whole file at ``target``, or a folder with files of the names given.

    A new folder is there with all its files or not at all. In one that is there already the files are put one by one
    and all else is left alone; should one fail, those that are new are taken away again. Nothing is replaced unless
    ``overwrite``. Raises TargetExists or CannotReach.
    """
    with _told(target):
        if isinstance(content, bytes):
            _put(target, content, overwrite)
        elif target.is_dir():
            _put_into(target, content, overwrite)
        elif os.path.lexists(target):
            raise FileExistsError(target)
        else:
            _put_folder(target, content)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise TargetExists(path=error.filename2 or error.filename or target) from None
    except OSError as error:
        raise CannotReach(path=target, reason=error.strerror) from None


def _put(target: Path, data: bytes, overwrite: bool) -> None:
    """A file: a draft beside it, made durable, then given its name."""
    if not overwrite and os.path.lexists(target):
        raise FileExistsError(EEXIST, "", str(target))
    # mkstemp makes it 0600.
    handle, draft = tempfile.mkstemp(prefix=".medledare-", dir=target.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _name(draft, target, overwrite)
        _settle(target.parent)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)


def _put_into(folder: Path, files: Mapping[str, bytes], overwrite: bool) -> None:
    there = {name for name in files if os.path.lexists(folder / name)}
    if there and not overwrite:
        raise FileExistsError(EEXIST, "", str(folder / min(there)))
    put: list[str] = []
    with _drafted(folder, files) as drafts:
        try:
            for name in files:
                _name(str(drafts / name), folder / name, overwrite)
                put.append(name)
        except OSError:
            for name in put:
                if name not in there:
                    (folder / name).unlink(missing_ok=True)
            raise
    _settle(folder)


def _put_folder(target: Path, files: Mapping[str, bytes]) -> None:
    with _drafted(target.parent, files) as drafts:
        _settle(drafts)
        # Only takes the place of an empty folder.
        os.rename(drafts, target)
    _settle(target.parent)


@contextmanager
def _drafted(where: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder with the files, durable, that is removed afterwards if it is still there."""
    # mkdtemp makes it 0700.
    drafts = Path(tempfile.mkdtemp(prefix=".medledare-", dir=where))
    try:
        for name, data in files.items():
            with open(os.open(drafts / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
        # All in one go; then there is nothing left for each to wait for, other than what went wrong.
        os.sync()
        for name in files:
            handle = os.open(drafts / name, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        yield drafts
    finally:
        shutil.rmtree(drafts, ignore_errors=True)


def _name(draft: str, target: Path, overwrite: bool) -> None:
    """Give the draft its name. Linking, unlike renaming, never replaces a file that came meanwhile."""
    if not overwrite:
        try:
            os.link(draft, target)
            return
        except FileExistsError:
            raise
        except OSError:
            # Some file systems have no links: then look again, as closely before as can be.
            if os.path.lexists(target):
                raise FileExistsError(EEXIST, "", str(target)) from None
    os.replace(draft, target)


def _settle(folder: Path) -> None:
    """Make the name durable too, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
