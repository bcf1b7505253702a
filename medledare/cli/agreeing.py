"""Reading through the exact words that would leave, before they do; each time anew, as no yes stands."""

import sys
from contextlib import suppress
from hashlib import sha256

from medledare.cli import terminal
from medledare.cli.problems import NotConfirmed
from medledare.cli.spoken import option
from medledare.cli.writing import confirmed
from medledare.domain.problems import Problem
from medledare.text import N_

_DIGITS = 12

agree_option = option(
    "--agree", metavar=N_("NUMBER"), help=N_("Let what you have read through leave; the number says which words")
)


class NotAgreed(Problem):
    """What would leave was shown, and there is nobody to ask whether it may."""

    status = 3
    sentence = N_("Nothing was written. Read it through; what you agree to, you name with --agree {agreement}.")


class OtherWords(Problem):
    sentence = N_(
        "That is not what you agreed to: the words, the form or whom it is for are others. Nothing was written."
    )


def agreement(*parts: str) -> str:
    """What one agrees to by naming it: a hash of what it is, whom it is for, and its exact words."""
    return sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]


def agreed(text: str, number: str, given: str | None, to_know: str, question: str) -> None:
    """Show the exact words and what there is to know, and go on only if they are agreed to.

    ``number``: their ``agreement``; ``given``: what ``--agree`` says. Raises NotAgreed, OtherWords, NotConfirmed.
    """
    if given is not None:
        if given.strip().lower() != number:
            raise OtherWords
        return
    terminal.raw(text if text.endswith("\n") else text + "\n")
    terminal.complain(to_know)
    if not (terminal.asking() and terminal.is_terminal(sys.stderr)):
        raise NotAgreed(agreement=number)
    with suppress(EOFError):
        if confirmed(question):
            return
    raise NotConfirmed
