"""What the six areas have in common."""

import sys
from pathlib import Path
from typing import Any

from textual import events
from textual.widget import Widget

from medledare.tui.part import Part

WIDE = 120
"""From this many columns an area has the class ``-wide``."""
TALL = 44
"""From this many rows an area has the class ``-tall``."""


class Area(Part, Widget, can_focus=True):
    """One of the six. Its styles lie beside it: ``areas/goals.py`` has ``areas/goals.tcss``, read when first shown.

    ``load`` is called when the area is first shown, when it is shown again after something changed, and when
    something changes while it is shown. It fills the widgets from services, and keeps focus, cursor, scrolling
    and text being typed.

    The area itself can take the focus, so that its keys work when nothing inside it has it. ``HOME`` is the
    selector of the widget that gets the focus when the area is first shown, empty for the area itself.
    """

    HOME = ""
    DEFAULT_CSS = """
    Area {
        width: 1fr;
        height: 1fr;
    }
    """

    def __init_subclass__(cls, **options: Any) -> None:
        styles = Path(str(sys.modules[cls.__module__].__file__)).with_suffix(".tcss")
        if "DEFAULT_CSS" not in cls.__dict__ and styles.exists():
            cls.DEFAULT_CSS = styles.read_text(encoding="utf-8")
        super().__init_subclass__(**options)

    def __init__(self) -> None:
        super().__init__(id=type(self).__name__.lower())
        self._loaded: object = None
        self._last_focus: Widget | None = None

    def load(self) -> None:
        """Show the vault as it is now."""
        raise NotImplementedError

    def freshen(self) -> None:
        """Load if there is anything new since last time, or another day has begun; once the vault is open."""
        if self.medledare.vault is None:
            return
        now = (self.vault.generation, self.clock().date())
        if self._loaded != now:
            self._loaded = now
            self.load()

    def enter(self) -> None:
        """Take the focus where it last was here, or at ``HOME``."""
        last = self._last_focus
        if last is not None and last.is_attached and last.focusable:
            self.screen.set_focus(last)
        else:
            home = next(iter(self.query(self.HOME)), self) if self.HOME else self
            self.screen.set_focus(home)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing here looks different with the focus on the area, so no styles need to be found anew."""

    def on_mount(self, event: events.Mount) -> None:
        self.freshen()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._last_focus = event.widget

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.height >= TALL, "-tall")
