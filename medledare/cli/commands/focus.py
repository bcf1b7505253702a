"""The principle one practises: chosen, changed, or none; what was chosen before stays."""

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.spoken import argument, command, pass_here
from medledare.domain.principles import PRINCIPLES
from medledare.services import checkins
from medledare.text import N_, _
from medledare.text.library import principle_line, principle_name

NONE_NOW = N_("No principle is practised; all fourteen items come in turn. “medledare focus set TIL” chooses one.")


@command("show")
@json_option
@pass_here
def show(here: Here, as_json: bool) -> None:
    _tell(checkins.focus(here.open()), as_json)


@command("set")
@argument("code", metavar=N_("CODE"), choices=PRINCIPLES)
@json_option
@pass_here
def choose(here: Here, code: str, as_json: bool) -> None:
    chosen = code_of(code, PRINCIPLES, "CODE")
    checkins.set_focus(here.open(), here.clock, chosen)
    _tell(chosen, as_json)


@command("none")
@json_option
@pass_here
def none(here: Here, as_json: bool) -> None:
    checkins.set_focus(here.open(), here.clock, "")
    _tell("", as_json)


@command("history")
@json_option
@pass_here
def history(here: Here, as_json: bool) -> None:
    chosen = checkins.focuses(here.open())
    if as_json:
        terminal.document({"focuses": [display.document(one) for one in chosen]})
        return
    if not chosen:
        terminal.paragraph(_(NONE_NOW))
    for one in chosen:
        display.write_short(one)


def _tell(code: str, as_json: bool) -> None:
    if as_json:
        terminal.document({"focus": code or None, "name": principle_name(code) if code else None})
    elif code:
        terminal.line((principle_name(code), "bold"), "  ", principle_line(code))
    else:
        terminal.paragraph(_(NONE_NOW))
