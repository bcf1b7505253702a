"""Text made ready for the screen: cut into blocks, and wrapped by cells. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from medledare.text.shown import shown as shown
from medledare.text.shown import shown_line as shown_line

_SINGLE_WIDTH = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2500-\u25fc]*")


class Span(NamedTuple):
    """A stretch of a block's text, in characters, and the role it plays (a component class)."""

    start: int
    end: int
    role: str


class Block(NamedTuple):
    """A piece of text without line breaks. ``first`` stands before its first line, ``rest`` before the others."""

    text: str = ""
    role: str = ""
    spans: tuple[Span, ...] = ()
    first: str = ""
    rest: str = ""
    wraps: bool = True


class Line(NamedTuple):
    """One line on the screen: a block, and the characters of it that stand here."""

    block: Block
    start: int
    end: int

    @property
    def before(self) -> str:
        return self.block.rest if self.start else self.block.first


def plain(text: str, hits: Iterable[tuple[int, int]] = ()) -> list[Block]:
    """A block for each line of a text that has been through ``shown``. ``hits`` are stretches to mark, in order."""
    left = iter(hits)
    hit = next(left, None)
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        spans: list[Span] = []
        while hit and hit[0] < end:
            if hit[1] > at:
                spans.append(Span(max(hit[0], at) - at, min(hit[1], end) - at, "hit"))
            if hit[1] > end:
                break
            hit = next(left, None)
        blocks.append(Block(line, spans=tuple(spans)))
        at = end + 1
    return blocks


def running(pieces: Iterable[tuple[str, str]]) -> list[Block]:
    """Pieces of a text with the role each plays, made ready and cut into lines, a block each."""
    lines: list[tuple[list[str], list[Span]]] = [([], [])]
    at = 0
    for piece, role in pieces:
        for number, part in enumerate(shown(piece).split("\n")):
            if number:
                lines.append(([], []))
                at = 0
            text, spans = lines[-1]
            text.append(part)
            if role and part:
                spans.append(Span(at, at + len(part), role))
            at += len(part)
    return [Block("".join(text), spans=tuple(spans)) for text, spans in lines]


def beside(columns: Sequence[Sequence[Block]], width: int, gap: str = "   ") -> list[Block]:
    """Columns of blocks beside each other, each ``width`` cells wide, as lines that are not wrapped any more.

    The spans of a block are in order.
    """
    laid = [laid_out(blocks, width) for blocks in columns]
    blocks = []
    for row in range(max(map(len, laid), default=0)):
        text, spans = "", list[Span]()
        for number, lines in enumerate(laid):
            text += gap if number else ""
            line = lines[row] if row < len(lines) else Line(Block(), 0, 0)
            place = len(text) + len(line.before) - line.start
            if line.block.role:
                spans.append(Span(place + line.start, place + line.end, line.block.role))
            known = line.block.spans
            first = bisect_right(known, line.start, key=lambda span: span.end)
            for start, end, role in map(known.__getitem__, range(first, len(known))):
                if start >= line.end:
                    break
                spans.append(Span(place + max(start, line.start), place + min(end, line.end), role))
            piece = line.before + line.block.text[line.start : line.end]
            text += piece + " " * max(0, width - cell_len(piece))
        blocks.append(Block(text.rstrip(), spans=tuple(spans), wraps=False))
    return blocks


def laid_out(blocks: Sequence[Block], width: int) -> list[Line]:
    """All lines of ``blocks`` on a page ``width`` cells wide."""
    lines: list[Line] = []
    for block in blocks:
        text = block.text
        if not block.wraps:
            lines.append(Line(block, 0, len(text)))
            continue
        room = max(8, width - (cell_len(block.first) if block.first else 0))
        # Nothing takes more than two cells, so most blocks need no measuring.
        if len(text) * 2 <= room:
            lines.append(Line(block, 0, len(text)))
        else:
            lines.extend(Line(block, start, end) for start, end in wrapped(text, room))
    return lines


def wrapped(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Stretches of ``text``, each at most ``width`` cells, cut at spaces where there are any."""
    if _SINGLE_WIDTH.fullmatch(text):
        yield from _wrapped_singles(text, width)
    else:
        yield from _wrapped_cells(text, width)


def _wrapped_singles(text: str, width: int) -> Iterator[tuple[int, int]]:
    start, length = 0, len(text)
    while length - start > width:
        cut = text.rfind(" ", start + 1, start + width + 1)
        if cut < 0:
            yield start, start + width
            start += width
        else:
            yield start, cut
            start = cut + 1
    yield start, length


def _wrapped_cells(text: str, width: int) -> Iterator[tuple[int, int]]:
    start, cells, space, cells_to_space = 0, 0, -1, 0
    for begin, _, size in split_graphemes(text)[0]:
        if cells + size > width:
            if text[begin] == " ":
                space, cells_to_space = begin, cells + 1
            if space > start:
                yield start, space
                start, cells = space + 1, cells - cells_to_space
            else:
                yield start, begin
                start, cells = begin, 0
            space = -1
            if start > begin:
                cells = 0
                continue
        if text[begin] == " ":
            space, cells_to_space = begin, cells + size
        cells += size
    yield start, len(text)
