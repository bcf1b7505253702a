"""An outline of Logseq as text that can be read: each block of the first level a paragraph, those under it a list."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_BULLET = re.compile(r"([ \t]*)-(?:[ \t]+(.*)|[ \t]*)\Z")
_PROPERTY = re.compile(r"([^\W\d][\w./+*?!-]*)::(?:[ \t]+(.*)|[ \t]*)\Z")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_OWN = ("id", "collapsed", "logseq.order-list-type")
"""Properties that say something to Logseq alone."""

_REFERENCE = re.compile(r"\(\(([0-9a-f-]{36})\)\)")
_DRAWER = (":LOGBOOK:", ":END:")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_LONG_TAG = re.compile(r"#\[\[([^\[\]\n]+)\]\]")
_PAGE = re.compile(r"\[\[([^\[\]\n]+)\]\]|([^,\[\]]+)")


class _Block(NamedTuple):
    """A block and how deep it lies; ``first`` is the page's own, where its properties stand."""

    level: int
    lines: list[str]
    first: bool


def named_blocks(text: str) -> Iterator[tuple[str, str]]:
    """The blocks that can be referred to: their ids, and the first lines of their texts."""
    for block in _blocks(text):
        found = next((found[2] for line in block.lines if (found := _PROPERTY.match(line)) and found[1] == "id"), None)
        if found and (lines := _shown(block)):
            yield found.strip(), lines[0]


def readable(text: str, blocks: Mapping[str, str]) -> str:
    """The text of an outline, with all its words but the properties that only Logseq needs.

    ``blocks``: what to put where a block is referred to by its id.
    """
    text = _REFERENCE.sub(lambda found: blocks.get(found[1], found[0]), text)
    parts: list[str] = []
    for block in _blocks(text):
        lines = _shown(block)
        if not lines:
            continue
        indent = "  " * (block.level - 1) if block.level else ""
        bullet, under = (f"{indent}- ", f"{indent}  ") if block.level else ("", "")
        shown = "\n".join([bullet + lines[0], *(under + line if line else "" for line in lines[1:])])
        parts.append(shown if block.level else f"\n{shown}")
    return "\n".join(parts)


def tags_in(text: str) -> tuple[str, ...]:
    """Tags of the page (``tags:: a, [[b c]]`` before its first block or in it), and those of several words in it."""
    tags: list[str] = []
    first = next(_blocks(text), None)
    for line in first.lines if first else ():
        if (found := _PROPERTY.match(line)) and found[1].lower() == "tags":
            tags += [(page or word).strip() for page, word in _PAGE.findall(found[2] or "")]
    tags += _LONG_TAG.findall(_CODE.sub("", text))
    return tuple(tag for tag in tags if tag.strip())


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks of an outline in order; text before the first is a block of its own."""
    open_widths: list[int] = []
    indent = -2
    block = _Block(0, [], first=True)
    fence = ""
    for line in text.split("\n"):
        bullet = None if fence else _BULLET.match(line)
        if bullet:
            if block.lines or not block.first:
                yield block
            first = block.first and not any(map(str.strip, block.lines))
            width = len(bullet[1].expandtabs(4))
            while open_widths and open_widths[-1] >= width:
                open_widths.pop()
            block = _Block(len(open_widths), [bullet[2] or ""], first)
            open_widths.append(width)
            indent = len(bullet[1])
        else:
            # What belongs to a block stands under its text, two steps in.
            margin = len(line) - len(line.lstrip())
            block.lines.append(line[min(margin, indent + 2) :])
        fence = _fence_after(block.lines[-1], fence)
    yield block


def _shown(block: _Block) -> list[str]:
    """Lines of a block as they are to be read, none blank at either end."""
    shown: list[str] = []
    fence = ""
    for line in block.lines:
        inside, fence = fence, _fence_after(line, fence)
        found = None if inside else _PROPERTY.match(line)
        if found:
            name, value = found[1], found[2] or ""
            if name.lower() not in _OWN and not (block.first and name.lower() == "tags"):
                shown.append(f"{name}: {value}")
        elif inside or line.strip() not in _DRAWER:
            shown.append(line)
    said = [number for number, line in enumerate(shown) if line.strip()]
    return shown[said[0] : said[-1] + 1] if said else []


def _fence_after(line: str, fence: str) -> str:
    """The sign of the code fence that is open after a line, if one is."""
    if not (found := _FENCE.match(line)):
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) else fence
