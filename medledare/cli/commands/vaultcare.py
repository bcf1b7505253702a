"""Looking after the vault: what is damaged, mending it, dropping old history, and its devices."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from medledare.cli import display, terminal
from medledare.cli.common import json_option
from medledare.cli.here import Here
from medledare.cli.passphrase import recovery_key
from medledare.cli.problems import NotConfirmed, NoTerminal, UnknownDevice, WrongUse
from medledare.cli.progress import progress
from medledare.cli.spoken import command, option, pass_here
from medledare.cli.writing import confirmed
from medledare.domain.problems import Damaged
from medledare.services import vaultcare
from medledare.text import N_, _, ngettext

if TYPE_CHECKING:
    from medledare.services.vaultcare import Checked, Finding

SEVERITIES = {"lost": N_("lost"), "mend": N_("can be mended"), "note": N_("worth knowing")}
DAYS = {"d": 1, "w": 7, "v": 7, "m": 30.44, "y": 365.25, "å": 365.25}
NOT_AN_AGE = N_("--older-than needs an age such as 90d, 6m or 2y.")
SHORT_ID = 8

gone_option = option(
    "--gone",
    "gone",
    multiple=True,
    metavar=N_("DEVICE"),
    help=N_("A device that will never come back, whose log is dealt with from here; may be repeated"),
)


@command("check", epilog=N_("Nothing is changed. The exit status is 4 if anything is damaged."))
@json_option
@pass_here
def check(here: Here, as_json: bool) -> int:
    try:
        vault = here.open()
    except Damaged:
        # What keeps it from opening is among what needs no key to be seen.
        vault = None
    with progress(_("Checking")) as told:
        found = vaultcare.check(here.places, vault, told)
    if as_json:
        terminal.document(
            {
                "damaged": found.damaged,
                "locked": found.locked,
                "devices": found.devices,
                "segments": found.segments,
                "versions": found.versions,
                "bytes": found.bytes,
                "findings": [_document(one) for one in found.findings],
            }
        )
    else:
        _tell_check(found)
    return Damaged.status if found.damaged else 0


def _tell_check(found: "Checked") -> None:
    if found.locked:
        terminal.line(_("The vault cannot be opened, so only what needs no key was looked at."))
    else:
        versions = ngettext("{count} version of records", "{count} versions of records", found.versions)
        devices = ngettext("{count} device", "{count} devices", found.devices)
        terminal.line(_("Looked at"), f": {versions}, {devices}, {found.bytes // 1024} KiB")
    for one in found.findings:
        _tell_finding(SEVERITIES[one.severity.value], one)
    if not found.damaged:
        terminal.line(_("No damage was found."))
    else:
        terminal.line(
            _(
                "“medledare vault repair” mends what can be mended and deletes nothing. "
                "“medledare vault restore” brings back from a backup what is lost."
            )
        )


@command(
    "repair",
    epilog=N_("Damaged pieces are set aside on this machine, never deleted. Only this machine's own log is touched."),
)
@option("--recovery-file", metavar=N_("FILE"), help=N_("Where the recovery key is, if its file in the vault is lost"))
@option("--new-recovery-key", is_flag=True, help=N_("Make another recovery key if that file is lost"))
@gone_option
@pass_here
def repair(here: Here, recovery_file: str | None, new_recovery_key: bool, gone: tuple[str, ...]) -> int:
    recovery = recovery_key(recovery_file) if recovery_file else None
    described = vaultcare.mend_description(here.places, here.clock)
    vault = here.open()
    devices = [_device(here, given) for given in gone]
    with progress(_("Mending")) as told:
        done = vaultcare.repair(
            vault, here.clock, recovery=recovery, new_recovery=new_recovery_key, gone=devices, progress=told
        )
    for one in (*described, *done.mended):
        _tell_finding(N_("mended"), one)
    for one in done.lost:
        _tell_finding(SEVERITIES["lost"], one)
    for one in done.left:
        _tell_finding(N_("left as it is"), one)
    if done.recovery_key:
        terminal.line(_("The recovery key, shown this once. Write it down and keep it apart from this machine:"))
        terminal.line(done.recovery_key)
    if done.lost:
        terminal.line(_("“medledare vault restore” brings back from a backup what is lost."))
    if done.aside.is_dir():
        terminal.line(_("What was damaged lies in {path}.").format(path=done.aside))
    if not (described or done.mended or done.lost or done.left):
        terminal.line(_("There was nothing to mend."))
    return Damaged.status if done.left else 0


@command(
    "compact",
    epilog=N_(
        "What every record says now stays, and what was deleted stays deleted. "
        "Other devices keep their own logs, and older backups what is in them."
    ),
)
@option(
    "--older-than",
    "age",
    metavar=N_("AGE"),
    default="1y",
    help=N_("Drop earlier versions replaced longer ago than this: 90d, 6m, 2y; one year if not said"),
)
@gone_option
@option("--yes", is_flag=True, help=N_("Do not ask"))
@pass_here
def compact(here: Here, age: str, gone: tuple[str, ...], yes: bool) -> None:
    older_than = here.clock() - _span_of(age)
    vault = here.open()
    devices = [_device(here, given) for given in gone]
    if not yes:
        if not terminal.asking():
            raise NoTerminal(needed="--yes")
        question = _("Drop earlier versions replaced before {day}? They cannot be brought back.")
        if not confirmed(question.format(day=older_than.date().isoformat())):
            raise NotConfirmed
    with progress(_("Compacting")) as told:
        done = vaultcare.compact(vault, older_than, gone=devices, progress=told)
    terminal.line(
        ngettext("{count} earlier version dropped", "{count} earlier versions dropped", done.dropped),
        f": {done.before // 1024} KiB → {done.after // 1024} KiB",
    )


@command("devices")
@option("--name", metavar=N_("NAME"), help=N_("Give this device a name; an empty one takes it away"))
@json_option
@pass_here
def devices(here: Here, name: str | None, as_json: bool) -> None:
    from medledare.services.devices import second_device

    vault = here.open()
    if name is not None:
        vaultcare.name_device(vault, name.strip())
    found = vaultcare.devices(vault)
    forked = vault.status().forked
    if as_json:
        terminal.document(
            {
                "devices": [
                    {
                        "id": one.id,
                        "name": one.name,
                        "this": one.here,
                        "versions": one.versions,
                        "last": one.last and one.last.astimezone().isoformat(),
                        "forked": one.id in forked,
                    }
                    for one in found
                ]
            }
        )
        return
    for one in found:
        pieces = [f"{one.name} ({one.id[:SHORT_ID]})" if one.name else one.id[:SHORT_ID]]
        if one.here:
            pieces.append(_("this device"))
        pieces.append(ngettext("{count} version of records", "{count} versions of records", one.versions))
        if one.last:
            pieces.append(_("last {moment}").format(moment=display.moment(one.last.astimezone())))
        if one.id in forked:
            pieces.append(_("two machines wrote under this id; all of it is kept"))
        terminal.line(", ".join(pieces))
    terminal.line()
    terminal.line((_("The vault on one more device"), "bold"))
    for number, sentence in enumerate(second_device(here.places), 1):
        terminal.line(f"{number}  {sentence}")


def _device(here: Here, given: str) -> str:
    """The id of another device by its name or the beginning of its id. Raises UnknownDevice."""
    others = [one for one in vaultcare.devices(here.open()) if not one.here]
    fitting = [one.id for one in others if given and (one.name == given or one.id.startswith(given.lower()))]
    if len(fitting) != 1:
        raise UnknownDevice(given=given)
    return fitting[0]


def _span_of(age: str) -> timedelta:
    """The time an age such as ``6m`` stands for. Raises WrongUse."""
    shape = re.fullmatch(r"(\d{1,5})([a-zå])", age.strip().lower())
    if shape is None or shape[2] not in DAYS:
        raise WrongUse(told=_(NOT_AN_AGE))
    try:
        span = timedelta(days=int(shape[1]) * DAYS[shape[2]])
        datetime.now() - span
    except OverflowError:
        raise WrongUse(told=_(NOT_AN_AGE)) from None
    return span


def _tell_finding(how: str, one: "Finding") -> None:
    at = _(", byte {offset}").format(offset=one.offset) if one.offset else ""
    terminal.line(f"  {_(how)}: {_(one.what)} ({one.where}{at})")


def _document(one: "Finding") -> dict[str, object]:
    return {
        "severity": one.severity.value,
        "what": one.what,
        "where": one.where,
        "segment": one.segment,
        "offset": one.offset,
    }
