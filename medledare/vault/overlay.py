"""A table as a change sees it: what is there, with the change on top, and nothing leaking either way."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import orjson

from medledare.domain.problems import Unwritable

Document = dict[str, Any]

# What JSON has no word for must fail before anything is written, not come back as something else.
_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def encode(value: object) -> bytes:
    """JSON as it is stored; NaN becomes null. Raises Unwritable for half a character, TypeError for no JSON."""
    try:
        return orjson.dumps(value, option=_OPTIONS)
    except TypeError as error:
        if "surrogates" in str(error):
            raise Unwritable from error
        raise


def copied(value: Any) -> Any:
    """A deep copy of JSON-like data: dicts and lists anew, everything else as it is."""
    kind = type(value)
    if kind is dict:
        return {key: copied(item) for key, item in value.items()}
    if kind is list:
        return [copied(item) for item in value]
    return value


class Overlay(MutableMapping[str, Document]):
    """A mapping from id to document that copies a document before it hands it out."""

    def __init__(self, base: dict[str, Document]) -> None:
        self._base = base
        self._own: dict[str, Document] = {}
        self._gone: set[str] = set()

    def changes(self) -> list[tuple[str, Document | None]]:
        """Each id whose document is not what it was, with the new one, or None where it went away."""
        changed: list[tuple[str, Document | None]] = []
        for record, document in self._own.items():
            before = self._base.get(record)
            if before is None or encode(before) != encode(document):
                changed.append((record, document))
        changed.extend((record, None) for record in sorted(self._gone))
        return changed

    def __getitem__(self, record: str) -> Document:
        if record in self._own:
            return self._own[record]
        if record in self._gone:
            raise KeyError(record)
        document: Document = copied(self._base[record])
        self._own[record] = document
        return document

    def __setitem__(self, record: str, document: Document) -> None:
        self._gone.discard(record)
        self._own[record] = document

    def __delitem__(self, record: str) -> None:
        if record not in self:
            raise KeyError(record)
        self._own.pop(record, None)
        if record in self._base:
            self._gone.add(record)

    def __contains__(self, record: object) -> bool:
        return record in self._own or (record in self._base and record not in self._gone)

    def __iter__(self) -> Iterator[str]:
        for record in self._base:
            if record not in self._gone:
                yield record
        for record in self._own:
            if record not in self._base:
                yield record

    def __len__(self) -> int:
        added = sum(record not in self._base for record in self._own)
        return len(self._base) - len(self._gone) + added

    def clear(self) -> None:
        """Remove all documents, without reading any."""
        self._own.clear()
        self._gone = set(self._base)
