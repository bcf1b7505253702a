"""Stored records as records, and how their days and links are written, for formats that are there to be read."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from medledare.domain.records import Record
from medledare.text.dates import long_day
from medledare.text.said import Manner
from medledare.transfer import Stored


def read(rows: Sequence[Stored]) -> tuple[list[Record], Manner]:
    """The records, and a manner that calls a goal or a failure by its first line if it is among them."""
    records = [record for row in rows if (record := row.record)]
    headlines = {record.id: record.headline for record in records if record.kind in ("goal", "failure")}
    return records, Manner(long_day, lambda moment: long_day(moment.date()), lambda id: headlines.get(id, ""))


def by_day(records: Sequence[Record]) -> Iterator[tuple[date, Iterator[Record]]]:
    """The records of each day, in their order."""
    return groupby(records, key=lambda record: record.at.date())


def one_line(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())
