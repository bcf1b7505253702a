"""Where one writes in Today: the journal's editor, under the day and the tags that go with what is written."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from medledare.text import _
from medledare.text.marks import MARKS, mark_tag
from medledare.tui.part import Part
from medledare.tui.widgets.editor import LONGEST_LINE, Editor

if TYPE_CHECKING:
    from medledare.tui.undoing import Touched

ENTRY, TAGGED = "entry", "entry tags"
"""Names of the drafts of what is written, and of its marks."""
MOMENT = 0.1
"""Seconds until what had to wait for the vault is tried again."""


class Saved(NamedTuple):
    """The entry saved last: its id, its text and its marks."""

    id: str
    text: str
    marks: tuple[str, ...]


class WritingPart(Part, Vertical):
    """Takes what is written from the first moment on, and keeps it as a draft until it is saved."""

    def __init__(self, do: Callable[[Callable[[], object]], Awaitable[bool]]) -> None:
        """``do`` writes beside the event loop, and tells whether it went well."""
        super().__init__(id="today-writing", classes="part")
        self._do = do
        self._day = ""
        self._marks: tuple[str, ...] = ()
        self.saved: Saved | None = None

    def compose(self) -> ComposeResult:
        yield Static(_("Journal"), id="today-date", classes="heading", markup=False)
        yield Editor(placeholder=_("Write here. It is kept, sealed, as you type."), id="today-editor")

    @property
    def editor(self) -> Editor:
        return self.query_one(Editor)

    def show(self, day: str) -> None:
        """Say which day it is."""
        self._day = day
        self._say()

    def _say(self) -> None:
        tags = " ".join(map(mark_tag, self._marks))
        about = " · ".join(part for part in (_("Journal"), self._day, tags) if part)
        self.query_one("#today-date", Static).update(about)

    def take_drafts(self) -> None:
        """Put what was being written last time back, before what was typed while the vault was being opened."""
        if (drafts := self.medledare.drafts) is not None:
            if text := drafts.text(ENTRY):
                self._put(text + self.editor.text)
            self._mark(tuple(mark for mark in drafts.text(TAGGED).split() if mark in MARKS) or self._marks)
            self._keep()

    def _put(self, text: str) -> None:
        self.editor.load_text(text)
        self.editor.move_cursor(self.editor.document.end)

    @on(TextArea.Changed)
    def _keep(self) -> None:
        self.medledare.keep_draft(ENTRY, self.editor.text)

    # Tags

    def toggle(self, mark: str) -> None:
        """Put a mark's tag on what is being written, or take it away."""
        marked = mark in self._marks
        self._mark(tuple(one for one in self._marks if one != mark) if marked else (*self._marks, mark))

    def _mark(self, marks: tuple[str, ...]) -> None:
        self._marks = marks
        self.medledare.keep_draft(TAGGED, " ".join(marks))
        self._say()

    def begin(self, text: str) -> None:
        """Put a template's text in at the cursor, which then stands where its first line asks for something."""
        if max(map(len, text.split("\n"))) > LONGEST_LINE:
            self.tell(_("A line of that template is too long to edit here, so nothing was put in."))
            return
        row, column = min(self.editor.selection)
        self.editor.write(text)
        up_to = text[: text.find(":\n") + 1 or len(text)]
        _before, newline, last = up_to.rpartition("\n")
        self.editor.move_cursor((row + up_to.count("\n"), len(last) + (0 if newline else column)))
        self.screen.set_focus(self.editor)

    # Saving

    async def save(self) -> None:
        """Save what stands in the editor as an entry."""
        text, marks = self.editor.text, self._marks
        if not text.strip():
            self.tell(_("There is nothing to save yet."))
        elif await self._write(text, marks):
            if self.editor.text.startswith(text):
                # What was typed meanwhile stays.
                self._put(self.editor.text.removeprefix(text))
            self._mark(tuple(one for one in self._marks if one not in marks))
            # The cursor stays: letters that were meant for a next entry must not become commands.
            stays = self.editor.has_focus
            self.tell(
                _("Saved. Write on, or esc first for other keys.") if stays else _("Saved. ctrl+z takes it back.")
            )

    @on(Editor.TooLong)
    async def _too_long(self, event: Editor.TooLong) -> None:
        """Lines beyond what the editor is at ease with go straight into the journal."""
        if self.medledare.vault is None:
            self.set_timer(MOMENT, lambda: self.post_message(Editor.TooLong(event.text)))
        elif await self._write(event.text):
            self.tell(_("The text is too long to edit here, so it was saved as an entry. ctrl+z takes it back."))

    async def _write(self, text: str, marks: tuple[str, ...] = ()) -> bool:
        def write() -> None:
            from medledare.tui.doing import write_entry

            self.saved = Saved(write_entry(self.vault, self.clock, text, marks), text, marks)

        return await self._do(write)

    def taken_back(self, touched: "Touched") -> None:
        """After undo: what was saved last comes back to the editor."""
        if self.saved and ("entry", self.saved.id) in touched and not self.editor.text:
            self._put(self.saved.text)
            self._mark(self.saved.marks)
            self.saved = None
