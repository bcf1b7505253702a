"""What was changed on two devices at once: both stay, are shown, and stand as long as nobody says which shall."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from other_device import arrives

from medledare.domain.records import Entry
from medledare.services import capture, conflicts, records
from medledare.services.conflicts import ChangedMeanwhile, Conflict
from medledare.services.differences import MOST, differences
from medledare.vault.vault import Vault, memory_vault


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(clock: Clock) -> Iterator[Vault]:
    with memory_vault(clock) as opened:
        yield opened


@pytest.fixture
def entry(vault: Vault, clock: Clock) -> Entry:
    """Changed here, then there."""
    written = records.add(vault, capture.entry(clock, "first", tags=["a"]))
    clock.now += timedelta(minutes=1)
    changed = records.change(vault, written, text="from here", starred=True)
    arrives(vault, written, text="from there")
    return changed


def conflict_of(vault: Vault, entry: Entry) -> Conflict:
    found = conflicts.of(vault, entry)
    assert found is not None
    return found


def texts(vault: Vault) -> list[str]:
    return sorted(one.text for one in records.all_of(vault, Entry))


def test_both_versions_are_told_the_shown_one_first(vault: Vault, clock: Clock, entry: Entry) -> None:
    other = records.add(vault, capture.entry(clock, "alone"))
    (found,) = conflicts.find(vault)
    assert [(side.record.text, side.here) for side in found.sides] == [("from there", False), ("from here", True)]
    assert found == conflicts.of(vault, entry)
    assert conflicts.of(vault, other) is None
    assert vault.standing() == {entry.id: 2}
    assert [field.name for field in conflicts.differing(found)] == ["text", "starred"]


@pytest.mark.parametrize("chosen", [0, 1])
def test_the_one_that_is_kept_stands_alone_and_the_other_stays_in_the_history(
    vault: Vault, entry: Entry, chosen: int
) -> None:
    found = conflict_of(vault, entry)
    conflicts.keep(vault, found, found.sides[chosen])
    assert conflicts.find(vault) == []
    assert records.get(vault, entry.id) == found.sides[chosen].record
    was = {one.record.text for one in records.history(vault, entry) if isinstance(one.record, Entry)}
    assert was == {"first", "from here", "from there"}


def test_both_are_kept_as_two_records_in_one_step(vault: Vault, entry: Entry) -> None:
    found = conflict_of(vault, entry)
    (new,) = conflicts.keep_all(vault, found)
    assert texts(vault) == ["from here", "from there"]
    kept = records.get(vault, new)
    assert isinstance(kept, Entry)
    assert (kept.text, kept.starred, kept.at, kept.tags) == ("from here", True, entry.at, ("#a",))
    assert conflicts.find(vault) == []
    assert len(records.undo(vault)) == 2
    assert texts(vault) == ["from there"]
    assert len(conflict_of(vault, entry).sides) == 2


def test_a_joint_one_begins_with_both_texts(vault: Vault, entry: Entry) -> None:
    found = conflict_of(vault, entry)
    assert conflicts.joint(found, lambda side: "---") == {"text": "from there\n\n---\n\nfrom here"}
    conflicts.join(vault, found, {"text": "from both"})
    assert texts(vault) == ["from both"]
    assert conflicts.find(vault) == []


def test_undo_lets_both_stand_again_and_then_takes_back_the_own_change(vault: Vault, entry: Entry) -> None:
    found = conflict_of(vault, entry)
    conflicts.join(vault, found, {"text": "from both"})
    assert records.undo(vault) == [("entry", entry.id)]
    again = conflict_of(vault, entry)
    assert {side.record.text: side.here for side in again.sides} == {"from here": True, "from there": False}
    # And once more, as if nothing had been settled meanwhile.
    conflicts.keep(vault, again, again.sides[0])
    assert records.undo(vault) == [("entry", entry.id)]
    assert len(conflict_of(vault, entry).sides) == 2
    assert records.undo(vault) == [("entry", entry.id)]
    assert conflicts.find(vault) == []
    assert texts(vault) == ["from there"]


def test_what_was_not_seen_when_choosing_is_not_settled_by_it(vault: Vault, entry: Entry) -> None:
    found = conflict_of(vault, entry)
    arrives(vault, entry, device="dd" * 16, text="from a third")
    conflicts.keep(vault, found, found.sides[1])
    left = conflict_of(vault, entry)
    assert {side.record.text for side in left.sides} == {"from here", "from a third"}


def test_what_was_settled_meanwhile_is_not_settled_again(vault: Vault, entry: Entry) -> None:
    found = conflict_of(vault, entry)
    conflicts.keep(vault, found, found.sides[0])
    for again in (
        lambda: conflicts.keep(vault, found, found.sides[1]),
        lambda: conflicts.keep_all(vault, found),
        lambda: conflicts.join(vault, found, {"text": "x"}),
    ):
        with pytest.raises(ChangedMeanwhile):
            again()
    assert texts(vault) == ["from there"]


def test_three_versions_can_be_settled_two_at_a_time(vault: Vault, entry: Entry) -> None:
    arrives(vault, entry, device="dd" * 16, text="from a third")
    found = conflict_of(vault, entry)
    assert len(found.sides) == 3
    two = found.sides[:2]
    conflicts.keep(vault, found, two[1], two)
    left = conflict_of(vault, entry)
    assert {side.record.text for side in left.sides} == {two[1].record.text, found.sides[2].record.text}


def test_versions_that_say_the_same_are_one(vault: Vault, entry: Entry) -> None:
    arrives(vault, entry, device="dd" * 16, text="from there", starred=False)
    assert len(conflict_of(vault, entry).sides) == 3
    arrives(vault, entry, device="cc" * 16, text="from there", starred=False)
    found = conflict_of(vault, entry)
    assert len(found.sides) == 3
    conflicts.keep(vault, found, found.sides[0])
    assert conflicts.find(vault) == []


def test_differences_are_told_by_words() -> None:
    one, other = "A quiet day at home", "A loud day at home, too"
    left, right = differences(one, other)
    assert [one[a:b] for a, b in left] == ["quiet"]
    assert [other[a:b] for a, b in right] == ["loud", ", too"]
    assert differences("same", "same") == ([], [])
    assert differences("", "new") == ([], [(0, 3)])


def test_long_texts_are_compared_by_lines_and_endless_ones_not() -> None:
    long = "\n".join(f"line {number}" for number in range(MOST // 2))
    left, right = differences(long, long.replace("line 7\n", "line seven\n"))
    assert [long[a:b] for a, b in left] == ["line 7\n"]
    assert len(right) == 1
    assert differences("a\n" * (MOST + 1), "b") == ([], [])
