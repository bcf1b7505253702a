"""What stands between two lines of ``---`` at the top of a note: YAML, of which the date and the tags are understood.

All else in it is text and stays text. Nothing is built from the YAML, so that no bomb can go off in it: it is taken
apart into names and words, and one that refers back to itself is left as it stands.
"""

import re
from itertools import pairwise
from typing import Any, NamedTuple

LARGEST = 16 * 1024
"""Most characters that are looked through for its end."""

_BLOCK = re.compile(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TAG_NAMES = ("tags", "tag")
_BETWEEN = re.compile(r"[,\s]+")
_BESIDES = re.compile(r"(?:^|[\s\[{,])[#&!]")
"""Where a comment, or a name for a value, begins."""


class Front(NamedTuple):
    """What front matter says. ``date`` and ``tags`` as they are written; ``date_lines`` are the lines of the date.

    ``rest``: the lines of all else, as they stand.
    """

    date: str = ""
    tags: tuple[str, ...] = ()
    date_lines: str = ""
    rest: str = ""


class NotUnderstood(Exception):
    """It is no YAML, or refers back to itself, which shows at ``line`` of the note, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def split(text: str) -> tuple[str, str]:
    """The front matter of a note, without its two lines of ``---``, and the note's text. Either may be empty."""
    found = _BLOCK.match(text, 0, LARGEST)
    return (found[1], text[found.end() :]) if found else ("", text)


def understood(block: str) -> Front | None:
    """What a block of front matter says; None if it holds no names with values. Raises NotUnderstood."""
    pairs = _pairs(block)
    if not pairs:
        return None
    lines = block.splitlines(keepends=True)
    starts = [key.start_mark.line for key, _ in pairs]
    if any(first >= second for first, second in pairwise(starts)):
        # Several on one line: nothing can be taken out of it.
        return Front(rest=block)
    tags: list[str] = []
    date, date_lines, rest = "", "", "".join(lines[: starts[0]])
    for (key, value), start, end in zip(pairs, starts, [*starts[1:], len(lines)], strict=True):
        span = "".join(lines[start:end])
        # What is said in a comment has no other place to go.
        stays = _BESIDES.search(span) is not None
        name, words = str(key.value).lower(), _words(value)
        if name in _TAG_NAMES and words is not None:
            tags += words if value.id == "sequence" else _BETWEEN.split(words[0])
        elif name == "date" and value.id == "scalar" and not date:
            date, date_lines = str(value.value), "" if stays else span
        else:
            stays = True
        rest += span if stays else ""
    return Front(date, tuple(filter(None, tags)), date_lines, rest)


def _pairs(block: str) -> list[tuple[Any, Any]]:
    """Names and values of a block, in order, as nodes; none if it is not made of such."""
    import yaml

    try:
        if "*" in block and any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, yaml.SafeLoader)):
            raise NotUnderstood(1)
        root = yaml.compose(block, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise NotUnderstood(error.problem_mark.line + 2 if error.problem_mark else 1) from None
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        raise NotUnderstood(1) from None
    return list(root.value) if isinstance(root, yaml.MappingNode) else []


def _words(value: Any) -> list[str] | None:
    """A value that is a word or a list of words; None if it is made of more."""
    if value.id == "scalar":
        return [str(value.value)]
    if value.id == "sequence" and all(one.id == "scalar" for one in value.value):
        return [str(one.value).strip() for one in value.value]
    return None
