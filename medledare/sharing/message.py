"""What one member says to the others: signed by its author, padded so that its length says little, and sealed.

A message's content is JSON with its keys in order and nothing between them; its id is a hash of that. As bytes it is
the author's Ed25519 signature (64 bytes) over a prefix and the content, then the content, then spaces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson

from medledare.domain.codec import check_text
from medledare.domain.problems import N_, TooLong
from medledare.sharing.people import Card, Person

FORMAT = "medledare-team/1"
LONGEST = 256 * 1024
"""Bytes of content a message may have."""
SMALLEST = 4096
"""The padded size of nearly every message."""

_PREFIX = b"medledare team message 1\n"
_SIGNATURE = 64
_FIELDS = {"format", "team", "kind", "by", "at", "body"}


class TooLongForTeam(TooLong):
    sentence = N_(
        "That is longer than {limit} kB, which is the most that can be told to a team at once. Make it shorter."
    )


class Unreadable(ValueError):
    """Bytes that are no message."""


class Forged(ValueError):
    """A message whose signature is not its author's."""


@dataclass(frozen=True, slots=True)
class Message:
    """``team``: its id, empty in the message that founds it. ``by``: the author's ``Card.person``. ``body``: JSON."""

    team: str
    kind: str
    by: str
    at: datetime
    body: Mapping[str, Any]

    @property
    def content(self) -> bytes:
        """What is signed, but for the prefix."""
        fields = {
            "format": FORMAT,
            "team": self.team,
            "kind": self.kind,
            "by": self.by,
            "at": self.at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "body": dict(self.body),
        }
        return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)

    @property
    def id(self) -> str:
        """32 hex digits of a hash of the content: two that say the same at the same time are one."""
        return sha256(self.content).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Signed:
    """A message with its signature, not yet checked against anybody's card."""

    message: Message
    signature: bytes

    @property
    def data(self) -> bytes:
        """As bytes, padded."""
        return padded(self.signature + self.message.content)

    def by(self, card: Card) -> Message:
        """The message, if this person signed it. Raises Forged."""
        if card.person != self.message.by or not card.signed(_PREFIX + self.message.content, self.signature):
            raise Forged
        return self.message


def sign(person: Person, message: Message) -> Signed:
    """Sign a message. Raises Unwritable for text no file could give back, TooLongForTeam."""
    _check(message.body)
    content = message.content
    if len(content) > LONGEST:
        raise TooLongForTeam(limit=LONGEST // 1024)
    return Signed(message, person.sign(_PREFIX + content))


def read(data: bytes) -> Signed:
    """A signed message from its bytes. Raises Unreadable."""
    signature, content = data[:_SIGNATURE], data[_SIGNATURE:].rstrip(b" ")
    if len(content) > LONGEST:
        raise Unreadable
    try:
        fields = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise Unreadable from None
    if not isinstance(fields, dict) or set(fields) != _FIELDS or fields["format"] != FORMAT:
        raise Unreadable
    texts = [fields[name] for name in ("team", "kind", "by", "at")]
    if not all(isinstance(one, str) for one in texts) or not isinstance(fields["body"], dict):
        raise Unreadable
    try:
        at = datetime.fromisoformat(fields["at"])
        message = Message(fields["team"], fields["kind"], fields["by"], at, fields["body"])
        # Only one way to write it, so that nothing can be the same message twice under two ids.
        same = message.content == content
    except (ValueError, OverflowError, TypeError):
        raise Unreadable from None
    if not same:
        raise Unreadable
    return Signed(message, signature)


def padded(data: bytes) -> bytes:
    """The bytes with spaces at their end, to 4,096 bytes or the next power of two."""
    return data.ljust(max(SMALLEST, 1 << (len(data) - 1).bit_length()))


def _check(value: Any) -> None:
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _check(key)
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
