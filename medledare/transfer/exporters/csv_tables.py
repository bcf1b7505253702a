"""One table for each kind, as CSV (RFC 4180) in UTF-8, each field of a record in a column of its name.

A check-in and a week's conditions have a row for each answer. A cell that a spreadsheet could take for a formula has an
apostrophe before it.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from itertools import groupby
from typing import Any

from medledare.domain.records import class_of
from medledare.text.library import item_text
from medledare.transfer import Stored
from medledare.transfer.about import About

BEGINNING = "\ufeff"
"""By which spreadsheets know UTF-8."""

_FORMULA = re.compile(r"[\s\x00-\x1f\u200b\ufeff]*[-=+@＝＋－＠−]|[\t\r\n]")
_ANSWERS = ("item", "question", "value", "wording")


def write(rows: Sequence[Stored], about: About) -> bytes:
    """The table of records that are all of one kind; nothing if there are none."""
    return _table(rows[0].kind, rows) if rows else b""


def write_files(rows: Sequence[Stored], about: About) -> dict[str, bytes]:
    """A table for each kind that there is."""
    return {
        f"{kind}.csv": _table(kind, list(own))
        for kind, own in groupby(sorted(rows, key=lambda row: row.kind), key=lambda row: row.kind)
    }


def guarded(text: str) -> str:
    """The text, with an apostrophe where a spreadsheet would otherwise calculate it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _table(kind: str, rows: Sequence[Stored]) -> bytes:
    columns = _columns(kind)
    answered = "answers" in columns
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    plain = [name for name in columns if name != "answers"]
    writer.writerow([*plain, *(_ANSWERS if answered else ())])
    for row in rows:
        cells = [row.id, *(_cell(row.document.get(name, columns[name])) for name in plain[1:])]
        if answered:
            writer.writerows([*cells, *answer] for answer in _answers(row.document))
        else:
            writer.writerow(cells)
    return (BEGINNING + file.getvalue()).encode()


@cache
def _columns(kind: str) -> dict[str, Any]:
    """The fields of a kind, the one for where it was imported from last, and what each holds where nothing was said."""
    found = {one.name: None if one.default is MISSING else one.default for one in fields(class_of(kind))}
    return found | {"origin": found.pop("origin")}


def _cell(value: Any) -> str:
    return guarded(_words(value))


def _words(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    if isinstance(value, Mapping):
        return " ".join(map(_words, value.values()))
    if isinstance(value, list | tuple):
        return "; ".join(map(_words, value))
    return str(value)


def _answers(document: Mapping[str, Any]) -> Iterator[list[str]]:
    for answer in document["answers"] or [{}]:
        item, wording = answer.get("item", ""), answer.get("wording", 1)
        question = item_text(item, wording) if item else ""
        yield [guarded(item), guarded(question), guarded(str(answer.get("value", ""))), str(wording)]
