"""A signed text, sealed to those it is for: what stock age opens reads as it is, with the signature below it.

The content is the body, byte for byte, and then a block of lines; docs/sharing.md has each. The signature covers the
body and every line of the block, so that neither the words, the moment, the author nor whom it is for can be exchanged.
"""

import base64
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from medledare.domain.problems import N_, Problem
from medledare.sharing.people import BadName, Card, NotACard, Person, read_card

BEGIN = b"-----BEGIN MEDLEDARE SIGNATURE-----\n"
END = b"-----END MEDLEDARE SIGNATURE-----\n"

_DOMAIN = b"medledare sealed text 1\n"
_LINES = re.compile(
    r"id: ([0-9a-f]{32})\n"
    r"at: ([0-9T:.+-]{25,32})\n"
    r"(?:withdraws: ([0-9a-f]{32})\n)?"
    r"by: ([^\n]+)\n"
    r"((?:to: [0-9a-f]{32}\n)*)"
)
_SIGNATURE = re.compile(r"signature: ([A-Za-z0-9+/]{86}==)\n")


class Unsigned(Problem):
    sentence = N_("There is no signature in it that medledare knows, so nobody can say who wrote it.")


class Forged(Problem):
    """Somebody signed other words, for others, or is not who stands there."""

    sentence = N_(
        "It says that {name} wrote it, but the signature is not made for this text. It was altered or forged."
    )


@dataclass(frozen=True, slots=True)
class SignedText:
    """A text whose signature is right: ``body`` as it was, ``by`` whom, and marks of those it is ``to``.

    ``withdraws``: the id of what its author takes back with it, empty where it takes nothing back.
    """

    id: str
    at: datetime
    by: Card
    to: tuple[str, ...]
    withdraws: str
    body: bytes

    def is_for(self, recipient: str) -> bool:
        """Whether its author meant it for this age recipient; what names nobody is for everybody."""
        return not self.to or _mark(self.id, recipient) in self.to


def new_id() -> str:
    """What a text is known by: 32 hex digits that say nothing."""
    return secrets.token_hex(16)


def signed(person: Person, id: str, at: datetime, body: bytes, recipients: Sequence[str], withdraws: str = "") -> bytes:
    """The body with its signature block. ``body`` ends with a line feed; ``recipients`` are whom it is for."""
    lines = _block(id, at, withdraws, person.card.text, sorted({_mark(id, one) for one in recipients}))
    signature = base64.b64encode(person.sign(_content(lines, body)))
    return body + BEGIN + lines + b"signature: " + signature + b"\n" + END


def read(content: bytes) -> SignedText:
    """The text that content is, once its signature is checked. Raises Unsigned or Forged."""
    body, begin, block = content.rpartition(BEGIN)
    # A block begins a line, and nothing comes after it.
    if not begin or not block.endswith(END) or (body and not body.endswith(b"\n")):
        raise Unsigned
    try:
        text = block.removesuffix(END).decode()
        found = _LINES.match(text)
        signature = _SIGNATURE.fullmatch(text, found.end()) if found else None
        if not found or not signature:
            raise Unsigned
        card = read_card(found[4])
        at = datetime.fromisoformat(found[2])
        # Only one way to write a card, so that what is shown of it is what was signed.
        if card.text != found[4]:
            raise Unsigned
    except (UnicodeDecodeError, ValueError, NotACard, BadName):
        raise Unsigned from None
    lines = text[: found.end()].encode()
    if at.tzinfo is None or not card.signed(_content(lines, body), base64.b64decode(signature[1])):
        raise Forged(name=card.name)
    to = tuple(line.removeprefix("to: ") for line in found[5].splitlines())
    return SignedText(found[1], at, card, to, found[3] or "", body)


def _block(id: str, at: datetime, withdraws: str, by: str, to: Sequence[str]) -> bytes:
    lines = [f"id: {id}", f"at: {at.isoformat(timespec='seconds')}"]
    lines += [f"withdraws: {withdraws}"] if withdraws else []
    lines += [f"by: {by}", *(f"to: {one}" for one in to)]
    return "".join(f"{line}\n" for line in lines).encode()


def _content(lines: bytes, body: bytes) -> bytes:
    """What is signed: of fixed length, so that no part of one can be taken for part of the other."""
    return _DOMAIN + sha256(lines).digest() + sha256(body).digest()


def _mark(id: str, recipient: str) -> str:
    """What stands for a recipient: known to whoever has the card, and another for each text."""
    return sha256(b"medledare to 1\n" + id.encode() + b"\n" + recipient.encode()).hexdigest()[:32]
