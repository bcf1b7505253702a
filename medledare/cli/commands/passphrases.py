"""The passphrase: changing it, going without, and the way back in with the recovery key."""

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.cli.passphrase import chosen_passphrase, new_passphrase, passphrase_in, recovery_key, with_passphrase
from medledare.cli.problems import NoTerminal, WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.services import passphrases, session
from medledare.text import N_, _

NEEDED = N_("a passphrase in MEDLEDARE_PASSPHRASE_FILE or from MEDLEDARE_PASSPHRASE_COMMAND, or --no-passphrase")
NO_PASSPHRASE = N_("There is no passphrase: whoever uses your account on this machine can read the vault.")
OLD_COPIES = N_("Copies of the vault's folder made before still open with the old passphrase.")


@command(
    "passphrase",
    epilog=N_("The present passphrase is asked for first. The recovery key stays the same and goes on working."),
)
@option("--new-passphrase-file", "new_file", metavar=N_("FILE"), help=N_("A file whose first line is the new one"))
@option("--none", "give_up", is_flag=True, help=N_("Go without: the key lies on this machine, readable by you"))
@pass_here
def passphrase(here: Here, new_file: str | None, give_up: bool) -> None:
    if give_up and new_file is not None:
        raise WrongUse(told=_("--none and --new-passphrase-file exclude each other."))
    had = session.needs_passphrase(here.places)
    new = passphrase_in(new_file) if new_file is not None else None
    if new is None and not give_up and not terminal.asking():
        raise NoTerminal(needed="--new-passphrase-file")
    if had:
        key = with_passphrase(lambda typed: passphrases.present(here.places, here.clock, typed))
    else:
        key = passphrases.present(here.places, here.clock, None)
    if new is None and not give_up:
        new = chosen_passphrase()
    passphrases.choose(here.places, key, new)
    if new is None:
        terminal.line(_(NO_PASSPHRASE))
        terminal.line(_("Your other devices now need the recovery key, once each: “medledare vault recover”."))
    else:
        terminal.line(_("The new passphrase opens the vault from now on."))
    if had:
        terminal.line(_(OLD_COPIES))


@command(
    "recover",
    epilog=N_("For a forgotten passphrase, and for a vault without one on a machine that does not have its key."),
)
@option("--recovery-file", metavar=N_("FILE"), help=N_("Where the recovery key is; it is asked for if not said"))
@option("--no-passphrase", is_flag=True, help=N_("Leave the key on this machine, readable by you"))
@pass_here
def recover(here: Here, recovery_file: str | None, no_passphrase: bool) -> None:
    session.needs_passphrase(here.places)
    key = passphrases.recovered(here.places, recovery_key(recovery_file))
    new = None if no_passphrase else new_passphrase()
    if new is None and not no_passphrase:
        raise NoTerminal(needed=_(NEEDED))
    passphrases.choose(here.places, key, new)
    terminal.line(_(NO_PASSPHRASE) if new is None else _("The new passphrase opens the vault from now on."))
