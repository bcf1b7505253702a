"""Answering somebody's invitation to observe. Needs no vault: the answers are sealed here, and only that is written."""

import asyncio
import json
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from medledare.domain.problems import Problem
from medledare.services import observing
from medledare.services.observing import Invitation
from medledare.text import N_, _, say
from medledare.text.observing import SEALED, pieces
from medledare.tui.commands import Command
from medledare.tui.modals.confirm import Confirm
from medledare.tui.part import Part
from medledare.tui.widgets.editor import TOO_LONG, Editor
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.paths import Paths
from medledare.tui.widgets.typed import as_shown


class Answering(Part, Screen[None]):
    """First the file that one was given, then its questions. With a vault open, what is typed is a sealed draft."""

    DRAFTS = True
    AUTO_FOCUS = "#answering-path"
    CSS_PATH = "answering.tcss"
    HEADING = N_("Answer an invitation")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "seal", "ctrl+s", N_("Seal"), N_("Seal the answers and write them to the file"), footer=True, priority=True
        ),
        Command("app.focus_next", "tab", N_("Next field"), footer=True, palette=False),
        Command("app.focus_previous", "shift+tab", N_("The field before"), palette=False),
        Command("leave", "escape", N_("Back"), footer=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._invitation: Invitation | None = None
        self._done = False

    def compose(self) -> ComposeResult:
        with Vertical(id="answering"):
            yield Static(_("Answer an invitation"), classes="title", markup=False)
            with VerticalScroll(id="answering-fields", can_focus=False):
                with Vertical(id="answering-file"):
                    yield Static(
                        _("A colleague asked you to observe, and gave you a file. Where is it?"),
                        classes="words",
                        markup=False,
                    )
                    path = Line(id="answering-path", placeholder=_("The file; → completes, enter reads it"))
                    path.suggester = Paths()
                    yield path
                yield Vertical(id="answering-asked")
            yield Static(classes="message", markup=False)
        yield Footer()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The question comes into view together with its answer."""
        field = next((one for one in event.widget.ancestors if one.has_class("question")), None)
        if isinstance(field, Widget):
            self.call_after_refresh(field.scroll_visible, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "seal":
            return self._invitation is not None and not self._done
        return super().check_action(action, parameters)

    # The invitation

    @on(Input.Submitted, "#answering-path")
    def _named(self, event: Input.Submitted) -> None:
        if (typed := event.value.strip()) and self._invitation is None:
            self._read(typed)

    @work(exclusive=True, group="answering")
    async def _read(self, typed: str) -> None:
        """Read the file, and show what it asks."""
        try:
            found = await asyncio.to_thread(observing.read_invitation, Path(typed).expanduser())
        except Problem as problem:
            self._say(say(problem))
            return
        self._invitation = found
        self._say("")
        await self._ask(found)
        self.refresh_bindings()

    async def _ask(self, found: Invitation) -> None:
        self.query_one("#answering-file").display = False
        asked = self.query_one("#answering-asked")
        kept = self._kept(found)
        told = [Static(f"{label}: {as_shown(text)}", classes="told", markup=False) for label, text in pieces(found)]
        questions = [
            Vertical(
                Static(f"{number}. {as_shown(one)}", classes="label", markup=False),
                Editor(kept[number - 1], id=f"answer-{number}", fills=""),
                classes="question",
            )
            for number, one in enumerate(found.questions, 1)
        ]
        name = _("medledare-reply")
        target = Vertical(
            Static(_("The sealed reply goes to this file"), classes="label", markup=False),
            Line(f"~/{name}-{self.clock().date()}.age", id="answering-target"),
            Button(_("Seal and write"), id="answering-seal", variant="primary", compact=True),
            classes="question",
        )
        await asked.mount(*told, Static(_(SEALED), classes="words", markup=False), *questions, target)
        # Once it is laid out, so that one begins at the top, where it says what is asked.
        self.call_after_refresh(lambda: self.query_one("#answer-1").focus(scroll_visible=False))

    # The answers

    @property
    def _answers(self) -> list[str]:
        return [one.text for one in self.query(Editor)]

    @property
    def _draft(self) -> str:
        return f"answering {self._invitation.digest}" if self._invitation else ""

    def _kept(self, found: Invitation) -> list[str]:
        """What was typed here before, if a vault keeps it."""
        drafts = self.medledare.drafts
        typed = json.loads((drafts.text(self._draft) if drafts else "") or "[]")
        return typed if len(typed) == len(found.questions) else [""] * len(found.questions)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        answers = self._answers
        self.medledare.keep_draft(self._draft, json.dumps(answers) if any(answers) else "")
        self._say("")

    @on(Editor.TooLong)
    def _too_long(self) -> None:
        self._say(_(TOO_LONG))

    @on(Button.Pressed, "#answering-seal")
    @on(Input.Submitted, "#answering-target")
    def action_seal(self) -> None:
        """Seal what was answered, and write it."""
        if self._invitation is None or self._done:
            return
        if typed := self.query_one("#answering-target", Line).value.strip():
            self._seal(self._invitation, Path(typed))
        else:
            self._say(_("Write a few words here."))

    @work(exclusive=True, group="answering")
    async def _seal(self, found: Invitation, target: Path) -> None:
        try:
            sealed = observing.seal(found, self._answers)
            written = await asyncio.to_thread(observing.write_reply, target, sealed)
        except Problem as problem:
            self._say(say(problem))
            return
        self.medledare.keep_draft(self._draft, "")
        await self._tell_done(written)

    async def _tell_done(self, written: Path) -> None:
        self._done = True
        asked = self.query_one("#answering-asked")
        await asked.remove_children()
        await asked.mount(
            Static(_("Written to {path}").format(path=as_shown(str(written))), classes="words", markup=False),
            Static(
                _("Sealed. Send it back; nobody but the one who invited you can open it, not even you."), markup=False
            ),
        )
        self.set_focus(None)
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Back to where one came from; what would be lost is asked about."""
        if self._done or not any(one.strip() for one in self._answers) or self.medledare.drafts is not None:
            self.dismiss(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        self.app.push_screen(Confirm(_("Leave, and lose what you have written?"), _("Leave")), answered)

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))
