"""What one works as: now, and every role so far."""

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import command, pass_here
from medledare.services import roles
from medledare.text import N_, _

NONE_YET = N_("No role is written down. “medledare role set” and a few words write it.")


@command("show")
@json_option
@pass_here
def show(here: Here, as_json: bool) -> None:
    now = roles.current(here.open(), here.clock())
    if as_json:
        terminal.document({"role": now and display.document(now)})
    elif now is None:
        terminal.paragraph(_(NONE_YET))
    else:
        display.write_whole(now)


@command("history")
@json_option
@pass_here
def history(here: Here, as_json: bool) -> None:
    had = roles.history(here.open())
    if as_json:
        terminal.document({"roles": [display.document(one) for one in had]})
        return
    if not had:
        terminal.paragraph(_(NONE_YET))
    for one in had:
        display.write_short(one)
