"""Answering somebody's invitation to observe: no vault, no account, no settings; only the sealed reply is left."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from medledare.cli import terminal
from medledare.cli.common import force_option, output_option, target_of
from medledare.cli.fields import naming
from medledare.cli.here import Here
from medledare.cli.problems import NoTerminal, NotUtf8, WrongUse
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.cli.writing import STDIN
from medledare.domain.codec import check_text
from medledare.domain.problems import Problem
from medledare.services import observing
from medledare.services.observing import Invitation
from medledare.text import N_, _, say
from medledare.text.observing import about

BETWEEN = "---"
"""The line between two answers on standard input."""
NUMBERED = N_("Write it as NUMBER=TEXT, with a number from 1 to {count}.")
NEEDED = N_("“-” and the answers on standard input, or --answer NUMBER=TEXT")


@command(
    "answer",
    epilog=N_(
        "You are asked question by question. “-” after the file reads the answers from standard input, with a line --- "
        "between them. Only the one who invited you can open the reply."
    ),
)
@argument("invitation", metavar=N_("FILE"))
@argument("source", metavar="-", required=False)
@option("--answer", "given", multiple=True, metavar=N_("NUMBER=TEXT"), help=N_("An answer; may be repeated"))
@output_option
@force_option
@pass_here
def answer(
    here: Here, invitation: str, source: str | None, given: tuple[str, ...], output: str | None, force: bool
) -> None:
    target = target_of(output)
    asked = observing.read_invitation(Path(invitation))
    if target is not None:
        observing.see_free(target, force)
    if given and source:
        raise WrongUse(told=_("Give the answers in one way: --answer, or standard input."))
    typed = not (given or source)
    if given:
        answers = _numbered(given, len(asked.questions))
    elif source == STDIN:
        answers = _piped(len(asked.questions))
    elif source:
        raise WrongUse(told=_("“{words}” is more than this command takes.").format(words=source))
    elif terminal.asking():
        answers = _asked_for(asked)
    else:
        raise NoTerminal(needed=_(NEEDED))
    sealed = observing.seal(asked, answers)
    _hand_over(sealed, target, force, typed)


def _hand_over(sealed: str, target: Path | None, force: bool, typed: bool) -> None:
    """Write the reply, or show it: where a file could not be written, what was typed is not lost, and stays sealed."""
    if target is None:
        terminal.raw(sealed)
        return
    try:
        written = observing.write_reply(target, sealed, force)
    except Problem:
        if typed and terminal.talking():
            terminal.complain(_("This is your sealed reply; copy it, and send it as it is:"))
            terminal.raw(sealed)
        raise
    terminal.line(_("Written to {path}").format(path=written))
    terminal.complain(_("Sealed. Send it back; nobody but the one who invited you can open it, not even you."))


def _asked_for(asked: Invitation) -> list[str]:
    """Ask one question after the other. What is said goes to standard error, as a reply may go to standard output."""
    for line in about(asked):
        terminal.complain(line)
    terminal.complain("")
    terminal.complain(
        _("An empty line ends an answer, or leaves the question out. ctrl+c leaves, with nothing written.")
    )
    answers: list[str] = []
    with suppress(EOFError):
        for number, question in enumerate(asked.questions, 1):
            terminal.complain("")
            terminal.complain(f"{number}. {question}")
            answers.append("\n".join(_lines()))
    return answers + [""] * (len(asked.questions) - len(answers))


def _lines() -> Iterator[str]:
    """The lines of an answer, up to an empty one. Raises EOFError where nothing more comes and nothing was written."""
    written = False
    while True:
        sys.stderr.write("> ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line and not written:
            raise EOFError
        if not line.strip():
            return
        try:
            yield check_text(line.removesuffix("\n").removesuffix("\r"))
            written = True
        except Problem as problem:
            terminal.complain(say(problem))


def _numbered(given: tuple[str, ...], count: int) -> list[str]:
    answers = [""] * count
    for one in given:
        number, equals, text = one.partition("=")
        with naming("--answer"):
            if not equals or not number.strip().isdecimal() or not 1 <= int(number) <= count:
                raise WrongUse(told=_(NUMBERED).format(count=count))
        answers[int(number) - 1] = text
    return answers


def _piped(count: int) -> list[str]:
    """Answers from standard input; those that are not there are left out."""
    data = sys.stdin.buffer.read(observing.REPLY_SIZE + 1) if sys.stdin is not None else b""
    try:
        lines = data.decode("utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        raise NotUtf8 from None
    answers = [""]
    for line in lines:
        if line.rstrip("\r") == BETWEEN:
            answers.append("")
        else:
            answers[-1] += ("\n" if answers[-1] else "") + line
    return answers + [""] * (count - len(answers))
