"""Teams: made, joined, looked at and left. What members tell each other has modules of its own."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from medledare.cli import terminal
from medledare.cli.commands.cards import compared, document, number_option, write_person
from medledare.cli.common import json_option, team_option, tell_place
from medledare.cli.display import how_known
from medledare.cli.here import Here
from medledare.cli.problems import NotConfirmed, NoTerminal, WrongUse
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.cli.writing import STDIN, confirmed
from medledare.services import leaving, myself, others, teams
from medledare.text import N_, _
from medledare.text import team as words
from medledare.text.compared import mark
from medledare.text.shown import shown_line

if TYPE_CHECKING:
    from medledare.sharing.people import Card
    from medledare.sharing.team import Invitation, Rejected, Team


@command("list")
@json_option
@pass_here
def list_teams(here: Here, as_json: bool) -> None:
    vault = here.open()
    known = teams.teams(vault)
    if as_json:
        terminal.document({"teams": [{**_about(one), "folder": teams.folder_known(vault, one)} for one in known]})
        return
    if not known:
        terminal.paragraph(_(teams.NoTeam.sentence))
    for one in known:
        terminal.line((teams.called(one, known), "bold"))
        terminal.line("  ", teams.folder_known(vault, one) or _(words.NO_FOLDER))
        terminal.line("  ", _(words.THRESHOLD).format(count=one.threshold))


@command("create", epilog=words.SPACE)
@argument("name", metavar=N_("NAME"))
@option("--folder", metavar=N_("FOLDER"), required=True, help=N_("Where the members meet"))
@option(
    "--threshold",
    type=int,
    metavar=N_("COUNT"),
    default=teams.USUAL,
    help=N_("How many must take part before what they answer together is shown: 7 if not said, at least 5"),
)
@pass_here
def create(here: Here, name: str, folder: str, threshold: int) -> None:
    place = _folder(folder)
    tell_place(place)
    made = teams.create(here.open(), here.clock, name, place, threshold)
    terminal.paragraph(_(words.MADE).format(team=made.name))
    if terminal.talking():
        terminal.complain(f"{_(words.SPACE)} {_(words.NOTHING_BY_ITSELF)}")


@command("add", epilog=N_("CARD is the line itself, a file that holds it, or “-” for standard input."))
@argument("given", metavar=N_("CARD"))
@number_option
@team_option
@pass_here
def add(here: Here, given: str, number: str | None, team_name: str) -> None:
    card = _card(given)
    vault = here.open()
    team = teams.team_named(vault, team_name)
    compared(card, number, _(words.ADDING).format(name=card.name))
    teams.add(vault, here.clock, team, card)
    terminal.paragraph(_(words.ADDED).format(name=card.name))


@command("join")
@argument("folder", metavar=N_("FOLDER"))
@number_option
@pass_here
def join(here: Here, folder: str, number: str | None) -> None:
    place = _folder(folder)
    tell_place(place)
    vault = here.open()
    found = _meant(teams.invitations(vault, place), number)
    terminal.paragraph(_(words.INVITED).format(name=found.by.name, team=found.team.name))
    terminal.paragraph(_(words.THRESHOLD).format(count=found.team.threshold))
    compared(found.by, number, _(words.JOINING).format(name=found.by.name))
    joined = teams.join(vault, found, place)
    terminal.paragraph(_(words.JOINED).format(team=joined.name))
    if terminal.talking():
        terminal.complain(f"{_(words.SPACE)} {_(words.NOTHING_BY_ITSELF)}")


@command("members")
@team_option
@json_option
@pass_here
def members(here: Here, team_name: str, as_json: bool) -> None:
    vault = here.open()
    team = teams.team_named(vault, team_name)
    found = teams.look(vault, team)
    me = myself.oneself(vault).card.person
    listed, known = teams.members(found), others.by_person(vault)
    if as_json:
        terminal.document(
            {
                "team": _about(team),
                "members": [
                    {**document(one), "me": one.person == me, **how_known(known.get(one.person))} for one in listed
                ],
                "rejected": [{"file": one.file, "reason": teams.reason(one)} for one in found.rejected],
            }
        )
        return
    for one in listed:
        write_person(one, _("you") if one.person == me else mark(known.get(one.person)))
    tell_refused(found.rejected)


@command("folder", epilog=N_("Without a folder it says where the team's folder is."))
@argument("folder", metavar=N_("FOLDER"), required=False)
@team_option
@pass_here
def folder(here: Here, folder: str | None, team_name: str) -> None:
    vault = here.open()
    team = teams.team_named(vault, team_name)
    if folder is None:
        terminal.line(str(teams.folder_of(vault, team)))
        return
    place = _folder(folder)
    tell_place(place)
    teams.set_folder(vault, team, place)
    terminal.line(_("The folder of {team} is {path}").format(team=team.name, path=teams.folder_of(vault, team)))
    if not teams.look(vault, team).messages:
        terminal.complain(_(words.NOTHING_THERE))


@command("leave", epilog=words.LEAVING)
@team_option
@option("--forget", is_flag=True, help=N_("Only forget the team here, as when its folder is gone; nobody is told"))
@option("--yes", is_flag=True, help=N_("Do not ask"))
@pass_here
def leave(here: Here, team_name: str, forget: bool, yes: bool) -> None:
    vault = here.open()
    team = teams.team_named(vault, team_name)
    if not yes:
        if not terminal.asking():
            raise NoTerminal(needed="--yes")
        if not forget:
            terminal.complain(_(words.LEAVING))
        if not confirmed(_("Leave the team {team}?").format(team=team.name)):
            raise NotConfirmed
    if forget:
        leaving.forget(vault, here.clock, team)
        terminal.paragraph(_(words.FORGOTTEN).format(team=team.name))
    else:
        leaving.leave(vault, here.clock, team)
        terminal.paragraph(_(words.LEFT).format(team=team.name))


def tell_refused(rejected: "tuple[Rejected, ...]") -> None:
    """Name the files that were not taken, and why."""
    if rejected:
        terminal.line()
        terminal.line((_(words.REFUSED), "bold"))
    for one in rejected:
        terminal.line(f"  {shown_line(one.file)}: {teams.reason(one)}")


def _about(team: "Team") -> dict[str, object]:
    return {"id": team.id, "name": team.name, "threshold": team.threshold}


def _folder(given: str) -> Path:
    if not given.strip():
        raise WrongUse(told=_("{name} needs a value.").format(name=_("FOLDER")))
    return Path(given)


def _card(given: str) -> "Card":
    """The card that was given: as a line, in a file, or on standard input. Raises NotACard and what reading raises."""
    if given == STDIN:
        return others.card_in(sys.stdin.buffer.read(others.CARD_FILE) if sys.stdin is not None else b"")
    return others.card_given(given)


def _meant(found: "list[Invitation]", number: str | None) -> "Invitation":
    """The invitation by whoever has the number, else the latest."""
    for one in found:
        if number is not None and others.same_number(one.by, number):
            return one
    return found[0]
