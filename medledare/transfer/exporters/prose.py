"""A person's text as plain data for a page: paragraphs, lists, quotes. Nothing in it is markup. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias
from unicodedata import bidirectional

from medledare.text.marked import BOXES, LONGEST, nothing_hidden, tokens
from medledare.text.shown import shown

if TYPE_CHECKING:
    from markdown_it.token import Token

Mark: TypeAlias = Literal["strong", "em", "s", "code", "aside"]

_MARKED = re.compile(r"[*_`~\[\]<>\\\r]")
_BEGINS = re.compile(r"[-+#=|\d\s]")
_DASH = "- "
_BETWEEN = re.compile(r"\n[ \t]*\n\s*")
_LETTER = re.compile(r"[^\W\d_]")
_MARKS: dict[str, Mark] = {"strong": "strong", "em": "em", "s": "s"}


@dataclass(slots=True)
class Run:
    """A stretch of text, its line ends kept, and what marks it, the outermost first."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Piece:
    """A block. ``text``, ``heading`` and ``code`` have ``runs``; ``list``, ``item`` and ``quote`` have ``pieces``.

    ``start`` is the first number of a list, None where it is not numbered. ``depth`` is how deep a heading lies below
    the highest one of its text. ``rtl``: its text runs right to left.
    """

    kind: Literal["text", "heading", "list", "item", "quote", "code", "rule"]
    runs: list[Run] = field(default_factory=list)
    pieces: "list[Piece]" = field(default_factory=list)
    start: int | None = None
    depth: int = 0
    rtl: bool = False


def prose(text: str) -> list[Piece]:
    """The pieces of a text; plain paragraphs where Markdown would take too long or hide any of its letters."""
    text = shown(text)
    if len(text) > LONGEST:
        return _paragraphs(text)
    if (plain := _plain(text)) is not None:
        return plain
    pieces = _pieces(tokens(text))
    return pieces if nothing_hidden(text, _texts(pieces)) else _paragraphs(text)


def _plain(text: str) -> list[Piece] | None:
    """What Markdown would make of paragraphs and lists after dashes; None where there may be more in the text.

    Most texts are no more than that, and Markdown takes long over them.
    """
    lines = text.split("\n")
    if _MARKED.search(text) or any(_BEGINS.match(line.removeprefix(_DASH)) or line[-1:].isspace() for line in lines):
        return None
    pieces: list[Piece] = []
    for part in _parts(text):
        dashes = [line.startswith(_DASH) for line in part.split("\n")]
        if not any(dashes):
            pieces.append(_paragraph(part))
        elif all(dashes) and (not pieces or pieces[-1].kind == "text"):
            items = [_paragraph(line.removeprefix(_DASH)) for line in part.split("\n")]
            pieces.append(Piece("list", pieces=[Piece("item", pieces=[item]) for item in items]))
        else:
            return None
    return pieces


def _paragraphs(text: str) -> list[Piece]:
    return [_paragraph(part) for part in _parts(text)]


def _paragraph(text: str) -> Piece:
    return Piece("text", [Run(text)], rtl=_rtl(text))


def _parts(text: str) -> list[str]:
    """What stands between empty lines."""
    return [stripped for part in _BETWEEN.split(text) if (stripped := part.strip("\n")).strip()]


def _pieces(all_tokens: "Sequence[Token]") -> list[Piece]:
    """The tokens as a tree. The last of ``open`` is what stands around the next."""
    top = Piece("quote")
    open = [top]
    depths = sorted({token.tag for token in all_tokens if token.type == "heading_open"})

    def add(piece: Piece) -> None:
        open[-1].pieces.append(piece)

    for token in all_tokens:
        kind = token.type
        if kind == "inline":
            open[-1].runs = _runs(token.children or [], in_list=len(open) > 2 and open[-2].kind == "item")
            open[-1].rtl = _rtl(token.content)
        elif kind == "fence":
            add(Piece("code", [Run(token.content.rstrip("\n"))]))
        elif kind == "hr":
            add(Piece("rule"))
        elif token.nesting == 1:
            piece = _opened(token)
            piece.depth = depths.index(token.tag) if piece.kind == "heading" else 0
            add(piece)
            open.append(piece)
        elif token.nesting == -1:
            open.pop()
    return top.pieces


def _opened(token: "Token") -> Piece:
    kind = token.type
    if kind == "heading_open":
        return Piece("heading")
    if kind == "bullet_list_open":
        return Piece("list")
    if kind == "ordered_list_open":
        return Piece("list", start=int(token.attrs.get("start", 1)))
    if kind == "list_item_open":
        return Piece("item")
    return Piece("quote" if kind == "blockquote_open" else "text")


def _runs(children: "Sequence[Token]", *, in_list: bool) -> list[Run]:
    """The text of a paragraph. An address is text behind what it stands for, and leads nowhere."""
    runs: list[Run] = []
    marks: list[Mark] = []
    address, since = "", 0
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            _put(runs, "\n", marks)
        elif child.type == "code_inline":
            _put(runs, child.content, [*marks, "code"])
        elif child.type == "link_open":
            address, since = str(child.attrGet("href") or ""), _length(runs)
        elif child.type == "link_close":
            if address not in "".join(run.text for run in runs)[since:]:
                _put(runs, f" ({address})", [*marks, "aside"])
        elif child.nesting == 1:
            marks.append(_MARKS[child.tag])
        elif child.nesting == -1:
            marks.pop()
        elif child.content:
            _put(runs, child.content, marks)
    if in_list and runs and (box := BOXES.get(runs[0].text[:4])):
        runs[0].text = box + runs[0].text[4:]
    return runs


def _put(runs: list[Run], text: str, marks: Sequence[Mark]) -> None:
    if runs and runs[-1].marks == tuple(marks):
        runs[-1].text += text
    else:
        runs.append(Run(text, tuple(marks)))


def _rtl(text: str) -> bool:
    """Whether the first letter is of a script that runs right to left."""
    first = _LETTER.search(text)
    return first is not None and bidirectional(first[0]) in ("R", "AL")


def _length(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield from (run.text for run in piece.runs)
        yield from _texts(piece.pieces)
