"""Options and arguments that several commands share, each declared once."""

from pathlib import Path

import click

from medledare.cli import terminal
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import argument, option
from medledare.cli.suggesting import periods
from medledare.text import N_, _

NEEDED = N_("the text after the command, or “-” to read it from standard input")
HOW = N_(
    "Without text you are asked for it; “-” reads it from standard input, unchanged. "
    "Both keep it out of the history of your shell."
)

json_option = option("--json", "as_json", is_flag=True, help=N_("Answer in JSON"))
edit_option = option("--edit", is_flag=True, help=N_("Write in your editor (VISUAL or EDITOR)"))
date_option = option("--date", metavar=N_("DATE"), help=N_("When"), hint=N_("For example: yesterday 14:30"))
period_option = option(
    "--period",
    metavar=N_("PERIOD"),
    help=N_("Which one"),
    hint=N_("For example: last week, week 47, Q3"),
    shell_complete=periods,
)
words_argument = argument("words", nargs=-1, metavar=N_("TEXT"), type=click.UNPROCESSED)
id_argument = argument("given_id", metavar="ID")
output_option = option("-o", "--output", metavar=N_("FILE"), help=N_("The file to write; standard output if not said"))
force_option = option("--force", is_flag=True, help=N_("Replace the file if it is there"))
team_option = option(
    "--team", "team_name", metavar=N_("NAME"), default="", help=N_("Which team, where you are in several")
)
redact_option = option("--redact", is_flag=True, help=N_("Without names after @ and passages marked ((so))"))


def target_of(output: str | None) -> Path | None:
    """The file that ``--output`` names; None for standard output, which is also ``-``. Raises WrongUse."""
    if output == "":
        raise WrongUse(told=_("{name} needs a value.").format(name="--output"))
    return Path(output) if output not in (None, "-") else None


def tell_place(target: Path | None) -> None:
    """What to know of the place before anything is written there."""
    if target is not None:
        from medledare.services.surroundings import remark_words, remarks

        for remark in remarks(target):
            terminal.complain(remark_words(remark))
