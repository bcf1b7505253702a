"""What is read of an observer: the agreement, the invitations, and what came back. Pure."""

from collections.abc import Sequence

from medledare.domain.records import Observation, Observer
from medledare.services.observing import Asked
from medledare.text import N_, _
from medledare.text.dates import clock_time, long_day
from medledare.tui.widgets.blocks import Block, Span, shown_line
from medledare.tui.widgets.reader import part, reading

ABOUT = (
    N_("A colleague can support you by noticing one behaviour of yours, and telling what they saw."),
    N_("n notes the agreement: which behaviour, who, until when."),
    N_("i makes an invitation: a file with your questions. The colleague needs no vault and no account to answer it."),
    N_("y takes in the sealed reply. Only you can open it; it is yours to keep or delete."),
    N_("x revokes: the key is destroyed, and no later reply can be opened."),
)
"""What an observer is for and how it goes, before there is one."""


def about() -> list[Block]:
    """How it goes."""
    first, *steps = (Block(_(one)) for one in ABOUT)
    return [first, Block(), *(step._replace(first="· ", rest="  ") for step in steps)]


def page(observer: Observer, asked: Sequence[Asked], seen: Sequence[Observation]) -> list[Block]:
    """All there is to an observer."""
    return reading(observer, lambda _id: "") + came_of(asked, seen)


def came_of(asked: Sequence[Asked], seen: Sequence[Observation]) -> list[Block]:
    """The invitations, and what was seen, the latest first."""
    blocks: list[Block] = []
    for invited in asked:
        blocks.append(_state(invited))
        if invited.open:
            blocks.append(_detail(_("Number to compare"), invited.invitation.number))
    if any(one.open for one in asked) and not seen:
        blocks.append(Block(_("No reply has been taken in."), "muted"))
    for one in reversed(seen):
        blocks += [Block(), Block(_("Reply taken in {day}").format(day=long_day(one.at.date())), "heading")]
        for answer in one.seen:
            blocks += [*part(shown_line(answer.asked) or N_("What was seen"), answer.answer), Block()]
    return blocks


def _state(asked: Asked) -> Block:
    at = asked.revoked or asked.at
    label = _("Revoked") if asked.revoked else _("Invited")
    return _detail(label, f"{long_day(at.date())} {clock_time(at)}")


def _detail(label: str, text: str) -> Block:
    return Block(f"{label}  {text}", spans=(Span(0, len(label), "label"),), rest="  ")
