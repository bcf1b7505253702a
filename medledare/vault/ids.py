"""Makes record ids: UUIDv7 text, so that ids sort by the time they were made (RFC 9562, section 5.7)."""

import os
import threading
import time

_lock = threading.Lock()
_last = 0

_COUNTER_BITS = 12
_RANDOM_BITS = 62


def new_id(now_ms: int | None = None) -> str:
    """Return a new UUIDv7 as 36 lower-case characters.

    ``now_ms`` is milliseconds since 1970; the system clock when left out. Within a process ids only grow,
    even when the clock stands still or is set back: the 12 bits after the time then count on (RFC 9562,
    section 6.2, method 1), carrying into the milliseconds when they are full.
    """
    global _last
    millisecond = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    with _lock:
        _last = max(_last + 1, (millisecond & 0xFFFF_FFFF_FFFF) << _COUNTER_BITS)
        moment = _last
    tail = int.from_bytes(os.urandom(8)) & ((1 << _RANDOM_BITS) - 1)
    number = (moment >> _COUNTER_BITS) << 80 | 0x7 << 76 | (moment & 0xFFF) << 64 | 0b10 << _RANDOM_BITS | tail
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
