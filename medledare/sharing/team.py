"""A team: a name, a threshold, a key that its members share, and who they are. Whoever founded it is one of them.

A team's id is the hash of the signed message that founded it, so nothing of it can be exchanged. Whoever is a member
can add another by a signed message; members are all that can be reached so.
"""

import base64
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from medledare.domain.problems import N_, Usage
from medledare.sharing.absence import Absences
from medledare.sharing.message import Forged, Message, Signed, Unreadable, padded, read, sign
from medledare.sharing.people import BadName, Card, NotACard, Person, checked_name, read_card
from medledare.sharing.reading import UNREADABLE as UNREADABLE
from medledare.sharing.reading import Again, Memory, Read
from medledare.sharing.space import Held
from medledare.vault.age import SHORT_HEADER, BadAgeKey, NotForUs, new_identity, open_with, recipient_of, seal_to

LEAST, USUAL, MOST = 5, 7, 100
"""How many must take part before a sum is shown: never fewer than the first, the second where nothing is said."""

FOUNDING, MEMBER, LEAVING, INVITATION = "founding", "member", "leaving", "invitation"
WITHDRAWN = "withdrawn"
"""A message that takes back another by the same author; ``about`` is its id."""
WHO_IS_IN = (FOUNDING, MEMBER, LEAVING)
"""What tells who is in a team. All of it is taken."""
AFTER_LEAVING = (LEAVING, WITHDRAWN)
"""What counts also from one who has left: what one has said stays one's own to take back."""

FORGED = N_("its signature is not its author's")
FOREIGN = N_("it belongs to another team")
STRANGER = N_("its author is no member")
HAD_LEFT = N_("{name} had left the team before this was said")
TOO_MUCH = N_("{name} has put more here than is taken of one member; this file and what is older is passed over")
CROWDED = N_("more people were added than a team can have")
MORE = N_("there are more of them than are named here")
OTHER_KEYS = N_("the name {name} came with other keys than before")

MOST_MESSAGES, MOST_BYTES = 4_000, 16 * 1024 * 1024
"""What is taken of one member, the latest first, beside what tells who is in the team."""
MOST_PEOPLE = 1_000
"""Who are or were in a team at most, beside those whose cards one has already."""
LARGEST_OF_THEM = 4096
"""Bytes of a message that tells who is in a team, padded."""
NAMED = 100
"""Files that are named one by one because they were not taken."""

_LAST = datetime.max.replace(tzinfo=UTC)


class BadThreshold(Usage):
    sentence = N_("At least {least} must take part before a sum is shown; the number can be {least} to {most}.")


@dataclass(frozen=True, slots=True)
class Team:
    """``id``: 32 hex digits. ``identity``: the age identity that all members hold. ``founding``: the message."""

    id: str
    name: str
    threshold: int
    founder: Card
    founding: Signed = field(repr=False)
    identity: str = field(repr=False)

    def seal(self, signed: Signed) -> bytes:
        """A file of the team's space."""
        return seal_to(recipient_of(self.identity), signed.data)


class Member(NamedTuple):
    """A person of the team. ``by``: who added them (a ``Card.person``); oneself, of the founder."""

    card: Card
    by: str


class Rejected(NamedTuple):
    """A file that was not taken: its name, and why (a message id, with ``name`` to fill in where one is in it)."""

    file: str
    reason: str
    name: str = ""


