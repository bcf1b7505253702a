"""What is typed in a form's fields, or given as options, and what stands in them: the same for both fronts."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from medledare.domain.codec import check_text
from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import N_, Problem, Usage
from medledare.domain.records import Record
from medledare.domain.tags import as_tag, is_tag
from medledare.text.fields import FORMS as FORMS
from medledare.text.fields import Field as Field


class Empty(Usage):
    """The one field that must be filled in is empty."""

    sentence = N_("Write a few words here.")


class NotAChoice(Usage):
    sentence = N_("“{value}” is not one of: {choices}.")


def show(record: Record, field: Field, day: Callable[[datetime], str] | None = None) -> str:
    """The text that stands in a field for a record, such that ``read_one`` gives the same value back."""
    value = getattr(record, field.name)
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, datetime):
        return day(value) if day else value.isoformat(sep=" ", timespec="seconds")
    if field.shape == "repeat" and value:
        from medledare.text.repeats import words

        return words(value)
    return value if isinstance(value, str) else str(value)


def read_one(field: Field, typed: str, now: datetime, language: str) -> Any:
    """The value of one field as typed. Raises a Problem whose sentence belongs beside the field."""
    check_text(typed)
    if not typed.strip():
        if field.required:
            raise Empty
        return _NOTHING.get(field.shape, "")
    return _READ.get(field.shape, _as_it_is)(field, typed, now, language)


def read(
    kind: str, typed: Mapping[str, str], now: datetime, language: str
) -> tuple[dict[str, Any], dict[str, Problem]]:
    """Values and problems by field name, for the fields of ``kind`` that stand in ``typed``.

    An empty ``at`` is left out: the record then keeps its moment.
    """
    values: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    for field in FORMS[kind]:
        if field.name in typed:
            try:
                value = read_one(field, typed[field.name], now, language)
            except Problem as problem:
                problems[field.name] = problem
            else:
                if not (field.shape == "moment" and value is None):
                    values[field.name] = value
    return values, problems


def _as_it_is(field: Field, typed: str, now: datetime, language: str) -> str:
    return typed


def _choice(field: Field, typed: str, now: datetime, language: str) -> str:
    value = typed.strip().lower()
    if value not in field.choices:
        raise NotAChoice(value=typed.strip(), choices=", ".join(field.choices))
    return value


def _principles(field: Field, typed: str, now: datetime, language: str) -> tuple[str, ...]:
    codes = typed.replace(",", " ").upper().split()
    for code in codes:
        if code not in PRINCIPLES:
            raise NotAChoice(value=code, choices=", ".join(PRINCIPLES))
    return tuple(dict.fromkeys(codes))


def _tags(field: Field, typed: str, now: datetime, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(as_tag(word) for word in typed.replace(",", " ").split() if is_tag(word)))


def _day(field: Field, typed: str, now: datetime, language: str) -> Any:
    from medledare.text.when import parse_day

    return parse_day(typed, now, language, future=field.ahead)


def _moment(field: Field, typed: str, now: datetime, language: str) -> Any:
    from medledare.text.when import parse_moment

    return parse_moment(typed, now, language, future=field.ahead)


def _clock(field: Field, typed: str, now: datetime, language: str) -> str:
    from medledare.text.when import parse_clock

    return f"{parse_clock(typed):%H:%M}"


def _repeat(field: Field, typed: str, now: datetime, language: str) -> str:
    from medledare.text.repeats import parse

    return parse(typed)


def _yes(field: Field, typed: str, now: datetime, language: str) -> bool:
    return typed.strip().lower() in ("yes", "y", "ja", "j", "1", "true", "*")


_READ: dict[str, Callable[[Field, str, datetime, str], Any]] = {
    "choice": _choice,
    "principles": _principles,
    "tags": _tags,
    "day": _day,
    "moment": _moment,
    "clock": _clock,
    "repeat": _repeat,
    "yes": _yes,
}
_NOTHING: dict[str, Any] = {"day": None, "moment": None, "tags": (), "principles": (), "yes": False}
