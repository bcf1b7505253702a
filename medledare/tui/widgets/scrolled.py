"""The base of widgets that draw themselves line by line and may have very many lines."""

from typing import ClassVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


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

    ROLES: ClassVar[tuple[str, ...]] = ()
    """What a stretch of text can be, each a component class: ``page--title`` for the title of a ``Page``."""
    PREFIX: ClassVar[str] = ""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles_now: dict[tuple[str, ...], Style] = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        # Looking up a style costs more than drawing with it: once for each picture is enough.
        self._styles_now.clear()
        return super().render_lines(crop)

    def role_style(self, *roles: str) -> Style:
        """The style of text that plays these roles, over the widget's own."""
        style = self._styles_now.get(roles)
        if style is None:
            style = self.get_visual_style(*(f"{self.PREFIX}--{role}" for role in roles)).rich_style
            self._styles_now[roles] = style
        return style

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
