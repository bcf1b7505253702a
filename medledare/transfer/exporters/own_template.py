"""A template of the person's own (Jinja2), in a sandbox: it sees what is exported, and neither files nor the program.

It is one file that includes no others. How much it may write and how often it may go round a loop is bounded, so that a
template from someone else cannot hang the program or fill the disk; see docs/export.md for what it is given.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from medledare.domain.problems import N_, Problem
from medledare.domain.records import Record
from medledare.text import _
from medledare.text.dates import clock_time, long_day, short_day
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import Manner, answered, opening, said
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.told import by_day, read

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LARGEST = 64 * 1024 * 1024
"""Characters it may write."""
STEPS = 5_000_000
"""Turns of all loops, and calls, together."""
_FILLING = ("center", "indent", "replace", "join", "batch", "slice", "wordwrap", "format")
"""Filters that can make much of little."""
_SPEC = re.compile(r"%[-+ #.*\d]*|\{[^{}]*:[^{}]*\{?")
"""How wide something is to be, in either way of writing a format; a star or a brace leaves it to a value."""

EXAMPLE = """\
{{ title }}
{% for day in days %}
{{ day.name }}
{% for record in day.records %}
  {{ record.time }} {{ record.name }}: {{ record.text | indent(2) }}
{%- for one in record.said %}
    {{ one.label }}: {{ one.text | indent(4) }}
{%- endfor %}
{% endfor %}{% endfor %}"""
"""What is written where no template is named: one to begin from."""


class BadTemplate(Problem):
    sentence = N_("The template cannot be used. Line {line}: {reason}. Nothing was written.")


class TooMuch(Problem):
    sentence = N_("The template goes on for too long or writes too much, and was stopped. Nothing was written.")


def write(rows: Sequence[Stored], about: About) -> bytes:
    """What the template makes of the records. Raises BadTemplate or TooMuch."""
    from jinja2 import TemplateError, TemplateSyntaxError

    steps = _Steps()
    records, manner = read(rows)
    try:
        template = _environment(steps).from_string(about.template or EXAMPLE)
        pieces, written = [], 0
        for piece in template.generate(**_given(records, manner, about, steps)):
            written += len(piece)
            if written > LARGEST:
                raise TooMuch
            pieces.append(piece)
        return "".join(pieces).encode()
    except TemplateSyntaxError as error:
        raise BadTemplate(line=error.lineno, reason=error.message or "") from None
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise BadTemplate(line=_line_of(error), reason=str(error) or type(error).__name__) from None
    except (RecursionError, MemoryError):
        raise TooMuch from None


class _Steps:
    """How many turns are left."""

    def __init__(self) -> None:
        self.left = STEPS

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooMuch

    def over(self, many: Iterable[Any]) -> Iterator[Any]:
        for one in many:
            self.take()
            yield one


def _given(records: Sequence[Record], manner: Manner, about: About, steps: _Steps) -> dict[str, Any]:
    every = [_record(record, manner) for record in records]
    at = iter(every)
    days = [
        {"day": day, "name": long_day(day), "records": [next(at) for _one in of_day]} for day, of_day in by_day(records)
    ]
    return {
        "title": about.title,
        "language": about.language,
        "now": about.now,
        "since": about.since,
        "until": about.until,
        "days": days,
        "records": every,
    }


def _record(record: Record, manner: Manner) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "name": _(KIND_WORDS[record.kind]),
        "id": record.id,
        "at": record.at,
        "day": record.at.date(),
        "time": clock_time(record.at),
        "text": opening(record),
        "title": opening(record).partition("\n")[0],
        "starred": getattr(record, "starred", False),
        "tags": list(getattr(record, "all_tags", ())),
        "answers": [{"item": item, "question": asked, "answer": given} for item, asked, given in answered(record)],
        "said": [{"label": _(piece.label), "text": piece.text} for piece in said(record, manner)],
    }


def _environment(steps: _Steps) -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Bounded(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**", "%"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "%" and isinstance(left, str):
                _narrow(left)
            if operator == "**" and isinstance(right, int) and abs(right) > 1000:
                raise TooMuch
            if not (isinstance(left, int | float) and isinstance(right, int | float)):
                _bounded(left, right)
            return super().call_binop(context, operator, left, right)

        def call(self, context: Any, called: Any, *args: Any, **named: Any) -> Any:
            steps.take()
            # The sandbox wraps what formats a text.
            method = getattr(called, "__wrapped__", called)
            if isinstance(text := getattr(method, "__self__", None), str):
                if method.__name__ in ("format", "format_map"):
                    _narrow(text)
                _bounded(text, *args, *named.values())
            return super().call(context, called, *args, **named)

        def _parse(self, source: str, name: Any, filename: Any) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            for loop in tree.find_all(nodes.For):
                loop.iter = nodes.Filter(loop.iter, "_counted", [], [], None, None, lineno=loop.lineno)
            return tree

    environment = Bounded(autoescape=False, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters |= {name: _guarded(environment.filters[name]) for name in _FILLING}
    environment.filters["format"] = _narrowed(environment.filters["format"])
    environment.filters |= {
        "_counted": steps.over,
        "long_day": _day(long_day),
        "short_day": _day(short_day),
        "clock": clock_time,
    }
    return environment


def _guarded(filter: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is not asked for more than there is room for."""

    @wraps(filter)
    def guarded(*args: Any, **named: Any) -> Any:
        _bounded(*args, *named.values())
        return filter(*args, **named)

    return guarded


def _narrowed(format: Callable[..., str]) -> Callable[..., str]:
    """The filter ``format``, for a template that asks for no more than there is room for."""

    @wraps(format)
    def narrowed(template: object, *args: Any, **named: Any) -> str:
        _narrow(str(template))
        return format(template, *args, **named)

    return narrowed


def _narrow(format: str) -> None:
    """Raises TooMuch where a format asks for more width than there is room for, or leaves that to a value."""
    specs = _SPEC.findall(format)
    later = any("*" in spec if spec[0] == "%" else spec[-1] == "{" for spec in specs)
    if later or sum(int(width) for spec in specs for width in re.findall(r"\d+", spec)) > LARGEST:
        raise TooMuch


def _bounded(*values: Any) -> None:
    """Raises TooMuch where something as long as all of these multiplied could be made."""
    length = 1
    for value in values:
        if isinstance(value, int):
            length *= max(abs(value), 1)
        elif isinstance(value, Sized):
            length *= len(value) + 1
    if length > LARGEST:
        raise TooMuch


def _day(say: Callable[..., str]) -> Callable[[Any], str]:
    return lambda value: say(value.date() if isinstance(value, datetime) else value)


def _line_of(error: BaseException) -> int:
    """The line of the template that an error came from."""
    place, line = error.__traceback__, 0
    while place is not None:
        if place.tb_frame.f_code.co_filename == "<template>":
            line = place.tb_lineno
        place = place.tb_next
    return line
