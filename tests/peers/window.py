"""One of several windows of one member, as a process of its own on the same vault: ``python window.py ROOT``.

It is slower than it need be, by chance, between what it looks at, what it keeps and what it posts, so that windows get
in each other's way. A problem is answered with its sentence.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from team_member import Member, main
from team_weeks import vault_in

from medledare.domain.problems import Problem
from medledare.services import departures, pulse, teams
from medledare.text import say


class Window(Member):
    """What can be asked of it."""

    offer: pulse.Offer | None = None

    def move(self, root: str, seed: int) -> None:
        """Go on with another vault, by chances that follow from a number."""
        self.vault.close()
        self.vault = vault_in(Path(root), self.clock)
        chance = random.Random(seed)
        teams.look = _slow(_LOOK, chance)
        teams.post = _slow(_POST, chance)

    def offered(self) -> bool:
        """Look at what can be agreed to; ``accept`` says yes to just that, however much later."""
        self.offer = pulse.view(self.vault, self.clock, teams.team_named(self.vault)).offer
        return self.offer is not None

    def accept(self, without: list[str]) -> str:
        """What was said to a yes; empty where it was taken."""
        assert self.offer
        offer = self.offer
        return _said(lambda: pulse.agree(self.vault, self.clock, offer, without))

    def goes_on(self) -> str:
        return _said(lambda: pulse.carry_on(self.vault, self.clock))

    def back(self) -> bool:
        """Take the week back; whether that was in time."""
        offer = self.offer
        assert offer
        return pulse.take_back(self.vault, self.clock, offer.team, offer.monday)

    def noted(self) -> list[str]:
        """The figures that the ledger says are with the team."""
        return [one.text for one in departures.shared(self.vault) if one.withdrawn is None]


_LOOK, _POST = teams.look, teams.post
WAITS = (0, 0, 0.005, 0.02, 0.08)


def _slow(does: Callable[..., Any], chance: random.Random) -> Callable[..., Any]:
    def slowly(*args: Any, **about: Any) -> Any:
        time.sleep(chance.choice(WAITS))
        found = does(*args, **about)
        time.sleep(chance.choice(WAITS))
        return found

    return slowly


def _said(doing: Callable[[], object]) -> str:
    try:
        doing()
    except Problem as problem:
        return say(problem)
    return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Window)
