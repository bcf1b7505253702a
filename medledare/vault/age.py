"""The age file format (age-encryption.org/v1) with typed edges: keys are text, content is bytes."""

import base64
import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

import pyrage  # type: ignore[import-untyped]

HEADER = 16 * 1024
"""Bytes that the header of an age file may have, which is enough for a hundred recipients. A longer one is not read:
the time it takes grows with the square of its length, and two megabytes would take hours."""
SHORT_HEADER = 1024
"""The same for what is sealed to one recipient."""

_TEXT_BEGINS = b"-----BEGIN AGE ENCRYPTED FILE-----"
_HEADER_ENDS = b"\n---"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_SUM_LETTERS = 6


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take every byte. Raises OSError."""


class BadAgeKey(ValueError):
    """Text that is no age recipient, or no age identity."""


class NotForUs(ValueError):
    """Content that this identity does not open, or that was altered."""


class Altered(NotForUs):
    """Content that this identity opens, and that is not whole."""


def new_identity() -> str:
    """A fresh X25519 identity, ``AGE-SECRET-KEY-1…``."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The recipient, ``age1…``, that content for ``identity`` is sealed to. Raises BadAgeKey."""
    return str(_identity(identity).to_public())


def check_recipient(text: str) -> str:
    """The recipient itself, if it can be sealed to; for one that comes from somebody else. Raises BadAgeKey."""
    found = str(_recipient(text))
    if not _seals(found):
        raise BadAgeKey(text)
    return found


def seal_to(recipient: str, content: bytes) -> bytes:
    """Encrypt ``content`` for one recipient. Raises BadAgeKey."""
    return seal_for([recipient], content)


def seal_for(recipients: Sequence[str], content: bytes) -> bytes:
    """Encrypt ``content`` so that each of the recipients opens it. Raises BadAgeKey."""
    return bytes(pyrage.encrypt(content, [_recipient(one) for one in recipients]))


def seal_as_text(recipient: str, content: bytes) -> str:
    """Encrypt ``content`` for one recipient, as lines of letters that go into any message. Raises BadAgeKey."""
    return bytes(pyrage.encrypt(content, [_recipient(recipient)], armored=True)).decode("ascii")


def seal_pieces(recipients: Sequence[str], pieces: Iterable[bytes], target: Sink) -> None:
    """Encrypt pieces, one after the other, into a file that each of the recipients opens.

    Raises BadAgeKey, OSError, or whatever the pieces raise.
    """
    reading, writing = _Pieces(pieces), _Target(target)
    try:
        pyrage.encrypt_io(reading, writing, [_recipient(one) for one in recipients])
    except pyrage.EncryptError as error:
        raise reading.failure or writing.failure or error from None
    # What is written at the very end may fail without a word.
    if failure := reading.failure or writing.failure:
        raise failure


def open_with(identity: str, sealed: bytes, header: int = HEADER) -> bytes:
    """Decrypt what was sealed to ``identity``. A header longer than ``header`` bytes is not read.

    Raises NotForUs, BadAgeKey.
    """
    known = _identity(identity)
    if len(sealed) > header and _HEADER_ENDS not in _start(sealed, header):
        raise NotForUs("header")
    try:
        return bytes(pyrage.decrypt(sealed, [known]))
    except pyrage.DecryptError as error:
        raise (NotForUs if "matching keys" in str(error) else Altered)(str(error)) from error


def _start(sealed: bytes, length: int) -> bytes:
    """The first bytes of a file, also of one in text form."""
    if not (text := sealed[: 2 * length].lstrip()).startswith(_TEXT_BEGINS):
        return sealed[:length]
    letters = b"".join(text.removeprefix(_TEXT_BEGINS).partition(b"-----")[0].split())
    try:
        return base64.b64decode(letters[: length // 3 * 4])
    except ValueError:
        return b""


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise BadAgeKey(str(error)) from error


@lru_cache(maxsize=1024)
def _seals(recipient: str) -> bool:
    """Whether it is a point that secrets can be agreed on with: of one of small order all know the secret."""
    # Loaded here, as capture seals to the vault's own recipient alone.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    number = 0
    for letter in recipient.removeprefix("age1")[:-_SUM_LETTERS]:
        number = number * 32 + _LETTERS.index(letter)
    # Five bits a letter: 260 bits, of which the last four are none of the key's.
    point = X25519PublicKey.from_public_bytes((number >> 4).to_bytes(32))
    try:
        X25519PrivateKey.from_private_bytes(bytes(32)).exchange(point)
    except ValueError:
        return False
    return True


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text.strip().upper())
    except pyrage.IdentityError as error:
        raise BadAgeKey(str(error)) from error


class _Pieces(io.RawIOBase):
    """Pieces of bytes as one file to be read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""
        self.failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            try:
                self._rest = next(self._pieces)
            except StopIteration:
                return b""
            except Exception as error:
                self.failure = error
                raise
        size = len(self._rest) if size < 0 else size
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


class _Target(io.RawIOBase):
    """A file to be written, that remembers why it could not be."""

    def __init__(self, target: Sink) -> None:
        self._target = target
        self.failure: Exception | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        try:
            self._target.write(data)
        except Exception as error:
            self.failure = error
            raise
        return len(data)

    def flush(self) -> None:
        """The file is flushed by whoever opened it."""
