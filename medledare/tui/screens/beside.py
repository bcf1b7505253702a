"""One's own records on one side, and beside them a text to write from them: what reviews and preparations share."""

import asyncio
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import TextArea

from medledare.domain.problems import Problem
from medledare.services.spots import Spot
from medledare.text import N_, _
from medledare.tui.areas.base import WIDE
from medledare.tui.commands import Command
from medledare.tui.keeping import KEPT
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.completing import Fills
from medledare.tui.widgets.editor import TOO_LONG, Editor
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.page import Page

if TYPE_CHECKING:
    from medledare.vault.vault import Vault

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Seen(Generic[Found]):
    """What the vault has now, and what the editor begins with."""

    found: Found
    start: str


class Beside(Part, Screen[None], Generic[Found]):
    """A page and an editor. What is typed is kept in a draft until it is saved as an entry.

    ``NAME`` is what its widgets' ids begin with, ``FILLS`` what its editor's suggestions are for. ``title``, ``spot``,
    ``see``, ``keep`` and ``show`` say what it is.
    """

    DRAFTS = True
    NAME: ClassVar[str]
    FILLS: ClassVar[Fills] = "marks"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["beside.tcss"]
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), N_("Keep it in the journal"), footer=True, priority=True),
        Command("leave", "escape", N_("Back"), N_("Back to where you were; what you typed stays"), footer=True),
        Command("app.focus_next", "tab", N_("The other side"), footer=True, palette=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen[Found] | None = None

    @property
    def title_words(self) -> str:
        """What stands on the page while the vault is read."""
        raise NotImplementedError

    @property
    def spot(self) -> Spot:
        """Where the text waits while it is written."""
        raise NotImplementedError

    def see(self, vault: "Vault") -> Seen[Found]:
        """Read the vault, beside the event loop."""
        raise NotImplementedError

    def keep(self, found: Found, text: str) -> None:
        """Keep the text as an entry, beside the event loop."""
        raise NotImplementedError

    def show(self, found: Found) -> None:
        """Fill the page, and put the editor's cursor where one goes on."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Container(classes="panes"):
            yield Page(id=f"{self.NAME}-page", classes="beside")
            yield (editor := Editor(id=f"{self.NAME}-editor", fills=self.FILLS))
            editor.add_class("beside")
        yield Footer()

    def on_mount(self) -> None:
        # Before anything is laid out, so that the text is wrapped once.
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.look()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")
        # Lines break elsewhere now, so the cursor's may have moved away.
        self.call_after_refresh(self.editor.scroll_cursor_visible, center=True)

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Read the vault, and put what was begun or kept in the editor."""
        self._seen = None
        self.editor.read_only = True
        self.page.show([Block(self.title_words, "title")])
        self.refresh_bindings()
        try:
            seen = await asyncio.to_thread(self.see, self.vault)
        except Problem as problem:
            self.tell_problem(problem)
            return
        drafts = self.medledare.drafts
        begun = drafts.at(self.spot) if drafts else ""
        self._seen = seen
        self.editor.read_only = False
        self.editor.load_text(begun or seen.start)
        self.show(seen.found)
        self.refresh_bindings()

    @property
    def page(self) -> Page:
        """The side that is read."""
        return self.query_one(f"#{self.NAME}-page", Page)

    @property
    def editor(self) -> Editor:
        """The side that is written in."""
        return self.query_one(f"#{self.NAME}-editor", Editor)

    @on(TextArea.Changed, ".beside")
    def _typed(self) -> None:
        if (seen := self._seen) is not None:
            text = self.editor.text
            self.medledare.keep_draft(self.spot.draft, text if text != seen.start else "")

    @on(Editor.TooLong)
    def _too_long(self) -> None:
        self.tell(_(TOO_LONG))

    async def action_save(self) -> None:
        """Keep the text as an entry, and go back."""
        seen, text, spot = self._seen, self.editor.text, self.spot
        if seen is None or not text.strip():
            self.tell(_("There is nothing to save yet."))
            return
        try:
            await asyncio.to_thread(self.keep, seen.found, text)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self.medledare.keep_draft(spot.draft, "")
        self.tell(_("Saved in the journal. ctrl+z takes it back."))
        self._close()

    def action_leave(self) -> None:
        """Back to where one came from; what was typed waits in its draft."""
        if self._seen is not None and self.editor.text != self._seen.start:
            self.tell(_(KEPT))
        self._close()

    def _close(self) -> None:
        self.dismiss(None)
        self.medledare.freshen()
