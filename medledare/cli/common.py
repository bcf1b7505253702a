"""Options and arguments that several commands share, each declared once."""

import click

from medledare.cli.spoken import argument, option
from medledare.text import N_

NEEDED = N_("the text after the command, or “-” to read it from standard input")
HOW = N_(
    "Without text you are asked for it; “-” reads it from standard input, unchanged. "
    "Both keep it out of the history of your shell."
)

json_option = option("--json", "as_json", is_flag=True, help=N_("Answer in JSON"))
edit_option = option("--edit", is_flag=True, help=N_("Write in your editor (VISUAL or EDITOR)"))
date_option = option("--date", metavar=N_("DATE"), help=N_("When"), hint=N_("For example: yesterday 14:30"))
words_argument = argument("words", nargs=-1, metavar=N_("TEXT"), type=click.UNPROCESSED)
id_argument = argument("given_id", metavar="ID")
