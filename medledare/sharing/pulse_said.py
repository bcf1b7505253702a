"""What members say to each other in a pulse: each message's body made, and read with every doubt about it.

``pulse.join``: {round}. ``pulse.share``: {round, roster, to, digest, sealed}. ``pulse.list``: {round, roster, complete,
parts}. ``pulse.sum``: {round, roster, list, of, basis, figures}. Every message carries the moment when its stage opens,
so that its time tells nothing of its author, and whoever says the same twice says it in the same words.
"""

import base64
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from medledare.sharing.message import Message
from medledare.sharing.release import CODES
from medledare.sharing.schedule import Times
from medledare.sharing.standing import Refused
from medledare.sharing.sums import P

JOIN, SHARE, LIST, SUM = "pulse.join", "pulse.share", "pulse.list", "pulse.sum"
KINDS = (JOIN, SHARE, LIST, SUM)
COUNTS, VALUES = "counts", "values"
"""The two sums: how many gave a value, and what those values are together."""

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LONGEST = 16 * 1024


class Wrong(ValueError):
    """Something that is not taken; its argument is why (a code of ``standing.WRONG``)."""


class Share(NamedTuple):
    """A part for ``to``. ``digest``: the hash of what is sealed, by which all can see that it is the same."""

    roster: str
    to: str
    digest: str
    sealed: bytes


class Listed(NamedTuple):
    """Whose parts have come: ``complete`` is a 1 or 0 for each of the roster in order, ``parts`` a hash of digests."""

    roster: str
    complete: str
    parts: str

    @property
    def hash(self) -> str:
        return digest_of("list", self.roster, self.complete, self.parts)


class Summed(NamedTuple):
    """What somebody's parts are together. ``of``: COUNTS or VALUES. ``basis``: a hash of all counts, for values."""

    roster: str
    list: str
    of: str
    basis: str
    figures: tuple[tuple[str, int], ...]


Said = TypeVar("Said", Listed, Summed)


@dataclass(slots=True)
class Heard:
    """What was said in one round: by whom, and every different thing they said."""

    joins: set[str] = field(default_factory=set)
    shares: dict[tuple[str, str, str], dict[str, list[tuple[str, Share]]]] = field(default_factory=dict)
    """(roster, from, to) to digest to (message id, share): the same part may be sealed more than once."""
    lists: dict[str, dict[str, Listed]] = field(default_factory=dict)
    """by to message id to what was said."""
    sums: dict[tuple[str, str], dict[str, Summed]] = field(default_factory=dict)
    """(by, of) to message id to what was said."""

    def list_of(self, person: str) -> Listed | None:
        """The only list somebody signed; None of nobody, or of whoever signed several."""
        return _only(self.lists.get(person, {}))

    def sum_of(self, person: str, of: str) -> Summed | None:
        """The only sum somebody published; None of nobody, or of whoever published several."""
        return _only(self.sums.get((person, of), {}))

    def has_summed(self, person: str) -> bool:
        return (person, COUNTS) in self.sums or (person, VALUES) in self.sums


def hear(
    rounds: Mapping[str, Times], messages: Iterable[Message], may: Collection[str]
) -> tuple[dict[str, Heard], list[Refused]]:
    """Everything said in some rounds, and what is refused. ``may``: who may take part (``Card.person``).

    Messages of other rounds are left alone: they are another week's.
    """
    heard = {one: Heard() for one in rounds}
    refused = []
    for message in messages:
        if message.kind not in KINDS:
            continue
        try:
            round = _matching(_ID, message.body.get("round"))
            if round in rounds:
                if message.by not in may:
                    raise Wrong("stranger")
                _take(heard[round], message, rounds[round])
        except Wrong as wrong:
            refused.append(Refused(message.id, message.kind, wrong.args[0]))
    for one in heard.values():
        refused += _said_twice(one)
    return heard, refused


def roster_hash(round: str, roster: Collection[str]) -> str:
    """What ties a message to who takes part."""
    return digest_of("roster", round, *sorted(roster))


def digest_of(label: str, *texts: str) -> str:
    """A hash of texts, under a label so that hashes of one sort are never of another: 64 hex digits."""
    return sha256(json.dumps([f"medledare pulse {label} 1", *texts]).encode()).hexdigest()


def parts_hash(digests: Iterable[tuple[str, str, str]]) -> str:
    """A hash of (from, to, digest) of all the parts that are to be summed."""
    return digest_of("parts", *(text for one in sorted(digests) for text in one))


def basis_hash(counts: Mapping[str, Summed]) -> str:
    """A hash of everybody's counts, by person."""
    said = [(person, json.dumps(counts[person].figures)) for person in sorted(counts)]
    return digest_of("basis", *(text for one in said for text in one))


