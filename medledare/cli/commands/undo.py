"""Taking back what was done on this device, one step or several, and doing it again."""

import click

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.problems import NotConfirmed, NoTerminal, WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.cli.writing import confirmed
from medledare.domain.short_id import short
from medledare.services import records, steps
from medledare.services.steps import Done, sentence
from medledare.text import N_, _
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import import_taken_back

SHOWN = 10
"""How many records an undo names one by one."""
LISTED = 20
"""How many steps are listed unless a number is said."""
NOT_A_NUMBER = N_("“{value}” is not a number of steps.")
ONE_THING = N_("--list, --steps and --again do not go together.")


@command(
    "undo",
    epilog=N_("Only what was done on this device is taken back. Nothing is erased: every version stays in the vault."),
)
@option("--list", "listed", is_flag=True, help=N_("What was done, newest first; nothing is taken back"))
@option("-n", "limit", metavar="N", type=click.UNPROCESSED, help=N_("List the latest N"))
@option("--steps", "count", metavar="N", type=click.UNPROCESSED, help=N_("Take back the last N; shows them and asks"))
@option("--again", is_flag=True, help=N_("Do again what was taken back last, if nothing was done since"))
@option("--yes", is_flag=True, help=N_("Do not ask"))
@json_option
@pass_here
def undo(here: Here, listed: bool, limit: str | None, count: str | None, again: bool, yes: bool, as_json: bool) -> None:
    listed = listed or limit is not None
    if listed + again + (count is not None) > 1:
        raise WrongUse(told=_(ONE_THING))
    if listed:
        _list(here, _number(limit) if limit is not None else LISTED, as_json)
    elif again:
        _tell(here, N_("Done again:"), N_("There is nothing to do again."), steps.again(here.open()), as_json, "redone")
    elif count is not None:
        _take_back(here, _number(count), yes, as_json)
    else:
        touched = records.undo(here.open())
        _tell(here, N_("Taken back:"), N_("There is nothing to take back."), touched, as_json, "undone")
        if not as_json and (brought := records.brought_by(touched)):
            terminal.line(import_taken_back(brought))


def _list(here: Here, most: int, as_json: bool) -> None:
    found = steps.done(here.open(), most)
    if as_json:
        terminal.document({"steps": [_document(one) for one in found]})
        return
    number = 0
    for one in found:
        number += one.stands
        place = f"{number:>3}" if one.stands else "  –"
        told = "" if one.stands else "  " + _("taken back")
        at = display.moment(one.at.astimezone(here.clock().tzinfo))
        terminal.line(place, "  ", (at, "dim"), "  ", sentence(one), (told, "dim"))
    if not found:
        terminal.line(_("Nothing was done here yet."))


def _take_back(here: Here, count: int, yes: bool, as_json: bool) -> None:
    vault = here.open()
    back = steps.standing(vault, count)
    if not yes:
        if not terminal.asking():
            raise NoTerminal(needed="--yes")
        for one in back:
            terminal.line(sentence(one))
        if not confirmed(_("Take these back?")):
            raise NotConfirmed
    touched = steps.take_back_to(vault, back[-1])
    _tell(here, N_("Taken back:"), N_("There is nothing to take back."), touched, as_json, "undone")


def _tell(here: Here, heading: str, nothing: str, touched: list[tuple[str, str]], as_json: bool, name: str) -> None:
    """Name the records that a step touched, each with its beginning."""
    if as_json:
        terminal.document({name: [{"kind": kind, "id": record_id} for kind, record_id in touched]})
        return
    if not touched:
        terminal.line(_(nothing))
        return
    terminal.line(_(heading))
    for kind, record_id in touched[:SHOWN]:
        begins = steps.began(here.open(), kind, record_id)
        terminal.line(f"  {_(KIND_WORDS[kind])} {short(record_id)}", (f"  {begins}" if begins else "", "dim"))
    if len(touched) > SHOWN:
        terminal.line("  " + _("and {count} more").format(count=len(touched) - SHOWN))


def _document(step: Done) -> dict[str, object]:
    changes = [{"change": one.verb, "kind": one.kind, "id": one.id} for one in step.changes]
    return {"at": step.at.isoformat(), "taken_back": not step.stands, "changes": changes}


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) <= steps.MOST):
        raise WrongUse(told=_(NOT_A_NUMBER).format(value=typed))
    return int(typed)
