"""Records of any kind, made up from the types of their fields, so that a new kind is covered as soon as it is there."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from medledare.domain.records import KINDS, Record, class_of

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
moments = st.datetimes(
    min_value=datetime(1900, 1, 1),
    max_value=datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-3, minutes=-30))]),
)


def any_of(kind: str) -> st.SearchStrategy[Record]:
    """Records of one kind with anything in their fields."""
    return _made(class_of(kind), id=st.uuids().map(str))


def any_record() -> st.SearchStrategy[Record]:
    """Records of every kind."""
    return st.one_of(map(any_of, KINDS))


def _made(cls: type, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls)
    return st.builds(
        cls,
        **{
            field.name: given[field.name] if field.name in given else _value(hints[field.name]) for field in fields(cls)
        },
    )


def _value(hint: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, UnionType):
        return st.one_of(map(_value, arguments))
    if origin is tuple:
        return st.lists(_value(arguments[0]), max_size=4).map(tuple)
    if is_dataclass(hint) and isinstance(hint, type):
        return _made(hint)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: words,
        bool: st.booleans(),
        int: st.integers(0, 10**6),
        datetime: moments,
        date: st.dates(min_value=date(1900, 1, 1)),
        type(None): st.none(),
    }
    return plain[hint]
