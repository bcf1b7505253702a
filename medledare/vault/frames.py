"""Frames: one sealed record each. Seals them, and reads them back past any damage.

Pure: bytes in, bytes out. The layout is described byte for byte in docs/format.md.
"""

import hashlib
import os
import struct
import zlib
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from cryptography.exceptions import InvalidTag

from medledare.domain.problems import N_
from medledare.vault.segment import NO_HASH, SegmentCipher

MAGIC = b"\x93MDf"
HEADER = struct.Struct("<4sIQ32s12sI")
_FIELDS = struct.Struct("<4sIQ32s12s")
_TAG_BYTES = 16
LONGEST = 64 * 1024 * 1024

UNREADABLE = N_("a record cannot be read")
MISSING = N_("records are missing")
OUT_OF_PLACE = N_("a record is not where it was written")


class Tail(Enum):
    """What follows the last whole frame: nothing, the beginning of one, or something else."""

    CLEAN = "clean"
    TORN = "torn"
    UNREADABLE = "unreadable"


class Place(NamedTuple):
    """Where reading stands in a segment: file offset, the next sequence number, the last frame's hash.

    ``last`` is empty when the last frame was damaged, so that its hash is not known.
    """

    offset: int
    sequence: int = 0
    last: bytes = NO_HASH


class Scan:
    """What a stretch of a segment held: plaintexts in order, flaws as (file offset, what), and the end."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.plain: list[bytes] = []
        self.flaws: list[tuple[int, str]] = []
        self.tail = Tail.CLEAN


def seal(records: Iterable[bytes], cipher: SegmentCipher, place: Place) -> tuple[bytes, Place]:
    """Frames for padded plaintexts, to be written at ``place``; and the place after them."""
    out = bytearray()
    sequence, last = place.sequence, place.last or NO_HASH
    for record in records:
        nonce = os.urandom(12)
        length = len(record) + _TAG_BYTES
        if length > LONGEST:
            raise ValueError(f"a record of {length} bytes is too long")
        head = _FIELDS.pack(MAGIC, length, sequence, last, nonce)
        head += struct.pack("<I", zlib.crc32(head))
        frame = head + cipher.aead.encrypt(nonce, record, cipher.binding + head)
        last = hashlib.sha256(frame).digest()
        sequence += 1
        out += frame
    return bytes(out), Place(place.offset + len(out), sequence, last)


def scan(data: bytes, cipher: SegmentCipher, start: Place) -> Scan:
    """Read all frames in ``data``, which lies at ``start.offset`` in its segment.

    A frame that does not verify is named in ``flaws`` and skipped; reading goes on at the next frame
    whose header is whole. ``place`` ends after the last whole frame; what lies behind it is ``tail``.
    """
    found = Scan(start)
    keep, flaws, base = found.plain.append, found.flaws, start.offset
    decrypt, binding = cipher.aead.decrypt, cipher.binding
    unpack, sha256, head_size = _FIELDS.unpack_from, hashlib.sha256, HEADER.size
    end, view = len(data), memoryview(data)
    position, sequence, last = 0, start.sequence, start.last
    while position < end:
        body = position + head_size
        if body <= end:
            magic, length, number, previous, nonce = unpack(data, position)
            after = body + length
            if magic == MAGIC and after <= end:
                try:
                    # The header is proven together with the text; its CRC matters only when this fails.
                    keep(decrypt(nonce, view[body:after], binding + data[position:body]))
                except (InvalidTag, ValueError):
                    pass
                else:
                    if sequence >= 0 and (number != sequence or (previous != last and last)):
                        flaws.append((base + position, MISSING if number > sequence else OUT_OF_PLACE))
                    last = sha256(view[position:after]).digest()
                    sequence, position = number + 1, after
                    continue
        if _is_header(data, position):
            # A whole header within its length means that this one lost a piece, and that the next begins there.
            following = _next_header(data, body)
            if not 0 < following < after:
                if after > end:
                    found.tail = Tail.TORN
                    break
                following = after
            sequence, last = number + 1, b""
        elif (following := _next_header(data, position + 1)) > 0:
            sequence, last = -1, b""
        else:
            found.tail = _kind_of_tail(data, position)
            break
        flaws.append((base + position, UNREADABLE))
        position = following
    else:
        found.tail = Tail.CLEAN if last or not data else Tail.UNREADABLE
    found.place = Place(base + position, sequence, last)
    return found


def hash_before(data: bytes, number: int, start: int) -> bytes:
    """The hash of the frame before frame ``number``, as that one has it; empty if it is not to be found.

    ``data`` is read from ``start`` on, headers only.
    """
    position = start
    while position >= 0 and position + HEADER.size <= len(data):
        if not _is_header(data, position):
            position = _next_header(data, position)
            continue
        _, length, sequence, previous, _, _ = HEADER.unpack_from(data, position)
        if sequence == number:
            return bytes(previous)
        position += HEADER.size + int(length)
    return b""


def _is_header(data: bytes, position: int) -> bool:
    """Whether a whole frame header lies at ``position``."""
    if position + HEADER.size > len(data):
        return False
    magic, length, _, _, _, crc = HEADER.unpack_from(data, position)
    fits = magic == MAGIC and _TAG_BYTES <= length <= LONGEST
    return bool(fits) and int(crc) == zlib.crc32(data[position : position + _FIELDS.size])


def _next_header(data: bytes, start: int) -> int:
    """Where the next whole frame header begins, or -1."""
    position = data.find(MAGIC, start)
    while position >= 0 and not _is_header(data, position):
        position = data.find(MAGIC, position + 1)
    return position


def _kind_of_tail(data: bytes, position: int) -> Tail:
    """Whether what is left can be a frame that was never finished: a short prefix of one, or zeros."""
    rest = data[position:]
    prefix = len(rest) < HEADER.size and rest[: len(MAGIC)] == MAGIC[: len(rest)]
    return Tail.TORN if prefix or not any(rest) else Tail.UNREADABLE
