"""The header of a segment, written twice in a row, and the cipher that follows from it.

Pure: bytes in, bytes out. The layout is described byte for byte in docs/format.md.
"""

import hashlib
import os
import struct
import zlib
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from medledare.vault.info import FORMAT
from medledare.vault.keys import VaultKey, derive

MAGIC = b"\x93MDs"
_FIELDS = struct.Struct("<4sH16s16sQ32s32s")
_CRC = struct.Struct("<I")
COPY_BYTES = _FIELDS.size + _CRC.size
HEADER_BYTES = 2 * COPY_BYTES
NO_HASH = bytes(32)

_PURPOSE = b"medledare segment 1"


class SegmentHeader(NamedTuple):
    """``vault`` and ``device``: 16 bytes. ``number``: from 1. ``salt``, ``previous``: 32 bytes.

    ``previous`` is the hash of the last frame of the device's segment before, or zeros for the first.
    """

    vault: bytes
    device: bytes
    number: int
    salt: bytes
    previous: bytes
    format: int = FORMAT

    def pack(self) -> bytes:
        """One copy, with its CRC."""
        fields = _FIELDS.pack(MAGIC, self.format, self.vault, self.device, self.number, self.salt, self.previous)
        return fields + _CRC.pack(zlib.crc32(fields))


class SegmentCipher(NamedTuple):
    """The key of one segment, and what ties every frame in it to this segment."""

    aead: ChaCha20Poly1305
    binding: bytes


class Opening(NamedTuple):
    """What the first bytes of a segment say: a header if either copy is good, and which copies are not."""

    header: SegmentHeader | None
    bad_copies: tuple[int, ...]


def new_header(vault: str, device: str, number: int, previous: bytes) -> SegmentHeader:
    """A header for a segment that is about to be written, with a fresh salt."""
    return SegmentHeader(bytes.fromhex(vault), bytes.fromhex(device), number, os.urandom(32), previous)


def read_header(start: bytes | memoryview) -> Opening:
    """Read the first ``HEADER_BYTES`` of a segment; fewer are fine as long as one copy is whole."""
    good: SegmentHeader | None = None
    bad: list[int] = []
    for index in range(2):
        found = _read_copy(start[index * COPY_BYTES : (index + 1) * COPY_BYTES])
        if found is None:
            bad.append(index)
        elif good is None:
            good = found
    return Opening(good, tuple(bad))


def cipher_for(key: VaultKey, header: SegmentHeader) -> SegmentCipher:
    """The segment's cipher: HKDF-SHA256 of the vault key, salted, with the whole header as info."""
    copy = header.pack()
    return SegmentCipher(
        ChaCha20Poly1305(derive(key.secret, _PURPOSE + copy, header.salt)), hashlib.sha256(copy).digest()
    )


def _read_copy(copy: bytes | memoryview) -> SegmentHeader | None:
    if len(copy) < COPY_BYTES:
        return None
    magic, number, vault, device, segment, salt, previous = _FIELDS.unpack_from(copy)
    (crc,) = _CRC.unpack_from(copy, _FIELDS.size)
    if magic != MAGIC or crc != zlib.crc32(copy[: _FIELDS.size]):
        return None
    return SegmentHeader(vault, device, segment, salt, previous, number)
