"""A card on its way to a team's shelf: changed until it says what one wants, read through, and only then put there."""

import asyncio
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from medledare.domain.problems import Problem
from medledare.domain.records import Failure, Learning
from medledare.domain.redaction import Redactor
from medledare.services import myself, sheets
from medledare.services import shelf as shelves
from medledare.services.sheets import Sheet
from medledare.services.shelf import Team
from medledare.text import N_, _, say
from medledare.text.leaving import taken_words
from medledare.text.sheets import HINTS
from medledare.text.shelf import BEFORE_SHELF, who_reads
from medledare.tui.commands import Command
from medledare.tui.modals.through import Through
from medledare.tui.modals.unsaved import Unsaved
from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.editor import TOO_LONG, Editor
from medledare.tui.widgets.typed import as_shown


class ToShelf(Unsaved):
    """Gives True if the card was put there. What is typed is kept in a draft until then."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "to_shelf.tcss"]
    AUTO_FOCUS = "Editor"
    HEADING = N_("A card for the shelf")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Read through"), footer=True, priority=True),
        Command(
            "redact", "f3", N_("Without names"), N_("Take out @names and ((passages)); ctrl+z puts them back"),
            footer=True,
        ),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )  # fmt: skip

    def __init__(self, team: Team, record: Failure | Learning) -> None:
        super().__init__()
        self._team, self._record = team, record
        self.draft = shelves.spot(record).draft
        self._redacted = False

    def compose(self) -> ComposeResult:
        self._sheet: Sheet = sheets.card(self.vault, self._record)
        drafts = self.medledare.drafts
        with Vertical(classes="box"):
            title = _("A card for the shelf of {team}").format(team=shown_line(self._team.name))
            yield Static(title, classes="title", markup=False)
            yield Static(_(BEFORE_SHELF), classes="muted", markup=False)
            yield Editor((drafts.text(self.draft) if drafts else "") or self._sheet.text, fills="")
            yield Static(classes="message", markup=False)
            yield Static(_("^s reads it through · f3 without names · esc leaves"), classes="keys", markup=False)

    @property
    def _editor(self) -> Editor:
        return self.query_one(Editor)

    @property
    def unsaved(self) -> bool:
        return self._editor.text != self._sheet.text

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.medledare.keep_draft(self.draft, self._editor.text if self.unsaved else "")

    @on(Editor.TooLong)
    def _too_long(self) -> None:
        self._say(_(TOO_LONG))

    def action_redact(self) -> None:
        """Take out names and marked passages, as a step that can be undone."""
        redactor = Redactor()
        text = redactor.text(self._editor.text)
        if redactor.taken:
            self._redacted = True
            self._editor.replace(text, (0, 0), self._editor.document.end)
        self._say("\n".join(taken_words(redactor.taken)))

    def action_save(self) -> None:
        """Show exactly what would leave, and put it there if that is agreed to."""
        text = self._editor.text
        if not text.strip():
            self._say(_("Write a few words here."))
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._put(text)

        try:
            told = [who_reads(self._team.name, myself.oneself(self.vault).name), _(HINTS["card"])]
        except Problem as problem:
            self._say(say(problem))
        else:
            through = Through(text, told, title=_("Exactly this would leave"), yes=_("Put it on the shelf"))
            self.app.push_screen(through, answered)

    @work(exclusive=True, group="put")
    async def _put(self, text: str) -> None:
        made_of, redacted = self._sheet.made_of, self._redacted
        try:
            await asyncio.to_thread(
                shelves.put, self.vault, self.clock, self._team, text, made_of=made_of, redacted=redacted
            )
        except Problem as problem:
            self._say(say(problem))
        else:
            self.close(True)

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))
