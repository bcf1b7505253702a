"""One-line fields: for words, and for a passphrase."""

from rich.text import Text
from textual import events
from textual.widgets import Input

from medledare.tui.part import Field
from medledare.tui.widgets.completing import LONGEST_WORD, Completing, Fills
from medledare.tui.widgets.typed import as_shown, why_not

LONG = 20_000
"""Characters from which the cursor stands still."""


class Line(Completing, Input):
    """A field of one line. Lines that are pasted are joined; nothing of them is dropped."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        compact: bool = True,
        fills: Fills = "",
    ) -> None:
        self.fills = fills
        # A first key must not replace everything that stands there.
        super().__init__(value, placeholder=placeholder, id=id, compact=compact, select_on_focus=False)

    @property
    def standing(self) -> str:
        return self.value

    @property
    def _value(self) -> Text:
        return Text(as_shown(self.value), no_wrap=True, overflow="ignore", end="")

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if reason := why_not(event.text):
            self.app.notify(reason, severity="warning")
            return
        text = " ".join(event.text.split("\n")) if "\n" in event.text else event.text
        text = text.replace("\r", " ").rstrip(" ") if "\r" in text else text
        self.replace(text, *self.selection)
        # A very long line takes a while to draw; not twice a second for a cursor.
        self.cursor_blink = self.cursor_blink and len(self.value) < LONG

    # Completion

    def before_cursor(self) -> str:
        place = self.cursor_position
        within = self.value[place : place + 1].strip()
        return "" if within else self.value[max(0, place - LONGEST_WORD - 1) : place]

    def put_before_cursor(self, old: int, new: str) -> None:
        self.replace(new, self.cursor_position - old, self.cursor_position)

    def insert_text_at_cursor(self, text: str) -> None:
        with self.typed():
            super().insert_text_at_cursor(text)

    def action_delete_left(self) -> None:
        with self.typed():
            super().action_delete_left()

    def watch_selection(self) -> None:
        """What was offered may have been for another word."""
        self.cursor_moved()


class Passphrase(Field, Input):
    """A field that shows a dot for each character and gives nothing back to the clipboard."""

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, password=True, id=id, compact=True)

    @property
    def standing(self) -> str:
        return self.value

    def action_copy(self) -> None:
        """A passphrase stays here."""

    def action_cut(self) -> None:
        """A passphrase stays here."""
