"""The wordings of the mission that members of a team show each other: seen, shown, and taken back."""

from dataclasses import dataclass

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Mission
from medledare.services import mission, myself, teams
from medledare.services.clock import Clock
from medledare.services.telling import still_told, take_back, tell
from medledare.sharing import wordings as sharing
from medledare.sharing.team import Rejected, Team
from medledare.sharing.wordings import FIELDS, MISSION, Shown, Wording
from medledare.text.wordings import as_text
from medledare.vault.vault import Vault

__all__ = ["FIELDS", "Seen", "Shown", "Team", "Wording", "look", "of_mission", "own", "show", "withdraw"]


class NothingShown(Problem):
    sentence = N_("You show the team {team} no wording of the mission.")


@dataclass(frozen=True, slots=True)
class Seen:
    """The wordings shown, in order of their words. ``mine``: one's own among them, if one shows any."""

    shown: tuple[Shown, ...]
    mine: Wording | None
    rejected: tuple[Rejected, ...]

    def is_mine(self, shown: Shown) -> bool:
        """Whether one shows that oneself, alone or with others who word it alike."""
        return self.mine is not None and self.mine.key == shown.wording.key


def look(vault: Vault, team: Team) -> Seen:
    """The wordings that are shown. Takes a while where there are many files. Raises NoFolder, CannotReach, Damaged."""
    looked, person = teams.look(vault, team), myself.known(vault)
    found = sharing.wordings(looked)
    mine = sharing.standing_of(looked, person.card.person) if person else []
    return Seen(found.shown, mine[-1][1] if mine else None, found.rejected)


def own(vault: Vault) -> Wording:
    """One's own wording as it is now: what would be shown. Raises NoMission."""
    if (now := mission.current(vault)) is None:
        raise mission.NoMission
    return of_mission(now)


def of_mission(version: Mission) -> Wording:
    """A version of the mission as a wording."""
    return Wording(version.statement, version.for_whom, version.value)


def show(vault: Vault, clock: Clock, team: Team, wording: Wording) -> None:
    """Show the team a wording in place of what one showed before. Raises what ``telling.tell`` does."""
    person = myself.oneself(vault)
    before = [id for id, _wording in sharing.standing_of(teams.look(vault, team), person.card.person)]
    tell(vault, clock, team, MISSION, sharing.body_of(wording, before), as_text(wording.fields), made_of=1)


def withdraw(vault: Vault, clock: Clock, team: Team) -> None:
    """Show no wording any more. Raises NothingShown and what ``telling.take_back`` does."""
    person = myself.oneself(vault)
    standing = [id for id, _wording in sharing.standing_of(teams.look(vault, team), person.card.person)]
    ids = dict.fromkeys((*standing, *still_told(vault, team, MISSION)))
    if not ids:
        raise NothingShown(team=team.name)
    take_back(vault, clock, team, ids)
