"""Making a vault: its passphrase, its recovery key, and, if one wishes, the mission and the focus principle."""

import os
from contextlib import suppress

from medledare.cli import terminal
from medledare.cli.fields import code_of
from medledare.cli.here import Here
from medledare.cli.passphrase import new_passphrase
from medledare.cli.problems import NoTerminal, WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.domain.codec import check_text
from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import CannotReach, Damaged, NewerVault, NoVault, VaultExists
from medledare.services import capture, session
from medledare.text import N_, _

NEEDED = N_("a passphrase in MEDLEDARE_PASSPHRASE_FILE or from MEDLEDARE_PASSPHRASE_COMMAND, or --no-passphrase")
PROTECTS = N_(
    "The passphrase protects a stolen disk, a backup and a synced folder, not a machine somebody else watches. "
    "If it and the recovery key are both lost, nobody can open the vault."
)


@command("init", epilog=PROTECTS)
@option("--mission", metavar=N_("TEXT"), default="", help=N_("What are you here to do?"))
@option("--for", "for_whom", metavar=N_("TEXT"), default="", help=N_("Whom is it for?"))
@option("--value", metavar=N_("TEXT"), default="", help=N_("What gets better for them, and for the whole?"))
@option(
    "--focus", metavar=N_("CODE"), default="", help=N_("A principle to practise: TIL, HEL, HAN, STO, KUN, OPP, MED")
)
@option("--no-passphrase", is_flag=True, help=N_("Leave the key on this machine, readable by you"))
@option("--recovery-file", metavar=N_("FILE"), help=N_("Write the recovery key to a file instead of showing it"))
@pass_here
def init(
    here: Here,
    mission: str,
    for_whom: str,
    value: str,
    focus: str,
    no_passphrase: bool,
    recovery_file: str | None,
) -> None:
    principle = code_of(focus, PRINCIPLES, "--focus") if focus else ""
    for text in (mission, for_whom, value):
        check_text(text)
    if (for_whom or value) and not mission.strip():
        raise WrongUse(told=_("--for and --value go with --mission."))
    see_that_it_is_free(here)
    passphrase = None if no_passphrase else _passphrase()
    make(here, passphrase, recovery_file)
    if mission.strip() or principle:
        _fill(here, passphrase, mission, for_whom, value, principle)


def see_that_it_is_free(here: Here) -> None:
    """Before anything is asked. Raises VaultExists or CannotReach."""
    with suppress(NoVault):
        with suppress(Damaged, NewerVault):
            capture.ready(here.places)
        raise VaultExists(path=here.places.vault)


def _passphrase() -> str:
    if terminal.asking():
        terminal.complain(_(PROTECTS))
    if (passphrase := new_passphrase()) is None:
        raise NoTerminal(needed=_(NEEDED))
    return passphrase


def make(here: Here, passphrase: str | None, recovery_file: str | None) -> None:
    """Make the vault and tell the recovery key. Its file is made first, so that a vault never lacks its key."""
    descriptor = _new_file(recovery_file) if recovery_file else None
    try:
        recovery = session.make(here.places, passphrase, here.clock)
    except BaseException:
        if descriptor is not None:
            os.close(descriptor)
            with suppress(OSError):
                os.unlink(str(recovery_file))
        raise
    terminal.line(_("The vault is made: {path}").format(path=here.places.vault))
    if descriptor is None or not _kept(descriptor, recovery):
        terminal.paragraph(_("The recovery key, shown this once. Write it down and keep it apart from this machine:"))
        terminal.line(recovery)
    else:
        terminal.paragraph(
            _("The recovery key is in {path}. Keep it apart from this machine.").format(path=recovery_file)
        )
    if passphrase is None:
        terminal.paragraph(_("There is no passphrase: whoever uses your account on this machine can read the vault."))


def _new_file(name: str) -> int:
    try:
        return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise VaultExists(path=name) from None
    except OSError as error:
        raise CannotReach(path=name, reason=error.strerror or error) from None


def _kept(descriptor: int, recovery: str) -> bool:
    """Whether the key reached the disk; if not it is shown instead, as there is no other copy."""
    try:
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(recovery + "\n")
            file.flush()
            os.fsync(descriptor)
    except OSError:
        return False
    return True


def _fill(here: Here, passphrase: str | None, mission: str, for_whom: str, value: str, focus: str) -> None:
    from medledare.services import checkins
    from medledare.services import mission as missions

    places, clock = here.places, here.clock
    opened = session.open_at_hand(places, clock) if passphrase is None else session.open_with(places, passphrase, clock)
    with opened as vault, vault.batch():
        if mission.strip():
            missions.write(vault, clock, mission, for_whom, value)
        if focus:
            checkins.set_focus(vault, clock, focus)
