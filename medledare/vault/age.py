"""The age file format (age-encryption.org/v1) with typed edges: keys are text, content is bytes."""

import pyrage  # type: ignore[import-untyped]


class BadAgeKey(ValueError):
    """Text that is no age recipient, or no age identity."""


class NotForUs(ValueError):
    """Content that this identity does not open, or that was altered."""


def new_identity() -> str:
    """A fresh X25519 identity, ``AGE-SECRET-KEY-1…``."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The recipient, ``age1…``, that content for ``identity`` is sealed to. Raises BadAgeKey."""
    return str(_identity(identity).to_public())


def seal_to(recipient: str, content: bytes) -> bytes:
    """Encrypt ``content`` for one recipient. Raises BadAgeKey."""
    try:
        known = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise BadAgeKey(str(error)) from error
    return bytes(pyrage.encrypt(content, [known]))


def open_with(identity: str, sealed: bytes) -> bytes:
    """Decrypt what was sealed to ``identity``. Raises NotForUs, BadAgeKey."""
    known = _identity(identity)
    try:
        return bytes(pyrage.decrypt(sealed, [known]))
    except pyrage.DecryptError as error:
        raise NotForUs(str(error)) from error


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text.strip().upper())
    except pyrage.IdentityError as error:
        raise BadAgeKey(str(error)) from error
