"""How the vault is, where everything lies, and who can see it."""

from typing import TYPE_CHECKING

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import Group, Row, command, pass_here
from medledare.domain.problems import Problem
from medledare.services.privacy import PlaceReport, report
from medledare.text import N_, _, ngettext
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import opening

if TYPE_CHECKING:
    from medledare.domain.records import Departure
    from medledare.services.backups import Overview

ROWS = (
    Row("status", "care:status", N_("What it holds, on which devices, and whether anything is damaged")),
    Row("check", "vaultcare:check", N_("Look at every byte and say what is damaged, where, and how badly")),
    Row("repair", "vaultcare:repair", N_("Mend what can be mended")),
    Row("backup", "backup:backup", N_("Write everything into one encrypted file")),
    Row("restore", "backup:restore", N_("Bring back what a backup holds")),
    Row("passphrase", "passphrases:passphrase", N_("Change the passphrase, set one, or go without")),
    Row("recover", "passphrases:recover", N_("Set a new passphrase with the recovery key")),
    Row("keyring", "keyring:keyring", N_("Let the system keyring open it on this machine, or no longer")),
    Row("compact", "vaultcare:compact", N_("Drop old history")),
    Row("devices", "vaultcare:devices", N_("The devices that write here; give this one a name")),
)
vault = Group("vault", ROWS, default="status")


@command("status")
@json_option
@pass_here
def status(here: Here, as_json: bool) -> None:
    from medledare.services import backups
    from medledare.services.vaultcare import status as account_of

    opened = here.open()
    about = account_of(opened)
    kept = backups.overview(here.places)
    if as_json:
        terminal.document(
            {
                "path": str(here.places.vault),
                "id": opened.info.id,
                "records": about.records,
                "devices": list(about.devices),
                "segments": about.segments,
                "bytes": about.bytes,
                "inbox_waiting": about.inbox_waiting,
                "inbox_unreadable": list(about.inbox_unreadable),
                "torn": list(about.torn),
                "rolled_back": list(about.rolled_back),
                "damage": [{"what": one.what, "where": str(one.where)} for one in about.damage],
                "backups": {
                    "folder": str(kept.folder),
                    "count": len(kept.kept),
                    "newest": kept.newest and kept.newest.astimezone().isoformat(),
                    "days": kept.days,
                    "failed": kept.failed,
                },
            }
        )
        return
    terminal.line(_("Vault"), f": {here.places.vault}")
    for kind, count in about.records.items():
        terminal.line(f"  {_(KIND_WORDS.get(kind, kind))}: {count}")
    terminal.line(ngettext("{count} device", "{count} devices", len(about.devices)), f", {about.bytes // 1024} KiB")
    if about.inbox_waiting:
        terminal.line(ngettext("{count} sealed record waits", "{count} sealed records wait", about.inbox_waiting))
    if about.inbox_unreadable:
        count = len(about.inbox_unreadable)
        terminal.line(ngettext("{count} sealed record does not open", "{count} sealed records do not open", count))
    if about.torn:
        terminal.line(
            ngettext("{count} unfinished piece set aside", "{count} unfinished pieces set aside", len(about.torn))
        )
    _tell_backups(here, kept)
    if not about.damage:
        terminal.line(_("No damage was found."))


def _tell_backups(here: Here, kept: "Overview") -> None:
    if kept.newest is None:
        terminal.line(_("There is no backup yet."))
    else:
        count = ngettext("{count} backup", "{count} backups", len(kept.kept))
        days = (here.clock() - kept.newest).days
        age = _("the newest less than a day old")
        if days > 0:
            age = ngettext("the newest {count} day old", "the newest {count} days old", days)
        terminal.line(f"{count}, {age}: {kept.folder}")
    if not kept.days:
        terminal.line(_("No backups are made by themselves (backup_days is 0)."))
    if kept.failed:
        terminal.line(_("The last backup could not be made: {reason}").format(reason=kept.failed))


@command("privacy")
@json_option
@pass_here
def privacy(here: Here, as_json: bool) -> None:
    found = report(here.places)
    left = _departures(here)
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
                "notes": [_(sentence) for sentence in found.sentences],
            }
        )
        return
    for place in found.places:
        terminal.line((_(place.what), "bold"))
        terminal.line(f"  {place.path}")
        terminal.line(f"  {_seen_by(place)}")
    terminal.line()
    if left is None:
        terminal.line(_("What was exported is told when the vault is open."))
    elif not left:
        terminal.line(_("Nothing was exported."))
    else:
        terminal.line(_("Exported:"))
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


def _departures(here: Here) -> "list[Departure] | None":
    """What left the vault, if it can be opened as it is; this never asks for anything."""
    from medledare.services import session
    from medledare.services.departures import departures

    try:
        with session.open_at_hand(here.places, here.clock) as opened:
            return departures(opened)
    except Problem:
        return None


def _seen_by(place: PlaceReport) -> str:
    if place.mode is None:
        return _("Nothing is there yet.")
    who = _("Only you can open it.") if place.private else _("Others on this machine can open it.")
    return f"{who} ({place.mode:04o}, {place.size // 1024} KiB)"
