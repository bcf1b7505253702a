"""What there is of a team's folder on this machine, and what whoever keeps the folder can see of it. Looks only."""

import os
from pathlib import Path
from typing import NamedTuple

from medledare.services import teams
from medledare.services.surroundings import IN_GIT, ON_NETWORK, SYNCED, Remark, remarks
from medledare.sharing.space import ENDING
from medledare.sharing.team import Team
from medledare.text import N_
from medledare.vault.vault import Vault

COUNTED = 100_000
"""Files of a folder that are counted at most."""

ALWAYS = N_("Whoever keeps the folder can see how many files there are, how large they are and when each arrived.")
BY = {
    SYNCED: N_("What syncs it can also see from which account or device each file came."),
    ON_NETWORK: N_("On a network share it can also be seen which account wrote each file."),
    IN_GIT: N_("In git it can also be seen who committed each file."),
}
SEALED = N_("What is in the files, and who wrote it, only the members can read.")


class TeamPlace(NamedTuple):
    """A team's folder: its ``path`` (None where this device was never told), its files and their bytes.

    ``files`` is None where the folder cannot be looked into. ``remarks`` are on where it lies.
    """

    team: Team
    path: Path | None
    files: int | None
    bytes: int
    remarks: tuple[Remark, ...]

    @property
    def seen(self) -> list[str]:
        """What can be seen of it, in sentences (message ids)."""
        known = {one.sentence for one in self.remarks}
        return [ALWAYS, *(more for sentence, more in BY.items() if sentence in known), SEALED]


def team_places(vault: Vault) -> list[TeamPlace]:
    """The folders of all teams one is in, by the team's name. Raises Damaged."""
    return [team_place(vault, one) for one in teams.teams(vault)]


def state(vault: Vault, team: Team) -> tuple[int, int] | None:
    """What changes when a file comes to a team's folder or goes: cheap to ask, over and over. None out of reach.

    No file of a team is ever written anew, so when the folder changed and how many things lie there say it all.
    """
    known = teams.folder_known(vault, team)
    if known is None:
        return None
    try:
        with os.scandir(known) as entries:
            return os.stat(known).st_mtime_ns, sum(1 for _entry in entries)
    except OSError:
        return None


def team_place(vault: Vault, team: Team) -> TeamPlace:
    """A team's folder, as it is now."""
    known = teams.folder_known(vault, team)
    if known is None:
        return TeamPlace(team, None, None, 0, ())
    path, files, size = Path(known), 0, 0
    try:
        with os.scandir(path) as entries:
            for entry, _number in zip(entries, range(COUNTED), strict=False):
                if entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False):
                    files, size = files + 1, size + entry.stat(follow_symlinks=False).st_size
    except OSError:
        return TeamPlace(team, path, None, 0, tuple(remarks(path)))
    return TeamPlace(team, path, files, size, tuple(remarks(path)))
