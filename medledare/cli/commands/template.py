"""Texts to begin an entry from: listed, read, changed and deleted. ``template add`` is with what writes things down."""

from typing import Any

import click

from medledare.cli import display, terminal
from medledare.cli.commands.record import change, field_option, remove
from medledare.cli.common import json_option
from medledare.cli.fields import field_options
from medledare.cli.here import Here
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.domain.short_id import short
from medledare.services import templates
from medledare.services.templates import Choice
from medledare.text import N_, _
from medledare.text.shown import shown_line

which_argument = argument("which", metavar=N_("NAME"), nargs=-1, required=True, type=click.UNPROCESSED)
"""A name may be of several words."""


@command("list")
@json_option
@pass_here
def list_templates(here: Here, as_json: bool) -> None:
    known = templates.choices(here.open())
    if as_json:
        terminal.document({"templates": list(map(_document, known))})
        return
    for one in known:
        note = short(one.record.id) if one.record else _("comes with the program")
        terminal.line(shown_line(one.name), "  ", (note, "dim"))


@command("show")
@which_argument
@json_option
@pass_here
def show(here: Here, which: tuple[str, ...], as_json: bool) -> None:
    found = templates.called(here.open(), " ".join(which))
    if as_json:
        terminal.document({"template": _document(found)})
    elif found.record:
        display.write_whole(found.record)
    else:
        terminal.line(found.name, "  ", (_("comes with the program"), "dim"))
        display.indented(found.text)


@command("edit", epilog=N_("Without options the text opens in your editor."))
@which_argument
@field_options(("template",))
@field_option
@json_option
@pass_here
def edit(here: Here, which: tuple[str, ...], field: str, as_json: bool, **given: Any) -> None:
    change(here, templates.own_called(here.open(), " ".join(which)), as_json, given, field)


@command("delete")
@which_argument
@option("--yes", is_flag=True, help=N_("Do not ask"))
@pass_here
def delete(here: Here, which: tuple[str, ...], yes: bool) -> None:
    remove(here, templates.own_called(here.open(), " ".join(which)), yes)


def _document(one: Choice) -> dict[str, Any]:
    return {"name": one.name, "text": one.text, "id": one.record.id if one.record else None}
