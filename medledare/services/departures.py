"""What has left the vault: noted each time, and told."""

from pathlib import Path
from typing import NamedTuple

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Departure
from medledare.services import records
from medledare.services.clock import Clock
from medledare.vault.ids import new_id
from medledare.vault.vault import Vault

PULSE = "pulse"
"""The format of figures put into a team's pulse."""


class LeftUnnoted(Problem):
    sentence = N_("It was written to {path}, but the vault could not be written to, so that is not noted there.")


class Shared(NamedTuple):
    """What was told somebody: the id others know it by, its exact words, and the SHA-256 of its bytes in hex.

    ``whom`` are names, ``recipients`` the age recipients it was sealed to, ``team`` the id of the team it was told.
    """

    id: str
    text: str
    digest: str
    whom: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    team: str = ""


def note(
    vault: Vault,
    clock: Clock,
    format: str,
    target: Path | str | None,
    count: int,
    redacted: bool = False,
    shared: Shared | None = None,
) -> Departure:
    """Note that ``count`` records left in a format, and for which file or team (None: shown on the screen or piped).

    Raises LeftUnnoted where it is there, but the vault cannot be written to.
    """
    now = clock()
    told = shared or Shared("", "", "")
    left = Departure(
        id=new_id(),
        at=now,
        created=now,
        format=format,
        target=str(target or ""),
        count=count,
        redacted=redacted,
        shared=told.id,
        text=told.text,
        digest=told.digest,
        whom=told.whom,
        recipients=told.recipients,
        team=told.team,
    )
    try:
        return records.add(vault, left)
    except Problem:
        if target is None:
            raise
        raise LeftUnnoted(path=target) from None


def departures(vault: Vault) -> list[Departure]:
    """What has left, oldest first."""
    return records.all_of(vault, Departure)


def shared(vault: Vault) -> list[Departure]:
    """What was told somebody, oldest first."""
    return [one for one in departures(vault) if one.shared]
