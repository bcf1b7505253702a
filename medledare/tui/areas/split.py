"""An area of two panes: side by side where there is room, else one above the other."""

from typing import ClassVar

from textual import events

from medledare.tui.areas.base import Area


class SplitArea(Area):
    """Has the class ``-narrow`` when it is narrower than ``NARROW`` columns."""

    NARROW: ClassVar[int] = 110

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < self.NARROW, "-narrow")
