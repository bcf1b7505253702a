"""Records as plain text, one block each, and as JSON documents."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from medledare.cli import terminal
from medledare.domain.codec import encode_changes
from medledare.domain.short_id import short
from medledare.text import _, ngettext
from medledare.text.fields import Field
from medledare.text.kinds import KIND_WORDS
from medledare.text.said import Manner, answered, opening, said
from medledare.text.said import words_of as field_words

if TYPE_CHECKING:
    from medledare.domain.records import Answer, Record
    from medledare.services.others import Known

Piece = str | tuple[str, str]

_INDENT = "  "


def document(record: "Record") -> dict[str, Any]:
    """A record for JSON: every field, as the export writes it, and whether answers were given afterwards."""
    return {
        "kind": record.kind,
        "id": record.id,
        **encode_changes(**{one.name: getattr(record, one.name) for one in fields(record) if one.name != "id"}),
        **({"afterwards": True} if getattr(record, "afterwards", False) else {}),
    }


def how_known(known: "Known | None") -> dict[str, Any]:
    """For JSON: whether somebody's number was compared, and who introduced them where it was not."""
    return {"compared": bool(known and known.compared), "introduced_by": (known.by or None) if known else None}


def write_short(record: "Record", versions: int = 1) -> None:
    """A record in one line: date, short id, kind unless it is an entry, star, title; and if there are more versions."""
    terminal.line(*_head(record, title=headline(record)), *_several(versions))


def write_block(record: "Record", versions: int = 1) -> None:
    """A record as in the log: the short line, then the rest of the text and what else was said, indented."""
    title, _newline, rest = opening(record).partition("\n")
    terminal.line(*_head(record, title=title), *_several(versions))
    indented(rest)
    _details(record)


def write_whole(record: "Record", versions: int = 1) -> None:
    """A record with all there is to it."""
    write_block(record, versions)
    if record.created != record.at:
        terminal.line(_INDENT, (_("Written"), "dim"), ": ", moment(record.created))
    terminal.line(_INDENT, ("id", "dim"), ": ", record.id)


def headline(record: "Record") -> str:
    """The line a person would know it by, in their language."""
    return opening(record).partition("\n")[0]


def moment(at: datetime) -> str:
    """``2026-11-23 16:30``, in both languages."""
    return f"{at:%Y-%m-%d %H:%M}"


def answer_line(answer: "Answer") -> str:
    """An item with its answer in words."""
    from medledare.text.library import item_text, value_words

    return f"{answer.item} {item_text(answer.item, answer.wording)} {value_words(answer.value)}"


MANNER = Manner(date.isoformat, moment, short)


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


def _details(record: "Record") -> None:
    for label, value in _beside(record):
        first, _newline, rest = value.partition("\n")
        terminal.line(_INDENT, (label, "dim"), " " if label.endswith("?") else ": ", first)
        indented(rest, _INDENT * 2)


def _beside(record: "Record") -> Iterator[tuple[str, str]]:
    """Label and value of everything beside the text and the moment."""
    for piece in said(record, MANNER):
        yield _(piece.label), piece.text
    for code, question, answer in answered(record):
        yield code, f"{question} {answer}"


def words_of(record: "Record", field: Field) -> str:
    """What stands in a field, in the reader's words."""
    return field_words(record, field, MANNER)


def indented(text: str, indent: str = _INDENT) -> None:
    """Write every line of a text with something before it."""
    if text:
        for line in text.removesuffix("\n").split("\n"):
            terminal.line(indent + line if line.strip("\r") else "")
