"""What the vault's screen says of each thing: how it is, and what came of what was done. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from medledare.text import N_, _, ngettext
from medledare.text.dates import clock_time, long_day
from medledare.text.kinds import KINDS_WORDS
from medledare.tui.widgets.blocks import Block, shown_line

if TYPE_CHECKING:
    from medledare.services.backups import Overview, Restored, Written
    from medledare.services.vaultcare import Checked, Compacted, Device, Finding, Repaired, VaultStatus

SEVERITIES = {"lost": N_("lost"), "mend": N_("can be mended"), "note": N_("worth knowing")}
SHORT_ID = 8

MENDING = N_("“Mend” mends what can be mended and deletes nothing. “Restore from a file” brings back what is lost.")


def status_page(path: Path, about: "VaultStatus", kept: "Overview", now: datetime) -> list[Block]:
    """How the vault is: what it holds, on which devices, its backups, and whether anything is damaged."""
    damage = [f"{_(one.what)} ({one.where})" for one in about.damage]
    blocks = [_place(path), Block()]
    width = max((len(_(KINDS_WORDS.get(kind, kind))) for kind in about.records), default=0)
    blocks += [
        Block(f"{_(KINDS_WORDS.get(kind, kind)).ljust(width)}  {count:>6}", wraps=False)
        for kind, count in about.records.items()
    ]
    devices = ngettext("{count} device", "{count} devices", len(about.devices))
    blocks += [Block(), Block(f"{devices}, {size(about.bytes)}")]
    if about.inbox_waiting:
        blocks.append(
            Block(ngettext("{count} sealed record waits", "{count} sealed records wait", about.inbox_waiting))
        )
    if count := len(about.inbox_unreadable):
        blocks.append(
            Block(ngettext("{count} sealed record does not open", "{count} sealed records do not open", count))
        )
    if count := len(about.torn):
        blocks.append(
            Block(ngettext("{count} unfinished piece set aside", "{count} unfinished pieces set aside", count))
        )
    blocks += [Block(_age(kept, now)), *_making(kept), Block()]
    if not damage:
        return [*blocks, Block(_("No damage was found."))]
    return [*blocks, Block(_("Damaged:"), "mark"), *_list(damage), Block(), Block(_(MENDING))]


def backups_page(kept: "Overview", now: datetime) -> list[Block]:
    """The backups that are kept, newest first."""
    blocks = [_place(kept.folder), Block(), Block(_age(kept, now)), *_making(kept)]
    if kept.kept:
        blocks += [Block(), *_list(f"{moment(one.at, now)}, {size(one.bytes)}" for one in kept.kept)]
    return blocks


def devices_page(devices: Sequence["Device"], forked: Sequence[str], now: datetime) -> list[Block]:
    """Every device that writes here, this one marked."""
    blocks: list[Block] = []
    for one in devices:
        blocks += [Block()] if blocks else []
        name = device_name(one)
        blocks.append(Block(f"{name}, " + _("this device") if one.here else name, "strong"))
        told = [ngettext("{count} version of records", "{count} versions of records", one.versions)]
        if one.last:
            told.append(_("last {moment}").format(moment=moment(one.last, now)))
        if one.id in forked:
            told.append(_("two machines wrote under this id; all of it is kept"))
        blocks.append(Block(", ".join(told), first="  ", rest="  "))
    return blocks


def check_page(found: "Checked") -> list[Block]:
    """What a check found."""
    versions = ngettext("{count} version of records", "{count} versions of records", found.versions)
    devices = ngettext("{count} device", "{count} devices", found.devices)
    blocks = [Block(_("Looked at") + f": {versions}, {devices}, {size(found.bytes)}"), Block()]
    if found.findings:
        blocks += [*_list(_finding(SEVERITIES[one.severity.value], one) for one in found.findings), Block()]
    return [*blocks, Block(_(MENDING) if found.damaged else _("No damage was found."))]


def repair_page(described: Sequence["Finding"], done: "Repaired") -> list[Block]:
    """What was mended, what was lost, and what is left."""
    told = [_finding(N_("mended"), one) for one in (*described, *done.mended)]
    told += [_finding(SEVERITIES["lost"], one) for one in done.lost]
    told += [_finding(N_("left as it is"), one) for one in done.left]
    blocks = _list(told) or [Block(_("There was nothing to mend."))]
    if done.recovery_key:
        words = _("The recovery key, shown this once. Write it down and keep it apart from this machine:")
        blocks += [Block(), Block(words), Block(), Block(done.recovery_key, "mark")]
    if done.lost:
        blocks += [Block(), Block(_("“Restore from a file” brings back from a backup what is lost."))]
    if done.aside.is_dir():
        blocks += [Block(), Block(_("What was damaged lies in {path}.").format(path=shown_line(str(done.aside))))]
    return blocks


def backup_page(path: Path, written: "Written") -> list[Block]:
    """Where a backup is, and what is in it."""
    versions = ngettext("{count} version of records", "{count} versions of records", written.versions)
    blocks = [Block(_("The backup is made: {versions}").format(versions=versions)), _place(path), Block()]
    if not written.complete:
        words = _("Something in the vault cannot be read and is not in it; older backups are kept meanwhile.")
        blocks += [Block(words, "mark"), Block()]
    return [*blocks, Block(_("It opens with the recovery key, on any machine."))]


def restored_page(done: "Restored") -> list[Block]:
    """What was brought back."""
    blocks = [Block(ngettext("{count} version was brought back.", "{count} versions were brought back.", done.added))]
    if done.already:
        blocks.append(Block(ngettext("{count} was here already.", "{count} were here already.", done.already)))
    return blocks


def compacted_page(done: "Compacted") -> list[Block]:
    """How much history was dropped."""
    dropped = ngettext("{count} earlier version dropped", "{count} earlier versions dropped", done.dropped)
    return [Block(f"{dropped}: {size(done.before)} → {size(done.after)}")]


def passphrase_page(had: bool, has: bool) -> list[Block]:
    """What opens the vault from now on."""
    if has:
        blocks = [Block(_("The new passphrase opens the vault from now on."))]
    else:
        blocks = [
            Block(_("There is no passphrase: whoever uses your account on this machine can read the vault.")),
            Block(),
            Block(_("Your other devices now need the recovery key, once each.")),
        ]
    if had:
        blocks += [Block(), Block(_("Copies of the vault's folder made before still open with the old passphrase."))]
    return blocks


def device_name(device: "Device") -> str:
    """A device's name, or the beginning of its id."""
    return shown_line(device.name) or device.id[:SHORT_ID]


