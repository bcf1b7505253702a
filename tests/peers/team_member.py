"""One member's program as a process of its own, with a vault on the disk: ``python team_member.py FOLDER``.

It does what it is told, a line of JSON at a time, at the moment that each names, and answers with a line.
"""

import json
import random
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from made_team import MONDAY, Clock
from team_weeks import vault_in

from medledare.domain.principles import PRINCIPLES
from medledare.domain.records import Answer, Conditions
from medledare.services import checkins, myself, pulse, records, teams
from medledare.sharing.people import read_card
from medledare.vault.ids import new_id


class Member:
    """What can be asked of it."""

    def __init__(self, root: Path) -> None:
        self.clock = Clock()
        self.vault = vault_in(root, self.clock)

    def card(self, name: str) -> str:
        """Make one's card."""
        return myself.make_card(self.vault, name).text

    def found(self, folder: str) -> None:
        teams.create(self.vault, self.clock, "Laget", Path(folder), 5)

    def add(self, card: str) -> None:
        teams.add(self.vault, self.clock, teams.team_named(self.vault), read_card(card))

    def join(self, folder: str) -> str:
        return teams.join(self.vault, teams.invitation(self.vault, Path(folder)), Path(folder)).id

    def answer(self, seed: int) -> None:
        """Answer, on the moment's day, what a number makes one answer; now and then nothing."""
        chance = random.Random(seed)
        items = [f"{code}{place}" for code in PRINCIPLES for place in (1, 2) if chance.random() < 0.9]
        answers = [Answer(item=item, value=chance.randint(0, 4)) for item in items]
        checkins.answer(self.vault, self.clock, answers)
        rated = tuple(Answer(item=code, value=chance.randint(0, 4)) for code in PRINCIPLES)
        now = self.clock()
        records.add(self.vault, Conditions(id=new_id(), at=now, created=now, answers=rated))

    def agree(self) -> dict[str, int | None]:
        """Take part, with what is offered; the answer is what was put in."""
        offer = pulse.view(self.vault, self.clock, teams.team_named(self.vault)).offer
        assert offer
        pulse.agree(self.vault, self.clock, offer)
        return offer.values

    def open(self) -> None:
        pulse.carry_on(self.vault, self.clock)

    def look(self) -> dict[str, Any]:
        """What one sees of the pulse."""
        seen = pulse.view(self.vault, self.clock, teams.team_named(self.vault))
        return {
            "weeks": [
                {one.code: one.mean if one.mean is not None else one.withheld for one in week.figures}
                for week in seen.picture.weeks
                if week.monday == MONDAY
            ],
            "sizes": sorted({one.size for week in seen.picture.weeks for one in week.figures if one.size}),
            "stages": [(one.stage, one.reason) for one in seen.standings],
            "rejected": [one.file for one in seen.rejected],
        }


def main(root: Path, kind: type[Member] = Member) -> None:
    """Serve until there is nothing more to read."""
    member = kind(root)
    for line in sys.stdin:
        asked = json.loads(line)
        member.clock.now = datetime.fromisoformat(asked.pop("at"))
        print(json.dumps(getattr(member, asked.pop("do"))(**asked)), flush=True)
    member.vault.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
