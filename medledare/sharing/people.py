"""Who somebody is to others: a card with a name of their choice and two public keys; and one's own secret half.

Sealing is age's X25519 (age-encryption.org/v1), signing Ed25519 (RFC 8032).
"""

import base64
import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from medledare.domain.problems import N_, Usage
from medledare.vault.age import BadAgeKey, check_recipient, new_identity, recipient_of

NAME_LENGTH = 40
"""Characters a name on a card may have."""
CARD_LENGTH = 512
"""Characters a card may have as text; with more it is something else."""

CARD_BEGINS = "medledare:1:"
_CARD = re.compile(CARD_BEGINS + r"([^:]+):([^:]+):([^:]+):", re.IGNORECASE)
_GROUPS, _DIGITS = 6, 4
_EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_MODULUS = 2**255 - 19
_NO_KEYS = {0, 1, _EIGHTH, _MODULUS - _EIGHTH, _MODULUS - 1, _MODULUS, _MODULUS + 1}
"""Points of small order, as numbers without their sign: anybody can sign for them."""
_SELECTORS = dict.fromkeys(range(0xFE00, 0xFE10))
"""What chooses how the character before it looks; names with and without are told apart by nobody."""
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]")
"""Letters, marks and signs of which nothing is seen."""


class BadName(Usage):
    sentence = N_("A name is 1 to {limit} characters in one line, with letters or digits in it and no colon.")


class NotACard(Usage):
    sentence = N_(
        "There is no card in that. A card begins with “medledare:1:” and ends with a colon; ask for it again."
    )


class SeveralCards(NotACard):
    sentence = N_("There is more than one card in that. Give one at a time.")


@dataclass(frozen=True, slots=True)
class Card:
    """What others may know: ``name``, ``recipient`` (``age1…``, to seal to) and ``signing`` (32 bytes, to check by)."""

    name: str
    recipient: str
    signing: bytes

    @property
    def person(self) -> str:
        """Who it is, whatever the name: 32 hex digits of a hash of both keys."""
        return self._hash.hex()[:32]

    @property
    def fingerprint(self) -> str:
        """24 digits in six groups, to be compared aloud: ``4821 0937 5520 1184 7306 2295``.

        Whoever wants another pair of keys with the same digits has some 2^80 pairs to try.
        """
        digits = f"{int.from_bytes(self._hash) % 10 ** (_GROUPS * _DIGITS):0{_GROUPS * _DIGITS}d}"
        return " ".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))

    @property
    def text(self) -> str:
        """The card as one line. Its keys may be written in capitals, as a QR code has them."""
        return f"{CARD_BEGINS}{self.recipient}:{_coded(self.signing)}:{self.name}:"

    def signed(self, content: bytes, signature: bytes) -> bool:
        """Whether this person signed exactly this content."""
        try:
            Ed25519PublicKey.from_public_bytes(self.signing).verify(signature, content)
        except InvalidSignature:
            return False
        return True

    @property
    def _hash(self) -> bytes:
        return sha256(b"medledare card 1\n" + self.recipient.encode() + b"\n" + self.signing).digest()


@dataclass(frozen=True, slots=True)
class Person:
    """Oneself: the name, and the secrets behind the card. ``repr`` shows none of them."""

    name: str
    identity: str = field(repr=False)
    """The age identity, ``AGE-SECRET-KEY-1…``."""
    seed: bytes = field(repr=False)
    """The Ed25519 secret, 32 bytes."""

    @property
    def card(self) -> Card:
        return Card(self.name, recipient_of(self.identity), self._key.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        """64 bytes that only this person can make of this content."""
        return self._key.sign(content)

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def new_person(name: str) -> Person:
    """Somebody with fresh keys. Raises BadName."""
    return Person(checked_name(name), new_identity(), Ed25519PrivateKey.generate().private_bytes_raw())


def checked_name(name: str) -> str:
    """The name as it may stand on a card. Raises BadName."""
    name = unicodedata.normalize("NFC", " ".join(name.split()).translate(_SELECTORS))
    # Nothing that is unseen or turns the direction of what stands beside it (general categories C* and Z*).
    unseen = _UNSEEN.search(name) or any(unicodedata.category(one)[0] in "CZ" and one != " " for one in name)
    if unseen or ":" in name or not 1 <= len(name) <= NAME_LENGTH or not any(one.isalnum() for one in name):
        raise BadName(limit=NAME_LENGTH)
    return name


def read_card(text: str) -> Card:
    """The card in a text, whatever stands around it and wherever its lines were broken.

    Raises NotACard, SeveralCards, BadName.
    """
    found = list(_CARD.finditer(text))
    if len(found) > 1:
        raise SeveralCards
    if not found or len(found[0][0]) > CARD_LENGTH:
        raise NotACard
    recipient, key, name = found[0].groups()
    recipient, key = ("".join(one.split()) for one in (recipient.lower(), key.upper()))
    try:
        check_recipient(recipient)
        signing = base64.b32decode(key + "=" * (-len(key) % 8))
        Ed25519PublicKey.from_public_bytes(signing)
    except (BadAgeKey, ValueError):
        raise NotACard from None
    if int.from_bytes(signing, "little") % 2**255 in _NO_KEYS:
        raise NotACard
    return Card(checked_name(name), recipient, signing)


def _coded(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
