"""Screens over a team's folder: what comes to it is shown by itself, within a second or so."""

import asyncio
from contextlib import suppress

from textual.screen import Screen

from medledare.domain.problems import Problem
from medledare.services import team_places
from medledare.services.teams import Team
from medledare.tui.part import Part

EVERY = 1.0
"""Seconds between looks at whether the folder changed. Only then is it read, which takes longer."""
GROUP = "folder"


class AtFolder(Part, Screen[None]):
    """A screen that reads a team's folder. It is asked to look again when the folder has changed."""

    _folder: tuple[str, tuple[int, int] | None] | None = None
    """The team, and the state of its folder when that was seen last."""

    def watched(self) -> Team | None:
        """The team whose folder is looked at; None where there is none."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Read the folder anew. The cursor, the focus and the place one has come to stay."""
        raise NotImplementedError

    def keep_watch(self) -> None:
        """Begin to, before the folder is read for the first time."""
        self._watch()
        self.set_interval(EVERY, self._watch)

    def _watch(self) -> None:
        # What is being read or written now comes first.
        if self.is_current and self.medledare.vault is not None and not any(self is one.node for one in self.workers):
            self.run_worker(self._peek(), group=GROUP)

    async def _peek(self) -> None:
        vault, team = self.vault, self.watched()
        if team is None:
            return
        with suppress(Problem):
            now = (team.id, await asyncio.to_thread(team_places.state, vault, team))
            before, self._folder = self._folder, now
            if before is not None and before[0] == now[0] and before != now:
                self.look_again()
