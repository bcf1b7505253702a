"""Writing to the reader: plain lines, safe on a terminal and byte for byte elsewhere.

On a terminal, control characters in stored text are shown as their codes, so that no text can move the cursor,
change the title or hide what stands beside it. In a pipe or a file nothing is changed.
"""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

from medledare.cli.problems import OutputFailed

plain = False
"""No colours, whatever the terminal can do."""

FORMAT = "medledare/1"

# The last two ranges turn the direction of whatever stands beside the text.
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
_STYLES = {"dim": "2", "bold": "1", "star": "33", "warn": "33", "qr": "38;5;16;48;5;231"}


def prepare() -> None:
    """UTF-8 into pipes and files; on a terminal of another encoding, codes for what it cannot show."""
    global plain
    plain = False
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def shown(text: str) -> str:
    """Text as a terminal may get it: control characters as codes, other than tab and line feed."""
    return re.sub(_CONTROL, _code, text.replace("\r\n", "\n"))


def is_terminal(stream: IO[Any] | None) -> bool:
    """Whether a person is at the other end."""
    return stream is not None and not stream.closed and stream.isatty()


def asking() -> bool:
    """Whether there is anybody to ask."""
    return is_terminal(sys.stdin)


def talking() -> bool:
    """Whether a person reads standard output."""
    return is_terminal(sys.stdout)


def lines_only() -> bool:
    """Whether nothing but lines may be sent: it was asked for, or the terminal can do no more."""
    return plain or os.environ.get("TERM") == "dumb"


def colours() -> bool:
    """Whether what is written gets colours."""
    return talking() and not lines_only() and not os.environ.get("NO_COLOR")


def line(*pieces: str | tuple[str, str]) -> None:
    """Write a line of pieces to standard output; a piece may be (text, style)."""
    if not talking():
        _write("".join(one if isinstance(one, str) else one[0] for one in pieces) + "\n")
        return
    coloured = colours()
    written = []
    for piece in pieces:
        text, style = (piece, "") if isinstance(piece, str) else piece
        text = shown(text)
        written.append(f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if style and coloured and text else text)
    _write("".join(written) + "\n")


def paragraph(text: str, style: str = "", indent: str = "") -> None:
    """Write a sentence or several, broken between words and indented where a person reads it."""
    line((_folded(text, indent) if talking() else indent + text, style))


def raw(text: str) -> None:
    """Write a whole text as it is, safe on a terminal."""
    _write(shown(text) if talking() else text)


def binary(data: bytes) -> None:
    """Write what is not text, into a pipe or a file."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def document(fields: Mapping[str, Any]) -> None:
    """Write one JSON document, ``{"format": "medledare/1", …}``."""
    import json

    text = json.dumps({"format": FORMAT, **fields}, ensure_ascii=False, indent=2)
    # JSON has its own codes for these, so the document stays the same.
    if talking():
        text = re.sub("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]", lambda found: f"\\u{ord(found[0]):04x}", text)
    _write(text + "\n")


def complain(text: str) -> None:
    """Write a sentence to standard error, in one line whatever it quotes."""
    stream, text = sys.stderr, " ".join(text.split("\n"))
    if stream is not None and not stream.closed:
        stream.write((_folded(shown(text)) if stream.isatty() else text) + "\n")
        stream.flush()


def silence(*streams: IO[Any]) -> None:
    """Let what is left in the buffers go nowhere, so that leaving does not fail over it."""
    for stream in streams:
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _write(text: str) -> None:
    """Write to standard output, if there is one. Raises OutputFailed, or BrokenPipeError when nobody reads on."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(reason=error.strerror or error) from None


def _folded(text: str, indent: str = "") -> str:
    """The text with its lines as long as the terminal is wide; words are left whole, so that paths can be copied."""
    from shutil import get_terminal_size
    from textwrap import fill

    width = max(get_terminal_size().columns, 20)
    return fill(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _code(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
