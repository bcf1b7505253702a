"""Options made of the form declarations, so that a field is declared once for both fronts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from medledare.cli.here import Here
from medledare.cli.spoken import Option
from medledare.domain.problems import Problem
from medledare.domain.records import class_of
from medledare.services import forms
from medledare.services.forms import FORMS, Field, NotAChoice
from medledare.text import N_

FLAGS = {
    "at": "date",
    "tags": "tag",
    "principles": "principle",
    "starred": "star",
    "sort": "kind",
    "learned_from": "from",
    "cue": "if",
    "action": "then",
}
"""Options that are named otherwise than the field."""

SEVERAL = ("tags", "principles")
SEVERAL_TIMES = N_("May be repeated")
_METAVARS = {
    "day": N_("DATE"),
    "moment": N_("DATE"),
    "clock": N_("TIME"),
    "repeat": N_("DAYS"),
    "tags": N_("TAG"),
    "principles": N_("CODE"),
    "goal": N_("ID"),
    "failure": N_("ID"),
}
_NO_OTHERS: Mapping[str, str] = {}
_LINKS = ("goal", "failure")


def flag(field: Field) -> str:
    """The option of a field: ``--for-whom``."""
    return "--" + FLAGS.get(field.name, field.name).replace("_", "-")


def field_options(
    kinds: Iterable[str], *, leave: tuple[str, ...] = (), clear: bool = False, also: Mapping[str, str] = _NO_OTHERS
) -> Callable[[Any], Any]:
    """Options for the fields of some kinds, each once, handed to the command by the field's name.

    With ``clear``, a star can be taken away again. ``also`` gives second names of options, by field. A field that
    several kinds have is told as the first of them does, without a hint that is not true of all.
    """
    fields: dict[str, Field] = {}
    for field in (field for kind in kinds for field in FORMS[kind] if field.name not in leave):
        known = fields.setdefault(field.name, field)
        hint = known.hint if known.hint == field.hint else ""
        choices = tuple(dict.fromkeys((*known.choices, *field.choices)))
        fields[field.name] = known._replace(hint=hint, choices=choices)

    def add(function: Any) -> Any:
        # click takes the options of a function last first.
        known = function.__dict__.setdefault("__click_params__", [])
        known += reversed([_option(field, clear, also) for field in fields.values()])
        return function

    return add


def values(here: Here, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given for the fields of ``kind``, read and checked. Raises a Problem that names the option."""
    read: dict[str, Any] = {}
    for field in FORMS[kind]:
        typed = given.get(field.name)
        if typed is None or typed == ():
            continue
        with naming(flag(field)):
            read[field.name] = value(here, field, typed)
    return read


@contextmanager
def naming(option: str) -> Iterator[None]:
    """Let a Problem inside be told with the option it is about."""
    try:
        yield
    except Problem as problem:
        problem.add_note(option)
        raise


def code_of(typed: str, codes: Iterable[str], option: str) -> str:
    """One of some codes, in whatever case it was typed. Raises NotAChoice."""
    for code in codes:
        if typed.strip().lower() == code.lower():
            return code
    with naming(option):
        raise NotAChoice(value=typed, choices=", ".join(codes))


def day_of(here: Here, typed: str | None, option: str) -> date | None:
    """A day as typed; None if none was. Raises UnreadableDate or ImpossibleDate."""
    if typed is None:
        return None
    from medledare.text.when import parse_day

    with naming(option):
        return parse_day(typed, here.clock(), here.language)


def moment_of(here: Here, typed: str | None, option: str) -> datetime | None:
    """A moment as typed; None if none was. Raises UnreadableDate, ImpossibleDate, NoSuchTime or AmbiguousTime."""
    if typed is None:
        return None
    from medledare.text.when import parse_moment

    with naming(option):
        return parse_moment(typed, here.clock(), here.language)


def value(here: Here, field: Field, typed: Any) -> Any:
    """One field's value; ids of goals and failures are made whole."""
    if isinstance(typed, bool):
        return typed
    if isinstance(typed, tuple):
        typed = " ".join(typed)
    if field.shape == "moment":
        from medledare.text.when import parse_moment

        return parse_moment(typed, here.clock(), here.language, future=field.ahead)
    if field.shape in _LINKS:
        from medledare.cli.ids import whole

        return whole(here, typed, class_of(field.shape)) if typed.strip() else ""
    return forms.read_one(field, typed, here.clock(), here.language)


def _option(field: Field, clear: bool, also: Mapping[str, str]) -> Option:
    name = flag(field)
    if field.shape == "yes":
        names = f"{name}/--no-{name[2:]}" if clear else name
        return Option([names, field.name], is_flag=True, default=None, help=field.label)
    return Option(
        [name, *([also[field.name]] if field.name in also else []), field.name],
        choices=field.choices,
        metavar=_METAVARS.get(field.shape, N_("TEXT")),
        multiple=field.shape in SEVERAL,
        help=field.label,
        hint=SEVERAL_TIMES if field.shape in SEVERAL else field.hint,
    )
