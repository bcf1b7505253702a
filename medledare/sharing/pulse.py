"""A week's pulse as one member's program goes through it: what was said, what one did, the time; and what to say now.

Nothing is read or written here. Whoever calls keeps the new own state before posting anything: then a crash leads to
the same words again, never to others. The rules that keep a person's figures apart from the others', in short:

- Parts go only to a roster of at least the threshold, all of them members that there were when one agreed.
- One list is signed in a round, and sums are published only when the whole roster signed the same one.
- Who has joined a further attempt says nothing more in the one before; who has published a sum joins no other.
- What a device of one's own has said already holds, whatever this one would have said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from medledare.sharing.message import Message
from medledare.sharing.parts import opened, parts
from medledare.sharing.people import Card, Person
from medledare.sharing.pulse_own import Own, Try
from medledare.sharing.pulse_said import (
    COUNTS,
    JOIN,
    LIST,
    SHARE,
    SUM,
    VALUES,
    Heard,
    Listed,
    Share,
    Summed,
    Wrong,
    basis_hash,
    hear,
    join_body,
    list_body,
    opens,
    ordered,
    parts_hash,
    roster_hash,
    share_body,
    sum_body,
)
from medledare.sharing.release import CODES, Impossible, enough, summable
from medledare.sharing.schedule import ATTEMPTS, Times, round_id, times
from medledare.sharing.standing import Reason, Refused, Standing
from medledare.sharing.sums import combine
from medledare.vault.age import seal_to


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a team. ``may``: who may take part, by ``Card.person``: members from before it could be joined."""

    team: str
    monday: date
    threshold: int
    may: Mapping[str, Card]


class Post(NamedTuple):
    """Something to say to the team."""

    kind: str
    body: dict[str, Any]
    at: datetime


class Step(NamedTuple):
    """What to keep, then to post; where it stands; and what was not taken."""

    own: Own
    posts: tuple[Post, ...]
    standing: Standing
    refused: tuple[Refused, ...]


class Attempt(NamedTuple):
    """An attempt and what was said in it."""

    number: int
    round: str
    times: Times
    heard: Heard


def attempts(week: Week, messages: Iterable[Message]) -> tuple[dict[int, Attempt], list[Refused]]:
    """What was said in each attempt of a week, and what of it is refused."""
    rounds = {round_id(week.team, week.monday, number): number for number in ATTEMPTS}
    heard, refused = hear({one: times(week.monday, number) for one, number in rounds.items()}, messages, week.may)
    made = {number: Attempt(number, one, times(week.monday, number), heard[one]) for one, number in rounds.items()}
    return made, refused


def step(week: Week, person: Person, messages: Iterable[Message], own: Own, now: datetime) -> Step:
    """Go on with what one agreed to, as far as it can be done at ``now``. Raises TooFew for a threshold below five."""
    enough(0, week.threshold)
    all, refused = attempts(week, messages)
    turn = _Turn(week, person, all, _recalled(own, all, person.card.person), now, refused)
    turn.join()
    reason = turn.go_on()
    return Step(turn.own, tuple(turn.posts), turn.standing(reason), tuple(turn.refused))


def agreed(attempt: Attempt, roster: Sequence[str]) -> Listed | None:
    """The list that the whole roster signed, each of them one and all the same; else None."""
    lists = [attempt.heard.list_of(person) for person in roster]
    first = lists[0] if lists else None
    if first is None or any(one != first for one in lists):
        return None
    right = first.roster == roster_hash(attempt.round, roster) and len(first.complete) == len(roster)
    return first if right else None


def chosen(roster: Sequence[str], complete: str) -> list[str]:
    """Those of a roster that a list says are complete."""
    return [person for person, bit in zip(roster, complete, strict=True) if bit == "1"]


def counts_of(attempt: Attempt, roster: Sequence[str], listed: Listed) -> dict[str, Summed] | None:
    """Everybody's counts over an agreed list; None while any is missing."""
    found = {person: attempt.heard.sum_of(person, COUNTS) for person in roster}
    right = {person: one for person, one in found.items() if one and one[:2] == (listed.roster, listed.hash)}
    return right if len(right) == len(roster) else None


def total(said: Mapping[str, Summed]) -> dict[str, int]:
    """What everybody's sums are together, by code; all are of the same codes."""
    codes = [code for code, _figure in next(iter(said.values())).figures]
    return dict(zip(codes, combine([[figure for _code, figure in one.figures] for one in said.values()]), strict=True))


