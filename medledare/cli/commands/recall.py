"""Learnings: typed from memory before they are read, and noted when they are used again."""

from collections.abc import Sequence
from contextlib import suppress

from medledare.cli import display, terminal
from medledare.cli.common import date_option, id_argument, json_option
from medledare.cli.fields import moment_of
from medledare.cli.here import Here
from medledare.cli.problems import NoTerminal
from medledare.cli.spoken import argument, command, pass_here
from medledare.cli.writing import asked
from medledare.domain.codec import check_text
from medledare.domain.problems import Problem
from medledare.domain.records import Learning
from medledare.services import recalling, records
from medledare.text import N_, _, say
from medledare.text.said import source

PROMPT = "> "
USED, REST, KEEP = "ua", "rv", "kb"
"""What may be typed for each: in English, in Swedish."""


@command(
    "recall",
    epilog=N_(
        "Type what you remember, then see what you wrote. With an ID, that one; without, those learned a week, three "
        "weeks and two months ago. What you type is not kept unless you ask for it."
    ),
)
@argument("given_id", metavar="ID", required=False)
@json_option
@pass_here
def recall(here: Here, given_id: str | None, as_json: bool) -> None:
    vault = here.open()
    found = [_learning(here, given_id)] if given_id else recalling.waiting(vault, here.clock)
    if as_json:
        terminal.document({"learnings": [display.document(one) for one in found]})
    elif not found:
        terminal.line(_("Nothing waits to be recalled. “medledare recall ID” takes up a learning of your choice."))
    elif not terminal.asking():
        raise NoTerminal(needed="--json")
    else:
        go_through(here, found)


@command("used")
@id_argument
@date_option
@json_option
@pass_here
def used(here: Here, given_id: str, date: str | None, as_json: bool) -> None:
    at = moment_of(here, date, "--date")
    learning = recalling.used(here.open(), here.clock, _learning(here, given_id), at)
    if as_json:
        terminal.document({"record": display.document(learning)})
    else:
        terminal.line(_("Noted: used again, {title}").format(title=learning.headline))


def _learning(here: Here, given_id: str) -> Learning:
    found = records.get(here.open(), given_id, Learning)
    assert isinstance(found, Learning)
    return found


def go_through(here: Here, found: Sequence[Learning]) -> None:
    """Take up learnings one by one, as far as the input goes."""
    with suppress(EOFError):
        for number, one in enumerate(found):
            if number:
                terminal.line()
            _take_up(here, one)
        return
    terminal.line()


def _take_up(here: Here, learning: Learning) -> None:
    """Ask for one from memory, show it, and note what is said of it. Raises EOFError where the input ends."""
    terminal.line((source(learning, display.MANNER), "bold"))
    terminal.line(_("Write it from memory, and Enter. Just Enter shows it."))
    typed = _remembered()
    terminal.line(_("This is what you wrote:"))
    for line in learning.text.removesuffix("\n").split("\n"):
        terminal.line("  ", line)
    if typed:
        terminal.line(_("u used again, r let it rest, k keep what you typed instead, Enter goes on"))
    else:
        terminal.line(_("u used again, r let it rest, Enter goes on"))
    reply = _reply(USED + REST + (KEEP if typed else ""))
    recalling.recalled(
        here.open(),
        here.clock,
        learning,
        wording=typed if any(letter in KEEP for letter in reply) else "",
        used=any(letter in USED for letter in reply),
        rest=any(letter in REST for letter in reply),
    )


def _remembered() -> str:
    """A line that could be kept."""
    while True:
        try:
            return check_text(asked(PROMPT))
        except Problem as problem:
            terminal.complain(say(problem))


def _reply(letters: str) -> str:
    """Some of the letters, or none."""
    while True:
        reply = asked(PROMPT).lower().replace(" ", "")
        if all(letter in letters for letter in reply):
            return reply
        terminal.line(_("Type the letters that fit, or just Enter."))
