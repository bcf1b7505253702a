"""A made-up team that goes through a week's pulse, with all that can go wrong between its members' programs.

Messages reach each device late or soon, twice, in any order; devices are opened now and then, by clocks that may be
wrong, and crash between what they keep and what they post. What is asked of the world after the week is whether any
total that somebody can have is a plain sum over enough people, and only one.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from medledare.sharing.message import Message
from medledare.sharing.people import Card, Person, new_person
from medledare.sharing.pulse import Week, attempts, chosen, step, total
from medledare.sharing.pulse_own import Own, own_document, own_of
from medledare.sharing.pulse_said import COUNTS, roster_hash
from medledare.sharing.release import CODES, HIGHEST, Kept
from medledare.sharing.schedule import ATTEMPTS, Window, times
from medledare.sharing.standing import Standing
from medledare.sharing.tally import outcome

MONDAY = date(2026, 11, 23)
FIRST = datetime.combine(MONDAY + timedelta(days=4), time(), UTC)
LAST = datetime.combine(MONDAY + timedelta(days=27), time(), UTC)
QUIET = timedelta(days=6)
"""When so long nothing has been said, nothing more will be: no stage is longer but the last."""
THRESHOLD = 5


@cache
def somebody(number: int) -> Person:
    """The same people in every world: keys take time to make."""
    return new_person(f"P{number}")


@cache
def card(number: int) -> Card:
    return somebody(number).card


@dataclass
class Device:
    """A program somewhere: what it remembers, what has reached it, and how wrong its clock is."""

    number: int
    own: Own | None = None
    reached: list[tuple[datetime, Message]] = field(default_factory=list)
    offset: timedelta = timedelta()
    standing: Standing | None = None
    idle: tuple[object, ...] = ()
    """What had come, and which stages had passed, when there was last nothing to say: then there still is not."""

    @property
    def person(self) -> Person:
        return somebody(self.number)

    def seen(self, now: datetime, chance: random.Random) -> list[Message]:
        """What has come by now, in any order."""
        come = [message for at, message in self.reached if at <= now]
        chance.shuffle(come)
        return come


@dataclass
class World:
    """``chance`` decides everything. ``calm``: nobody is away, and everything comes within the hour."""

    chance: random.Random
    size: int
    calm: bool = False
    crashes: float = 0.0
    late: float = 0.0
    doubled: float = 0.0
    opened: float = 1.0
    wrong_clocks: float = 0.0
    twins: int = 0
    """How many have a second device that never hears what the first remembers."""

    def __post_init__(self) -> None:
        self.people = range(self.size)
        self.week = Week("t" * 32, MONDAY, THRESHOLD, {card(one).person: card(one) for one in self.people})
        self.devices = [Device(one) for one in self.people] + [Device(one) for one in range(self.twins)]
        for device in self.devices:
            if self.chance.random() < self.wrong_clocks:
                device.offset = timedelta(hours=self.chance.choice([-30, -9, -2, 2, 9, 30]))
        self.said: list[Message] = []
        self.values = {one: self._values() for one in self.people}
        self.tamper: Callable[[World, Message], Iterator[Message]] = lambda _world, message: iter([message])
        """What becomes of a message on its way into the space: an adversary's place."""
        self.absent: Callable[[int, datetime], bool] = lambda _number, _moment: False

    def agree(self, number: int) -> Own:
        """What somebody has agreed to."""
        return Own(MONDAY, self.values[number], tuple(sorted(self.week.may)))

    def run(self) -> None:
        """The week, from the day on which it can be joined until its sums are no longer taken."""
        moment = FIRST
        away = {one: self.chance.random() for one in self.people}
        quiet = moment
        while moment < LAST and moment - quiet < QUIET:
            before = len(self.said)
            for device in self.chance.sample(self.devices, len(self.devices)):
                if self.absent(device.number, moment):
                    continue
                # Some come every day, others now and then.
                if self.calm or self.chance.random() < self.opened * (0.4 + away[device.number]):
                    self.open(device, moment + timedelta(minutes=self.chance.randrange(60)))
            quiet = moment if len(self.said) > before else quiet
            moment += timedelta(hours=12) if not self.calm else timedelta(hours=24)
            moment = moment.replace(hour=9 if moment.hour < 12 else 16)

    def open(self, device: Device, moment: datetime) -> None:
        """Somebody opens the program."""
        now = moment + device.offset
        if device.own is None:
            if not times(MONDAY, 1).join.has(now):
                return
            device.own = self.agree(device.number)
        for _ in range(3):
            seen = device.seen(moment, self.chance)
            if device.idle == (idle := (len(seen), device.own, _passed(now))):
                return
            turn = step(self.week, device.person, seen, device.own, now)
            device.idle = idle if not turn.posts and turn.own == device.own else ()
            if self.chance.random() < self.crashes:
                # It went down before anything was kept.
                return
            device.own = own_of(own_document(turn.own))
            device.standing = turn.standing
            posts = list(turn.posts)
            if crashed := self.chance.random() < self.crashes:
                posts = posts[: self.chance.randrange(len(posts) + 1)]
            for post in posts:
                said = Message(self.week.team, post.kind, device.person.card.person, post.at, post.body)
                for message in self.tamper(self, said):
                    self.put(message, moment, device)
            if crashed or not turn.posts:
                return

    def put(self, message: Message, moment: datetime, by: Device | None = None) -> None:
        """A message lies in the space: its author has it, and it makes its way to the others."""
        self.said.append(message)
        for device in self.devices:
            delay = timedelta(minutes=self.chance.randrange(60))
            if self.chance.random() < self.late:
                delay = timedelta(hours=self.chance.choice([2, 5, 12, 30, 70, 2000]))
            if device is by:
                delay = timedelta()
            device.reached.append((moment + delay, message))
            if self.chance.random() < self.doubled:
                device.reached.append((moment + 2 * delay + timedelta(hours=1), message))

    # What is asked of it after the week

    def releases(self) -> list[Kept]:
        """What each device shows."""
        found = []
        for device in self.devices:
            own = device.own
            rosters = {one: own.of(one).roster for one in ATTEMPTS if own.of(one).roster} if own else {}
            if kept := outcome(self.week, device.seen(LAST, self.chance), rosters).kept:
                found.append(kept)
        return found

    def totals(self, liars: frozenset[str] = frozenset()) -> list[tuple[int, frozenset[str], dict[str, int]]]:
        """Every total of counts that whoever holds every file, and what ``liars`` know, can put together.

        (attempt, whose values are in it, the total by code; empty where it rests on what liars would say)
        """
        found = []
        all, _refused = attempts(self.week, self.said)
        for attempt in all.values():
            said = [
                (person, one)
                for (person, of), sums in attempt.heard.sums.items() if of == COUNTS
                for one in sums.values()
            ]  # fmt: skip
            for listed in {one for lists in attempt.heard.lists.values() for one in lists.values()}:
                published = {
                    person: one for person, one in said if (one.roster, one.list) == (listed.roster, listed.hash)
                }
                roster = self.roster_of(attempt.round, listed.roster)
                if roster and set(roster) - liars <= set(published) and set(roster) - liars:
                    whole = total(published) if set(published) >= set(roster) else {}
                    found.append((attempt.number, frozenset(chosen(roster, listed.complete)), whole))
        return found

    def roster_of(self, round: str, hashed: str) -> tuple[str, ...]:
        """Whom a hash stands for, as any device has seen it."""
        for device in self.devices:
            for tried in device.own.tried if device.own else ():
                if tried.roster and roster_hash(round, tried.roster) == hashed:
                    return tried.roster
        return ()

    def plain(self, who: frozenset[str]) -> Mapping[str, tuple[int, int]]:
        """Code to (how many gave a value, the sum of the values) of some people, by adding them up."""
        numbers = [one for one in self.people if card(one).person in who]
        columns = {code: [self.values[one][place] for one in numbers] for place, code in enumerate(CODES)}
        given = {code: [one for one in column if one is not None] for code, column in columns.items()}
        return {code: (len(column), sum(column)) for code, column in given.items()}

    def check(self, liars: frozenset[str] = frozenset(), false: bool = False) -> list[Kept]:
        """That every release is the plain sum over those it is about, and that no two tell of few people.

        ``false``: liars may have published false sums, so that figures may be wrong.
        """
        kept = self.releases()
        assert all(one == kept[0] for one in kept)
        for one in kept:
            assert len(one.who) >= THRESHOLD
            for figure in one.release.figures:
                count, sum = self.plain(one.who)[figure.code]
                if false:
                    continue
                if count < THRESHOLD:
                    assert figure.withheld == "few"
                elif figure.withheld == "extreme":
                    assert not 0.25 < sum / count / 10 < 3.75
                else:
                    assert figure.mean is not None
                    assert abs(figure.mean - sum / count / 10) <= 0.05 + 1e-9
        totals = self.totals(liars)
        for attempt, who, counted in totals:
            assert len(who) >= THRESHOLD
            if counted and not false:
                assert counted == {code: count for code, (count, _sum) in self.plain(who).items()}
            for other, others, _counted in totals:
                if (attempt, who) != (other, others):
                    assert len((who ^ others) - liars) >= THRESHOLD
        return kept

    def _values(self) -> tuple[int | None, ...]:
        return tuple(None if self.chance.random() < 0.15 else self.chance.randint(0, HIGHEST) for _code in CODES)


def _passed(now: datetime) -> int:
    """How many edges of stages have passed."""
    windows = (window for attempt in ATTEMPTS for window in _windows(attempt))
    return sum((now >= window.opens) + (now >= window.closes) for window in windows)


@cache
def _windows(attempt: int) -> tuple[Window, ...]:
    at = times(MONDAY, attempt)
    return at.join, at.share, at.agree, at.sum


def calm(size: int, seed: object = 0, **about: Any) -> World:
    """A world in which everybody is there every day."""
    return World(random.Random(str(seed)), size, calm=True, **about)


def at(day: int, hour: int = 9) -> datetime:
    """A day of the week's pulse: 4 is the Friday on which it can be joined."""
    return datetime(2026, 11, 23, hour, tzinfo=UTC) + timedelta(days=day)


def names(kept) -> set[int]:
    return {number for number in range(100) if card(number).person in kept.who} if kept else set()


def listed(number: int, world: World) -> Device:
    """Somebody's device when all have signed the same list, and nobody has summed anything yet."""
    for day in (4, 8, 9):
        for device in world.devices:
            world.open(device, at(day))
    return world.devices[number]
