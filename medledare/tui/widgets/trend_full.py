"""One principle in full: a chart for each of its items, what lies beside them in time, and the same in words. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from statistics import median_low

from rich.cells import cell_len

from medledare.domain.checkin import SCALE
from medledare.services import trend_words
from medledare.services.trends import Band, Change, Rated, Trend, Window
from medledare.text import _
from medledare.text.library import item_text, principle_line, scale_words
from medledare.trends.dots import Dot
from medledare.tui.widgets.blocks import Block, Span, shown_line
from medledare.tui.widgets.dots import GAP, LATE, chart, foot, label_width, mark_of, row
from medledare.tui.widgets.trend_axis import Axis, axis

COUNT = 6
"""Cells to the right of the dots for how many there are on each step."""
NUMBERS = "123456789abcdefghijklmnopqrstuvwxyz"
"""What changes are marked with on the axis, the latest at the end."""
TURN = "◆"
"""Where the answers before and after differ."""


def head(trend: Trend) -> list[Block]:
    """The principle and what may be said of the answers."""
    about = " · ".join((*trend_words.claim_words(trend), trend_words.coverage_words(trend)))
    name, says = trend_words.short_name(trend), trend_words.says_words(trend)
    return [
        Block(f"{name}   {says}", "title", spans=(Span(len(name), len(name) + 3 + len(says), "strong"),)),
        Block(about, "muted"),
    ]


def picture(window: Window, trend: Trend, bands: Mapping[str, Band], width: int) -> list[Block]:
    """The answers of both items over the same time, with what changed and the conditions under them."""
    changes, conditions = _("Changes"), _("Conditions")
    label = label_width(changes, conditions)
    time = axis(window.first, window.until, max(10, width - label - 1 - COUNT))
    blocks: list[Block] = []
    for item in trend.items:
        own = trend.answers(item)
        drawn = chart(own, time, scale_words(), label, [bands[item]] if item in bands else [])
        blocks += [_title(item, label + 1 + time.room + COUNT), *_counted(drawn, own, label + 1 + time.room)]
    blocks += foot(time, label)
    if trend.changes or trend.turn:
        blocks.append(row(changes, label, _changed(trend, time), " "))
    if trend.conditions:
        blocks.append(row(conditions, label, _rated(trend.conditions, time), " "))
    return blocks


def key(trend: Trend, bands: Mapping[str, Band]) -> list[Block]:
    """What the marks in the picture mean, as far as they are in it."""
    numbered = _numbered(trend)
    blocks = [
        Block(shown_line(trend_words.change_words(change)), first=f"{number} ", rest="  ")
        for change, number in numbered
    ]
    blocks += [Block(told, first=f"{TURN} ", rest="  ") for told in trend_words.turn_words(trend)]
    if any(dot.late for dot in trend.series.dots):
        blocks.append(Block(_("Filled in after its day"), first=f"{LATE} ", rest="  "))
    if any(item in bands for item in trend.items):
        told = _("Where the answers have their middle, as far as it can be known")
        blocks.append(Block(told, first="░ ", rest="  "))
    if trend.conditions:
        told = _("Conditions: how good they were in the week, from 0 to 4, apart from your own behaviour")
        blocks.append(Block(told, first="0-4 ", rest="    "))
    return blocks


def beside(trend: Trend) -> list[Block]:
    """What to bear in mind, and when a change was and will be looked for."""
    sentences = [*trend_words.caveats(trend), trend_words.look_words(trend)]
    return [
        Block(_("Beside the picture"), "heading"),
        *(Block(sentence, first="· ", rest="  ") for sentence in sentences if sentence),
    ]


def twin(trend: Trend, bands: Mapping[str, Band]) -> list[Block]:
    """The same in words: how often each step, where the band lies, and then week by week, the latest first."""
    items = trend.items
    blocks = [Block(_("The same in words"), "heading")]
    for item in items:
        own = trend.answers(item)
        blocks.append(Block(trend_words.step_words(own), first=f"{mark_of(item)} ", rest="  "))
        blocks += [Block(told, first="  ", rest="  ") for told in trend_words.middle_words(bands.get(item, ()), trend)]
    blocks += [Block(trend_words.apart_words(trend), "muted"), Block()]
    told = list(trend_words.told_by_time(trend, {item: mark_of(item) for item in items}))
    widest = max((len(when) for when, _what in told), default=0)
    for when, what in told:
        blocks.append(
            Block(f"{when:<{widest}}   {what}", spans=(Span(0, len(when), "label"),), rest=" " * (widest + 3))
        )
    return blocks


def nothing(trend: Trend) -> list[Block]:
    """Where there is not one answer."""
    return [
        Block(principle_line(trend.principle), "muted"),
        Block(),
        Block(_("Nothing answered in these weeks. The check-in is in Today.")),
    ]


def _title(item: str, room: int) -> Block:
    """An item behind its mark; where there is room, what the numbers to the right are, at the end of ``room`` cells."""
    text, counted = item_text(item), _("answers")
    free = room - len(mark_of(item)) - 1 - cell_len(text) - cell_len(counted)
    if free < GAP:
        return Block(text, first=f"{mark_of(item)} ", rest="  ")
    whole = text + " " * free + counted
    spans = (Span(len(text), len(whole), "muted"),)
    return Block(whole, spans=spans, first=f"{mark_of(item)} ", wraps=False)


def _counted(lines: Sequence[Block], dots: Sequence[Dot], room: int) -> list[Block]:
    """The lines of a chart with how many answers there are on each step, behind ``room`` cells."""
    counts = Counter(dot.value for dot in dots)
    counted = []
    for line, value in zip(lines, reversed(SCALE), strict=True):
        if not counts[value]:
            counted.append(line)
            continue
        text = line.text.ljust(room) + f"{counts[value]:>{COUNT}}"
        counted.append(line._replace(text=text, spans=(*line.spans, Span(room, len(text), "muted"))))
    return counted


def _numbered(trend: Trend) -> list[tuple[Change, str]]:
    """The latest changes, as many as there are numbers for, each with its number."""
    return list(zip(trend.changes[-len(NUMBERS) :], NUMBERS, strict=False))


def _changed(trend: Trend, time: Axis) -> list[tuple[str, str]]:
    """A number where something became different. What falls in the same place stands beside it, while there is room."""
    cells = [(" ", "")] * time.room
    marks = [(time.column(change.day), number) for change, number in _numbered(trend)]
    if trend.turn:
        marks.append((time.column(trend.turn), TURN))
    for column, mark in marks:
        free = next((at for at in range(column, time.room) if cells[at][0] == " "), column)
        cells[free] = (mark, "strong")
    return cells


def _rated(conditions: Sequence[Rated], time: Axis) -> list[tuple[str, str]]:
    """The step of each week under its middle; where several weeks share a place, the one in their middle."""
    steps: dict[int, list[int]] = {}
    for rated in conditions:
        if isinstance(rated.value, int):
            steps.setdefault(time.column(rated.monday + timedelta(days=3)), []).append(rated.value)
    return [(str(median_low(steps[at])), "mark") if at in steps else (" ", "") for at in range(time.room)]
