"""Keeping the vault open for a while, and closing it again."""

import re

from medledare.cli import terminal
from medledare.cli.here import Here
from medledare.cli.passphrase import with_passphrase
from medledare.cli.problems import WrongUse
from medledare.cli.spoken import command, option, pass_here
from medledare.services import session, settings
from medledare.text import N_, _

HOURS = {"m": 1 / 60, "h": 1.0, "d": 24.0}
LONGEST = 7 * 24
NOT_A_TIME = N_("--for needs a time such as 30m, 8h, 2h30m or 1d, a week at most.")
NO_PASSPHRASE = session.AlwaysOpen.sentence


@command("unlock", epilog=N_("Other programs of yours on this machine can then read it too, until the time is out."))
@option("--for", "span", metavar=N_("TIME"), help=N_("How long: 30m, 8h, 2h30m or 1d"))
@pass_here
def unlock(here: Here, span: str | None) -> None:
    hours = hours_of(span) if span is not None else float(settings.load(here.places)["unlock_hours"])
    if not session.needs_passphrase(here.places):
        # Its key may be gone all the same.
        here.open()
        terminal.line(_(NO_PASSPHRASE))
        return
    with_passphrase(lambda passphrase: session.unlock(here.places, passphrase, hours, here.clock))
    terminal.line(_("Open for {time}. “medledare lock” closes it before.").format(time=_said(hours)))


@command("lock")
@pass_here
def lock(here: Here) -> None:
    needed = session.needs_passphrase(here.places)
    session.lock(here.places)
    terminal.line(_("Locked.") if needed else _(NO_PASSPHRASE))


def hours_of(text: str) -> float:
    """Hours of a time such as ``2h30m``. Raises WrongUse."""
    cleaned = text.strip().lower().replace(" ", "")
    if re.fullmatch(r"(?:\d{1,5}[mhd])+", cleaned, re.ASCII):
        hours = sum(int(number) * HOURS[unit] for number, unit in re.findall(r"(\d+)([mhd])", cleaned))
        if 0 < hours <= LONGEST:
            return hours
    raise WrongUse(told=_(NOT_A_TIME))


def _said(hours: float) -> str:
    whole, minutes = divmod(round(hours * 60), 60)
    return " ".join([*([f"{whole} h"] if whole else []), *([f"{minutes} min"] if minutes else [])])
