"""Reading what is kept as a list: the mandate map, the stop list and talks."""

from typing import Any

from medledare.cli import display, terminal
from medledare.cli.commands.record import change, field_option
from medledare.cli.common import id_argument, json_option
from medledare.cli.fields import field_options
from medledare.cli.here import Here
from medledare.cli.spoken import Command, command, pass_here
from medledare.domain.records import Mandate, class_of
from medledare.services import records
from medledare.text import N_, _

NONE_YET = {
    "mandate": N_("The map is empty. “medledare mandate add” writes its first line."),
    "stop": N_("The stop list is empty. “medledare stop” and a few words put something on it."),
    "talk": N_("No talk is noted. “medledare talk plan” notes one."),
}
"""What is said where there is nothing of a kind."""


def show_all(here: Here, kind: str, as_json: bool) -> None:
    """Everything of a kind, what is latest or furthest ahead last."""
    found = records.all_of(here.open(), class_of(kind))
    if as_json:
        terminal.document({f"{kind}s": [display.document(one) for one in found]})
        return
    if not found:
        terminal.line(_(NONE_YET[kind]))
    for number, one in enumerate(found):
        if number:
            terminal.line()
        display.write_block(one)


def _showing(name: str, kind: str) -> Command:
    @command(name)
    @json_option
    @pass_here
    def show(here: Here, as_json: bool) -> None:
        show_all(here, kind, as_json)

    return show


mandate_show = _showing("show", "mandate")
talk_list = _showing("list", "talk")


@command("edit", epilog=N_("Without options the responsibility opens in your editor; with --field another text does."))
@id_argument
@field_options(("mandate",))
@field_option
@json_option
@pass_here
def mandate_edit(here: Here, given_id: str, field: str, as_json: bool, **given: Any) -> None:
    change(here, records.get(here.open(), given_id, Mandate), as_json, given, field)
