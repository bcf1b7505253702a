"""One record: show it, change it, delete it, see its history, and take a step back."""

from typing import Any

from medledare.cli import display, terminal
from medledare.cli.common import id_argument, json_option
from medledare.cli.fields import code_of, field_options, flag, values
from medledare.cli.here import Here
from medledare.cli.problems import NotConfirmed, NoTerminal, WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.cli.writing import confirmed, edited, handed_back
from medledare.domain.records import Failure, Goal, Record
from medledare.domain.short_id import short
from medledare.services import records
from medledare.services.forms import FORMS, Field
from medledare.services.spots import Spot, form_name
from medledare.text import N_, _

NO_SUCH_FIELD = N_("A record of this kind has no {given}. It has {fields}.")
ONE_OR_THE_OTHER = N_("--field opens a text in your editor; it does not go with options that change fields.")
NOTED_ITSELF = N_("The program noted this itself, so it is not changed.")
ANEW = {
    "checkin": N_("Answers are given anew, and the latest hold: “medledare checkin --date {day}”."),
    "conditions": N_("Answers are given anew, and the latest hold: “medledare checkin --week --date {day}”."),
    "focus": N_("A focus is chosen anew, and earlier ones stay: “medledare focus set”."),
    "observation": N_("An observation is another's words, so it is not changed. “medledare delete” takes it away."),
    "pair": N_("A pair is chosen before its days, so it is not changed: “medledare trends pairs” removes and adds."),
}
"""How a record that has no form is changed."""


field_option = option("--field", metavar=N_("NAME"), default="", help=N_("Open this text in your editor, such as why"))


@command("show")
@id_argument
@json_option
@pass_here
def show(here: Here, given_id: str, as_json: bool) -> None:
    vault = here.open()
    record = records.get(vault, given_id)
    related = _related(here, record)
    if as_json:
        terminal.document({"record": display.document(record), "related": [display.document(one) for one in related]})
        return
    versions = vault.standing().get(record.id, 1)
    display.write_whole(record, versions)
    if versions > 1:
        told = _("It was changed on several devices at once: “medledare settle {id}” shows each version.")
        terminal.line("  ", told.format(id=short(record.id)))
    for one in related:
        terminal.line()
        display.write_block(one)


@command(
    "edit",
    epilog=N_(
        "Without options the text opens in your editor; with --field another of its texts does. "
        "An option with an empty value takes the field away."
    ),
)
@id_argument
@field_options(FORMS, clear=True)
@field_option
@json_option
@pass_here
def edit(here: Here, given_id: str, field: str, as_json: bool, **given: Any) -> None:
    change(here, records.get(here.open(), given_id), as_json, given, field)


def change(here: Here, record: Record, as_json: bool, given: dict[str, Any], field: str = "") -> None:
    """Change what was given, or a text in an editor: the one of ``field``, the first if that is empty.

    Raises WrongUse for a field it has not.
    """
    typed = {name: value for name, value in given.items() if value is not None and value != ()}
    form = {field.name: field for field in FORMS.get(record.kind, ())}
    if not form:
        raise WrongUse(told=_(ANEW.get(record.kind, NOTED_ITSELF)).format(day=record.at.date()))
    if strange := [name for name in typed if name not in form]:
        names = {field.name: flag(field) for fields in FORMS.values() for field in fields}
        fields = ", ".join(map(flag, form.values()))
        raise WrongUse(told=_(NO_SUCH_FIELD).format(given=names[strange[0]], fields=fields))
    if typed and field:
        raise WrongUse(told=_(ONE_OR_THE_OTHER))
    if typed:
        changed = records.change(here.open(), record, **values(here, record.kind, typed))
    else:
        texts = [flag(one) for one in form.values() if one.shape in ("line", "text")]
        named = "--" + code_of(field, [name[2:] for name in texts], "--field") if field else texts[0]
        changed = _in_editor(here, record, next(one for one in form.values() if flag(one) == named))
    if as_json:
        terminal.document({"record": display.document(changed)})
    elif changed == record:
        terminal.line(_("Nothing was changed."))
    else:
        terminal.line(_("Changed. “medledare undo” takes it back."))
        if isinstance(record, Goal) and isinstance(changed, Goal):
            from medledare.cli.planning import once_more

            once_more(here, record, changed)


@command("delete")
@id_argument
@option("--yes", is_flag=True, help=N_("Do not ask"))
@pass_here
def delete(here: Here, given_id: str, yes: bool) -> None:
    remove(here, records.get(here.open(), given_id), yes)


def remove(here: Here, record: Record, yes: bool) -> None:
    """Delete a record, once the person agrees. Raises NoTerminal or NotConfirmed."""
    if not yes:
        if not terminal.asking():
            raise NoTerminal(needed="--yes")
        display.write_block(record)
        if not confirmed(_("Delete this?")):
            raise NotConfirmed
    records.remove(here.open(), record)
    terminal.line(_("Deleted. “medledare undo” brings it back."))


@command("history")
@id_argument
@json_option
@pass_here
def history(here: Here, given_id: str, as_json: bool) -> None:
    versions = records.history_of(here.open(), given_id)
    if as_json:
        listed = [
            {
                "at": version.at.isoformat(),
                "device": version.device,
                "current": version.current,
                "record": version.record and display.document(version.record),
            }
            for version in versions
        ]
        terminal.document({"versions": listed})
        return
    for number, version in enumerate(versions):
        if number:
            terminal.line()
        terminal.line((_("Version of {moment}").format(moment=display.moment(version.at.astimezone())), "dim"))
        if version.record is None:
            terminal.line(_("Deleted"))
        else:
            display.write_block(version.record)


def _related(here: Here, record: Record) -> list[Record]:
    """The mission a goal was set under, if that reads otherwise now, and its notes; what grew out of a failure."""
    if isinstance(record, Goal):
        from medledare.services import goals, mission

        before = mission.set_under(here.open(), record)
        return [*([before] if before else []), *goals.notes(here.open(), record)]
    if isinstance(record, Failure):
        from medledare.services.chain import grown

        return grown(here.open(), record)
    return []


def _in_editor(here: Here, record: Record, field: Field) -> Record:
    spot = Spot(form_name(record.kind, record.id), field.name)
    written = edited(here, getattr(record, field.name), spot, instead=True)
    with handed_back(written):
        return records.change(here.open(), record, **{field.name: written.text})
