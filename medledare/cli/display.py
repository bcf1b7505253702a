"""Records as plain text, one block each, and as JSON documents."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from medledare.cli import terminal
from medledare.domain.codec import encode_changes
from medledare.domain.short_id import short
from medledare.services.forms import FORMS, Field
from medledare.text import _, ngettext
from medledare.text.kinds import ASIDE_WORDS, CHOICE_WORDS, KIND_WORDS, STATE_WORDS

if TYPE_CHECKING:
    from medledare.domain.records import Answer, Checkin, Departure, Failure, Focus, Goal, Record

Piece = str | tuple[str, str]

_INDENT = "  "


def document(record: "Record") -> dict[str, Any]:
    """A record for JSON: every field, as the export writes it."""
    return {
        "kind": record.kind,
        "id": record.id,
        **encode_changes(**{one.name: getattr(record, one.name) for one in fields(record) if one.name != "id"}),
    }


def write_short(record: "Record", versions: int = 1) -> None:
    """A record in one line: date, short id, kind unless it is an entry, star, title; and if there are more versions."""
    terminal.line(*_head(record, title=headline(record)), *_several(versions))


def write_block(record: "Record", versions: int = 1) -> None:
    """A record as in the log: the short line, then the rest of the text and what else was said, indented."""
    title, _newline, rest = _text(record).partition("\n")
    terminal.line(*_head(record, title=title), *_several(versions))
    _indented(rest)
    _details(record)


def write_whole(record: "Record", versions: int = 1) -> None:
    """A record with all there is to it."""
    write_block(record, versions)
    if record.created != record.at:
        terminal.line(_INDENT, (_("Written"), "dim"), ": ", moment(record.created))
    terminal.line(_INDENT, ("id", "dim"), ": ", record.id)


def headline(record: "Record") -> str:
    """The line a person would know it by, in their language."""
    return _text(record).partition("\n")[0]


def moment(at: datetime) -> str:
    """``2026-11-23 16:30``, in both languages."""
    return f"{at:%Y-%m-%d %H:%M}"


def answer_line(answer: "Answer") -> str:
    """An item with its answer in words."""
    from medledare.text.library import item_text, scale_words

    word = scale_words()[answer.value] if isinstance(answer.value, int) else _(ASIDE_WORDS[answer.value])
    return f"{answer.item} {item_text(answer.item, answer.wording)} {word}"


def _head(record: "Record", title: str) -> list[Piece]:
    pieces: list[Piece] = [(moment(record.at), "dim"), " ", (short(record.id), "dim"), " "]
    if record.kind != "entry":
        pieces += [f"{_(KIND_WORDS[record.kind])}: "]
    if getattr(record, "starred", False):
        pieces += [("*", "star"), " "]
    return [*pieces, (title, "bold")]


def _several(versions: int) -> list[Piece]:
    told = ngettext("{count} version", "{count} versions", versions)
    return [" ", (f"[{told}]", "warn")] if versions > 1 else []


def _text(record: "Record") -> str:
    """What a record says first of all, in one text."""
    if say := _FIRST.get(record.kind):
        return say(record)
    first: str = getattr(record, FORMS[record.kind][0].name)
    return first


def _answers(record: "Checkin") -> str:
    return ngettext("{count} answer", "{count} answers", len(record.answers))


def _in_focus(record: "Focus") -> str:
    from medledare.text.library import principle_name

    return principle_name(record.principle) if record.principle else _("none")


def _left(record: "Departure") -> str:
    told = ngettext("{count} record", "{count} records", record.count)
    return ", ".join(part for part in (record.format, told, record.target) if part)


# By kind and not by class, as asking for a class loads it.
_FIRST: dict[str, Callable[[Any], str]] = {"checkin": _answers, "focus": _in_focus, "departure": _left}


def _details(record: "Record") -> None:
    for label, value in _said(record):
        first, _newline, rest = value.partition("\n")
        terminal.line(_INDENT, (label, "dim"), ": ", first)
        _indented(rest, _INDENT * 2)


def _said(record: "Record") -> Iterator[tuple[str, str]]:
    """Label and value of everything beside the text and the moment."""
    for field in FORMS.get(record.kind, ())[1:]:
        if field.shape not in ("moment", "yes") and (value := words_of(record, field)):
            yield _(field.label), value
    if say := _LAST.get(record.kind):
        yield from say(record)


def _goal_became(record: "Goal") -> Iterator[tuple[str, str]]:
    if record.state != "active":
        yield _("State"), _(STATE_WORDS[record.state])
    if record.closing:
        yield _("What made it possible"), record.closing


def _failure_was(record: "Failure") -> Iterator[tuple[str, str]]:
    for telling in record.told:
        yield _("Told"), f"{telling.whom}, {moment(telling.at)}"
    for again in record.recurred:
        yield _("It happened again"), moment(again)


def _answered(record: "Checkin") -> Iterator[tuple[str, str]]:
    for answer in record.answers:
        item, _space, rest = answer_line(answer).partition(" ")
        yield item, rest


_LAST: dict[str, Callable[[Any], Iterator[tuple[str, str]]]] = {
    "goal": _goal_became,
    "failure": _failure_was,
    "checkin": _answered,
}


def words_of(record: "Record", field: Field) -> str:
    """What stands in a field, in the reader's words."""
    value = getattr(record, field.name)
    if not value:
        return ""
    if field.shape == "principles":
        from medledare.text.library import principle_name

        return ", ".join(principle_name(code) for code in value)
    if field.shape == "yes":
        return _("yes")
    if field.shape == "moment":
        return moment(value)
    if field.shape in ("goal", "failure"):
        return short(value)
    if field.shape == "choice":
        return _(CHOICE_WORDS[value])
    if isinstance(value, tuple):
        return " ".join(value)
    return str(value)


def _indented(text: str, indent: str = _INDENT) -> None:
    if text:
        for line in text.removesuffix("\n").split("\n"):
            terminal.line(indent + line if line.strip("\r") else "")
