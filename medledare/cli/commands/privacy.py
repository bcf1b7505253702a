"""Where everything lies on this machine, what has left it, and who can see what."""

from typing import TYPE_CHECKING

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import command, pass_here
from medledare.domain.problems import Problem
from medledare.services.privacy import PlaceReport, report
from medledare.text import _
from medledare.text.said import opening
from medledare.text.team import FOLDER_OF, NO_FOLDER, UNREACHED, files_words

if TYPE_CHECKING:
    from medledare.domain.records import Departure
    from medledare.services.team_places import TeamPlace


@command("privacy")
@json_option
@pass_here
def privacy(here: Here, as_json: bool) -> None:
    found = report(here.places)
    left, folders = _of_vault(here)
    if as_json:
        terminal.document(
            {
                "places": [
                    {
                        "what": _(place.what),
                        "path": str(place.path),
                        "mode": None if place.mode is None else f"{place.mode:04o}",
                        "private": place.private,
                        "bytes": place.size,
                    }
                    for place in found.places
                ],
                "departures": None if left is None else [_left(one) for one in left],
                "teams": None if folders is None else [_folder(one) for one in folders],
                "notes": [_(sentence) for sentence in found.sentences],
            }
        )
        return
    for place in found.places:
        terminal.line((_(place.what), "bold"))
        terminal.line(f"  {place.path}")
        terminal.line(f"  {_seen_by(place)}")
    for folder in folders or ():
        _tell_folder(folder)
    terminal.line()
    if left is None:
        terminal.line(_("What has left is told when the vault is open."))
    elif not left:
        terminal.line(_("Nothing has left the vault."))
    else:
        terminal.line(_("What has left the vault") + ":")
        for one in left:
            terminal.line(f"  {display.moment(one.at)} {opening(one)}")
    terminal.line()
    for sentence in found.sentences:
        terminal.paragraph("- " + _(sentence))


def _left(departure: "Departure") -> dict[str, object]:
    return {
        "at": display.moment(departure.at),
        "format": departure.format,
        "target": departure.target,
        "count": departure.count,
        "redacted": departure.redacted,
        "shared": departure.shared or None,
        "whom": list(departure.whom),
        "digest": departure.digest or None,
        "withdrawn": departure.withdrawn and display.moment(departure.withdrawn),
    }


def _of_vault(here: Here) -> "tuple[list[Departure] | None, list[TeamPlace] | None]":
    """What left the vault and where teams meet, if it can be opened as it is; this never asks for anything."""
    from medledare.services import session
    from medledare.services.departures import departures
    from medledare.services.team_places import team_places

    try:
        with session.open_at_hand(here.places, here.clock) as opened:
            return departures(opened), team_places(opened)
    except Problem:
        return None, None


def _folder(place: "TeamPlace") -> dict[str, object]:
    return {
        "team": place.team.name,
        "path": place.path and str(place.path),
        "files": place.files,
        "bytes": place.bytes,
        "seen": [_(sentence) for sentence in place.seen],
    }


def _tell_folder(place: "TeamPlace") -> None:
    terminal.line((_(FOLDER_OF).format(team=place.team.name), "bold"))
    terminal.line(f"  {place.path or _(NO_FOLDER)}")
    if place.files is not None:
        terminal.line("  ", files_words(place.files, place.bytes))
    elif place.path is not None:
        terminal.line("  ", _(UNREACHED))
    for sentence in place.seen:
        terminal.paragraph(_(sentence), indent="  ")


def _seen_by(place: PlaceReport) -> str:
    if place.mode is None:
        return _("Nothing is there yet.")
    who = _("Only you can open it.") if place.private else _("Others on this machine can open it.")
    return f"{who} ({place.mode:04o}, {place.size // 1024} KiB)"
