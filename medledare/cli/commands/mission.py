"""The mission: what it is now, its earlier wordings, and one's own explanations of it."""

from typing import Any

from medledare.cli import display, terminal
from medledare.cli.common import HOW, NEEDED, date_option, edit_option, json_option, words_argument
from medledare.cli.fields import field_options, moment_of, values
from medledare.cli.here import Here
from medledare.cli.spoken import Group, Row, command, pass_here
from medledare.cli.writing import handed_back, text_from
from medledare.domain.records import Mission
from medledare.domain.short_id import short
from medledare.services import mission as missions
from medledare.services.spots import ENTRY, Spot, form_name
from medledare.text import N_, _

ROWS = (
    Row("show", "mission:show", N_("The mission as it is now")),
    Row("set", "mission:set_mission", N_("Write the mission anew; earlier wordings stay")),
    Row("history", "mission:history", N_("Every wording so far")),
    Row("explain", "mission:explain", N_("Explain the mission in your own words; kept in the journal")),
)
mission = Group("mission", ROWS, default="show")

NONE_YET = N_("There is no mission yet. “medledare mission set” writes one.")


@command("show")
@json_option
@pass_here
def show(here: Here, as_json: bool) -> None:
    now = missions.current(here.open())
    if as_json:
        terminal.document({"mission": now and display.document(now)})
    elif now is None:
        terminal.line(_(NONE_YET))
    else:
        display.write_whole(now)


@command("set", epilog=HOW)
@words_argument
@field_options(("mission",), leave=("statement",), also={"for_whom": "--for"})
@edit_option
@json_option
@pass_here
def set_mission(here: Here, words: tuple[str, ...], edit: bool, as_json: bool, **given: Any) -> None:
    vault = here.open()
    fields = values(here, "mission", given)
    written = text_from(here, words, _(NEEDED), spot=Spot(form_name("mission"), "statement") if edit else None)
    with handed_back(written):
        _tell(missions.write(vault, here.clock, written.text, **fields), as_json)


@command("history")
@json_option
@pass_here
def history(here: Here, as_json: bool) -> None:
    versions = missions.versions(here.open())
    if as_json:
        terminal.document({"missions": [display.document(one) for one in versions]})
        return
    if not versions:
        terminal.line(_(NONE_YET))
    for number, version in enumerate(versions):
        if number:
            terminal.line()
        display.write_block(version)


@command("explain", epilog=HOW)
@words_argument
@date_option
@edit_option
@json_option
@pass_here
def explain(here: Here, words: tuple[str, ...], date: str | None, edit: bool, as_json: bool) -> None:
    at = moment_of(here, date, "--date")
    vault = here.open()
    written = text_from(here, words, _(NEEDED), spot=ENTRY if edit else None)
    with handed_back(written):
        entry = missions.explain(vault, here.clock, written.text, at)
    if as_json:
        terminal.document({"record": display.document(entry)})
    else:
        terminal.line(_("Saved as {id}.").format(id=short(entry.id)))


def _tell(written: Mission, as_json: bool) -> None:
    if as_json:
        terminal.document({"mission": display.document(written)})
    else:
        terminal.line(_("The mission is written down; “medledare mission history” keeps the earlier wordings."))
