"""What has left the vault: noted each time, and told."""

from pathlib import Path

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Departure
from medledare.services import records
from medledare.services.clock import Clock
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault


class LeftUnnoted(Problem):
    sentence = N_("It was written to {path}, but the vault could not be written to, so that is not noted there.")


def note(vault: Vault, clock: Clock, format: str, target: Path | None, count: int, redacted: bool) -> None:
    """Note that ``count`` records left in a format, and for which file (None: shown on the screen or piped).

    Raises LeftUnnoted where the file is there, but the vault cannot be written to.
    """
    now = clock()
    left = Departure(
        id=new_id(), at=now, created=now, format=format, target=str(target or ""), count=count, redacted=redacted
    )
    try:
        records.add(vault, left)
    except Problem:
        if target is None:
            raise
        raise LeftUnnoted(path=target) from None


def departures(vault: Vault) -> list[Departure]:
    """What has left, oldest first."""
    return records.all_of(vault, Departure)
