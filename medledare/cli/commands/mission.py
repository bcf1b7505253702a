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
from medledare.services.mission import Wording
from medledare.services.spots import ENTRY, Spot, form_name
from medledare.text import N_, _

ROWS = (
    Row("show", "mission:show", N_("The mission as it is now")),
    Row("set", "mission:set_mission", N_("Write the mission anew; earlier wordings stay")),
    Row("history", "mission:history", N_("Every wording so far, and what changed")),
    Row("explain", "mission:explain", N_("Explain the mission in your own words; kept in the journal")),
    Row("explanations", "mission:explanations", N_("Your explanations, each under the wording it was given for")),
)
mission = Group("mission", ROWS, default="show")

NONE_YET = missions.NoMission.sentence
NOT_EXPLAINED = N_("The mission has not been explained yet. “medledare mission explain” and a few words do it.")
MARKS = N_("[-words-] were taken away, [+words+] came in.")


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
        _tell(missions.reword(vault, here.clock, written.text, **fields), as_json)


@command("history")
@json_option
@pass_here
def history(here: Here, as_json: bool) -> None:
    wordings = [one for one in missions.wordings(here.open()) if one.mission]
    if as_json:
        terminal.document({"missions": [_document(one) for one in wordings]})
        return
    if not wordings:
        terminal.line(_(NONE_YET))
    for number, one in enumerate(wordings):
        if number:
            terminal.line()
        _write(one)
    if any(one.changes for one in wordings):
        terminal.line()
        terminal.line((_(MARKS), "dim"))


@command("explanations")
@json_option
@pass_here
def explanations(here: Here, as_json: bool) -> None:
    wordings = [one for one in missions.wordings(here.open()) if one.explanations]
    if as_json:
        found = [(one.mission, entry) for one in wordings for entry in one.explanations]
        told = [{**display.document(entry), "mission": held.id if held else None} for held, entry in found]
        terminal.document({"explanations": told})
        return
    if not wordings:
        terminal.line(_(NOT_EXPLAINED))
    for number, one in enumerate(wordings):
        if number:
            terminal.line()
        terminal.line((display.headline(one.mission) if one.mission else _("Before there was a mission"), "bold"))
        for entry in one.explanations:
            terminal.line()
            display.write_block(entry)


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
        if terminal.talking() and missions.explanations(vault)[1:]:
            terminal.line(_("“medledare mission explanations” shows it beside the earlier ones."))


def _tell(written: Mission, as_json: bool) -> None:
    if as_json:
        terminal.document({"mission": display.document(written)})
    else:
        terminal.line(_("The mission is written down; “medledare mission history” keeps the earlier wordings."))


def _write(one: Wording) -> None:
    assert one.mission is not None
    display.write_block(one.mission)
    for field, changed in one.changes:
        label = _("Changed, {field}").format(field=_(field.label))
        parts = [run._replace(text=run.text.replace("\n", "\n    ")) for run in changed]
        pieces = [(f"[{run.mark}{run.text}{run.mark}]", "bold") if run.mark else run.text for run in parts]
        terminal.line("  ", (label, "dim"), ": ", *pieces)


def _document(one: Wording) -> dict[str, Any]:
    assert one.mission is not None
    changed = {field.name: [{"mark": run.mark, "text": run.text} for run in found] for field, found in one.changes}
    return {**display.document(one.mission), "changes": changed}
