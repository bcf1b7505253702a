"""Choosing by number."""

from collections.abc import Sequence

from medledare.cli import terminal
from medledare.cli.asking import HELP, PROMPT
from medledare.cli.writing import asked
from medledare.text import N_, _

GOES_ON = N_("Type a number. Enter alone goes on.")


def choose(options: Sequence[str], told: str = GOES_ON, *, listed: bool = True) -> int | None:
    """Which of the options, from 0; None for Enter alone. ``listed``: whether they are told before anyone asks."""
    if listed:
        _list(options)
    terminal.paragraph(_(told))
    while True:
        typed = asked(PROMPT)
        if not typed:
            return None
        if typed == HELP:
            _list(options)
        elif typed.isdecimal() and 1 <= int(typed[:9]) <= len(options):
            return int(typed[:9]) - 1
        else:
            terminal.paragraph(_("There is no such number. ? tells what there is to choose from."))


def _list(options: Sequence[str]) -> None:
    for number, option in enumerate(options, 1):
        terminal.paragraph(f"{number} {option}")
