"""What is asked at the terminal about a goal: its new plan once more, and what made it possible. Enter leaves each."""

from contextlib import suppress

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.domain.records import Goal
from medledare.services import goals
from medledare.text import N_, _

ONCE_MORE = N_(
    "Write the plan once more, in your own words. What you write now is what stands; Enter leaves the plan as it is."
)


def once_more(here: Here, before: Goal | None, goal: Goal) -> None:
    """Let a plan that ``before`` had not be written once more, if there is anybody to ask."""
    if not (terminal.asking() and terminal.talking() and goals.newly_planned(before, goal)):
        return
    from medledare.cli.asking import kept_line

    terminal.line()
    terminal.paragraph(_(ONCE_MORE))
    with suppress(EOFError):
        terminal.line(_("When this happens"))
        if cue := kept_line():
            terminal.line(_("I do this"))
            goals.plan_again(here.open(), goal, cue, kept_line())
            terminal.line(_("The plan stands."))


def what_made_it_possible() -> str:
    """What made a goal possible, in a line; empty if it was left."""
    from medledare.cli.asking import kept_line

    terminal.line(_("What made it possible?"))
    terminal.line(_("You can leave this empty."))
    with suppress(EOFError):
        return kept_line()
    return ""
