"""The devices that write to a vault: their names, what they wrote, and when."""

from datetime import datetime
from typing import NamedTuple

from medledare.vault.clock import device_of, time_of
from medledare.vault.internal import DEVICES, is_internal, name_of
from medledare.vault.store import Change
from medledare.vault.vault import Vault


class Device(NamedTuple):
    """``versions``: how many it wrote that are here. ``last``: when it wrote the latest, None if none is here."""

    id: str
    name: str
    here: bool
    versions: int
    last: datetime | None


def devices(vault: Vault) -> list[Device]:
    """Every device with a log or a version here, this machine first, then the latest to write. Raises CannotReach."""
    known = dict.fromkeys((*vault.status().devices, vault.device), 0)
    last: dict[str, str] = {}
    with vault.store.still():
        for table, _, operation in vault.store.fold.operations():
            if not is_internal(table):
                device = device_of(operation.version)
                known[device] = known.get(device, 0) + 1
                last[device] = max(last.get(device, ""), operation.version)
        names = {device: name_of(about) for device, about in vault.store.fold.live.get(DEVICES, {}).items()}
    found = [
        Device(
            device,
            names.get(device, ""),
            device == vault.device,
            versions,
            time_of(last[device]) if device in last else None,
        )
        for device, versions in known.items()
    ]
    return sorted(found, key=lambda one: (one.here, last.get(one.id, "")), reverse=True)


def name_device(vault: Vault, name: str) -> None:
    """Give this machine a name that all devices see; an empty one takes it away. Raises CannotReach, Unwritable."""
    with vault.store.writing():
        about = dict(vault.store.fold.live.get(DEVICES, {}).get(vault.device, {}))
        if about.get("name", "") != name:
            vault.store.write([Change(DEVICES, vault.device, about | {"name": name})])
