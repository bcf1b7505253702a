"""One line for a prompt, tmux or starship. Asked for many times a minute, so it loads next to nothing."""

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.problems import Locked, NoVault
from medledare.services import glance
from medledare.text import N_, _

WORDS = {"open": N_("open"), "locked": N_("locked"), "none": N_("no vault")}
STATUS = {"open": 0, "locked": Locked.status, "none": NoVault.status}


@command("status")
@option("--short", is_flag=True, help=N_("Only the word"))
@option("-q", "--quiet", is_flag=True, help=N_("Say nothing; end with 0 if it is open, 3 if locked, 1 without a vault"))
@json_option
@pass_here
def status(here: Here, short: bool, quiet: bool, as_json: bool) -> int:
    state = glance.state(here.places, here.clock)
    if quiet:
        return STATUS[state]
    if as_json:
        terminal.document({"state": state})
    elif short:
        terminal.line(_(WORDS[state]))
    else:
        terminal.line(f"medledare: {_(WORDS[state])}, {here.places.vault}")
    return 0
