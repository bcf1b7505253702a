"""The first weeks: one thing at a time that one could try, until it ends by itself."""

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import command, option, pass_here
from medledare.text import N_, _

NOTHING = N_("Nothing is suggested now.")
HOW_AWAY = N_("“medledare coach first --away” puts such suggestions away.")
IS_AWAY = N_("Put away for good. “medledare undo” brings them back.")


@command("first")
@option("--away", is_flag=True, help=N_("Put such suggestions away for good"))
@json_option
@pass_here
def first(here: Here, away: bool, as_json: bool) -> None:
    from medledare.cli.suggested import told
    from medledare.services import first_weeks

    vault = here.open()
    step = first_weeks.now(vault, here.clock)
    if away:
        first_weeks.put_away(vault, here.clock, step)
        step = None
    if as_json:
        known = {"id": step.id, "text": first_weeks.words(step), "command": step.command} if step else None
        terminal.document({"suggestion": known})
    elif away:
        terminal.line(_(IS_AWAY))
    elif step is None:
        terminal.line(_(NOTHING))
    else:
        terminal.paragraph(told(step))
        if terminal.talking():
            terminal.paragraph(_(HOW_AWAY), "dim")
