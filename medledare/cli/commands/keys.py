"""The keys of the whole terminal's commands: list, give another, back to the usual ones.

The commands are declared where the terminal interface has them, so it is loaded here, and only here, to be read.
"""

from itertools import groupby
from typing import TYPE_CHECKING

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import Group, Row, argument, command, pass_here
from medledare.config import keymap
from medledare.domain.problems import Problem
from medledare.text import N_, _, say

if TYPE_CHECKING:
    from medledare.tui.catalogue import Declared

ROWS = (
    Row("list", "keys:list_keys", N_("Every command with its key")),
    Row("set", "keys:set_key", N_("Give a command another key")),
    Row("reset", "keys:reset", N_("Give a command its usual key again, or all of them")),
    Row("path", "keys:path", N_("Where the key file lies")),
)
keys = Group("keys", ROWS, default="list")

id_argument = argument("name", metavar=N_("ID"))


@command("list")
@json_option
@pass_here
def list_keys(here: Here, as_json: bool) -> None:
    from medledare.tui.catalogue import catalogue, key_names, keys_now

    try:
        given = keymap.load(here.places.config)
    except Problem as problem:
        terminal.complain(say(problem))
        given = {}
    commands = catalogue()
    if as_json:
        terminal.document({"keys": [_document(one, keys_now(one, given)) for one in commands]})
        return
    for number, (place, some) in enumerate(groupby(commands, key=lambda one: one.place)):
        if number:
            terminal.line()
        terminal.line((_(place), "bold"))
        for one in some:
            mark = "*" if one.id in given else " "
            names = key_names(keys_now(one, given)) or "–"
            terminal.line(f"{mark} {names:<10} {_(one.command.label)}", ("  " + one.id, "dim"))


@command("set", epilog=N_("Several keys are written with commas between. “medledare keys” shows the ids."))
@id_argument
@argument("key", metavar=N_("KEY"))
@pass_here
def set_key(here: Here, name: str, key: str) -> None:
    from medledare.tui.catalogue import catalogue, considered, key_names, named

    commands = catalogue()
    one = named(commands, name)
    chosen = keymap.keys_of(key)
    given = keymap.load(here.places.config)
    told = [words for part in chosen.split(",") for words in considered(commands, one, given, part)]
    keymap.store(here.places.config, one.id, chosen)
    terminal.line(f"{one.id} = {key_names(chosen)}")
    for words in told:
        terminal.line("  ", words)


@command("reset")
@argument("name", metavar=N_("ID"), required=False, default="")
@pass_here
def reset(here: Here, name: str) -> None:
    from medledare.tui.catalogue import catalogue, key_names, named

    if not name:
        keymap.reset(here.places.config)
        terminal.line(_("Every command has its usual key."))
        return
    one = named(catalogue(), name)
    keymap.reset(here.places.config, one.id)
    terminal.line(f"{one.id} = {key_names(one.command.key) or '–'}")


@command("path")
@json_option
@pass_here
def path(here: Here, as_json: bool) -> None:
    file = str(keymap.keys_file(here.places.config))
    if as_json:
        terminal.document({"path": file})
    else:
        terminal.line(file)


def _document(one: "Declared", keys: str) -> dict[str, object]:
    return {
        "id": one.id,
        "keys": [key for key in keys.split(",") if key],
        "usual": [key for key in one.command.key.split(",") if key],
        "label": _(one.command.label),
        "place": _(one.place),
    }
