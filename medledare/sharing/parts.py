"""A member's part for another: made from the member's own secret, sealed to the receiver, opened with every doubt.

What is sealed is JSON {round, roster, from, to, figures, salt}; its SHA-256 is the ``digest`` that all can see. The
salt is secret, so a digest tells nothing; the same part has the same digest however often it is sealed.
"""

import hmac
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

import orjson
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from medledare.sharing.people import Person
from medledare.sharing.pulse_said import Share, Wrong, in_field
from medledare.sharing.sums import derive, split
from medledare.vault.age import SHORT_HEADER, NotForUs, open_with

_FIELDS = {"round", "roster", "from", "to", "figures", "salt"}


class Part(NamedTuple):
    """A part for ``to``: the bytes to be sealed, and their digest."""

    to: str
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def parts(person: Person, round: str, roster_hash: str, roster: Sequence[str], values: Sequence[int]) -> list[Part]:
    """One part for each of the roster, oneself among them; the same each time for the same arguments.

    The numbers drawn depend on the values as well: should two devices of one person hold different values, what they
    send has nothing in common from which the difference could be seen.
    """
    key = HKDF(SHA256(), 32, None, b"medledare pulse 1").derive(person.seed)
    me, about = person.card.person, [round, roster_hash, list(values)]
    drawn = [derive(key, orjson.dumps(["part", *about, to]), len(values)) for to in roster[:-1]]
    made = []
    for to, figures in zip(roster, split(values, drawn), strict=True):
        salt = hmac.digest(key, orjson.dumps(["salt", *about, to]), "sha256").hex()
        content = {
            "round": round,
            "roster": roster_hash,
            "from": me,
            "to": to,
            "figures": figures,
            "salt": salt,
        }
        made.append(Part(to, orjson.dumps(content, option=orjson.OPT_SORT_KEYS)))
    return made


def opened(
    identity: str, round: str, roster_hash: str, sender: str, same: Iterable[Share], count: int
) -> tuple[int, ...]:
    """The figures of a part to oneself, from messages that say they hold the same. Raises Wrong.

    Wrong with ``sealed`` where none of them opens, with ``spliced`` where what is inside is not what it is said to be.
    """
    wrong = Wrong("sealed")
    for share in same:
        try:
            content = open_with(identity, share.sealed, SHORT_HEADER)
        except NotForUs:
            continue
        if sha256(content).hexdigest() != share.digest:
            wrong = Wrong("spliced")
            continue
        return _figures(content, round, roster_hash, sender, share.to, count)
    raise wrong


def _figures(content: bytes, round: str, roster_hash: str, sender: str, to: str, count: int) -> tuple[int, ...]:
    try:
        said = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise Wrong("spliced") from None
    if not isinstance(said, dict) or set(said) != _FIELDS:
        raise Wrong("spliced")
    if (said["round"], said["roster"], said["from"], said["to"]) != (round, roster_hash, sender, to):
        raise Wrong("spliced")
    figures = said["figures"]
    if not isinstance(figures, list) or len(figures) != count or not all(in_field(one) for one in figures):
        raise Wrong("spliced")
    return tuple(figures)
