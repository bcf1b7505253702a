"""Records to and from plain documents (JSON-ready dictionaries), one way for all kinds.

Fields this version does not know are ignored when reading; since changes are stored field by field, they
survive an edit by an older program.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from medledare.domain.problems import Unwritable
from medledare.domain.records import Record, class_of

Document = dict[str, Any]
_Read = Callable[[Any], Any]


def encode(record: Record) -> Document:
    """The document of a record, without its id. Defaults are left out, as they say nothing.

    Raises Unwritable for text that no file could give back unchanged.
    """
    return {
        field.name: _plain(value)
        for field in fields(record)
        if field.name != "id" and (value := getattr(record, field.name)) != field.default
    }


def encode_changes(**changes: Any) -> Document:
    """Changed fields as they are stored. Raises Unwritable like ``encode``."""
    return {name: _plain(value) for name, value in changes.items()}


def decode(kind: str, record_id: str, document: Mapping[str, Any]) -> Record:
    """The record of a document. Raises KeyError for an unknown kind or a missing field."""
    values: dict[str, Any] = {}
    for name, read, required in _readers_of(kind):
        if name in document:
            raw = document[name]
            values[name] = read(raw) if read else raw
        elif required:
            raise KeyError(f"{kind}.{name}")
    return class_of(kind)(id=record_id, **values)


def decoded(kind: str, record_id: str, document: Mapping[str, Any]) -> Record | None:
    """The record of a document, or None where it does not hold what its kind does: another version wrote it."""
    try:
        record = decode(kind, record_id, document)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    timed = record.at.tzinfo is not None and record.created.tzinfo is not None
    return record if timed and all(isinstance(getattr(record, name), str) for name in _texts_of(kind)) else None


def check_text(text: str) -> str:
    """The text itself. Raises Unwritable if it holds NUL or half a character (a lone surrogate)."""
    if "\x00" in text:
        raise Unwritable
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Unwritable from None
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return check_text(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


@cache
def _readers_of(kind: str) -> tuple[tuple[str, _Read | None, bool], ...]:
    return _readers(class_of(kind))


@cache
def _texts_of(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(class_of(kind)) if field.type is str)


def _readers(cls: type) -> tuple[tuple[str, _Read | None, bool], ...]:
    return tuple(
        (field.name, _reader(field.type), field.default is MISSING) for field in fields(cls) if field.name != "id"
    )


def _reader(hint: Any) -> _Read | None:
    """How a stored value becomes the field's type; None where it already is."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        part = _reader(arguments[0])
        return (lambda raw: tuple(part(one) for one in raw)) if part else tuple
    if origin in (Union, UnionType):
        wanted = [_reader(one) for one in arguments if one is not type(None)]
        inner = wanted[0] if len(wanted) == 1 else None
        return (lambda raw: None if raw is None else inner(raw)) if inner else None
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if is_dataclass(hint) and isinstance(hint, type):
        parts = _readers(hint)
        return lambda raw: hint(
            **{name: read(raw[name]) if read else raw[name] for name, read, _ in parts if name in raw}
        )
    return None
