"""What the six areas have in common."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.geometry import Size
from textual.widget import Widget

from medledare.text import N_, _
from medledare.tui.commands import Command
from medledare.tui.part import Part

if TYPE_CHECKING:
    from medledare.domain.records import Record

NOTED: dict[str, tuple[str, str]] = {
    "need": (N_("New need"), N_("Write down what the work needs; a draft until you share it")),
    "decision": (N_("New decision"), N_("Write down a decision: yours, delegated, or with others involved first")),
    "close": (N_("Close the day"), N_("Write down what may wait until tomorrow")),
    "stop": (N_("Stop doing"), N_("Put something on the stop list")),
    "mandate": (N_("New responsibility"), N_("Put a responsibility on the mandate map, beside its authority")),
    "talk": (N_("Coming talk"), N_("Note a talk to prepare for")),
    "observer": (N_("New observer"), N_("Note that a colleague agreed to observe one behaviour of yours")),
}
"""What can be written down wherever one is, by a form: its command's label and help."""
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
    OFFERS: ClassVar[tuple[Command, ...]] = tuple(
        Command(f"note_down('{kind}')", "", label, help, where=N_("Write down"))
        for kind, (label, help) in NOTED.items()
    )
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
        self._made = ""
        """The id of what was just written down here, for the list's cursor to go to."""

    def load(self) -> None:
        """Show the vault as it is now."""
        raise NotImplementedError

    def freshen(self) -> None:
        """Load if there is anything new since last time, or another day has begun.

        Not before the vault is open and everything in the area is there: it is called again then.
        """
        if self.medledare.vault is None or not self.is_mounted:
            return
        now = (self.vault.generation, self.clock().date())
        if self._loaded != now:
            self._loaded = now
            self.load()

    def say_anew(self) -> None:
        """The words have changed: load again, now if the area is shown, else once it is."""
        self._loaded = None
        if self.display:
            self.freshen()

    def enter(self) -> None:
        """Take the focus where it last was here, or at ``HOME``."""
        last = self._last_focus
        if last is not None and last.is_attached and last.focusable:
            self.screen.set_focus(last)
        else:
            home = next(iter(self.query(self.HOME)), self) if self.HOME else self
            self.screen.set_focus(home)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be written down by a form before the vault is open."""
        if action == "note_down" and self.medledare.vault is None:
            return None
        return super().check_action(action, parameters)

    def action_note_down(self, kind: str) -> None:
        """Write something down by the form of its kind."""
        from medledare.services import capture, records
        from medledare.text.fields import FORMS
        from medledare.tui.evening import around
        from medledare.tui.modals.form import Form

        first = FORMS[kind][0].name
        more = around(self) if kind == "close" else {}

        def keep(values: dict[str, Any]) -> None:
            others = {name: value for name, value in values.items() if name != first}
            self.written_down(records.add(self.vault, capture.written(kind, self.clock, values[first], **others)))

        def closed(kept: bool | None) -> None:
            if kept:
                self.tell(_("Saved. ctrl+z takes it back."))
                self.freshen()

        self.app.push_screen(Form(kind, _(NOTED[kind][0]), keep, **more), closed)

    async def reveal(self, record: "Record") -> bool:
        """Put the cursor on a record, whatever hid it; whether it is there."""
        return False

    def written_down(self, record: "Record") -> None:
        """Something was written down here."""
        self._made = record.id

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing here looks different with the focus on the area, so no styles need to be found anew."""

    def on_mount(self, event: events.Mount) -> None:
        # Drawn first: reading beside it would take turns with the drawing, and both would be late.
        self.call_after_refresh(self.freshen)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._last_focus = event.widget

    def on_focus(self) -> None:
        self._last_focus = None

    def on_resize(self, event: events.Resize) -> None:
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """Take the form for a size. Before it is put up it takes it at once; afterwards all in it is styled anew."""
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.height >= TALL, "-tall")
