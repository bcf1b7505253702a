"""Lines to choose among: a name, and what is said of it."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

ROOM = 68
"""Columns that a line has in a box of 76."""


def columns(rows: Sequence[tuple[str, str]]) -> list[Content]:
    """The lines; what is said stands in a column of its own, if every line then has room for it."""
    widest = max((cell_len(name) for name, said in rows if said), default=0)
    if any(widest + 2 + cell_len(said) > ROOM for _name, said in rows):
        widest = 0
    return [named(name, said, widest) for name, said in rows]


def named(name: str, said: str, width: int = 0) -> Content:
    """One line, the name in ``width`` columns or as wide as it is."""
    # No colour of its own: it must be readable under the cursor too, in every theme.
    return Content.assemble((name, "bold"), " " * (max(0, width - cell_len(name)) + 2), said)