def moment(at: datetime, now: datetime) -> str:
    """Day and time, in the zone one is in."""
    at = at.astimezone(now.tzinfo)
    return f"{long_day(at.date())} {clock_time(at)}"


def size(bytes: int) -> str:
    """So many KiB."""
    return f"{-(-bytes // 1024)} KiB"


def _age(kept: "Overview", now: datetime) -> str:
    if kept.newest is None:
        return _("There is no backup yet.")
    days = (now - kept.newest).days
    age = _("the newest less than a day old")
    if days > 0:
        age = ngettext("the newest {count} day old", "the newest {count} days old", days)
    return ngettext("{count} backup", "{count} backups", len(kept.kept)) + f", {age}"


def _making(kept: "Overview") -> list[Block]:
    blocks = []
    if not kept.days:
        blocks.append(Block(_("No backups are made by themselves (backup_days is 0).")))
    if kept.failed:
        reason = shown_line(kept.failed)
        blocks.append(Block(_("The last backup could not be made: {reason}").format(reason=reason), "mark"))
    return blocks


def _finding(how: str, one: "Finding") -> str:
    at = _(", byte {offset}").format(offset=one.offset) if one.offset else ""
    return f"{_(how)}: {_(one.what)} ({one.where}{at})"


def _list(lines: Iterable[str]) -> list[Block]:
    return [Block(shown_line(line), first="· ", rest="  ") for line in lines]


def _place(path: Path) -> Block:
    return Block(shown_line(str(path)), "muted")
