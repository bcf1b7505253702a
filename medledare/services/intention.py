"""The intention for a day: one sentence in the morning, kept as an entry that answers that question."""

from collections.abc import Sequence
from datetime import date, timedelta

from medledare.domain.question import INTENTION
from medledare.domain.records import Close, Entry, Record
from medledare.services import capture, records
from medledare.services.clock import Clock
from medledare.services.search import Query, find
from medledare.vault.vault import Vault

LATELY = 4
"""Days for which what was left to wait is brought up again: over a weekend and a holiday."""


def of_day(vault: Vault, day: date) -> Entry | None:
    """What one meant to do on a day; of several, the latest."""
    return latest(find(vault, Query(since=day, until=day, kinds=("entry",))))


def latest(written: Sequence[Record]) -> Entry | None:
    """The last intention among what was written, oldest first."""
    return next((one for one in reversed(written) if isinstance(one, Entry) and one.question == INTENTION), None)


def left_waiting(vault: Vault, day: date) -> Close | None:
    """The latest close of an earlier day, if it is not more than a few days ago."""
    since = day - timedelta(days=LATELY)
    found = find(vault, Query(since=since, until=day - timedelta(days=1), kinds=("close",)))
    return next((one for one in reversed(found) if isinstance(one, Close)), None)


def keep(vault: Vault, clock: Clock, text: str) -> Entry:
    """Keep today's intention, in the place of the one kept before. Raises Unwritable or TooLong."""
    if before := of_day(vault, clock().date()):
        return records.change(vault, before, text=text)
    return records.add(vault, capture.entry(clock, text, question=INTENTION))
