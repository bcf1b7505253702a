"""Boxes to tick. Ticked and not are told apart by their sign, in the colours of the words beside it."""

from typing import Any

from rich.segment import Segment
from textual.content import Content, ContentText
from textual.strip import Strip
from textual.widgets import Checkbox, SelectionList

TICKED, NOT_TICKED = "[✓]", "[ ]"


class Tick(Checkbox):
    """One box, as high as a line."""

    DEFAULT_CSS = """
    Tick {
        border: none !important;
        padding: 0;
    }
    """

    def __init__(self, label: ContentText = "", value: bool = False, **named: Any) -> None:
        super().__init__(label, classes="-on" if value else None, **named)
        # Set as usual, its styles would be found once more before it is put up: a form with many takes as long again.
        self.set_reactive(Tick.value, value)

    @property
    def _button(self) -> Content:
        return Content.styled(TICKED, "bold") if self.value else Content(NOT_TICKED)


class Ticks(SelectionList[str]):
    """A list of them."""

    def render_line(self, y: int) -> Strip:
        line = list(super().render_line(y))
        number = self.scroll_offset.y + y
        if number < self.option_count:
            # Textual draws left, box, right, a space, and then the words.
            ticked = self.get_option_at_index(number).value in self.selected
            line[:3] = [Segment(TICKED if ticked else NOT_TICKED, line[3].style)]
        return Strip(line)
