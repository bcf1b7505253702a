"""The age file format (age-encryption.org/v1) with typed edges: keys are text, content is bytes."""

import io
from collections.abc import Iterable, Sequence
from typing import Protocol

import pyrage  # type: ignore[import-untyped]


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
    """The recipient itself. Raises BadAgeKey."""
    return str(_recipient(text))


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


def open_with(identity: str, sealed: bytes) -> bytes:
    """Decrypt what was sealed to ``identity``. Raises NotForUs, BadAgeKey."""
    known = _identity(identity)
    try:
        return bytes(pyrage.decrypt(sealed, [known]))
    except pyrage.DecryptError as error:
        raise (NotForUs if "matching keys" in str(error) else Altered)(str(error)) from error


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise BadAgeKey(str(error)) from error


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
