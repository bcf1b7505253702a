"""One line for a prompt, tmux or starship. Asked for many times a minute, so it loads next to nothing."""

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import command, option, pass_here
from medledare.services import glance
from medledare.text import N_, _

WORDS = {"open": N_("open"), "locked": N_("locked"), "none": N_("no vault")}


@command("status")
@option("--short", is_flag=True, help=N_("Only the word"))
@json_option
@pass_here
def status(here: Here, short: bool, as_json: bool) -> None:
    state = glance.state(here.places, here.clock)
    if as_json:
        terminal.document({"state": state})
    elif short:
        terminal.line(_(WORDS[state]))
    else:
        terminal.line(f"medledare: {_(WORDS[state])}, {here.places.vault}")
