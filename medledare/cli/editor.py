"""A text in the person's own editor: a file only they can read, in memory where possible, gone afterwards."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from medledare.cli.problems import EditorFailed, NoEditor, NotUtf8
from medledare.config.paths import Places
from medledare.domain.problems import CannotReach

FALLBACKS = ("sensible-editor", "nano", "vi")


def edit(places: Places, text: str) -> str:
    """The text as it was left. Raises NoEditor, EditorFailed, NotUtf8 or CannotReach; the file is removed."""
    command = _command()
    # Editors end the last line; that line feed was not typed.
    ended = text.endswith("\n")
    with _private_folder(places) as folder:
        path = folder / "medledare.md"
        try:
            _write(path, text if ended or not text else text + "\n")
            _run([*command, str(path)])
            changed = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise NotUtf8 from None
        except OSError as error:
            raise CannotReach(path=folder, reason=error.strerror or error) from None
    return changed if ended else changed.removesuffix("\n")


def _command() -> list[str]:
    for given in (os.environ.get("VISUAL"), os.environ.get("EDITOR")):
        if given and given.strip():
            try:
                return shlex.split(given)
            except ValueError:
                raise NoEditor from None
    for name in FALLBACKS:
        if found := shutil.which(name):
            return [found]
    raise NoEditor


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, check=False)
    except OSError:
        raise NoEditor from None
    if done.returncode:
        raise EditorFailed(editor=command[0])


@contextmanager
def _private_folder(places: Places) -> Iterator[Path]:
    """A folder of its own, so that backups and swap files of the editor go with it, also when told to stop."""
    runtime = places.runtime
    try:
        if runtime is not None:
            runtime.mkdir(mode=0o700, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="edit-", dir=runtime))
    except OSError as error:
        raise CannotReach(path=runtime or tempfile.gettempdir(), reason=error.strerror or error) from None
    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, _stop) for number in signals}
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: Any) -> None:
    raise KeyboardInterrupt


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode("utf-8"))
