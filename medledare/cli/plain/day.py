"""The order of the plain day: its parts one after another, with a short question between them."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from medledare.cli import lines, terminal
from medledare.cli.asking import PROMPT
from medledare.cli.here import Here
from medledare.cli.passphrase import COMMAND, FILE
from medledare.cli.plain import answering, first, goals, morning, writing
from medledare.cli.problems import NothingWritten
from medledare.cli.writing import asked
from medledare.config.settings import setting
from medledare.domain.problems import Locked, Problem, WrongPassphrase
from medledare.services import capture, session
from medledare.text import N_, _, ngettext, say

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

HOW = N_(
    "Answer each question with a number or a line, and Enter. Enter alone goes on to the next. "
    "? tells what can be done. ctrl+d stops a part, and between the parts it leaves. ctrl+c leaves at once. "
    "What you wrote is kept."
)
IN_SHORT = N_("? tells what can be done, ctrl+c leaves. What you wrote is kept.")
SAMPLE = N_("An invented colleague's half year, to look around in. Nothing is kept when you leave.")
LOCKED = N_("The vault is locked. Type its passphrase, which is not shown; Enter alone lets you write without it.")
STILL_LOCKED = N_("It stays locked. What you write is sealed into it all the same.")
NEXT = N_("Next: {part}. Enter goes there, ? lists the parts.")
NOTHING_NEXT = N_("That was the day. Enter leaves, ? lists the parts.")
GOES_ON = N_("Type the number of a part. Enter alone goes to the next, ctrl+d leaves.")
LEAVES = N_("Type the number of a part. Enter alone or ctrl+d leaves.")
UNKNOWN = N_("That is none of the parts. ? lists them.")
LEFT = N_("Until next time.")


def _always(here: Here) -> bool:
    return True


class Part(NamedTuple):
    """A part of the day. ``due``: whether it is gone to when its turn comes; it can be chosen all the same."""

    heading: str
    do: Callable[[Here], None]
    due: Callable[[Here], bool] = _always
    locked: bool = False
    """Whether it can be done while the vault is locked."""


def _open(here: Here) -> None:
    if not (os.environ.get(FILE) or os.environ.get(COMMAND)):
        terminal.paragraph(_(LOCKED))
    try:
        with suppress(NothingWritten):
            here.open()
            return
    except (WrongPassphrase, Locked) as problem:
        terminal.complain(say(problem))
    terminal.paragraph(_(STILL_LOCKED))


JOURNAL = Part(N_("Journal"), writing.journal, locked=True)
PARTS = (
    Part(N_("Morning"), morning.know),
    Part(N_("Check-in"), answering.check_in, answering.to_check_in),
    Part(N_("Question of the day"), answering.question, answering.to_answer),
    JOURNAL,
    Part(N_("Goals"), goals.go_through),
    Part(N_("Failures and learnings"), writing.experience, locked=True),
    Part(N_("Look back"), writing.look_back, writing.to_look_back),
    Part(N_("Close the day"), morning.close, morning.to_close, locked=True),
)
OPEN = Part(N_("Open the vault"), _open, locked=True)


def go_through(here: Here, sample: "Vault | None" = None) -> None:
    """Go through the day until the person leaves, in their vault or a ``sample``.

    Raises what keeps the vault from being used.
    """
    if sample is not None:
        here.hold(sample)
    terminal.plain = True
    minutes = _patience(here)
    with lines.sitting(minutes * 60 or None) as sitting:
        with suppress(EOFError, KeyboardInterrupt):
            _day(here, sitting, sample is not None)
        terminal.line()
        if sitting.idle:
            terminal.paragraph(_idle(minutes))
        terminal.paragraph(_(LEFT))


def _day(here: Here, sitting: lines.Lines, sample: bool) -> None:
    terminal.line("medledare")
    if sample:
        terminal.paragraph(_(SAMPLE))
    if not (sample or session.exists(here.places)):
        first.begin(here)
        terminal.line()
        terminal.paragraph(_(HOW))
        _go(here, sitting, JOURNAL)
        done = [PARTS[0], JOURNAL]
    else:
        if not sample:
            capture.ready(here.places)
        terminal.paragraph(_(HOW if sample else IN_SHORT))
        done = []
        if here.at_hand() is None:
            _go(here, sitting, OPEN)
        if following := _next(here, done):
            _go(here, sitting, following)
            done = [following]
    while (chosen := _between(here, _next(here, done))) is not None:
        _go(here, sitting, chosen)
        done.append(chosen)


def _go(here: Here, sitting: lines.Lines, part: Part) -> None:
    """Do a part. What goes wrong in it is told, and the day goes on."""
    terminal.line()
    terminal.line(_(part.heading))
    try:
        part.do(here)
    except Problem as problem:
        terminal.complain(say(problem))
    except EOFError:
        pass
    if sitting.over:
        raise lines.Cut


def _parts(here: Here) -> list[Part]:
    """What can be gone to now."""
    if here.at_hand() is not None:
        return list(PARTS)
    return [OPEN, *(part for part in PARTS if part.locked)]


def _next(here: Here, done: list[Part]) -> Part | None:
    """The first part that is due after those that were done, in their order."""
    parts = [part for part in PARTS if part in _parts(here)]
    return next((part for part in parts if part not in done and part.due(here)), None)


def _between(here: Here, following: Part | None) -> Part | None:
    """Which part is gone to now; None to leave."""
    terminal.line()
    told = _(NEXT).format(part=_(following.heading)) if following else _(NOTHING_NEXT)
    terminal.paragraph(told)
    while True:
        typed, parts = asked(PROMPT), _parts(here)
        if not typed:
            return following
        if typed.isdecimal() and 1 <= int(typed[:9]) <= len(parts):
            return parts[int(typed[:9]) - 1]
        if typed == "?":
            for number, part in enumerate(parts, 1):
                terminal.line(f"{number} {_(part.heading)}")
            terminal.paragraph(_(HOW))
            terminal.paragraph(_(GOES_ON if following else LEAVES))
        else:
            terminal.paragraph(_(UNKNOWN))


def _patience(here: Here) -> int:
    """Minutes without a key after which an open vault is left; 0 is never."""
    known = setting("lock_after").default
    with suppress(Problem):
        known = here.settings.get("lock_after", known)
    return int(known)


def _idle(minutes: int) -> str:
    return ngettext("Nothing was typed for {count} minute.", "Nothing was typed for {count} minutes.", minutes)
