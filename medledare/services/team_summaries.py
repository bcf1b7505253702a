"""The summaries that members have told one in a team."""

from dataclasses import dataclass, replace

from medledare.services import myself, teams
from medledare.services.clock import Clock
from medledare.services.telling import here, one_of
from medledare.sharing import summaries as sharing
from medledare.sharing.summaries import Told
from medledare.sharing.team import Rejected, Team
from medledare.vault.vault import Vault

__all__ = ["Seen", "Told", "look"]


@dataclass(frozen=True, slots=True)
class Seen:
    """Those one may read, oldest first, in local time, and the files that are refused."""

    told: tuple[Told, ...]
    rejected: tuple[Rejected, ...]

    def one(self, given: str) -> Told:
        """The summary with this id, which may be shortened. Raises UnknownId, AmbiguousId."""
        id = one_of((one.id for one in self.told), given)
        return next(one for one in self.told if one.id == id)


def look(vault: Vault, clock: Clock, team: Team) -> Seen:
    """What there is to read. Takes a while where there are many files.

    Raises NoCard, NoFolder, CannotReach, Damaged.
    """
    person, now = myself.oneself(vault), clock()
    found = sharing.summaries(teams.look(vault, team), person)
    told = tuple(replace(one, at=here(one.at, now)) for one in found.told)
    return Seen(told, found.rejected)
