"""An invented working life for the coach: what somebody writes on a day, and what they say to its question."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from coach_facts import made

from medledare.domain.checkin import items_for
from medledare.domain.records import Answer, Checkin, Offer, Telling

TEXTS = (
    "Wrote to the families",
    "It took all day #hinder-it",
    "Stuck again #hinder-it",
    "Waited for a yes #väntar",
    "Still #waiting",
    "Looked over their shoulder #kontrollreflex",
    "Called a colleague #kontakt",
    "A father told me why he waits #röst",
    "Not today #missad",
)
WHYS = ("", "", "Too early", "too early.", "Nobody was asked")


class Life:
    """Records as they come, day by day. The same seed gives the same life."""

    def __init__(self, seed: int, start: datetime) -> None:
        self._chance = random.Random(seed)
        self.now = start
        self.records: list[Any] = []
        self._holiday = 0
        self._diligence = self._chance.choice((0.3, 0.6, 0.9))
        self._mood = self._chance.choice((0, 1, 2, 3))

    def day(self) -> None:
        """Let a day go by, at some hour, and write what is written on it."""
        self.now = (self.now + timedelta(days=1)).replace(hour=self._chance.choice((7, 9, 13, 16, 21)))
        if self._holiday:
            self._holiday -= 1
        elif self._chance.random() < 0.01:
            self._holiday = self._chance.randrange(3, 45)
        elif self._chance.random() < self._diligence:
            self.records += self._written()
            self._change()

    def _written(self) -> Iterator[Any]:
        maybe = self._chance.random
        goals = [one.id for one in self.records if one.kind == "goal"]
        goal = self._chance.choice(goals) if goals and maybe() < 0.4 else ""
        yield self._new(
            "entry", text=self._chance.choice(TEXTS), goal=goal, for_whom="a family" if maybe() < 0.2 else ""
        )
        if maybe() < 0.6:
            yield self._checkin()
        if maybe() < 0.03:
            yield self._new(
                "goal", title=self._chance.choice(("Sooner", "95 % in time")), cue="x" if maybe() < 0.5 else ""
            )
        if maybe() < 0.05:
            yield self._new("failure", text="It broke", why=self._chance.choice(WHYS), goal=goal)
        if maybe() < 0.05:
            source = self._chance.choice(("", "user", "failure"))
            yield self._new("learning", text="Ask first", learned_from=source)
        if maybe() < 0.04:
            yield self._new("need", fact="Too few", ask="More" if maybe() < 0.5 else "")
        if maybe() < 0.3:
            yield self._new("close", text="Tomorrow", stop="16:00")
        if maybe() < 0.01:
            yield self._new("mandate", responsibility="Families", missing="A yes" if maybe() < 0.5 else "")
        if maybe() < 0.01:
            yield self._new("mission", statement="Families get an answer")
        if maybe() < 0.01:
            yield self._new("observer", behaviour="I listen", whom="a colleague")
        if maybe() < 0.005:
            at = self.now + timedelta(days=self._chance.randrange(1, 30))
            yield made("talk", 0, text="Development dialogue", at=at, created=self.now)

    def _change(self) -> None:
        """What becomes of something written earlier."""
        place = self._chance.randrange(len(self.records))
        one = self.records[place]
        if one.kind == "goal":
            one = replace(one, state=self._chance.choice(("done", "resting", "pruned", "active")), changed=self.now)
        elif one.kind == "need":
            one = replace(one, state=self._chance.choice(("shared", "answered", "dropped")), changed=self.now)
        elif one.kind == "failure":
            one = replace(one, told=(Telling(whom="the team", at=self.now),))
        self.records[place] = one

    def _checkin(self) -> Checkin:
        given = [one for one in self.records[-200:] if one.kind == "checkin"]
        steps = (self._mood, self._mood, min(4, self._mood + 1), "none")
        answers = tuple(
            Answer(item=item, value=self._chance.choice(steps)) for item in items_for(self.now.date(), "KUN", given)
        )
        return self._new("checkin", answers=answers)

    def _new(self, kind: str, **fields: Any) -> Any:
        return made(kind, 0, at=self.now, created=self.now, **fields)

    def say(self, offer: Offer) -> Offer:
        """What is said to a question: an answer, later, not for me, or nothing."""
        said = self._chance.choice(("answered", "answered", "later", "dismissed", "shown"))
        return replace(offer, state=said)

    def happens(self, chance: float) -> bool:
        """Whether something with this chance happens."""
        return self._chance.random() < chance
