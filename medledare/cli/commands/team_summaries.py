"""Summaries that members of a team have told one: which there are, and what one says."""

from typing import TYPE_CHECKING, Any

from medledare.cli import display, terminal
from medledare.cli.commands.team import tell_refused
from medledare.cli.common import id_argument, json_option, team_option
from medledare.cli.here import Here
from medledare.cli.spoken import command, pass_here
from medledare.domain.short_id import short
from medledare.services import others, team_summaries, teams
from medledare.text import N_, _
from medledare.text.compared import doubt
from medledare.text.summary import headline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medledare.services.others import Known
    from medledare.services.team_summaries import Told


@command("summaries", epilog=N_("Nobody can see who has told nothing. What its author took back is no longer here."))
@team_option
@json_option
@pass_here
def list_summaries(here: Here, team_name: str, as_json: bool) -> None:
    vault = here.open()
    seen = team_summaries.look(vault, here.clock, teams.team_named(vault, team_name))
    known = others.by_person(vault)
    if as_json:
        rejected = [{"file": one.file, "reason": teams.reason(one)} for one in seen.rejected]
        terminal.document({"summaries": [_document(one, known) for one in seen.told], "rejected": rejected})
        return
    if not seen.told:
        terminal.line(_("There is no summary to read."))
    for one in seen.told:
        about = f" {one.by.name}: "
        terminal.line((display.moment(one.at), "dim"), " ", (short(one.id), "dim"), about, (headline(one.text), "bold"))
    tell_refused(seen.rejected)


@command("read")
@id_argument
@team_option
@json_option
@pass_here
def read(here: Here, given_id: str, team_name: str, as_json: bool) -> None:
    vault = here.open()
    found = team_summaries.look(vault, here.clock, teams.team_named(vault, team_name)).one(given_id)
    known = others.by_person(vault)
    if as_json:
        terminal.document({"summary": _document(found, known)})
        return
    terminal.raw(found.text)
    whom = _("all members") if found.to_all else _("some members")
    told = _("Signed by {name}, {moment}, for {whom}.")
    by = told.format(name=found.by.name, moment=display.moment(found.at), whom=whom)
    terminal.complain(f"{by} {doubt(found.by, known.get(found.by.person))}".rstrip())


def _document(told: "Told", known: "Mapping[str, Known]") -> dict[str, Any]:
    return {
        "id": told.id,
        "at": told.at.isoformat(),
        "by": {
            "name": told.by.name,
            "fingerprint": told.by.fingerprint,
            **display.how_known(known.get(told.by.person)),
        },
        "to_all": told.to_all,
        "text": told.text,
    }
