"""A text in the person's own editor. What it wrote is a sealed draft until it is saved; no file of it is left."""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from medledare.cli.lines import aside
from medledare.cli.problems import EditorEnded, EditorFailed, KeptOtherThanUtf8, NoEditor, NotUtf8
from medledare.config.paths import Places
from medledare.domain.problems import Problem
from medledare.services.drafts import Drafts
from medledare.services.editing import OutsideCopy, outside
from medledare.services.spots import Spot

if TYPE_CHECKING:
    from medledare.vault.drafts import Draft

FALLBACKS = ("sensible-editor", "nano", "vi")
KEPT_EVERY = 1.0
"""Seconds between looks at what the editor wrote."""
PATIENCE = 3.0
"""Seconds an editor gets to end when the program is told to."""


class Edited(NamedTuple):
    """The text as it was left, and its draft: to be discarded once the text is saved, else released."""

    text: str
    draft: "Draft"


def edit(places: Places, text: str, spot: Spot, left: Drafts | None = None) -> Edited:
    """The text as it was left. ``spot`` is where it goes on if it cannot be saved; ``left`` is where it comes from.

    Raises NoEditor, EditorFailed, NotUtf8, those two with a draft kept, or CannotReach. No file of it is left.
    """
    command = _command()
    # Editors end the last line; that line feed was not typed.
    ended = text.endswith("\n")
    with aside(), _told_to_stop(), outside(places, text if ended or not text else text + "\n", spot) as copy:
        if left is not None:
            copy.draft.save(spot.alone(text))
            left.clear(spot)
            left.close()
        try:
            _run([*command, str(copy.path)], copy)
            changed = copy.text()
        except EditorFailed as failed:
            raise EditorEnded(**failed.details) if _kept(copy) else failed from None
        except UnicodeDecodeError:
            raise KeptOtherThanUtf8 if _kept(copy) else NotUtf8 from None
        finally:
            _kept(copy)
    return Edited(changed if ended else changed.removesuffix("\n"), copy.draft)


def _kept(copy: OutsideCopy) -> bool:
    """Whether what was written is in the draft. A disk that is full is told when the text is to be saved."""
    with suppress(Problem):
        return copy.keep()
    return False


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


def _run(command: list[str], copy: OutsideCopy) -> None:
    """Run the editor to its end, keeping what it writes meanwhile. Raises EditorFailed, NoEditor."""
    try:
        editor = subprocess.Popen(command, pass_fds=[copy.lock])
    except OSError:
        raise NoEditor from None
    try:
        while editor.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                editor.wait(KEPT_EVERY)
            _kept(copy)
    finally:
        _end(editor)
    if editor.returncode:
        raise EditorFailed(editor=command[0])


def _end(editor: "subprocess.Popen[bytes]") -> None:
    """See that the editor has ended: asked first, as it may then put its text away."""
    for ask in (editor.terminate, editor.kill):
        if editor.poll() is None:
            ask()
            with suppress(subprocess.TimeoutExpired):
                editor.wait(PATIENCE)


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Inside, a signal to end is KeyboardInterrupt, and ctrl+c is for the editor alone."""
    handlers = {"SIGTERM": _stop, "SIGHUP": _stop, "SIGINT": _go_on}
    numbers = {getattr(signal, name): handler for name, handler in handlers.items() if hasattr(signal, name)}
    before = {number: signal.signal(number, handler) for number, handler in numbers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: Any) -> None:
    # Once: putting away what there is must not be disturbed.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _go_on)
    raise KeyboardInterrupt


def _go_on(number: int, frame: Any) -> None:
    """Unlike being ignored, this is not handed on to the editor."""
