"""The contrast of what is drawn, cell by cell, as WCAG 2.1 reckons it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.geometry import Region
from textual.scrollbar import ScrollBar

FAINT = 0.5
"""What is left of a dim text's colour against its ground, in terminals that dim."""
DRAWN = frozenset(range(0x2500, 0x25A0)) | frozenset(range(0x2800, 0x2900)) | frozenset(range(0x1FB00, 0x1FC00))
"""Lines, blocks and dots: what pictures, frames and bars are drawn with."""


class Poor(NamedTuple):
    """A stretch of text that is hard to read: where it stands, and its contrast."""

    widget: str
    text: str
    ratio: float
    colours: str


def ratio(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast of two colours (WCAG 2.1, definition of contrast ratio), from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    """WCAG 2.1, definition of relative luminance."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colours(style: Style | None) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    """The colours of text and ground; None where the terminal decides over one of them."""
    if style is None or not (_is_known(style.color) and _is_known(style.bgcolor)):
        return None
    assert style.color is not None
    assert style.bgcolor is not None
    text, ground = style.color.get_truecolor(), style.bgcolor.get_truecolor()
    if style.reverse:
        text, ground = ground, text
    if style.dim:
        text = type(text)(*(round(low + (high - low) * FAINT) for high, low in zip(text, ground, strict=True)))
    return tuple(text), tuple(ground)  # type: ignore[return-value]


def _is_known(colour: Color | None) -> bool:
    return colour is not None and not colour.is_default


def poor(app: App[Any], least: float, least_drawn: float) -> Iterator[Poor]:
    """All that is drawn with less contrast: ``least`` is for letters and signs, ``least_drawn`` for bars and dots.

    Frames and scrollbars only part what is seen, and say nothing by themselves; what lies behind a modal is put away.
    """
    for row, strip in enumerate(app.screen._compositor.render_strips(app.size)):
        column = 0
        for segment in strip:
            text, found = segment.text.strip(), colours(segment.style)
            if text and found and not _is_furniture(app, column, row, segment.text):
                drawn = all(ord(letter) in DRAWN or letter.isspace() for letter in text)
                if (reached := ratio(*found)) < (least_drawn if drawn else least):
                    shown = "{} on {}".format(*("#{:02x}{:02x}{:02x}".format(*colour) for colour in found))
                    yield Poor(_where(app, column, row), text, round(reached, 2), shown)
            column += segment.cell_length


def _where(app: App[Any], column: int, row: int) -> str:
    widget, _region = app.screen.get_widget_at(column, row)
    return " > ".join(node.css_identifier for node in reversed(widget.ancestors_with_self[:-2]))


def _is_furniture(app: App[Any], column: int, row: int, text: str) -> bool:
    lead = len(text) - len(text.lstrip())
    widget, region = app.screen.get_widget_at(column + lead, row)
    inner = region.shrink(widget.styles.gutter)
    behind = widget is app.screen and app.screen.is_modal
    return (
        behind
        or isinstance(widget, ScrollBar)
        or not Region.from_corners(inner.x, inner.y, inner.right, inner.bottom).contains(column + lead, row)
    )
