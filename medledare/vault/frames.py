"""Frames: one sealed record each. Seals them, and reads them back past any damage.

Pure: bytes in, bytes out. The layout is described byte for byte in docs/format.md.
"""

import hashlib
import os
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from cryptography.exceptions import InvalidTag

from medledare.domain.problems import N_
from medledare.vault.segment import NO_HASH, SegmentCipher

MAGIC = b"\x93MDf"
HEADER = struct.Struct("<4sIQ32s12sI")
_BEFORE_CRC = HEADER.size - 4
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading stands in a segment: file offset, the next sequence number, the last frame's hash.

    ``last`` is empty when the last frame was damaged, so that its hash is not known.
    """

    offset: int
    sequence: int = 0
    last: bytes = NO_HASH


@dataclass(slots=True)
class Scan:
    """What a stretch of a segment held: plaintexts in order, flaws as (file offset, what), and the end."""

    place: Place
    plain: list[bytes] = field(default_factory=list)
    flaws: list[tuple[int, str]] = field(default_factory=list)
    tail: Tail = Tail.CLEAN


def seal(records: Iterable[bytes], cipher: SegmentCipher, place: Place) -> tuple[bytes, Place]:
    """Frames for padded plaintexts, to be written at ``place``; and the place after them."""
    out = bytearray()
    sequence, last = place.sequence, place.last or NO_HASH
    for record in records:
        nonce = os.urandom(12)
        length = len(record) + _TAG_BYTES
        if length > LONGEST:
            raise ValueError(f"a record of {length} bytes is too long")
        head = HEADER.pack(MAGIC, length, sequence, last, nonce, 0)[:_BEFORE_CRC]
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
    plain, flaws, base = found.plain, found.flaws, start.offset
    keep, decrypt, binding = plain.append, cipher.aead.decrypt, cipher.binding
    unpack, crc32, sha256 = HEADER.unpack_from, zlib.crc32, hashlib.sha256
    head_size, end = HEADER.size, len(data)
    view = memoryview(data)
    position, sequence, last = 0, start.sequence, start.last
    while position < end:
        body = position + head_size
        whole = False
        if body <= end:
            magic, length, number, previous, nonce, crc = unpack(data, position)
            whole = magic == MAGIC and crc == crc32(view[position : body - 4]) and _TAG_BYTES <= length <= LONGEST
        if not whole:
            following = _next_header(data, position + 1)
            if following is None:
                found.tail = _kind_of_tail(data, position)
                break
            flaws.append((base + position, UNREADABLE))
            position, sequence, last = following, -1, b""
            continue
        after = body + length
        if after > end:
            found.tail = Tail.TORN
            break
        if sequence < 0:
            sequence = number
        elif number != sequence or (last and previous != last):
            flaws.append((base + position, MISSING if number > sequence else OUT_OF_PLACE))
        try:
            keep(decrypt(nonce, view[body:after], binding + data[position:body]))
            last = sha256(view[position:after]).digest()
            found.tail = Tail.CLEAN
        except InvalidTag:
            flaws.append((base + position, UNREADABLE))
            last = b""
            found.tail = Tail.UNREADABLE
        sequence = number + 1
        position = after
    found.place = Place(base + position, sequence, last)
    return found


def _next_header(data: bytes, start: int) -> int | None:
    """Where the next whole frame header begins, or None."""
    while (position := data.find(MAGIC, start)) >= 0 and position + HEADER.size <= len(data):
        length, crc = struct.unpack_from("<I", data, position + 4)[0], HEADER.unpack_from(data, position)[5]
        if crc == zlib.crc32(data[position : position + _BEFORE_CRC]) and _TAG_BYTES <= length <= LONGEST:
            return position
        start = position + 1
    return None


def _kind_of_tail(data: bytes, position: int) -> Tail:
    """Whether what is left can be a frame that was never finished: a short prefix of one, or zeros."""
    rest = data[position:]
    prefix = len(rest) < HEADER.size and rest[: len(MAGIC)] == MAGIC[: len(rest)]
    return Tail.TORN if prefix or not any(rest) else Tail.UNREADABLE
