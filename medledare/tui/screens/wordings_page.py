"""What stands on the page of a team's wordings: as many beside each other as there is room for. Pure."""

from collections.abc import Iterator

from medledare.services.wordings import Seen, Shown
from medledare.text import _
from medledare.text import wordings as words
from medledare.tui.screens.team_pages import refused
from medledare.tui.widgets.blocks import Block, beside, running, shown_line

ROOM = 44
"""Columns that a wording needs where others stand beside it."""
GAP = "   "


def page(team: str, seen: Seen, width: int) -> list[Block]:
    """The whole page, ``width`` columns wide."""
    blocks = [Block(_("The mission as {team} words it").format(team=shown_line(team)), "title"), Block()]
    marked = any(any(found) for one in seen.shown for found in one.apart.values())
    blocks += [Block(sentence, "muted") for sentence in words.about(len(seen.shown), marked)]
    if not seen.shown:
        blocks += [Block(), Block(_("s shows yours, if you wish."), "muted")]
    columns = [list(_wording(number, one, seen)) for number, one in enumerate(seen.shown, 1)]
    abreast = max(1, min(len(columns), (width + len(GAP)) // (ROOM + len(GAP))))
    room = (width + len(GAP)) // abreast - len(GAP)
    for first in range(0, len(columns), abreast):
        blocks += [Block(), *beside(columns[first : first + abreast], room, GAP)]
    return blocks + refused(seen.rejected)


def _wording(number: int, shown: Shown, seen: Seen) -> Iterator[Block]:
    yield Block(words.heading(number, mine=seen.is_mine(shown)), "heading")
    for name, text in shown.wording.fields.items():
        if name in words.LABELS:
            yield Block(_(words.LABELS[name]), "label")
        pieces = words.parts(text, shown.apart[name])
        yield from running((part.text, "strong" if part.marked else "") for part in pieces)
