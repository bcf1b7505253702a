"""Ids, versions, padding and frames: the pure parts."""

import os
import re
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.vault.clock import MAX_AHEAD_MS, VersionClock, milliseconds, time_of
from medledare.vault.frames import HEADER, MISSING, OUT_OF_PLACE, UNREADABLE, Place, Tail, scan, seal
from medledare.vault.ids import new_id
from medledare.vault.keys import VaultKey
from medledare.vault.padding import SMALLEST, pad, padded_length
from medledare.vault.segment import COPY_BYTES, HEADER_BYTES, cipher_for, new_header, read_header

KEY = VaultKey("ab" * 16, bytes(range(32)))
HEAD = new_header(KEY.vault, "cd" * 16, 1, bytes(32))
CIPHER = cipher_for(KEY, HEAD)
START = Place(HEADER_BYTES)
TIMES = st.datetimes(datetime(2001, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


def test_ids_are_uuid_7_and_grow_when_the_clock_is_set_back() -> None:
    ids = [new_id(5_000_000), new_id(5_000_000), new_id(1), *(new_id() for _ in range(5000))]
    assert ids == sorted(set(ids))
    shape = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(shape.fullmatch(one) for one in ids)


@given(st.lists(TIMES, min_size=1, max_size=60))
def test_versions_of_one_clock_differ_whatever_the_time_does(times: list[datetime]) -> None:
    hands = iter(times)
    clock = VersionClock(lambda: next(hands), "ef" * 16)
    assert len({clock.tick() for _ in times}) == len(times) or len(set(times)) < len(times)


@given(TIMES, st.integers(-(10**9), 10**9))
def test_a_version_follows_the_one_observed_unless_that_is_a_day_ahead(now: datetime, ahead_s: int) -> None:
    theirs = VersionClock(lambda: now + timedelta(seconds=ahead_s), "00" * 16).tick()
    ours = VersionClock(lambda: now, "11" * 16)
    ours.observe(theirs)
    version = ours.tick()
    if ahead_s * 1000 < MAX_AHEAD_MS:
        assert version > theirs
    assert milliseconds(time_of(version)) <= milliseconds(now) + MAX_AHEAD_MS


def test_a_clock_put_right_does_not_stay_in_the_future() -> None:
    now = [datetime(2036, 1, 1, tzinfo=UTC)]
    clock = VersionClock(lambda: now[0], "11" * 16)
    clock.tick()
    now[0] = datetime(2026, 1, 1, tzinfo=UTC)
    assert time_of(clock.tick()).year == 2026


def test_a_full_counter_carries_into_the_time() -> None:
    clock = VersionClock(lambda: datetime(2026, 1, 1, tzinfo=UTC), "11" * 16)
    versions = [clock.tick() for _ in range(70_000)]
    assert versions == sorted(set(versions))


@given(st.integers(0, 10**8))
def test_padding_wastes_little_and_hides_lengths(length: int) -> None:
    padded = padded_length(length)
    assert length <= padded
    assert padded <= max(SMALLEST, length * 1.12)
    assert padded_length(padded) == padded


def test_there_are_few_padded_sizes() -> None:
    assert len({padded_length(length) for length in range(65_536)}) < 160
    assert pad(b"{}") == b"{}".ljust(256)


@given(st.lists(st.binary(max_size=600), max_size=8), st.integers(0, 8))
def test_frames_come_back_in_any_portions(records: list[bytes], cut: int) -> None:
    first, between = seal(records[:cut], CIPHER, START)
    second, after = seal(records[cut:], CIPHER, between)
    one = scan(first + second, CIPHER, START)
    assert (one.plain, one.flaws, one.place, one.tail) == (records, [], after, Tail.CLEAN)
    two = scan(second, CIPHER, scan(first, CIPHER, START).place)
    assert (two.plain, two.place) == (records[cut:], after)


def _three() -> list[bytes]:
    return [b"first".ljust(256), b"second".ljust(256), b"third".ljust(256)]


def test_every_flipped_byte_costs_one_record_and_is_named() -> None:
    records = _three()
    data, _ = seal(records, CIPHER, START)
    size = len(data) // 3
    for position in range(len(data)):
        broken = bytearray(data)
        broken[position] ^= 0x40
        found = scan(bytes(broken), CIPHER, START)
        lost = position // size
        assert found.plain == [record for index, record in enumerate(records) if index != lost]
        if found.tail is Tail.UNREADABLE and not found.flaws:
            assert found.place.offset == START.offset + lost * size
        else:
            assert found.flaws == [(START.offset + lost * size, UNREADABLE)]


def test_every_cut_keeps_the_records_before_it() -> None:
    records = _three()
    data, _ = seal(records, CIPHER, START)
    size = len(data) // 3
    for end in range(len(data)):
        found = scan(data[:end], CIPHER, START)
        assert found.plain == records[: end // size]
        assert found.flaws == []
        assert found.tail is (Tail.TORN if end % size else Tail.CLEAN)
        assert found.place.offset == START.offset + end // size * size


def test_frames_left_out_doubled_or_swapped_are_named_and_nothing_else_is_lost() -> None:
    data, _ = seal(_three(), CIPHER, START)
    size = len(data) // 3
    one, two, three = data[:size], data[size : 2 * size], data[2 * size :]
    without = scan(one + three, CIPHER, START)
    assert (len(without.plain), without.flaws) == (2, [(START.offset + size, MISSING)])
    doubled = scan(one + one + two + three, CIPHER, START)
    assert (len(doubled.plain), doubled.flaws) == (4, [(START.offset + size, OUT_OF_PLACE)])
    swapped = scan(two + one + three, CIPHER, START)
    assert len(swapped.plain) == 3
    assert swapped.flaws


def test_a_frame_that_lost_a_piece_does_not_take_the_next_with_it() -> None:
    records = _three()
    data, _ = seal(records, CIPHER, START)
    size = len(data) // 3
    for begin in range(size + 64, 2 * size):
        for length in (1, size // 2):
            end = min(begin + length, 2 * size)
            found = scan(data[:begin] + data[end:], CIPHER, START)
            assert found.plain == [records[0], records[2]]
            assert found.flaws == [(START.offset + size, UNREADABLE)]


def test_a_frame_of_another_segment_does_not_verify() -> None:
    other = cipher_for(KEY, new_header(KEY.vault, "cd" * 16, 2, bytes(32)))
    foreign, _ = seal([b"x".ljust(256)], other, START)
    assert scan(foreign, CIPHER, START).plain == []


def test_zeros_after_the_last_frame_are_a_torn_end() -> None:
    data, after = seal(_three(), CIPHER, START)
    found = scan(data + bytes(1000), CIPHER, START)
    assert (found.tail, found.place) == (Tail.TORN, after)


def test_an_absurd_length_is_no_frame() -> None:
    data, _ = seal(_three(), CIPHER, START)
    huge = HEADER.pack(b"\x93MDf", 0xFFFF_FFFF, 0, bytes(32), bytes(12), 0)
    assert scan(huge + data, CIPHER, START).plain == _three()


@settings(max_examples=300)
@given(st.binary(max_size=2000), st.integers(0, 3000))
def test_hostile_bytes_are_never_more_than_unreadable(noise: bytes, at: int) -> None:
    data, _ = seal(_three(), CIPHER, START)
    found = scan(data[:at] + noise + data[at:], CIPHER, START)
    assert set(found.plain) <= set(_three())
    assert len(found.plain) >= 2


def test_either_copy_of_a_segment_header_is_enough() -> None:
    start = 2 * HEAD.pack()
    assert read_header(start).header == HEAD
    for position in range(len(start)):
        broken = bytearray(start)
        broken[position] ^= 1
        opening = read_header(bytes(broken))
        assert opening.header == HEAD
        assert opening.bad_copies == (position // COPY_BYTES,)
    assert read_header(os.urandom(HEADER_BYTES)).header is None
