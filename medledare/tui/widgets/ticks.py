"""Boxes to tick, that are seen to be ticked also without colours."""

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Checkbox, SelectionList

TICKED, NOT_TICKED = "✓", " "


class Tick(Checkbox):
    """One box."""

    def render(self) -> Content:
        self.BUTTON_INNER = TICKED if self.value else NOT_TICKED
        return super().render()


class Ticks(SelectionList[str]):
    """A list of them."""

    def render_line(self, y: int) -> Strip:
        line = list(super().render_line(y))
        number = self.scroll_offset.y + y
        if number < self.option_count:
            # Textual draws left, box, right, and then the words.
            ticked = self.get_option_at_index(number).value in self.selected
            line[1] = Segment(TICKED if ticked else NOT_TICKED, line[1].style)
        return Strip(line)
