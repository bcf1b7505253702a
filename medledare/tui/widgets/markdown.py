"""Markdown as blocks for the reading page. Addresses are shown and never opened. Pure."""

from typing import TYPE_CHECKING

from medledare.text.marked import BOXES, LONGEST, nothing_hidden, tokens
from medledare.tui.widgets.blocks import Block, Span, plain

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKS = {"strong": "strong", "em": "emphasis", "s": "struck"}


def markdown(text: str) -> list[Block]:
    """Blocks of a text that has been through ``shown``; plain ones where Markdown would hide any of its letters."""
    if len(text) > LONGEST:
        return plain(text)
    blocks = _Writer().write(tokens(text))
    return blocks if nothing_hidden(text, (block.text for block in blocks)) else plain(text)


class _Writer:
    """Walks the tokens once, keeping the prefixes that quotes and lists put before their lines."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._before: list[str] = []  # what stands before every line, one part for each open quote or item
        self._bullet = ""  # what the item just opened puts before its first line instead
        self._counters: list[int | None] = []
        self._role = ""

    def write(self, tokens: "list[Token]") -> list[Block]:
        previous = ""
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._inline(token.children or [])
            elif kind in ("paragraph_open", "heading_open", "fence", "hr"):
                self._gap(token, previous)
                self._lone(token)
            elif kind == "heading_close":
                self._role = ""
            elif kind == "blockquote_open":
                self._gap(token, previous)
                self._before.append("▎ ")
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self._gap(token, previous)
                start = token.attrGet("start")
                self._counters.append(int(start or 1) if kind == "ordered_list_open" else None)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._counters.pop()
            elif kind == "list_item_open":
                self._item()
            elif kind in ("blockquote_close", "list_item_close"):
                self._flush_bullet()
                self._before.pop()
            previous = kind
        return self._blocks

    def _gap(self, token: "Token", previous: str) -> None:
        tight = self._counters and token.level > 0 and (token.hidden or token.type.endswith("list_open"))
        if self._blocks and not tight and previous not in ("list_item_open", "blockquote_open"):
            self._blocks.append(Block(first="".join(self._before).rstrip(" ")))

    def _lone(self, token: "Token") -> None:
        if token.type == "heading_open":
            self._role = "heading"
        elif token.type == "hr":
            self._add("───", "muted")
        elif token.type == "fence":
            if token.info.strip():
                self._add(token.info.strip(), "muted")
            for line in token.content.rstrip("\n").split("\n"):
                self._add(line, "code", wraps=False)

    def _item(self) -> None:
        number = self._counters[-1]
        if number is None:
            self._bullet = "• "
        else:
            self._bullet = f"{number}. "
            self._counters[-1] = number + 1
        self._before.append(" " * len(self._bullet))

    def _flush_bullet(self) -> None:
        if self._bullet:
            self._add("")

    def _add(self, text: str, role: str = "", spans: tuple[Span, ...] = (), wraps: bool = True) -> None:
        rest = "".join(self._before)
        first = "".join(self._before[:-1]) + self._bullet if self._bullet else rest
        self._bullet = ""
        quoted = "quote" if "▎ " in self._before and not role else role
        self._blocks.append(Block(text, quoted or self._role, spans, first, rest, wraps))

    def _inline(self, children: "list[Token]") -> None:
        parts: list[str] = []
        spans: list[Span] = []
        opened: list[tuple[str, int, str]] = []
        length = 0

        def put(text: str) -> None:
            nonlocal length
            parts.append(text)
            length += len(text)

        def end_line() -> None:
            nonlocal length
            text = "".join(parts)
            unfinished = [Span(start, length, role) for role, start, _ in opened]
            text, moved = _with_box(text) if self._bullet else (text, 0)
            self._add(text, spans=tuple(_moved((*spans, *unfinished), moved)))
            parts.clear()
            spans.clear()
            opened[:] = [(role, 0, address) for role, _, address in opened]
            length = 0

        for child in children:
            kind = child.type
            if kind in ("softbreak", "hardbreak"):
                end_line()
            elif kind == "code_inline":
                spans.append(Span(length, length + len(child.content), "code"))
                put(child.content)
            elif child.nesting == 1:
                opened.append((_MARKS.get(child.tag, "link"), length, str(child.attrGet("href") or "")))
            elif child.nesting == -1:
                role, start, address = opened.pop()
                spans.append(Span(start, length, role))
                if address and address not in "".join(parts)[start:]:
                    spans.append(Span(length, length + len(address) + 3, "muted"))
                    put(f" ({address})")
            else:
                put(child.content)
        end_line()


def _with_box(text: str) -> tuple[str, int]:
    box = BOXES.get(text[:4])
    return (box + text[4:], len(box) - 4) if box else (text, 0)


def _moved(spans: tuple[Span, ...], by: int) -> "list[Span]":
    return [Span(max(0, span.start + by), max(0, span.end + by), span.role) for span in spans] if by else list(spans)
