"""One file with everything in it, and the way back from it."""

import sys
from pathlib import Path

import click

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.cli.passphrase import new_passphrase, recovery_key
from medledare.cli.problems import NoTerminal, NothingWritten, WrongUse
from medledare.cli.progress import progress
from medledare.cli.spoken import argument, command, option, pass_here
from medledare.domain.problems import NoVault
from medledare.services import backups, capture
from medledare.services.backups import Restored, Written, WrongKeyForBackup
from medledare.text import N_, _, ngettext

STDOUT = "-"
NEEDED = N_("a passphrase in MEDLEDARE_PASSPHRASE_FILE or from MEDLEDARE_PASSPHRASE_COMMAND, or --no-passphrase")


@command(
    "backup",
    epilog=N_(
        "The file holds every version of every record and opens with the recovery key, with this program or with "
        "“age -d -i RECOVERY-FILE BACKUP”. Without -o it is one of those that are kept and replaced in turn."
    ),
)
@option("-o", "--output", metavar=N_("FILE"), help=N_("The file to write, or “-” for standard output"))
@option("--force", is_flag=True, help=N_("Replace the file if it is there"))
@pass_here
def backup(here: Here, output: str | None, force: bool) -> None:
    if output == "":
        raise NothingWritten
    if output == STDOUT and terminal.talking():
        raise WrongUse(told=_("A backup is no text for a terminal. Send it to a file with -o."))
    vault = here.open()
    with progress(_("Backing up")) as told:
        if output == STDOUT:
            backups.make_to(vault, here.clock, sys.stdout.buffer, told)
            return
        if output is None:
            path, written = backups.make(vault, here.clock, told)
        else:
            path = Path(output)
            written = backups.make_at(vault, here.clock, path, overwrite=force, progress=told)
    _tell_backup(path, written)


@command(
    "restore",
    epilog=N_(
        "Where there is a vault, what it lacks is brought in and nothing in it is lost or replaced. "
        "Where there is none, it is made anew; that needs the recovery key."
    ),
)
@argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path))
@option("--recovery-file", metavar=N_("FILE"), help=N_("Where the recovery key is; it is asked for if not said"))
@option("--no-passphrase", is_flag=True, help=N_("For a new vault: leave the key on this machine, readable by you"))
@pass_here
def restore(here: Here, file: Path, recovery_file: str | None, no_passphrase: bool) -> None:
    try:
        capture.ready(here.places)
    except NoVault:
        _make_anew(here, file, recovery_file, no_passphrase)
        return
    vault = here.open()
    given = recovery_key(recovery_file) if recovery_file else None
    try:
        found = backups.read(file, vault=vault, recovery=given)
    except WrongKeyForBackup:
        # A backup of another vault opens with that vault's key.
        if given is not None or not terminal.asking():
            raise
        found = backups.read(file, recovery=recovery_key(None))
    with progress(_("Restoring")) as told:
        done = backups.fold(vault, found, told)
    _tell_restored(done)


def _make_anew(here: Here, file: Path, recovery_file: str | None, no_passphrase: bool) -> None:
    key = recovery_key(recovery_file)
    found = backups.read(file, recovery=key)
    passphrase = None if no_passphrase else new_passphrase()
    if passphrase is None and not no_passphrase:
        raise NoTerminal(needed=_(NEEDED))
    with progress(_("Restoring")) as told:
        done = backups.restore(here.places, found, key, passphrase, told)
    terminal.line(_("The vault is made: {path}").format(path=here.places.vault))
    _tell_restored(done)


def _tell_backup(path: Path, written: Written) -> None:
    terminal.line(
        ngettext("{count} version of records", "{count} versions of records", written.versions), f" → {path.absolute()}"
    )
    if not written.complete:
        terminal.line(_("Something in the vault cannot be read and is not in it; older backups are kept meanwhile."))
    terminal.line(_("It opens with the recovery key, on any machine."))


def _tell_restored(done: Restored) -> None:
    terminal.line(
        ngettext("{count} version was brought back.", "{count} versions were brought back.", done.added),
    )
    if done.already:
        terminal.line(ngettext("{count} was here already.", "{count} were here already.", done.already))
