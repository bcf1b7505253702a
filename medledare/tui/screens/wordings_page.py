"""What stands on the page of a team's wordings: as many beside each other as there is room for. Pure."""

from medledare.services.wordings import FIELDS, Seen, Shown
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
    abreast = max(1, min(len(seen.shown), (width + len(GAP)) // (ROOM + len(GAP))))
    room = (width + len(GAP)) // abreast - len(GAP)
    for first in range(0, len(seen.shown), abreast):
        blocks += [Block(), *_abreast(seen, first, abreast, room)]
    return blocks + refused(seen.rejected)


def _abreast(seen: Seen, first: int, count: int, room: int) -> list[Block]:
    """Some wordings beside each other, such that each field begins on the same line in all."""
    group = seen.shown[first : first + count]
    headings = [words.heading(number, mine=seen.is_mine(one)) for number, one in enumerate(group, first + 1)]
    blocks = beside([[Block(heading, "heading")] for heading in headings], room, GAP)
    for name in FIELDS:
        if any(name in one.wording.fields for one in group):
            blocks += beside([_field(one, name) for one in group], room, GAP)
    return blocks


def _field(shown: Shown, name: str) -> list[Block]:
    """A field of a wording under its label; nothing where it is empty."""
    text = shown.wording.fields.get(name)
    if text is None:
        return []
    label = [Block(_(words.LABELS[name]), "label")] if name in words.LABELS else []
    pieces = words.parts(text, shown.apart[name])
    return [*label, *running((part.text, "strong" if part.marked else "") for part in pieces)]
