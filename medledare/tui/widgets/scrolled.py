"""The base of widgets that draw themselves line by line and may have very many lines."""

from textual.geometry import Size
from textual.scroll_view import ScrollView


class Scrolled(ScrollView):
    """Scrolls over ``line_count`` lines, and draws only those in view."""

    DEFAULT_CSS = """
    Scrolled {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    """

    def set_line_count(self, count: int) -> None:
        """Say how many lines there are now.

        A new ``virtual_size`` makes Textual lay out and draw the whole screen. That is needed only when the
        scrollbar comes or goes; else telling the scrollbar is enough, and a key costs a tenth as much.
        """
        size = Size(self.size.width, count)
        room = self.container_size.height
        if not room or (count > room) != (self.virtual_size.height > room):
            self.virtual_size = size
        else:
            self.set_reactive(Scrolled.virtual_size, size)
            self._scroll_update(size)
        self.refresh()