class Taken(NamedTuple):
    """A message that was taken, and the file it came in."""

    message: Message
    file: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a space holds. ``members`` by person; ``messages`` by members, also of those who left, oldest first."""

    members: Mapping[str, Member]
    cards: Mapping[str, Card]
    """Everybody who is or was a member, by person."""
    messages: tuple[Taken, ...]
    rejected: tuple[Rejected, ...]
    gone: frozenset[str] = frozenset()
    """Those whose cards one let go."""
    left: frozenset[str] = frozenset()
    """Those who left and were not added again."""

    def of(self, *kinds: str) -> Iterator[Message]:
        """The messages of some kinds, oldest first."""
        return (one.message for one in self.messages if one.message.kind in kinds)


@dataclass(frozen=True, slots=True)
class Invitation:
    """That ``by`` invites one to a team."""

    team: Team
    by: Card


def found(person: Person, name: str, threshold: int, at: datetime) -> Team:
    """A new team with fresh keys. Raises BadName, BadThreshold."""
    if threshold not in range(LEAST, MOST + 1):
        raise BadThreshold(least=LEAST, most=MOST)
    identity = new_identity()
    body = {
        "name": checked_name(name),
        "threshold": threshold,
        "card": person.card.text,
        "recipient": recipient_of(identity),
    }
    return team_of(sign(person, Message("", FOUNDING, person.card.person, at, body)), identity)


def team_of(founding: Signed, identity: str) -> Team:
    """The team that a message founded, with the key its members hold. Raises Unreadable, Forged."""
    body = founding.message.body
    try:
        founder, name, threshold = read_card(body["card"]), checked_name(body["name"]), body["threshold"]
        same = recipient_of(identity) == body["recipient"]
    except (KeyError, TypeError, AttributeError, NotACard, BadName, BadAgeKey):
        raise Unreadable from None
    if founding.message.kind != FOUNDING or type(threshold) is not int or not same:
        raise Unreadable
    # A threshold that is too low is a team that nobody should be in, whoever founded it.
    if threshold not in range(LEAST, MOST + 1):
        raise Unreadable
    founding.by(founder)
    return Team(founding.message.id, name, threshold, founder, founding, identity)


def invite(person: Person, team: Team, card: Card, at: datetime) -> bytes:
    """A file that only the invited can open, with all it takes to be a member."""
    body = {
        "to": card.person,
        "card": person.card.text,
        "founding": base64.b64encode(team.founding.data.rstrip(b" ")).decode(),
        "identity": team.identity,
    }
    signed = sign(person, Message(team.id, INVITATION, person.card.person, at, body))
    return seal_to(card.recipient, padded(signed.data))


def invitations(person: Person, held: Iterable[Held]) -> Iterator[Invitation]:
    """What one is invited to, of the files of a folder; what is not for oneself, or not right, is passed over."""
    for one in held:
        try:
            yield _invitation(person, open_with(person.identity, one.data, SHORT_HEADER))
        except (NotForUs, Unreadable, Forged, NotACard, BadName, KeyError, TypeError, AttributeError, ValueError):
            continue


def _invitation(person: Person, data: bytes) -> Invitation:
    signed = read(data)
    body = signed.message.body
    by = read_card(body["card"])
    message = signed.by(by)
    team = team_of(read(base64.b64decode(body["founding"], validate=True)), body["identity"])
    if message.kind != INVITATION or message.team != team.id or body["to"] != person.card.person:
        raise Unreadable
    return Invitation(team, by)


def look(
    team: Team,
    held: Iterable[Held],
    pinned: Mapping[str, Card],
    gone: Collection[str] = (),
    memory: Memory | None = None,
    again: Again = lambda _file: None,
) -> Look:
    """Open what is there. ``pinned``: the cards one knows, by name in small letters; another's keys are not taken.

    ``gone``: the persons whose cards one let go. They are no members any more, and their names are free for others.
    ``memory``: of the same team. ``again``: reads a file of ``held`` once more, where there was no room to keep it.
    """
    memory = memory or Memory()
    found: list[Read] = []
    wrong: list[Rejected] = []
    for file in held:
        inside = memory.read(team.identity, file)
        if isinstance(inside, str):
            wrong.append(Rejected(file.name, inside))
        elif inside and inside.kind in WHO_IS_IN and inside.size > LARGEST_OF_THEM:
            wrong.append(Rejected(file.name, UNREADABLE))
        elif inside:
            found.append(inside)
    found.sort(key=lambda one: (one.at, one.id))
    whole = [(memory.whole(team.identity, one, again), one.file) for one in found if one.kind in WHO_IS_IN]
    absences = Absences()
    structure = [(signed, file) for signed, file in whole if signed]
    members, cards, refused = _members(team, structure, pinned, gone, absences)
    passed_over = {one.file for one in refused}
    rooms: dict[str, Room] = defaultdict(lambda: Room(MOST_MESSAGES, MOST_BYTES))
    taken: list[Taken] = []
    rejected: list[Rejected] = []
    excess: list[Rejected] = []
    met: set[str] = set()
    # The latest first, as there is room for so much of each.
    for one in reversed(found):
        room = rooms[one.by] if one.kind not in WHO_IS_IN else Room(1, one.size)
        if one.file in passed_over or one.id in met or room.full:
            continue
        signed = memory.whole(team.identity, one, again)
        if signed is None:
            continue
        try:
            message = _checked(team, signed, cards, absences)
        except _Wrong as because:
            rejected.append(Rejected(one.file, *because.args))
            continue
        if room.takes(one.size):
            met.add(message.id)
            taken.append(Taken(message, one.file))
        else:
            excess.append(Rejected(one.file, TOO_MUCH, cards[message.by].name))
    left = frozenset(person for person in cards.keys() - members.keys() if absences.away(person, _LAST))
    # Whatever else there is of it, whose is too much is told.
    told = (*excess, *named([*wrong, *refused, *reversed(rejected)]))
    return Look(members, cards, tuple(reversed(taken)), told, frozenset(gone), left)


def named(rejected: Sequence[Rejected]) -> tuple[Rejected, ...]:
    """Those that are named one by one; of the others only that there are more."""
    more = (Rejected("…", MORE),) if len(rejected) > NAMED else ()
    return (*rejected[:NAMED], *more)


@dataclass(slots=True)
class Room:
    """How much more is taken of a member."""

    messages: int
    bytes: int
    full: bool = False

    def takes(self, size: int) -> bool:
        """Whether there is room for one more; if not, there is none for anything older either."""
        self.full = self.messages < 1 or self.bytes < size
        self.messages, self.bytes = self.messages - 1, self.bytes - size
        return not self.full


class _Wrong(Exception):
    pass


def _checked(team: Team, signed: Signed, cards: Mapping[str, Card], absences: Absences) -> Message:
    message = signed.message
    if message.kind == FOUNDING:
        if message.id != team.id:
            raise _Wrong(FOREIGN)
    elif message.team != team.id:
        raise _Wrong(FOREIGN)
    if message.by not in cards:
        raise _Wrong(STRANGER)
    try:
        signed.by(cards[message.by])
    except Forged:
        raise _Wrong(FORGED) from None
    if message.kind not in AFTER_LEAVING and absences.away(message.by, message.at):
        raise _Wrong(HAD_LEFT, cards[message.by].name)
    return message


def _members(
    team: Team,
    opened: Iterable[tuple[Signed, str]],
    pinned: Mapping[str, Card],
    gone: Collection[str],
    absences: Absences,
) -> tuple[dict[str, Member], dict[str, Card], list[Rejected]]:
    """Who can be reached from the founder, in order of time; and the files that add somebody who is not let in."""
    founder = team.founder
    names = {one.name.casefold(): one for one in pinned.values()}
    members: dict[str, Member] = {}
    cards = {founder.person: founder}
    rejected: list[Rejected] = []
    if _free(founder, names, gone):
        members[founder.person] = Member(founder, founder.person)
    else:
        rejected += [Rejected(file, OTHER_KEYS, founder.name) for one, file in opened if one.message.id == team.id]
    waiting = [
        (signed, name) for signed, name in opened
        if signed.message.kind in (MEMBER, LEAVING) and signed.message.team == team.id
    ]  # fmt: skip
    # What was added by somebody whose own card comes later, by a clock that is wrong, is looked at again.
    while waiting:
        left = []
        for signed, file in waiting:
            message = signed.message
            if message.by not in cards:
                left.append((signed, file))
                continue
            try:
                signed.by(cards[message.by])
            except Forged:
                # Told with all the other messages.
                continue
            if message.kind == LEAVING:
                members.pop(message.by, None)
                absences.leaves(message.by, message.at)
                continue
            reason = _let_in(message, members, cards, names, gone, absences)
            if reason:
                rejected.append(reason._replace(file=file))
        if len(left) == len(waiting):
            break
        waiting = left
    # Only now: whom they added before is a member all the same.
    return {person: one for person, one in members.items() if person not in gone}, cards, rejected


def _free(card: Card, names: dict[str, Card], gone: Collection[str]) -> bool:
    """Whether a card may have its name, which is its own from now on."""
    return card.person in gone or names.setdefault(card.name.casefold(), card).person == card.person


def _let_in(
    message: Message,
    members: dict[str, Member],
    cards: dict[str, Card],
    names: dict[str, Card],
    gone: Collection[str],
    absences: Absences,
) -> Rejected | None:
    """Add whom a message adds, or say why not. Only oneself can change one's name."""
    try:
        card = read_card(_text(message.body, "card"))
    except (NotACard, BadName):
        return Rejected("", UNREADABLE)
    oneself = message.by == card.person
    if absences.away(message.by, message.at):
        return Rejected("", HAD_LEFT, cards[message.by].name)
    if message.by not in members and not (oneself and card.person in cards):
        return Rejected("", STRANGER)
    if card.person in members and not oneself:
        return None
    if len(cards) >= MOST_PEOPLE and card.person not in cards and card.name.casefold() not in names:
        return Rejected("", CROWDED)
    if not _free(card, names, gone):
        return Rejected("", OTHER_KEYS, card.name)
    if card.person in cards and card.person not in members:
        absences.returns(card.person, message.at)
    members[card.person] = Member(card, members[card.person].by if card.person in members else message.by)
    cards[card.person] = card
    return None


def _text(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else ""
