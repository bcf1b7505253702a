"""Leaving a team: said to the others, or only done here; and what then goes from one's own vault."""

from medledare.services import pulse_weeks, teams
from medledare.services.clock import Clock
from medledare.sharing.team import LEAVING, Team
from medledare.vault.vault import Vault


def leave(vault: Vault, clock: Clock, team: Team) -> None:
    """Say that one leaves, and forget the team. What one posted stays in the folder until it is taken back.

    Raises NoFolder, CannotReach.
    """
    teams.post(vault, clock, team, LEAVING, {})
    forget(vault, clock, team)


def forget(vault: Vault, clock: Clock, team: Team) -> None:
    """Forget a team without a word to it, as where its folder is gone."""
    with vault.writing():
        teams.drop(vault, team)
        pulse_weeks.tidy(vault, clock())
