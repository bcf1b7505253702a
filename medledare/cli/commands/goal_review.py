"""Going through the active goals one by one: keep, rest or prune, and one line for the stop list."""

from contextlib import suppress

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import command, pass_here
from medledare.cli.writing import asked
from medledare.domain.codec import check_text
from medledare.domain.short_id import short
from medledare.services import pruning
from medledare.services.pruning import Looked, Verdict
from medledare.text import N_, _

PROMPT = "> "
VERDICTS: dict[str, Verdict] = {"": "keep", "1": "keep", "2": "rest", "3": "prune"}
TOLD: dict[Verdict, str] = {"keep": N_("Kept."), "rest": N_("It rests."), "prune": N_("Cleared away.")}


@command("review", epilog=N_("Without a terminal it lists the active goals, the longest silent first."))
@json_option
@pass_here
def review(here: Here, as_json: bool) -> None:
    looked = pruning.to_review(here.open())
    if as_json:
        told = [{**display.document(one.goal), "last": one.last and one.last.isoformat()} for one in looked]
        terminal.document({"goals": told})
    elif not terminal.asking():
        for one in looked:
            _show(one)
        if not looked:
            terminal.line(_(pruning.NONE_ACTIVE))
    else:
        go_through(here)


def go_through(here: Here) -> None:
    """Go through the active goals at the terminal."""
    looked = pruning.to_review(here.open())
    if not looked:
        terminal.line(_(pruning.NONE_ACTIVE))
    else:
        with suppress(EOFError):
            _ask(here, looked)


def _ask(here: Here, looked: list[Looked]) -> None:
    terminal.line(_("1 keep, 2 let it rest, 3 prune; Enter keeps, ctrl+d stops here"))
    for one in looked:
        terminal.line()
        _show(one)
        while (typed := asked(PROMPT)) not in VERDICTS:
            terminal.line(_("Type 1, 2 or 3, or just Enter."))
        verdict = VERDICTS[typed]
        pruning.settle(here.open(), here.clock, one.goal, verdict)
        terminal.line(_(TOLD[verdict]))
    terminal.line()
    terminal.line(_("What else can you stop doing? One line for the stop list, or just Enter."))
    if text := check_text(asked(PROMPT)):
        pruning.stop(here.open(), here.clock, text)
        terminal.line(_("It stands on the stop list."))


def _show(one: Looked) -> None:
    goal = one.goal
    terminal.line((short(goal.id), "dim"), " ", (goal.title, "bold"))
    terminal.line("  ", _("Serves") + f": {goal.serves}" if goal.serves else _("Standalone"))
    terminal.line("  ", _("Last linked to: {day}").format(day=one.last.isoformat()) if one.last else _(NOTHING))


NOTHING = N_("Nothing is linked to it yet")
