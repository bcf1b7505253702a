"""Today: the mission, the day's question, the check-in, a place to write, the goals, and what was written."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from medledare.domain.problems import Problem
from medledare.domain.records import Record
from medledare.services import capture, checkins, goals, mission, records, today
from medledare.text import N_, _
from medledare.text.dates import long_day
from medledare.tui.areas.base import Area
from medledare.tui.commands import Command
from medledare.tui.undoing import Touched
from medledare.tui.widgets.check_in import CheckIn
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.goal_lines import GoalLine, GoalLines
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.looking_back import earlier_years, mission_words, written_today
from medledare.tui.widgets.told import Told

ENTRY, ANSWER, GOAL = "entry", "answer", "goal "
"""Names of the drafts; a goal's is followed by its id."""


class Today(Area):
    """The day as it stands."""

    HEADING = N_("Today")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), N_("Save what you wrote as an entry"), footer=True),
        Command(
            "leave",
            "escape",
            N_("Leave the field"),
            N_("So that the other keys work; what you typed stays"),
            palette=False,
        ),
        Command("check_in", "c", N_("Check in"), N_("Answer today's items with digits"), footer=True),
        Command("answer", "a", N_("Answer"), N_("Answer the day's question"), footer=True),
        Command("goals", "g", N_("For a goal"), N_("Write what you did for a goal today"), footer=True),
        Command("mission", "m", N_("Mission"), N_("Write the mission, or word it anew; earlier wordings are kept")),
        Command("focus", "", N_("Focus principle"), N_("Choose a principle to practise, or none")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._day: today.Today | None = None
        self._saved_entry = ("", "")

    def compose(self) -> ComposeResult:
        drafts = self.medledare.drafts
        with Vertical(id="today-morning", classes="part"):
            yield Static(id="today-mission", markup=False)
            yield Static(id="today-whom", classes="muted", markup=False)
            yield Static(_("Question of the day"), classes="heading")
            yield Static(id="today-question", markup=False)
            yield Line(drafts.text(ANSWER) if drafts else "", id="today-answer", compact=True)
            yield Static(_("Check-in"), classes="heading")
            yield CheckIn(id="today-check-in")
        with Vertical(id="today-writing", classes="part"):
            yield Static(id="today-date", classes="heading", markup=False)
            yield Editor(
                drafts.text(ENTRY) if drafts else "",
                placeholder=_("Write here. It is kept, sealed, as you type."),
                id="today-editor",
            )
        with Vertical(id="today-doing", classes="part"):
            yield Static(_("For the goals"), classes="heading")
            yield GoalLines(id="today-goals")
            yield Static(id="today-no-goals", classes="muted", markup=False)
        with Vertical(id="today-back", classes="part"):
            yield Told(id="today-written")
            yield Told(id="today-earlier")

    # Showing

    def load(self) -> None:
        self._look()

    @work(thread=True, exclusive=True, group="today-look")
    def _look(self) -> None:
        day = today.look(self.vault, self.clock)
        self.app.call_from_thread(self._show, day)

    def _show(self, day: today.Today) -> None:
        self._day = day
        self._update("#today-date", f"{_('Journal')} · {long_day(day.day)}")
        for selector, words in zip(("#today-mission", "#today-whom"), mission_words(day.mission), strict=True):
            self._update(selector, words)
            self.query_one(selector).display = bool(words)
        self._update("#today-question", day.question.text)
        answered = any(getattr(record, "question", "") == day.question.code for record in day.written)
        answer = self.query_one("#today-answer", Line)
        answer.placeholder = _("Answered. You can write more.") if answered else _("Your answer, and enter")
        self.query_one(CheckIn).show(day.asked.items, day.asked.answers)
        drafts = self.medledare.drafts
        typed = {goal.goal.id: drafts.text(GOAL + goal.goal.id) for goal in day.goals} if drafts else {}
        self.query_one(GoalLines).show(day.goals, typed)
        none = self.query_one("#today-no-goals", Static)
        none.update(_("No active goals. Press 2 and then n to set one."))
        none.display = not day.goals
        self.query_one("#today-written", Told).show(written_today(day))
        self.query_one("#today-earlier", Told).show(earlier_years(day))

    def _update(self, selector: str, words: str) -> None:
        self.query_one(selector, Static).update(words)

    # Writing

    @property
    def _editor(self) -> Editor:
        return self.query_one("#today-editor", Editor)

    def write(self) -> None:
        """Go to the editor."""
        self._editor.focus()

    @on(TextArea.Changed, "#today-editor")
    def _typed(self) -> None:
        self._keep(ENTRY, self._editor.text)

    @on(Input.Changed, "#today-answer")
    def _answer_typed(self, event: Input.Changed) -> None:
        self._keep(ANSWER, event.value)

    @on(GoalLines.Typed)
    def _goal_typed(self, event: GoalLines.Typed) -> None:
        self._keep(GOAL + event.goal, event.text)

    def _keep(self, field: str, text: str) -> None:
        self.medledare.keep_draft(field, text)

    async def action_save(self) -> None:
        """Save the field that has the focus, or else the editor."""
        focused = self.app.focused
        if isinstance(focused, Line):
            await focused.action_submit()
            return
        await self._save_entry(self._editor.text)

    async def _save_entry(self, text: str) -> None:
        if not text.strip():
            self.tell(_("There is nothing to save yet."))
            return
        saved = await self._add(lambda: capture.entry(self.clock, text))
        if saved is None:
            return
        self._saved_entry = (saved.id, text)
        if self._editor.text == text:
            self._editor.load_text("")
        self.tell(_("Saved. ctrl+z takes it back."))

    @on(Editor.TooLong)
    async def _too_long(self, event: Editor.TooLong) -> None:
        """Lines beyond what the editor is at ease with go straight into the journal."""
        if await self._add(lambda: capture.entry(self.clock, event.text)) is not None:
            self.tell(_("The text is too long to edit here, so it was saved as an entry. ctrl+z takes it back."))

    @on(Input.Submitted, "#today-answer")
    async def _answered(self, event: Input.Submitted) -> None:
        day, text = self._day, event.value
        if day is None or not text.strip():
            return
        code, principle = day.question.code, day.question.principle
        make = lambda: capture.entry(self.clock, text, question=code, principles=(principle,))  # noqa: E731
        if await self._add(make) is not None:
            event.input.clear()
            self.tell(_("Saved in the journal. ctrl+z takes it back."))

    @on(GoalLines.Entered)
    async def _for_goal(self, event: GoalLines.Entered) -> None:
        goal = event.goal.goal
        if await self._do(lambda: goals.note(self.vault, self.clock, goal, event.text)):
            self.query_one(GoalLines).clear(goal.id)
            self.tell(_("Noted, in the journal too. ctrl+z takes it back."))

    @on(CheckIn.Answered)
    async def _checked_in(self, event: CheckIn.Answered) -> None:
        await self._do(lambda: checkins.answer(self.vault, self.clock, [event.answer]))

    async def _add(self, make: Callable[[], Record]) -> Record | None:
        """Keep a new record; None, and a word on why, if it could not be kept."""
        record = make()
        return record if await self._do(lambda: records.add(self.vault, record)) else None

    async def _do(self, write: Callable[[], object]) -> bool:
        """Write beside the event loop and show what came of it; say what went wrong."""
        try:
            await asyncio.to_thread(write)
        except Problem as problem:
            self.tell_problem(problem)
            return False
        self.freshen()
        return True

    def taken_back(self, touched: Touched) -> None:
        """After undo: the text of the entry just saved comes back to the editor."""
        saved, text = self._saved_entry
        if ("entry", saved) in touched and not self._editor.text:
            self._editor.load_text(text)
            self._editor.move_cursor(self._editor.document.end)
            self._saved_entry = ("", "")

    # Going about

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Saving and leaving are for a field that is being written in."""
        if action in ("save", "leave"):
            return isinstance(self.app.focused, Editor | Line)
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Leave a text field, so that the other keys work."""
        self.focus(scroll_visible=False)

    def action_check_in(self) -> None:
        """Go to the check-in."""
        self.query_one(CheckIn).focus()

    def action_answer(self) -> None:
        """Go to the question's field."""
        self.query_one("#today-answer").focus()

    def action_goals(self) -> None:
        """Go to the first goal's line."""
        if lines := self.query(GoalLine):
            lines.first().query_one(Line).focus()
        else:
            self.tell(_("No active goals. Press 2 and then n to set one."))

    def action_mission(self) -> None:
        """Write the mission."""
        from medledare.tui.modals.form import Form

        now = self._day.mission if self._day else None
        start = {name: getattr(now, name) for name in ("statement", "for_whom", "value")} if now else {}

        def keep(values: dict[str, str]) -> None:
            mission.write(self.vault, self.clock, **values)

        self.app.push_screen(Form("mission", _("The mission"), keep, start=start), self._kept)

    def _kept(self, kept: bool | None) -> None:
        if kept:
            self.tell(_("Saved. ctrl+z takes it back."))
            self.freshen()

    def action_focus(self) -> None:
        """Choose the focus principle."""
        from medledare.domain.principles import PRINCIPLES
        from medledare.text.library import principle_line, principle_name
        from medledare.tui.modals.choose import Choose

        choices = [(code, principle_name(code), principle_line(code)) for code in PRINCIPLES]
        choices.append(("", _("None"), _("All seven in turn")))
        self.app.push_screen(
            Choose(_("Which principle do you want to practise?"), choices, checkins.focus(self.vault)), self._chosen
        )

    def _chosen(self, code: str | None) -> None:
        if code is not None:
            self.run_worker(self._do(lambda: checkins.set_focus(self.vault, self.clock, code)))
