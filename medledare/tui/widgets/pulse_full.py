"""One principle of a team in full: own answers, the conditions, what is not shown and why, and it in words. Pure."""

from datetime import timedelta

from rich.cells import cell_len

from medledare.services import pulse_words as words
from medledare.services.pulse import Picture
from medledare.text import _
from medledare.text.library import principle_line, principle_name, scale_words
from medledare.tui.widgets.blocks import Block, Span
from medledare.tui.widgets.dots import foot, label_width, row
from medledare.tui.widgets.pulse_strip import TALLEST, axis_of, dashes
from medledare.tui.widgets.trend_axis import Axis

WITHHELD = {"few": "×", "extreme": "↕"}
"""The mark of a week that is not shown, by reason."""


def page(picture: Picture, principle: str, width: int) -> list[Block]:
    """All there is to say of a principle."""
    hidden = _(words.NOT_SHOWN)
    label = label_width(hidden)
    time = axis_of(picture, max(10, width - label - 2))
    name, over = principle_name(principle), words.weeks_words(picture)
    blocks = [Block(f"{name}   {over}", "title", spans=(Span(len(name), len(name) + 3 + len(over), "muted"),))]
    blocks.append(Block(principle_line(principle), "muted"))
    for what, code in ((words.OWN, principle), (words.CONDITIONS, f"{principle}.c")):
        blocks += [Block(), *_chart(picture, _(what), code, time, label, hidden)]
    blocks += [Block(), *_beside(), Block(), Block(_("The same in words"), "heading")]
    return blocks + _twin(picture, principle)


def _chart(picture: Picture, what: str, code: str, time: Axis, label: int, hidden: str) -> list[Block]:
    says = words.says_words(picture, code)
    blocks = [Block(f"{what}: {says}", spans=(Span(0, len(what), "strong"),))]
    named = zip(reversed(scale_words()), dashes(picture, code, time, TALLEST), strict=True)
    blocks += [row(step, label, [(one, "mark" if one != " " else "") for one in line]) for step, line in named]
    marks, why = [(" ", "")] * time.room, set()
    for week in picture.weeks:
        if (reason := week.of(code).withheld) and week.monday >= time.first:
            marks[time.column(week.monday + timedelta(days=3))] = (WITHHELD[reason], "strong")
            why.add(reason)
    if why:
        blocks.append(row(hidden, label, marks, " "))
    blocks += foot(time, label)
    told = words.withheld_words(picture, code)
    return blocks + [Block(one, "muted", first=f"{WITHHELD[reason]} ", rest="  ") for reason, one in told]


def _beside() -> list[Block]:
    return [
        Block(_("Beside the picture"), "heading"),
        *(Block(_(sentence), first="· ", rest="  ") for sentence in words.ALWAYS),
    ]


def _twin(picture: Picture, principle: str) -> list[Block]:
    told = list(words.told_by_week(picture, principle))
    widest = max(cell_len(when) for when, _what in told)
    return [
        Block(f"{when:<{widest}}   {what}", spans=(Span(0, len(when), "label"),), rest=" " * (widest + 3))
        for when, what in told
    ]