# Bodies


def join_body(round: str) -> dict[str, Any]:
    return {"round": round}


def share_body(round: str, share: Share) -> dict[str, Any]:
    sealed = base64.b64encode(share.sealed).decode()
    return {"round": round, "roster": share.roster, "to": share.to, "digest": share.digest, "sealed": sealed}


def list_body(round: str, listed: Listed) -> dict[str, Any]:
    return {"round": round, **listed._asdict()}


def sum_body(round: str, summed: Summed) -> dict[str, Any]:
    return {"round": round, **summed._asdict(), "figures": dict(summed.figures)}


def opens(kind: str, times: Times) -> datetime:
    """The moment that messages of a kind carry."""
    return {JOIN: times.join, SHARE: times.share, LIST: times.agree, SUM: times.sum}[kind].opens


def _take(heard: Heard, message: Message, times: Times) -> None:
    body = message.body
    if message.at != opens(message.kind, times):
        raise Wrong("shape")
    fields, taking = _READ[message.kind]
    if set(body) != fields:
        raise Wrong("shape")
    taking(heard, message)


def _join(heard: Heard, message: Message) -> None:
    heard.joins.add(message.by)


def _share(heard: Heard, message: Message) -> None:
    body = message.body
    sealed = _text(body["sealed"])
    if len(sealed) > _LONGEST:
        raise Wrong("shape")
    try:
        data = base64.b64decode(sealed, validate=True)
    except ValueError:
        raise Wrong("shape") from None
    share = Share(_hash(body["roster"]), _matching(_ID, body["to"]), _hash(body["digest"]), data)
    same = heard.shares.setdefault((share.roster, message.by, share.to), {}).setdefault(share.digest, [])
    same.append((message.id, share))


def _list(heard: Heard, message: Message) -> None:
    body = message.body
    complete = _text(body["complete"])
    if not complete or set(complete) - {"0", "1"}:
        raise Wrong("shape")
    said = Listed(_hash(body["roster"]), complete, _hash(body["parts"]))
    heard.lists.setdefault(message.by, {})[message.id] = said


def _sum(heard: Heard, message: Message) -> None:
    body = message.body
    of, figures = body["of"], body["figures"]
    if of not in (COUNTS, VALUES) or not isinstance(figures, Mapping):
        raise Wrong("shape")
    # Counts are of all codes, and rest on nothing; values are of some, and rest on everybody's counts.
    whole = set(figures) == set(CODES) and body["basis"] == "" if of == COUNTS else set(figures) <= set(CODES)
    if not whole or not all(in_field(one) for one in figures.values()):
        raise Wrong("shape")
    basis = "" if of == COUNTS else _hash(body["basis"])
    ordered = tuple((code, figures[code]) for code in CODES if code in figures)
    said = Summed(_hash(body["roster"]), _hash(body["list"]), of, basis, ordered)
    heard.sums.setdefault((message.by, of), {})[message.id] = said


_READ: dict[str, tuple[set[str], Callable[[Heard, Message], None]]] = {
    JOIN: ({"round"}, _join),
    SHARE: ({"round", "roster", "to", "digest", "sealed"}, _share),
    LIST: ({"round", "roster", "complete", "parts"}, _list),
    SUM: ({"round", "roster", "list", "of", "basis", "figures"}, _sum),
}


def in_field(value: object) -> bool:
    """Whether it is a whole number from 0 up to but not including P."""
    return type(value) is int and 0 <= value < P


def _said_twice(heard: Heard) -> Iterator[Refused]:
    """Whatever somebody said in two ways where there is only one to be said: nobody can know which to take."""
    for lists in heard.lists.values():
        if len(lists) > 1:
            yield from (Refused(id, LIST, "twice") for id in lists)
    for sums in heard.sums.values():
        if len(sums) > 1:
            yield from (Refused(id, SUM, "twice") for id in sums)
    for digests in heard.shares.values():
        if len(digests) > 1:
            yield from (Refused(id, SHARE, "twice") for same in digests.values() for id, _share in same)


def _only(said: Mapping[str, Said]) -> Said | None:
    return next(iter(said.values())) if len(said) == 1 else None


def _hash(value: object) -> str:
    return _matching(_HASH, value)


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not pattern.fullmatch(text := _text(value)):
        raise Wrong("shape")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Wrong("shape")
    return value


def ordered(figures: Sequence[int], codes: Sequence[str] = CODES) -> tuple[tuple[str, int], ...]:
    """Figures with their codes."""
    return tuple(zip(codes, figures, strict=True))
