"""The settings: list, get, set, and where they lie."""

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import Group, Row, argument, command, pass_here
from medledare.cli.suggesting import setting_names, setting_values
from medledare.services import settings
from medledare.services.setting_words import origin_words
from medledare.services.settings import Value
from medledare.text import N_, _

ROWS = (
    Row("list", "config:list_settings", N_("Every setting with its value")),
    Row("get", "config:get", N_("The value of one setting")),
    Row("set", "config:set_setting", N_("Change a setting")),
    Row("reset", "config:reset", N_("Let the default of a setting hold again")),
    Row("path", "config:path", N_("Where the settings file lies")),
)
config = Group("config", ROWS, default="list")

name_argument = argument("name", metavar=N_("NAME"), shell_complete=setting_names)


@command("list")
@json_option
@pass_here
def list_settings(here: Here, as_json: bool) -> None:
    if as_json:
        known = settings.known(here.places)
        values = settings.load(here.places)
        terminal.document({"settings": values, "origins": {one.setting.name: one.origin for one in known}})
        return
    for number, (one, value, origin) in enumerate(settings.known(here.places)):
        if number:
            terminal.line()
        terminal.line((one.name, "bold"), f" = {_said(value)}", (f"  {origin_words(one, origin)}", "dim"))
        terminal.line(f"  {_(one.help)} ({one.allowed})")


@command("get")
@name_argument
@json_option
@pass_here
def get(here: Here, name: str, as_json: bool) -> None:
    settings.setting(name)
    value = settings.load(here.places)[name]
    if as_json:
        terminal.document({"name": name, "value": value})
    else:
        terminal.line(_said(value))


@command("set")
@name_argument
@argument("value", metavar=N_("VALUE"), shell_complete=setting_values)
@pass_here
def set_setting(here: Here, name: str, value: str) -> None:
    kept = settings.store(here.places, name, value)
    terminal.line(f"{name} = {_said(kept)}")


@command("reset")
@name_argument
@pass_here
def reset(here: Here, name: str) -> None:
    terminal.line(f"{name} = {_said(settings.reset(here.places, name))}")


@command("path")
@json_option
@pass_here
def path(here: Here, as_json: bool) -> None:
    file = settings.settings_file(here.places.config)
    if as_json:
        terminal.document({"path": str(file)})
    else:
        terminal.line(str(file))


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return '""' if value == "" else str(value)
