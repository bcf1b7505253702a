"""Goals: each serves something in the mission or openly stands alone; they can rest, end or be pruned."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from medledare.cli import display, terminal
from medledare.cli.commands.record import change, field_option
from medledare.cli.common import HOW, NEEDED, date_option, edit_option, id_argument, json_option, words_argument
from medledare.cli.fields import field_options, moment_of, values
from medledare.cli.here import Here
from medledare.cli.planning import once_more, what_made_it_possible
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import Command, Group, Row, argument, command, option, pass_here
from medledare.cli.writing import handed_back, text_from
from medledare.domain.records import Goal, Record
from medledare.domain.short_id import short
from medledare.services import goals, mission, pruning, records
from medledare.services.chain import chain
from medledare.services.forms import Empty
from medledare.services.spots import ENTRY
from medledare.text import N_, _
from medledare.text.kinds import STATE_WORDS

ROWS = (
    Row("add", "goal:add", N_("A new goal")),
    Row("list", "goal:list_goals", N_("Goals by what they serve")),
    Row("show", "goal:show", N_("A goal and what was done for it")),
    Row("edit", "goal:edit", N_("Change a goal")),
    Row("note", "goal:note", N_("Note what you did for a goal")),
    Row("rest", "goal:rest", N_("Let a goal rest")),
    Row("wake", "goal:wake", N_("Take a goal up again")),
    Row("done", "goal:done", N_("A goal is reached")),
    Row("review", "goal_review:review", N_("Go through the active goals: keep, rest or prune each")),
    Row("prune", "goal:prune", N_("Clear a goal away; it stays visible among the closed")),
)
goal = Group("goal", ROWS, default="list")

SAY_WHICH = N_("Say what in the mission it serves with --serves, or that it stands alone with --standalone.")
MANY = N_("More than five goals are active. “medledare goal review” goes through them one by one.")
NO_GOALS = N_("There are no goals yet. “medledare goal add” makes one.")


@command("add")
@argument("title", metavar=N_("TITLE"), nargs=-1, required=True, type=click.UNPROCESSED)
@option("--serves", metavar=N_("TEXT"), help=N_("What in the mission it serves"))
@option("--standalone", is_flag=True, help=N_("It serves nothing in the mission, and that is fine"))
@field_options(("goal",), leave=("title", "serves"))
@json_option
@pass_here
def add(here: Here, title: tuple[str, ...], standalone: bool, as_json: bool, **given: Any) -> None:
    serves = (given["serves"] or "").strip()
    if bool(serves) == standalone:
        raise WrongUse(told=_(SAY_WHICH))
    if not " ".join(title).strip():
        raise Empty
    fields = values(here, "goal", given)
    made = goals.create(here.open(), here.clock, " ".join(title), **fields)
    if as_json:
        terminal.document({"goal": display.document(made)})
    elif terminal.talking():
        terminal.line(_("Saved as {id}.").format(id=short(made.id)))
        once_more(here, None, made)
    else:
        terminal.line(short(made.id))


@command("list")
@option("--all", "everything", is_flag=True, help=N_("Those done and pruned too"))
@json_option
@pass_here
def list_goals(here: Here, everything: bool, as_json: bool) -> None:
    vault = here.open()
    groups = goals.grouped(vault)
    closed = goals.closed(vault) if everything else []
    if as_json:
        listed = [one for group in groups for one in group.goals] + closed
        terminal.document({"goals": [display.document(one) for one in listed]})
        return
    sections = [(group.serves or _("Standalone"), group.goals) for group in groups]
    if closed:
        sections.append((_("Closed"), tuple(closed)))
    if not sections:
        terminal.line(_(NO_GOALS))
    for number, (heading, listed_goals) in enumerate(sections):
        if number:
            terminal.line()
        terminal.line((heading, "bold"))
        for one in listed_goals:
            terminal.line("  ", (short(one.id), "dim"), " ", one.title, aside(one, here))
    if terminal.talking() and pruning.too_many(vault):
        terminal.line()
        terminal.line((_(MANY), "dim"))


@command("show")
@id_argument
@option("--chain", "whole", is_flag=True, help=N_("Everything linked to it and what grew out of that, oldest first"))
@json_option
@pass_here
def show(here: Here, given_id: str, whole: bool, as_json: bool) -> None:
    found = _goal(here, given_id)
    notes: Sequence[Record] = chain(here.open(), found) if whole else goals.notes(here.open(), found)
    before = mission.set_under(here.open(), found)
    if as_json:
        name = "chain" if whole else "notes"
        told = {"goal": display.document(found), name: [display.document(one) for one in notes]}
        terminal.document({**told, "set_under": before and display.document(before)})
        return
    display.write_whole(found)
    if before:
        terminal.line()
        terminal.line((_("The mission when the goal was set"), "dim"))
        display.write_block(before)
    for one in notes:
        terminal.line()
        display.write_block(one)


@command("edit", epilog=N_("Without options the title opens in your editor; with --field another of its texts does."))
@id_argument
@field_options(("goal",))
@field_option
@json_option
@pass_here
def edit(here: Here, given_id: str, field: str, as_json: bool, **given: Any) -> None:
    change(here, _goal(here, given_id), as_json, given, field)


@command("note", epilog=HOW)
@id_argument
@words_argument
@date_option
@edit_option
@json_option
@pass_here
def note(here: Here, given_id: str, words: tuple[str, ...], date: str | None, edit: bool, as_json: bool) -> None:
    found = _goal(here, given_id)
    at = moment_of(here, date, "--date")
    written = text_from(here, words, _(NEEDED), spot=ENTRY if edit else None)
    with handed_back(written):
        entry = goals.note(here.open(), here.clock, found, written.text, at)
    if as_json:
        terminal.document({"record": display.document(entry)})
    else:
        terminal.line(_("Saved as {id}.").format(id=short(entry.id)) if terminal.talking() else short(entry.id))


@command("done")
@id_argument
@option("--closing", metavar=N_("TEXT"), help=N_("What made it possible"))
@json_option
@pass_here
def done(here: Here, given_id: str, closing: str | None, as_json: bool) -> None:
    found = _goal(here, given_id)
    if closing is None and not as_json and terminal.asking() and terminal.talking():
        closing = what_made_it_possible()
    ended = goals.done(here.open(), here.clock, found, closing or "")
    _tell(ended, N_("Done: {title}"), as_json)


def _stepping(name: str, step: Callable[..., Goal], sentence: str) -> Command:
    """A command that only moves a goal to another state."""

    @command(name)
    @id_argument
    @json_option
    @pass_here
    def move(here: Here, given_id: str, as_json: bool) -> None:
        _tell(step(here.open(), here.clock, _goal(here, given_id)), sentence, as_json)

    return move


rest = _stepping("rest", goals.rest, N_("Resting: {title}"))
wake = _stepping("wake", goals.wake, N_("Active again: {title}"))
prune = _stepping("prune", goals.prune, N_("Cleared away: {title}"))


def _goal(here: Here, given_id: str) -> Goal:
    found = records.get(here.open(), given_id, Goal)
    assert isinstance(found, Goal)
    return found


def _tell(moved: Goal, sentence: str, as_json: bool) -> None:
    if as_json:
        terminal.document({"goal": display.document(moved)})
    else:
        terminal.line(_(sentence).format(title=moved.title))


def aside(one: Goal, here: Here) -> str:
    """What stands after a title: its days, and its state unless it is active."""
    said = []
    if one.every:
        from medledare.text.repeats import words

        said += [_("today")] if goals.has_its_day(one, here.clock().date()) else []
        said.append(words(one.every))
    if one.by:
        said.append(_("by {day}").format(day=one.by.isoformat()))
    if one.state != "active":
        said.append(_(STATE_WORDS[one.state]))
    return f" ({', '.join(said)})" if said else ""
