"""Goals in lines: what was done for one, its plan, its state, and a new one."""

from collections.abc import Callable

from medledare.cli import terminal
from medledare.cli.asking import kept_line
from medledare.cli.commands.goal import aside
from medledare.cli.commands.goal_review import go_through as review
from medledare.cli.here import Here
from medledare.cli.plain.choosing import choose
from medledare.cli.plain.texts import written
from medledare.cli.planning import once_more, what_made_it_possible
from medledare.domain.records import Goal
from medledare.services import goals, today
from medledare.services.spots import Spot
from medledare.text import N_, _
from medledare.text.fields import FORMS
from medledare.text.shown import shown_line

LABELS = {field.name: field for field in FORMS["goal"]}
WHICH = N_("Type the number of a goal, or of what you want to do. Enter alone goes on.")
AGAIN = N_("Type a number. Enter alone goes on, ? lists the goals again.")
REVIEW = N_("Go through them all: keep, rest or clear away each")


def go_through(here: Here) -> None:
    """List the goals, and do with them what is chosen, until nothing is."""
    listed = True
    while True:
        active = today.goals_today(here.open(), here.clock().date())
        options = [_named(one, here) for one in active] + [_("A new goal")] + [_(REVIEW)] * (len(active) > 1)
        if listed and not active:
            terminal.line(_("No goal is active."))
        chosen = choose(options, WHICH if listed else AGAIN, listed=listed)
        if chosen is None:
            return
        if chosen < len(active):
            _one(here, active[chosen].goal)
        elif chosen == len(active):
            _new(here)
        else:
            review(here)
        terminal.line()
        listed = False


def _named(one: today.GoalToday, here: Here) -> str:
    goal = one.goal
    serves = _("Serves") + f": {shown_line(goal.serves)}" if goal.serves else _("Standalone")
    noted = [_("Noted today: {text}").format(text=shown_line(note.headline)) for note in one.notes]
    said = (shown_line(goal.title) + aside(goal, here), serves, *noted)
    return ". ".join(part.rstrip(".") for part in said)


def _one(here: Here, goal: Goal) -> None:
    terminal.line(shown_line(goal.title))
    if goal.planned:
        terminal.line(_("When this happens") + f": {shown_line(goal.cue)}")
        terminal.line(_("I do this") + f": {shown_line(goal.action)}")
    steps: tuple[tuple[str, Callable[[Here, Goal], None]], ...] = (
        (_("Note what you did for it"), _note),
        (_("Plan it: when this happens, I do this"), _plan),
        (_("It is reached"), _done),
        (_("Let it rest"), _rest),
        (_("Clear it away; it stays among the closed"), _prune),
    )
    if (chosen := choose([words for words, _step in steps])) is not None:
        steps[chosen][1](here, goal)


def _note(here: Here, goal: Goal) -> None:
    with written(here, Spot("goal " + goal.id), _("What did you do for it?"), several=False) as text:
        if text:
            goals.note(here.open(), here.clock, goal, text)
            terminal.line(_("Saved."))


def _plan(here: Here, goal: Goal) -> None:
    said = {}
    for name in ("cue", "action"):
        terminal.paragraph(f"{_(LABELS[name].label)}. {_(LABELS[name].hint)}. " + _("Enter alone leaves it as it is."))
        if text := kept_line():
            said[name] = text
    planned = goals.edit(here.open(), goal, **said)
    if said:
        terminal.line(_("Saved."))
    once_more(here, goal, planned)


def _done(here: Here, goal: Goal) -> None:
    goals.done(here.open(), here.clock, goal, what_made_it_possible())
    terminal.line(_("Done: {title}").format(title=goal.title))


def _rest(here: Here, goal: Goal) -> None:
    goals.rest(here.open(), here.clock, goal)
    terminal.line(_("Resting: {title}").format(title=goal.title))


def _prune(here: Here, goal: Goal) -> None:
    goals.prune(here.open(), here.clock, goal)
    terminal.line(_("Cleared away: {title}").format(title=goal.title))


def _new(here: Here) -> None:
    terminal.paragraph(f"{_(LABELS['title'].hint)} " + _("Enter alone makes no goal."))
    if not (title := kept_line()):
        return
    made = goals.create(here.open(), here.clock, title)
    terminal.paragraph(_(LABELS["serves"].hint))
    if serves := kept_line():
        made = goals.edit(here.open(), made, serves=serves)
    terminal.line(_("Saved."))
