"""A person's text read as Markdown, for whatever shows it. Pure.

A journal is read as it was typed: line breaks stay, raw HTML and link definitions stay text, and nothing is fetched.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 24_000
"""Above this many characters a text is shown plain: parsing would take too long."""
LONGEST_TITLE = 120
BOXES = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}
"""What a line of a list may begin with, and what is shown."""


def tokens(text: str) -> "list[Token]":
    """The tokens of a text that has been through ``shown``; of no more than ``LONGEST`` characters."""
    return _parser().parse(text)


def titled(text: str) -> tuple[str, str]:
    """The title of an entry and the rest; an empty title where the first line is none."""
    title, _line_end, body = text.partition("\n")
    if not body.strip() or len(title) > LONGEST_TITLE or title.startswith((" ", "#", ">", "-", "*", "`", "1")):
        return "", text
    return title, body.lstrip("\n")


def nothing_hidden(text: str, shown: Iterable[str]) -> bool:
    """Whether what is to be shown of a text holds all of its letters."""
    return _letters(shown) >= _letters([text])


def _letters(texts: Iterable[str]) -> int:
    joined = "".join(texts)
    return sum(map(str.isalpha, joined)) + joined.count("☑")  # a ticked box was typed with a letter


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return (
        MarkdownIt("commonmark", {"html": False})
        .enable("strikethrough")
        .disable(["code", "reference", "lheading", "html_block", "html_inline", "image", "entity"])
    )
