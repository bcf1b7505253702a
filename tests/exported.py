"""Taking records out in one go, for tests that care about something else."""

from pathlib import Path

from medledare.services.clock import Clock
from medledare.services.exporting import Exported, Wish, hand_out, prepare
from medledare.services.search import Query
from medledare.vault.vault import Vault


def export(
    vault: Vault, clock: Clock, format: str, query: Query, target: Path | None, *, overwrite: bool = False
) -> Exported:
    """What ``query`` finds, in a format, at ``target`` (None: only handed back)."""
    return hand_out(vault, clock, prepare(vault, clock, Wish(format, query)), target, overwrite=overwrite)
