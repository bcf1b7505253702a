"""Where the text of a record comes from: arguments, standard input, a prompt, or an editor."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.cli.problems import NoEditor, NoTerminal, NothingWritten, NotUtf8
from medledare.domain.problems import Problem
from medledare.services.forms import Empty
from medledare.services.spots import Spot
from medledare.text import _

if TYPE_CHECKING:
    from medledare.services.drafts import Drafts
    from medledare.vault.drafts import Draft

STDIN = "-"


class Written(NamedTuple):
    """A text; whether it was typed in a prompt, so that it is nowhere else yet; and its draft if it has one."""

    text: str
    typed_here: bool = False
    draft: "Draft | None" = None


def text_from(here: Here, words: Sequence[str], needed: str, *, spot: Spot | None = None) -> Written:
    """The text of a record. ``needed`` says what to give where nobody can be asked; with ``spot``, in an editor.

    Raises Empty, NotUtf8, NoTerminal, NothingWritten or what the editor raises.
    """
    if spot is not None:
        return edited(here, " ".join(words), spot)
    if list(words) == [STDIN]:
        return Written(_filled(_decoded(sys.stdin.buffer.read() if sys.stdin is not None else b"")))
    if words:
        return Written(_filled(" ".join(words)))
    if not terminal.asking():
        raise NoTerminal(needed=needed)
    return Written(_asked(), typed_here=True)


def written_on(here: Here, begun: str, words: Sequence[str], spot: Spot) -> Written:
    """A text that was begun, written on in an editor, or with ``-`` from standard input.

    Raises NothingWritten where nothing was added to it, or what the editor raises.
    """
    if list(words) == [STDIN]:
        return Written(begun + text_from(here, words, "").text)
    written = edited(here, begun + " ".join(words), spot)
    if written.text.strip() == begun.strip():
        if written.draft is not None:
            written.draft.discard()
        raise NothingWritten
    return written


def edited(here: Here, text: str, spot: Spot, *, instead: bool = False) -> Written:
    """The text as it is after an editor. What was left unsaved there before goes first, or ``instead`` of ``text``.

    Raises NothingWritten or what the editor raises.
    """
    from medledare.cli.editor import edit

    # An editor that was chosen may be a script; one that is found needs a terminal.
    if not terminal.asking() and not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise NoEditor
    before = left(here, spot)
    if before is not None:
        text = before.at(spot) if instead or not text else f"{before.at(spot)}\n{text}"
    changed, draft = edit(here.places, text, spot, before)
    if not changed.strip():
        draft.discard()
        raise NothingWritten
    return Written(changed, draft=draft)


def left(here: Here, spot: Spot) -> "Drafts | None":
    """The drafts that hold an unsaved text for a spot, if they can be opened without asking."""
    from medledare.services import drafts

    if (vault := here.at_hand()) is not None:
        for one in drafts.left(vault):
            if one.at(spot):
                return one
            one.close()
    return None


def begun(here: Here, spot: Spot) -> str:
    """The unsaved text of a spot, which stays where it is; or empty."""
    if (drafts := left(here, spot)) is None:
        return ""
    text = drafts.at(spot)
    drafts.close()
    return text


def forget(here: Here, spot: Spot) -> None:
    """Let all unsaved texts of a spot go."""
    while (drafts := left(here, spot)) is not None:
        drafts.clear(spot)
        drafts.close()


@contextmanager
def handed_back(written: Written) -> Iterator[None]:
    """If saving fails inside, leave what was typed in its draft, or show it, as it is nowhere else."""
    try:
        yield
        if written.draft is not None:
            with suppress(Problem):
                written.draft.discard()
    except Problem:
        if written.draft is not None and written.draft.text:
            written.draft.release()
            terminal.complain(_("What you wrote is kept as a draft; edit again to go on with it."))
        elif written.typed_here and terminal.is_terminal(sys.stdout):
            terminal.line(_("This is what you wrote:"))
            terminal.raw(written.text + "\n")
        raise


def confirmed(question: str) -> bool:
    """Whether the answer at the terminal is yes; anything else is no."""
    choice = _("y/N")
    return asked(f"{question} [{choice}] ").lower() in ("y", "yes", "j", "ja")


def asked(prompt: str) -> str:
    """One line typed at the terminal, without space around it. Raises EOFError where the input ends."""
    return asked_line(prompt).strip()


def asked_line(prompt: str) -> str:
    """One line typed at the terminal, as it was typed. Raises EOFError where the input ends, in a sitting Cut."""
    from medledare.cli import lines

    sys.stderr.write(prompt)
    sys.stderr.flush()
    if lines.current is not None:
        return lines.current.line()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.removesuffix("\n")


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
