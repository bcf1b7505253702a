"""The week: how good the conditions were, and one thing learned, needed, and to stop. Each may be left out."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from medledare.domain.principles import CONDITIONS
from medledare.domain.problems import Problem
from medledare.domain.records import Answer
from medledare.services import capture, checkins
from medledare.services.spots import form_name
from medledare.text import N_, _, say
from medledare.tui.commands import Command
from medledare.tui.modals.unsaved import Unsaved
from medledare.tui.widgets.check_in import CheckIn
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.typed import as_shown

if TYPE_CHECKING:
    from medledare.domain.records import AnswerValue

TEXTS = {"learned": N_("One thing you learned"), "need": N_("One need"), "stop": N_("One thing to stop doing")}
"""What else is asked, by the names ``capture.week`` knows."""
AROUND = 8
"""Rows of the screen that are needed around the questions."""


class ConditionItems(CheckIn):
    """The questions on the conditions; what comes after the last of them is the first text."""

    HEADING = N_("The week's conditions")
    WITHOUT_FOCUS = ""

    def finish(self) -> None:
        """Go on to the texts."""
        self.screen.query(Line).first().focus()

    async def action_leave(self) -> None:  # type: ignore[override]
        """Leave the week."""
        await self.screen.run_action("screen.leave")


class Week(Unsaved):
    """Asks about the week of ``at``, or of the moment it is opened. ctrl+s saves all of it as one step, escape leaves.

    What was answered and typed is kept in a draft until then.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "week.tcss"]
    AUTO_FOCUS = "ConditionItems"
    HEADING = N_("The week's conditions")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), footer=True, priority=True),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
        # With priority, so that what is typed right after is in the next field.
        Command("next_field", "enter", N_("Next field"), palette=False, priority=True),
    )

    def __init__(self, at: datetime | None = None) -> None:
        super().__init__()
        self._at = at or self.medledare.clock()
        self._asked = checkins.for_week(self.vault, self._at.date())
        self.draft = form_name("week", self._asked.day.isoformat())
        drafts = self.medledare.drafts
        kept: dict[str, Any] = json.loads(drafts.text(self.draft) or "{}") if drafts else {}
        self._given: dict[str, AnswerValue] = kept.pop("answers", {})
        self._typed: dict[str, str] = kept

    def compose(self) -> ComposeResult:
        week = _("week {week}").format(week=self._asked.day.isocalendar().week)
        with Vertical(classes="box week"):
            yield Static(_("The week's conditions") + f" · {week}", classes="title", markup=False)
            yield Static(_("How good were they? What you did yourself is another matter."), classes="muted")
            with VerticalScroll(can_focus=False):
                yield ConditionItems(id="week-items")
                for name, label in TEXTS.items():
                    yield Static(_(label), classes="label", markup=False)
                    yield Line(self._typed.get(name, ""), id=f"week-{name}", compact=True, fills="text")
            yield Static(classes="message", markup=False)
            yield Static(_("^s saves · esc leaves · enter goes on"), classes="keys", markup=False)

    def on_mount(self) -> None:
        given = {**self._asked.answers, **{answer.item: answer for answer in self._answers}}
        self.query_one(ConditionItems).show(replace(self._asked, answers=given))
        if self._given or self._typed:
            self._say(_("What you typed here before is still here."))

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(VerticalScroll).styles.max_height = max(4, event.size.height - AROUND)

    @property
    def _answers(self) -> list[Answer]:
        return [Answer(item=item, value=self._given[item], wording=CONDITIONS[item]) for item in self._given]

    def on_check_in_answered(self, event: CheckIn.Answered) -> None:
        """A question was answered."""
        self._given[event.item] = event.value
        self._keep_draft()

    @on(Input.Changed)
    def _changed(self) -> None:
        texts = {name: self.query_one(f"#week-{name}", Line).value for name in TEXTS}
        self._typed = {name: text for name, text in texts.items() if text}
        self._keep_draft()

    def _keep_draft(self) -> None:
        kept: dict[str, Any] = {**self._typed, **({"answers": self._given} if self._given else {})}
        self.medledare.keep_draft(self.draft, json.dumps(kept) if kept else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter goes on from a text."""
        if action == "next_field":
            return isinstance(self.focused, Line) and not self.focused.choosing
        return super().check_action(action, parameters)

    async def action_next_field(self) -> None:
        """Go on to the next text; from the last one, save."""
        lines = list(self.query(Line))
        place = lines.index(self.focused)  # type: ignore[arg-type]
        if place + 1 < len(lines):
            lines[place + 1].focus()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Keep it all."""
        try:
            said = capture.week(self.clock, self._answers, at=self._at, **self._typed)
            if not said:
                self._say(_("There is nothing to save yet."))
                return
            checkins.say_week(self.vault, said)
        except Problem as problem:
            self._say(say(problem))
        else:
            self.close(True)

    @property
    def unsaved(self) -> bool:
        """Whether anything was typed that is not kept."""
        return bool(self._given or self._typed)

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))
