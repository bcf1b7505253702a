"""Somebody's text made ready to be shown: nothing in it can act on what stands around it.

It may hold escape sequences, text that runs right to left, or a megabyte on one line. Only its showing is changed
here, never what is kept.
"""

import re

TAB = 4

_CONTROLS = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
_NEXT_LINE = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
# Marks that would turn the direction of the rest of the line, not only of the text they stand in.
_TURNERS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SEPARATORS = {0x2028: "\n", 0x2029: "\n"}
_SHOWN = {**_CONTROLS, **_NEXT_LINE, **_TURNERS, **_SEPARATORS}
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_SPACE = re.compile(r"\s+")


def shown(text: str) -> str:
    """Text as it can be shown: control characters as their pictures, line ends as newlines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if _UNSHOWABLE.search(text):
        text = text.translate(_SHOWN)
    return text.expandtabs(TAB) if "\t" in text else text


def shown_line(text: str, limit: int = 400) -> str:
    """The start of a text on one line: at most ``limit`` characters, runs of white space as one."""
    return shown(_SPACE.sub(" ", text[:limit])).strip()
