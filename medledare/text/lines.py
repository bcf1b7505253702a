"""What a record says, as it is said again in one line of a draft."""

LONGEST_LINE = 200
"""Characters of a line that is said again elsewhere."""


def one_line(text: str) -> str:
    """The first line of a text that says anything, at most ``LONGEST_LINE`` characters of it."""
    first = next((one for one in text.splitlines() if one.strip()), "")
    line = " ".join(first[: LONGEST_LINE * 2].split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def aside(text: str) -> str:
    """What is added to a line after a dash; nothing where the text says nothing."""
    return f" – {one_line(text)}" if text.strip() else ""
