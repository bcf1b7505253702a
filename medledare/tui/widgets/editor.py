"""The text field of several lines: keeps every character as it was given, and never loses one."""

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.document._document import Document, EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea

from medledare.text import N_
from medledare.tui.commands import Command, Offering
from medledare.tui.widgets.completing import LONGEST_WORD, Completing, Fills
from medledare.tui.widgets.typed import as_shown, why_not

LONGEST_LINE = 20_000
"""Characters in one line that the text field handles with ease."""
TOO_LONG = N_("A line of what you pasted is too long to edit here, so nothing was put in. Today takes it, as an entry.")
"""Said where such a text has nowhere else to go."""


class PlainDocument(Document):
    """Lines end at newlines and nowhere else, so that other separators come back as they were."""

    def __init__(self, text: str) -> None:
        self._newline = "\n"
        self._lines = text.split("\n")

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        (top, left), (bottom, right) = sorted((start, end))
        lines = self._lines
        replaced = self.get_text_range((top, left), (bottom, right))
        before = lines[top][:left] if top < len(lines) else ""
        after = lines[bottom][right:] if bottom < len(lines) else ""
        inserted = text.split("\n")
        inserted[0] = before + inserted[0]
        column = len(inserted[-1])
        inserted[-1] += after
        lines[top : bottom + 1] = inserted
        return EditResult((top + len(inserted) - 1, column), replaced)


class Editor(Completing, Offering, TextArea):
    """A text area that is kind to what is pasted. Tab moves on; the surrounding screen saves."""

    HEADING = N_("In the text")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("undo", "ctrl+z,super+z", N_("Undo typing"), palette=False),
        Command("redo", "ctrl+y,super+y", N_("Redo typing"), palette=False),
        Command("cut", "ctrl+x,super+x", N_("Cut"), palette=False),
        Command(
            "copy", "ctrl+c,super+c", N_("Copy"), N_("Asks the terminal to put it on its clipboard"), palette=False
        ),
        Command("paste", "ctrl+v,super+v", N_("Paste what was cut"), palette=False),
        Command(
            "take_choice",
            "tab",
            N_("Take what is offered"),
            N_("After # a tag, after @ a role, after + a goal or a principle; ↓ chooses, esc puts the list away"),
            palette=False,
        ),
    )

    class TooLong(Message):
        """A text was pasted whose lines are too long to edit here; it was not put in."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class NothingToUndo(Message):
        """Undo was asked for where no typing is left to undo."""

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None, fills: Fills = "text") -> None:
        self.fills = fills
        super().__init__(
            text, placeholder=placeholder, id=id, compact=True, highlight_cursor_line=False, tab_behavior="focus"
        )
        self.match_cursor_bracket = False

    @property
    def standing(self) -> str:
        return self.text

    def get_line(self, line_index: int) -> Text:
        return Text(as_shown(self.document.get_line(line_index)), end="", no_wrap=True)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        # While many lines are taken back, the cursor still stands where there are none any more; it moves next.
        beyond = self.cursor_location[0] >= self.document.line_count
        return Offset(0, 0) if beyond else super().scroll_cursor_visible(center, animate)

    def action_undo(self) -> None:
        if self.history.undo_stack:
            self.undo()
        else:
            self.post_message(self.NothingToUndo())

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        if reason := why_not(text):
            self.app.notify(reason, severity="warning")
        elif len(text) > LONGEST_LINE and max(map(len, text.split("\n"))) > LONGEST_LINE:
            self.post_message(self.TooLong(text))
        elif result := self._replace_via_keyboard(text, *self.selection):
            self.move_cursor(result.end_location)
            self.put_away_choices()

    def write(self, text: str) -> None:
        """Put a text in at the cursor, as if it had been typed."""
        self.history.checkpoint()
        self._replace_via_keyboard(text, *self.selection)
        self.put_away_choices()

    # Completion

    def before_cursor(self) -> str:
        row, column = self.cursor_location
        line = self.document.get_line(row)
        within = line[column : column + 1].strip()
        return "" if within else line[max(0, column - LONGEST_WORD - 1) : column]

    def put_before_cursor(self, old: int, new: str) -> None:
        row, column = self.cursor_location
        self._replace_via_keyboard(new, (row, column - old), (row, column))

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        with self.typed():
            return super()._replace_via_keyboard(insert, start, end)

    def _delete_via_keyboard(self, start: Location, end: Location) -> EditResult | None:
        with self.typed():
            return super()._delete_via_keyboard(start, end)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is offered, tab goes on."""
        if action == "take_choice":
            return bool(self.fills) and (self.offering or None)
        return super().check_action(action, parameters)

    def action_take_choice(self) -> None:
        """Put in what is offered."""
        self.take_choice(first=True)

    def watch_selection(self) -> None:
        """What was offered may have been for another word."""
        self.cursor_moved()

    def _set_document(self, text: str, language: str | None) -> None:
        self.document = PlainDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._highlight_query = None
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()
