"""The care of the vault: how it is, what is damaged, mending it, dropping old history, and its devices."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from medledare.domain.codec import check_text, decoded
from medledare.domain.problems import OnlyInMemory
from medledare.domain.records import KINDS
from medledare.services.clock import Clock
from medledare.vault.damage import NOT_A_RECORD, Damage
from medledare.vault.vault import FileVault, Vault, VaultStatus

if TYPE_CHECKING:
    from medledare.config.paths import Places
    from medledare.vault.backup import Progress
    from medledare.vault.check import Checked, Finding
    from medledare.vault.compact import Compacted
    from medledare.vault.devices import Device
    from medledare.vault.repair import Repaired

__all__ = [
    "Checked",
    "Compacted",
    "Device",
    "Finding",
    "Repaired",
    "VaultStatus",
    "check",
    "compact",
    "devices",
    "mend_description",
    "name_device",
    "repair",
    "status",
]


def status(vault: Vault) -> VaultStatus:
    """An account of the open vault, every record looked at. Raises CannotReach."""
    about = vault.status()
    unfit = [Damage(NOT_A_RECORD, where) for where in _unfit(vault)]
    return about._replace(damage=(*about.damage, *unfit))


def check(places: "Places", vault: Vault | None, progress: "Progress | None" = None) -> "Checked":
    """Look at every byte and say what is wrong, where, and how bad it is; changes nothing.

    ``vault`` None: it cannot be opened, so only what needs no key is looked at. ``progress`` is told bytes done, of
    all. Raises NoVault, CannotReach.
    """
    from medledare.vault import check as checking

    found = checking.check(places, vault.key if isinstance(vault, FileVault) else None, progress)
    if vault is None:
        return found
    unfit = tuple(checking.Finding(checking.Severity.LOST, NOT_A_RECORD, where) for where in _unfit(vault))
    return found._replace(findings=found.findings + unfit)


def mend_description(places: "Places", clock: Clock) -> "tuple[Finding, ...]":
    """Rebuild vault.json, without which nothing can be opened, from the key files; empty if there was no need.

    Raises Damaged if no key file is whole, NoVault, NewerVault, CannotReach.
    """
    from medledare.vault import repair as repairing

    return repairing.mend_description(places, clock())


def repair(
    vault: Vault,
    clock: Clock,
    *,
    recovery: str | None = None,
    new_recovery: bool = False,
    gone: Collection[str] = (),
    progress: "Progress | None" = None,
) -> "Repaired":
    """Mend what can be mended; damaged pieces are set aside in state, nothing is deleted.

    ``recovery`` (the recovery key) or ``new_recovery`` is for a recovery file that is lost. ``gone`` are ids of
    devices that will not come back, whose logs may be mended from here. Raises CannotReach, VaultBusy,
    WrongRecoveryKey.
    """
    from medledare.vault import repair as repairing

    return repairing.repair(
        _on_disk(vault), now=clock(), recovery=recovery, new_recovery=new_recovery, gone=gone, progress=progress
    )


def compact(
    vault: Vault, older_than: datetime, *, gone: Collection[str] = (), progress: "Progress | None" = None
) -> "Compacted":
    """Drop versions replaced before ``older_than`` from this machine's own log, and those of devices that are ``gone``.

    What every record shows stays, and so do conflicts and deletions. Raises MendFirst, CannotReach, VaultBusy.
    """
    from medledare.vault import compact as compacting

    return compacting.compact(_on_disk(vault), older_than, gone, progress)


def devices(vault: Vault) -> "list[Device]":
    """Every device that writes here: id, name, whether it is this one, versions written, and when the last."""
    from medledare.vault import devices as known

    return known.devices(vault)


def name_device(vault: Vault, name: str) -> None:
    """Name this machine, for all devices to see. Raises CannotReach, Unwritable."""
    from medledare.vault import devices as known

    check_text(name)
    known.name_device(vault, name)


def _unfit(vault: Vault) -> list[str]:
    """Records that are not what this version expects: kind and id."""
    return [
        f"{kind} {document.doc_id}"
        for kind in KINDS
        for document in vault.table(kind)
        if decoded(kind, document.doc_id, document) is None
    ]


def _on_disk(vault: Vault) -> FileVault:
    if not isinstance(vault, FileVault):
        raise OnlyInMemory
    return vault
