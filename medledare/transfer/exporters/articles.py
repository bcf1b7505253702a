"""Records as pieces of a page for a browser, written straight out: a template would take several times as long. Pure.

Every text goes through ``escape``, so that none of it is ever markup.
"""

from collections.abc import Iterator, Sequence
from html import escape

from medledare.transfer.exporters.pages import Day, Note
from medledare.transfer.exporters.prose import Piece, Run

_TAGS = {"strong": "strong", "em": "em", "s": "s", "code": "code", "aside": "small"}
_LOWEST = 6
"""The lowest heading there is."""


def articles(day: Day, starred: str) -> str:
    """What was written on a day. ``starred`` says so where a star is not seen."""
    return "".join(part for note in day.notes for part in _article(note, starred))


def told(note: Note, top: int) -> str:
    """What a record says, its headings from level ``top`` on down."""
    return "".join(_told(note, top))


def _article(note: Note, starred: str) -> Iterator[str]:
    yield f'<article>\n<h5><time datetime="{note.at}">{note.clock}</time>'
    if note.kind:
        yield f" <span>{escape(note.kind)}</span>"
    if note.about:
        yield f" <span>{escape(note.about)}</span>"
    if note.starred:
        yield f' <span class="star" role="img" aria-label="{escape(starred)}">★</span>'
    yield "</h5>\n<div>\n"
    yield from _told(note, _LOWEST)
    yield "</div>\n</article>\n"


def _told(note: Note, top: int) -> Iterator[str]:
    for one in note.own:
        if one.label:
            yield f'<p class="label">{escape(one.label)}</p>\n'
        yield from _prose(one.pieces, top)
    yield from _pairs("said", note.answers)
    yield from _pairs("facts", note.facts)


def _pairs(kind: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    if pairs:
        yield f'<dl class="{kind}">'
        for label, words in pairs:
            yield f"<div><dt>{escape(label)}</dt><dd>{escape(words)}</dd></div>"
        yield "</dl>\n"


def _prose(pieces: Sequence[Piece], top: int) -> Iterator[str]:
    for piece in pieces:
        way = ' dir="rtl"' if piece.rtl else ""
        if piece.kind == "text":
            yield f"<p{way}>{_runs(piece.runs)}</p>\n"
        elif piece.kind == "heading":
            level = min(_LOWEST, top + piece.depth)
            yield f"<h{level}{way}>{_runs(piece.runs)}</h{level}>\n"
        elif piece.kind == "code":
            yield f"<pre{way}><code>{_runs(piece.runs)}</code></pre>\n"
        elif piece.kind == "rule":
            yield "<hr>\n"
        else:
            opened, closed = _around(piece)
            yield opened
            yield from _prose(piece.pieces, top)
            yield closed


def _around(piece: Piece) -> tuple[str, str]:
    """What stands before and after the pieces of a piece."""
    if piece.kind == "quote":
        return "<blockquote>", "</blockquote>\n"
    if piece.kind == "item":
        return "<li>", "</li>\n"
    if piece.start is None:
        return "<ul>", "</ul>\n"
    return f'<ol start="{piece.start}">', "</ol>\n"


def _runs(runs: Sequence[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = escape(run.text)
    for tag in (_TAGS[mark] for mark in reversed(run.marks)):
        text = f"<{tag}>{text}</{tag}>"
    return text