def _recalled(own: Own, all: Mapping[int, Attempt], me: str) -> Own:
    """What one is seen to have joined and published holds, though this device knows nothing of it."""
    for number, attempt in all.items():
        if me in attempt.heard.joins:
            own = own.with_try(number, joined=True)
        if (me, COUNTS) in attempt.heard.sums or (me, VALUES) in attempt.heard.sums:
            own = own.with_try(number, counted=True)
    return own


class _Turn:
    """One look at a week: the own state grows, and posts are gathered."""

    def __init__(
        self, week: Week, person: Person, all: Mapping[int, Attempt], own: Own, now: datetime, refused: list[Refused]
    ) -> None:
        self.week, self.person, self.all, self.own, self.now = week, person, all, own, now
        self.me = person.card.person
        self.posts: list[Post] = []
        self.refused = refused

    def join(self) -> None:
        """Join an attempt whose time it is, if nothing stands against it."""
        for number in ATTEMPTS:
            attempt = self.all[number]
            if not attempt.times.join.has(self.now) or self.me not in self.week.may:
                continue
            if number > self.own.attempt and self._free_to_join(number):
                self.own = self.own.with_try(number, joined=True)
            if self.own.attempt == number and self.me not in attempt.heard.joins:
                self._post(attempt, JOIN, join_body(attempt.round))

    def _free_to_join(self, number: int) -> bool:
        if self.own.back or self.own.published or any(self._newcomers(one.roster) for one in self.own.tried):
            return False
        return not any(self._agreed(self.all[before]) for before in range(1, number))

    def _agreed(self, attempt: Attempt) -> bool:
        roster = self.own.of(attempt.number).roster or sorted(attempt.heard.joins)
        return self._list(attempt, roster) is not None

    def _list(self, attempt: Attempt, roster: Sequence[str]) -> Listed | None:
        """The list that all signed, if it is long enough."""
        listed = agreed(attempt, roster)
        long = listed and enough(len(chosen(roster, listed.complete)), self.week.threshold)
        return listed if long else None

    def go_on(self) -> Reason:
        """Do what the last attempt one joined asks for now; why it came to nothing, if it did."""
        number = self.own.attempt
        if not number or self.now < self.all[number].times.share.opens:
            return ""
        attempt = self.all[number]
        if any(self.own.of(before).counted for before in range(1, number)):
            return "missing"
        roster = self.own.of(number).roster
        if not roster:
            roster = tuple(sorted(attempt.heard.joins))
            self.own = self.own.with_try(number, roster=roster)
        if stop := self._stop(roster, self.own.of(number)):
            return stop
        hashed = roster_hash(attempt.round, roster)
        if self._said_otherwise(attempt, hashed):
            return "missing"
        if attempt.times.share.has(self.now) and not self.own.back:
            self._share(attempt, roster, hashed)
        self._sign(attempt, hashed, *self._come(attempt, roster, hashed))
        if attempt.times.sum.has(self.now):
            return self._sum(attempt, roster)
        return ""

    def _stop(self, roster: Sequence[str], tried: Try) -> Reason:
        # Also where somebody has left since, or says that they had left before.
        if self.me not in roster or set(roster) - set(self.week.may):
            return "missing"
        if self._newcomers(roster):
            return "newcomer"
        if not enough(len(roster), self.week.threshold):
            return "few"
        # Whose parts are out and who wants them back lets nothing be summed that they are in.
        return "own" if self.own.back and tried.sent and not tried.counted else ""

    def _newcomers(self, roster: Sequence[str]) -> bool:
        return bool(set(roster) - set(self.own.among))

    def _said_otherwise(self, attempt: Attempt, hashed: str) -> bool:
        """Whether a device of one's own took part here with another roster than this one has seen."""
        heard = attempt.heard
        rosters = {roster for roster, sender, _to in heard.shares if sender == self.me}
        rosters |= {one.roster for one in heard.lists.get(self.me, {}).values()}
        return bool(rosters - {hashed})

    def _share(self, attempt: Attempt, roster: Sequence[str], hashed: str) -> None:
        self.own = self.own.with_try(attempt.number, sent=True)
        for part in parts(self.person, attempt.round, hashed, roster, self.own.summands):
            if part.digest not in attempt.heard.shares.get((hashed, self.me, part.to), {}):
                sealed = seal_to(self.week.may[part.to].recipient, part.content)
                share = Share(hashed, part.to, part.digest, sealed)
                self._post(attempt, SHARE, share_body(attempt.round, share))

    def _sign(self, attempt: Attempt, hashed: str, listed: Listed, sums: tuple[int, ...]) -> None:
        """Say once what has come; and hold to what was said, by this device or another of one's own."""
        tried, said = self.own.of(attempt.number), attempt.heard.list_of(self.me)
        if not tried.complete and (said or attempt.times.agree.has(self.now)):
            if said and said != listed:
                return
            self.own = self.own.with_try(attempt.number, complete=listed.complete, parts=listed.parts, sums=sums)
        tried = self.own.of(attempt.number)
        if tried.complete and self.me not in attempt.heard.lists and attempt.times.agree.has(self.now):
            self._post(attempt, LIST, list_body(attempt.round, Listed(hashed, tried.complete, tried.parts)))

    def _come(self, attempt: Attempt, roster: Sequence[str], hashed: str) -> tuple[Listed, tuple[int, ...]]:
        """Whose parts have come to everyone, and what those to oneself are together."""
        complete, digests, to_me = "", [], []
        for sender in roster:
            sent = {to: attempt.heard.shares.get((hashed, sender, to), {}) for to in roster}
            if any(len(one) != 1 for one in sent.values()):
                complete += "0"
                continue
            (messages,) = sent[self.me].values()
            try:
                figures = opened(
                    self.person.identity,
                    attempt.round,
                    hashed,
                    sender,
                    [share for _id, share in messages],
                    2 * len(CODES),
                )
            except Wrong as wrong:
                self.refused += [Refused(id, SHARE, wrong.args[0]) for id, _share in messages]
                complete += "0"
                continue
            complete += "1"
            to_me.append(figures)
            digests += [(sender, to, digest) for to, one in sent.items() for digest in one]
        return Listed(hashed, complete, parts_hash(digests)), tuple(combine(to_me) or (0,) * (2 * len(CODES)))

    def _sum(self, attempt: Attempt, roster: Sequence[str]) -> Reason:
        """Publish how many gave each value; then, when all have, what the values of the many are together."""
        listed = self._list(attempt, roster)
        tried = self.own.of(attempt.number)
        if listed is None or listed[1:] != (tried.complete, tried.parts):
            return "missing"
        self.own = self.own.with_try(attempt.number, counted=True)
        counted = Summed(listed.roster, listed.hash, COUNTS, "", ordered(tried.sums[len(CODES) :]))
        self._post_sum(attempt, counted)
        counts = counts_of(attempt, roster, listed)
        if counts is None:
            return ""
        if not tried.basis:
            try:
                valued = summable(total(counts), self.week.threshold, listed.complete.count("1"))
            except Impossible:
                return "impossible"
            self.own = self.own.with_try(attempt.number, basis=basis_hash(counts), valued=valued)
            tried = self.own.of(attempt.number)
        sums = dict(zip(CODES, tried.sums, strict=False))
        figures = tuple((code, sums[code]) for code in tried.valued)
        self._post_sum(attempt, Summed(listed.roster, listed.hash, VALUES, tried.basis, figures))
        return ""

    def _post_sum(self, attempt: Attempt, summed: Summed) -> None:
        if (self.me, summed.of) not in attempt.heard.sums:
            self._post(attempt, SUM, sum_body(attempt.round, summed))

    def _post(self, attempt: Attempt, kind: str, body: dict[str, Any]) -> None:
        self.posts.append(Post(kind, body, opens(kind, attempt.times)))

    def standing(self, reason: Reason) -> Standing:
        """Where it stands, when ``go_on`` came to nothing for a reason, or to none."""
        number, monday = max(self.own.attempt, 1), self.week.monday
        at = self.all[number].times
        if self.own.back and not self.own.published:
            return Standing(monday, number, "over", None, "own")
        if self.now < at.share.opens:
            return Standing(monday, number, "join", at.join.closes)
        if not self.own.attempt:
            return Standing(monday, number, "over", None, "late")
        if reason:
            return self._given_up(number, reason)
        if self.now < at.agree.opens:
            return Standing(monday, number, "share", at.share.closes)
        if self.now < at.sum.opens:
            return Standing(monday, number, "agree", at.agree.closes)
        if self.now < at.sum.closes:
            return Standing(monday, number, "sum", at.sum.closes)
        return Standing(monday, number, "over", None, "late")

    def _given_up(self, number: int, reason: Reason) -> Standing:
        again = self.all.get(number + 1)
        if again and reason in ("few", "missing") and not self.own.published and self.now < again.times.join.closes:
            return Standing(self.week.monday, again.number, "join", again.times.join.closes, reason)
        return Standing(self.week.monday, number, "over", None, reason)
