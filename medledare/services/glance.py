"""Whether the vault is open, at a glance: reads two small files and opens nothing.

It is for a shell's prompt, so it loads no cryptography; ``session`` judges for good.
"""

import json
import os
from typing import Literal

from medledare.config.paths import Places
from medledare.domain.problems import NoVault
from medledare.services.clock import Clock
from medledare.vault.info import describe
from medledare.vault.keyfiles import keyring_opens

State = Literal["open", "locked", "none"]


def state(places: Places, clock: Clock) -> State:
    """Whether a key is at hand. Raises Damaged, NewerVault or CannotReach."""
    try:
        vault = describe(places).id
    except NoVault:
        return "none"
    if os.path.exists(places.state_of(vault) / "key"):
        return "open"
    session = (places.runtime or places.state_of(vault)) / f"{vault}.session"
    try:
        about = json.loads(session.read_bytes())
        running = float(about["issued"]) <= clock().timestamp() < float(about["expires"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        running = False
    return "open" if running or keyring_opens(places, vault) else "locked"
