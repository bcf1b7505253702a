"""A team's pulse: the week's figures one agrees to put in, what then goes on by itself, and what the team sees.

Being built: the shapes stand, so that screens and commands can be made against them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from medledare.domain.problems import N_, Usage
from medledare.services.clock import Clock
from medledare.sharing.release import CODES, Figure, Picture, Release, Size
from medledare.sharing.standing import Refused, Standing
from medledare.sharing.team import Team
from medledare.vault.vault import Vault

__all__ = ["CODES", "Figure", "Picture", "Refused", "Release", "Size", "Standing"]


class NothingToAgreeTo(Usage):
    sentence = N_(
        "There is no week to take part in just now. One can from Friday until Monday, for the week that ends."
    )


class NotAFigure(Usage):
    sentence = N_("“{code}” is none of the figures. They are: {codes}.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A week that one may take part in. ``values``: for each of ``CODES`` what would be put in, in tenths of a step
    (0 to 40), None where one has no answer. ``until``: when it can no longer be agreed to."""

    team: Team
    monday: date
    values: dict[str, int | None]
    until: datetime


@dataclass(frozen=True, slots=True)
class View:
    """All there is to see of a team's pulse.

    ``offer``: the week one may agree to, None where there is none, or one has. ``standings``: the weeks one agreed to
    that are under way or ended without a figure, latest first. ``picture``: what the team sees. ``refused``: messages
    that were not taken.
    """

    team: Team
    offer: Offer | None
    standings: tuple[Standing, ...]
    picture: Picture
    refused: tuple[Refused, ...]


def view(vault: Vault, clock: Clock, team: Team) -> View:
    """What there is to see; takes a while where there are many files. Raises NoFolder, CannotReach, Damaged."""
    raise NotImplementedError


def agree(vault: Vault, clock: Clock, offer: Offer, leave_out: Collection[str] = ()) -> None:
    """Take part this week with the values as shown, but for codes left out. Raises NothingToAgreeTo, NotAFigure."""
    raise NotImplementedError


def take_back(vault: Vault, clock: Clock, team: Team, monday: date) -> bool:
    """Put nothing in after all. Returns whether it was in time; what has been sent in parts cannot be called back."""
    raise NotImplementedError


def carry_on(vault: Vault, clock: Clock) -> None:
    """Do what one agreed to, in every team, as far as it can be done now; nothing where nothing was agreed to.

    Called when the program is opened and by ``team pulse``. A folder that is not there is no error here.
    """
    raise NotImplementedError
