"""How the vault is."""

from typing import TYPE_CHECKING

from medledare.cli import terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.spoken import Group, Row, command, pass_here
from medledare.text import N_, _, ngettext
from medledare.text.kinds import KIND_WORDS

if TYPE_CHECKING:
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
