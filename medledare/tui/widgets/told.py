"""Short passages under a heading, each with its moment to the left; as high as its words need."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from medledare.tui.widgets.blocks import Block, laid_out

LEAST = 10
"""Columns that text is given at least."""


class Told(Widget):
    """Blocks of text. It takes no room while there is nothing to tell."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"told--heading", "told--before"}
    DEFAULT_CSS = """
    Told {
        height: auto;
        & > .told--heading { color: $text-primary; text-style: bold; }
        & > .told--before { color: $text-accent; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._blocks: Sequence[Block] = ()
        self.display = False

    def show(self, blocks: Sequence[Block]) -> None:
        """Show blocks; those with the role ``heading`` stand out."""
        self._blocks = blocks
        self.display = bool(blocks)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(laid_out(self._blocks, max(LEAST, width)))

    def render(self) -> Content:
        heading = self.get_visual_style("told--heading")
        before = self.get_visual_style("told--before")
        lines = []
        for line in laid_out(self._blocks, max(LEAST, self.content_size.width)):
            text = line.block.text[line.start : line.end]
            if line.block.role == "heading":
                lines.append(Content.styled(text, heading))
            else:
                lines.append(Content.assemble((line.before, before), text))
        return Content("\n").join(lines)
