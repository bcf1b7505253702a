"""Opening the terminal interface. Apart from the commands, so that nothing of theirs is loaded for it."""

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.cli.problems import NoScreen

if TYPE_CHECKING:
    from medledare.vault.vault import Vault


def open_interface(here: Here, sample: "Callable[[], Vault] | None" = None) -> None:
    """Run it until the person leaves it, over a ``sample`` vault if one is given. Raises NoScreen.

    Where lines are wanted, or the terminal can do no more, it is the plain day.
    """
    if not (terminal.asking() and terminal.is_terminal(sys.stdout)):
        raise NoScreen
    gc.enable()
    vault = sample() if sample else None
    if terminal.lines_only():
        from medledare.cli.plain.day import go_through

        go_through(here, vault)
        return
    from medledare.tui.app import run

    run(here.places, clock=here.clock, vault=vault)
