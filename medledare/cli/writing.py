"""Where the text of a record comes from: arguments, standard input, a prompt, or an editor."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.cli.problems import NoEditor, NoTerminal, NothingWritten, NotUtf8
from medledare.domain.problems import Problem
from medledare.services.forms import Empty
from medledare.text import _

STDIN = "-"


class Written(NamedTuple):
    """A text, and whether it was typed in a prompt or an editor, so that it is nowhere else yet."""

    text: str
    typed_here: bool = False


def text_from(here: Here, words: Sequence[str], needed: str, *, edit: bool = False) -> Written:
    """The text of a record. ``needed`` says what to give where nobody can be asked.

    Raises Empty, NotUtf8, NoTerminal, NothingWritten or what the editor raises.
    """
    if edit:
        return Written(edited(here, " ".join(words)), typed_here=True)
    if list(words) == [STDIN]:
        return Written(_filled(_decoded(sys.stdin.buffer.read() if sys.stdin is not None else b"")))
    if words:
        return Written(_filled(" ".join(words)))
    if not terminal.asking():
        raise NoTerminal(needed=needed)
    return Written(_asked(), typed_here=True)


def edited(here: Here, text: str) -> str:
    """The text as it is after an editor. Raises NothingWritten, EditorFailed or NoEditor."""
    from medledare.cli.editor import edit

    # An editor that was chosen may be a script; one that is found needs a terminal.
    if not terminal.asking() and not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise NoEditor
    changed = edit(here.places, text)
    if not changed.strip():
        raise NothingWritten
    return changed


@contextmanager
def handed_back(written: Written) -> Iterator[None]:
    """If saving fails inside, show what was typed, as it is nowhere else."""
    try:
        yield
    except Problem:
        if written.typed_here and terminal.is_terminal(sys.stdout):
            terminal.line(_("This is what you wrote:"))
            terminal.raw(written.text + "\n")
        raise


def confirmed(question: str) -> bool:
    """Whether the answer at the terminal is yes; anything else is no."""
    return asked(f"{question} [{_('y/N')}] ").lower() in ("y", "yes", "j", "ja")


def asked(prompt: str) -> str:
    """One line typed at the terminal. Raises EOFError where the input ends."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.strip()


def _asked() -> str:
    terminal.complain(_("Write, and end with ctrl+d on an empty line; ctrl+c saves nothing."))
    text = _decoded(sys.stdin.buffer.read()).removesuffix("\n")
    if not text.strip():
        raise NothingWritten
    return text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotUtf8 from None


def _filled(text: str) -> str:
    if not text.strip():
        raise Empty
    return text
