"""Keys and what they do, as many lines as they take: where they are more than the footer has room for."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from medledare.text import _
from medledare.tui.commands import Command
from medledare.tui.widgets.footer import GAP, key_name


class Keys(Widget):
    """Some commands of whoever it stands in. A click does as the key."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}
    DEFAULT_CSS = """
    Keys {
        height: auto;
        color: $text-muted;
        & > .keys--key { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._commands = commands

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(Content(" " * GAP).join(line) for line in self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[list[Content]]:
        """What stands on each line. A line ends between two keys, never within the words of one."""
        lines: list[list[Content]] = [[]]
        left = width
        for part in self._parts():
            if lines[-1] and part.cell_length > left:
                lines.append([])
                left = width
            lines[-1].append(part)
            left -= part.cell_length + GAP
        return lines

    def _parts(self) -> Iterator[Content]:
        key_style = self.get_visual_style("keys--key")
        for command in self._commands:
            key = command.key.partition(",")[0]
            part = Content.assemble((key_name(key), key_style), " ", _(command.label))
            yield part.stylize(Style.from_meta({"key": key}))

    def on_click(self, event: events.Click) -> None:
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)
