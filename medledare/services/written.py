"""What was written on which day."""

from collections.abc import Mapping, Sequence
from datetime import date

from medledare.domain.records import (
    Checkin,
    Close,
    Decision,
    Entry,
    Failure,
    Learning,
    Mission,
    Need,
    Record,
)
from medledare.services import records
from medledare.vault.vault import Vault

WORDS: tuple[type[Record], ...] = (Entry, Failure, Learning, Need, Decision, Mission, Close)
"""The kinds that are a person's own words about a day."""


def by_day(vault: Vault) -> Mapping[date, Sequence[Record]]:
    """Day to what was written on it, in words or as answers, in the order it is about. Other days are not there."""
    days: dict[date, list[Record]] = {}
    for kind in (*WORDS, Checkin):
        found: list[Record] = records.all_of(vault, kind)
        for record in found:
            days.setdefault(record.at.date(), []).append(record)
    for written in days.values():
        written.sort(key=lambda record: (record.at, record.id))
    return days
