"""One line with the areas, their keys, and which one is shown."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from medledare.text import _


class TabBar(Widget):
    """The areas in a row. A click chooses one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-bar--key", "tab-bar--current"}
    DEFAULT_CSS = """
    TabBar {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $text-muted;
        & > .tab-bar--key { color: $text-accent; }
        & > .tab-bar--current {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold;
        }
    }
    """
    current: reactive[str] = reactive("")

    class Chosen(Message):
        """An area was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, areas: Mapping[str, str]) -> None:
        """``areas``: label (message id) by name."""
        super().__init__()
        self._areas = areas

    def render(self) -> Content:
        key, current = (self.get_visual_style(f"tab-bar--{part}") for part in ("key", "current"))
        parts = []
        for number, (name, label) in enumerate(self._areas.items(), 1):
            style = Style.from_meta({"area": name})
            if name == self.current:
                parts.append(Content.styled(f" {number} {_(label)} ", style + current))
            else:
                parts.append(Content.assemble((f" {number} ", style + key), (f"{_(label)} ", style)))
        return Content.assemble(*parts)

    def places(self) -> Iterator[tuple[str, int]]:
        """Each area's name, and the column it begins in."""
        column = 0
        for number, (name, label) in enumerate(self._areas.items(), 1):
            yield name, column
            column += cell_len(f" {number} {_(label)} ")

    def choose(self, name: str) -> None:
        """Choose an area, as a click does."""
        self.post_message(self.Chosen(name))

    def on_click(self, event: events.Click) -> None:
        if name := event.style.meta.get("area"):
            self.choose(name)
