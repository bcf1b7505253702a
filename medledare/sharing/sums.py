"""Sums of which nobody sees the parts: additive secret sharing modulo a prime.

A value is split into as many numbers as there are receivers. All but one are drawn at random, the last is what is left
of the value. Any of them but all together are uniform and independent of the value. The modulus is a parameter so that
this can be shown by trying all there is under a small one; the program uses ``P``.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

P = 2**61 - 1
"""A Mersenne prime: sums of values stay far below it, and a number fits in eight bytes."""

_WORD = 8
_NONCE = bytes(16)


def derive(key: bytes, context: bytes, count: int, modulus: int = P) -> list[int]:
    """``count`` numbers below ``modulus``, uniform to whoever does not have the key, the same each time.

    The key stream of ChaCha20 (RFC 8439) under HMAC-SHA256(key, context), in little-endian words of eight bytes cut to
    as many bits as the modulus has; what is not below the modulus is thrown away.
    """
    bits = (1 << modulus.bit_length()) - 1
    if not 1 < modulus <= 1 << (8 * _WORD - 1):
        raise ValueError(modulus)
    words = _words(hmac.digest(key, context, hashlib.sha256))
    found: list[int] = []
    while len(found) < count:
        number = next(words) & bits
        if number < modulus:
            found.append(number)
    return found


def split(values: Sequence[int], drawn: Sequence[Sequence[int]], modulus: int = P) -> list[list[int]]:
    """The parts of ``values``: those ``drawn``, each as long as ``values``, and last what is left.

    Together they are ``values`` modulo ``modulus``.
    """
    last = [(value - sum(column)) % modulus for value, column in zip(values, _columns(drawn, values), strict=True)]
    return [*(list(part) for part in drawn), last]


def combine(parts: Sequence[Sequence[int]], modulus: int = P) -> list[int]:
    """What parts of the same length are together, place by place. Of no parts: nothing."""
    return [sum(column) % modulus for column in zip(*parts, strict=True)]


def _columns(drawn: Sequence[Sequence[int]], values: Sequence[int]) -> Iterable[tuple[int, ...]]:
    return zip(*drawn, strict=True) if drawn else (() for _ in values)


def _words(key: bytes) -> Iterator[int]:
    stream = Cipher(ChaCha20(key, _NONCE), mode=None).encryptor()
    while True:
        block = stream.update(bytes(64 * _WORD))
        for at in range(0, len(block), _WORD):
            yield int.from_bytes(block[at : at + _WORD], "little")
