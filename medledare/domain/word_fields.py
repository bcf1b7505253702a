"""Which fields of a record hold words that someone wrote, found from their types, so that no kind is forgotten."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeAlias, get_args, get_origin

from medledare.domain.records import class_of

TextFields: TypeAlias = tuple[tuple[str, Any], ...]
"""Names of fields that hold words; beside a name the same for the records within it, or None for plain text."""

CODES = {
    "id", "origin", "goal", "failure", "question", "principle", "principles", "item", "format", "about", "entry",
    "shared", "digest", "recipients", "team",
    "observer",
}  # fmt: skip
"""Text fields that hold ids and codes, not words."""


@cache
def text_fields(kind: str) -> TextFields:
    """The fields of a kind that hold words."""
    return _words_in(class_of(kind))


def texts(document: Mapping[str, Any], names: TextFields) -> Iterator[str]:
    """Every text in the fields of these names."""
    for name, within in names:
        value = document.get(name)
        if not value:
            continue
        if isinstance(value, str):
            yield value
        elif within is None:
            yield from value
        else:
            for one in value:
                yield from texts(one, within)


def changed(document: Mapping[str, Any], names: TextFields, change: Callable[[str], str]) -> dict[str, Any]:
    """The document with each text in the fields of these names as ``change`` makes it; all else as it is."""
    new = dict(document)
    for name, within in names:
        value = document.get(name)
        if not value:
            continue
        if isinstance(value, str):
            new[name] = change(value)
        elif within is None:
            new[name] = [change(one) for one in value]
        else:
            new[name] = [changed(one, within, change) for one in value]
    return new


def _words_in(cls: Any) -> TextFields:
    found: list[tuple[str, Any]] = []
    for field in fields(cls):
        hint = field.type
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        if field.name not in CODES and (inner is str or is_dataclass(inner)):
            found.append((field.name, None if inner is str else _words_in(inner)))
    return tuple(found)
