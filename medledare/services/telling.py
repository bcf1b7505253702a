"""What one says to a team, message by message: posted, noted as having left, and taken back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from medledare.domain.problems import N_, AmbiguousId, Problem, UnknownId
from medledare.services import departures, records, teams
from medledare.services.clock import Clock
from medledare.services.departures import Shared
from medledare.sharing.message import Message
from medledare.sharing.team import WITHDRAWN, Team
from medledare.vault.vault import Vault

CANNOT_CALL_BACK = N_(
    "It is taken back: the programs of those who can read it no longer show it. What somebody has read or copied "
    "cannot be called back."
)


class SaidByAnother(Problem):
    sentence = N_("{name} said that, so only {name} can take it back.")


def tell(
    vault: Vault,
    clock: Clock,
    team: Team,
    kind: str,
    body: Mapping[str, Any],
    text: str,
    *,
    made_of: int = 0,
    redacted: bool = False,
    whom: tuple[str, ...] = (),
) -> Message:
    """Say something to a team, and note that it left. ``text``: its words. ``made_of``: of how many records it is.
    ``whom``: the names of those it is for, where that is not all.

    Raises NoCard, NoFolder, CannotReach, TooLong, Unwritable; LeftUnnoted where it is said, but could not be noted.
    """
    message = teams.post(vault, clock, team, kind, body)
    shared = Shared(message.id, text, sha256(message.content).hexdigest(), whom=whom or (team.name,), team=team.id)
    departures.note(vault, clock, kind, teams.folder_of(vault, team), made_of, redacted, shared)
    return message


def take_back(vault: Vault, clock: Clock, team: Team, ids: Iterable[str]) -> None:
    """Say, signed, that messages of one's own are taken back, and note it where it is noted that they left.

    Raises NoCard, NoFolder, CannotReach.
    """
    noted = departures.shared(vault)
    for id in ids:
        at = teams.post(vault, clock, team, WITHDRAWN, {"about": id}).at
        for one in noted:
            if one.shared == id and one.withdrawn is None:
                records.change(vault, one, withdrawn=at)


def still_told(vault: Vault, team: Team, *kinds: str) -> list[str]:
    """The ids of what was said to a team and was not taken back, as it is noted here, whatever the folder holds."""
    return [
        one.shared
        for one in departures.shared(vault)
        if one.team == team.id and one.format in kinds and one.withdrawn is None
    ]


def one_of(ids: Iterable[str], given: str) -> str:
    """The id that is meant, which may be shortened from either end. Raises UnknownId, AmbiguousId."""
    wanted = given.strip().lower()
    fitting = {id for id in ids if wanted and (id.startswith(wanted) or id.endswith(wanted))}
    if not fitting:
        raise UnknownId(id=given)
    if len(fitting) > 1:
        raise AmbiguousId(id=given, count=len(fitting))
    return fitting.pop()


def here(at: datetime, now: datetime) -> datetime:
    """A moment that somebody gave, in the time zone of ``now``; one at the edges of the calendar as it is."""
    try:
        return at.astimezone(now.tzinfo)
    except OverflowError:
        return at
