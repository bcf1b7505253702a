"""From arguments to a command and its exit status, by click."""

from collections.abc import Sequence

import click

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.cli.root import root

PROGRAM = "medledare"


def carry_out(arguments: Sequence[str], here: Here) -> int:
    """Do what the arguments say; the exit status. A misused command is told here, other problems are raised."""
    try:
        with root.make_context(PROGRAM, list(arguments), obj=here) as ctx:
            return int(root.invoke(ctx) or 0)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        from medledare.cli.usage import told

        terminal.complain(told(error))
        return error.exit_code
    except click.Abort:
        terminal.complain("")
        return 1
