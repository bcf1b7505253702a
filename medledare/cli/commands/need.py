"""Needs on their way up the chain: read, changed, shared, answered or dropped."""

from typing import Any

from medledare.cli import display, terminal
from medledare.cli.commands.record import change, field_option
from medledare.cli.common import NEEDED, date_option, id_argument, json_option, words_argument
from medledare.cli.fields import field_options, moment_of, values
from medledare.cli.here import Here
from medledare.cli.spoken import command, option, pass_here
from medledare.cli.writing import Written, handed_back, text_from
from medledare.domain.records import NEED_STATES, Mandate, Need
from medledare.domain.short_id import short
from medledare.services import capture, needs, records
from medledare.text import N_, _
from medledare.text.fields import FORMS
from medledare.text.kinds import STATE_WORDS
from medledare.text.sheets import gap

NO_NEEDS = N_("There are no needs here. “medledare need add” writes one down.")


@command("list")
@option("--all", "everything", is_flag=True, help=N_("Those answered and dropped too"))
@json_option
@pass_here
def list_needs(here: Here, everything: bool, as_json: bool) -> None:
    found = needs.in_state(here.open(), *(NEED_STATES if everything else needs.OPEN))
    if as_json:
        terminal.document({"needs": [display.document(one) for one in found]})
        return
    if not found:
        terminal.line(_(NO_NEEDS))
    state = ""
    for one in found:
        if one.state != state:
            if state:
                terminal.line()
            state = one.state
            terminal.line((_(STATE_WORDS[state]).capitalize(), "bold"))
        terminal.line("  ", (short(one.id), "dim"), " ", one.headline, f" ({one.whom})" if one.whom else "")


@command("show")
@id_argument
@json_option
@pass_here
def show(here: Here, given_id: str, as_json: bool) -> None:
    found = _need(here, given_id)
    if as_json:
        terminal.document({"need": display.document(found)})
    else:
        display.write_whole(found)


@command("edit", epilog=N_("Without options the fact opens in your editor; with --field another of its texts does."))
@id_argument
@field_options(("need",))
@field_option
@json_option
@pass_here
def edit(here: Here, given_id: str, field: str, as_json: bool, **given: Any) -> None:
    change(here, _need(here, given_id), as_json, given, field)


@command("shared")
@id_argument
@option("--whom", default="", metavar=N_("ROLE"), help=N_("Whom you told; a role rather than a name"))
@field_options(("need",), leave=tuple(field.name for field in FORMS["need"] if field.name != "follow_up"))
@date_option
@json_option
@pass_here
def shared(here: Here, given_id: str, whom: str, date: str | None, as_json: bool, **given: Any) -> None:
    at = moment_of(here, date, "--date")
    follow_up = values(here, "need", given)
    found = _need(here, given_id)
    _tell(needs.shared(here.open(), here.clock, found, whom, at, **follow_up), N_("Shared: {title}"), as_json)


@command("answered")
@id_argument
@words_argument
@date_option
@json_option
@pass_here
def answered(here: Here, given_id: str, words: tuple[str, ...], date: str | None, as_json: bool) -> None:
    at = moment_of(here, date, "--date")
    found = _need(here, given_id)
    written = text_from(here, words, _(NEEDED)) if words else Written("")
    with handed_back(written):
        _tell(needs.answered(here.open(), here.clock, found, written.text, at), N_("Answered: {title}"), as_json)


@command("drop")
@id_argument
@json_option
@pass_here
def drop(here: Here, given_id: str, as_json: bool) -> None:
    _tell(needs.drop(here.open(), here.clock, _need(here, given_id)), N_("Dropped: {title}"), as_json)


@command("need", epilog=N_("Fact and need are taken from the map; with options you say them otherwise."))
@id_argument
@field_options(("need",))
@json_option
@pass_here
def of_mandate(here: Here, given_id: str, as_json: bool, **given: Any) -> None:
    vault = here.open()
    line = records.get(vault, given_id, Mandate)
    assert isinstance(line, Mandate)
    fields = {**gap(line), **values(here, "need", given)}
    made = records.add(vault, capture.written("need", here.clock, fields.pop("fact"), **fields))
    if as_json:
        terminal.document({"need": display.document(made)})
    else:
        terminal.line(_("Saved as {id}.").format(id=short(made.id)))


def _need(here: Here, given_id: str) -> Need:
    found = records.get(here.open(), given_id, Need)
    assert isinstance(found, Need)
    return found


def _tell(moved: Need, sentence: str, as_json: bool) -> None:
    if as_json:
        terminal.document({"need": display.document(moved)})
    else:
        terminal.line(_(sentence).format(title=moved.headline))
