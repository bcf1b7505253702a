"""Today: the mission, the day's question, the check-in, a place to write, the goals, and what was written."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from medledare.domain.problems import Problem
from medledare.text import N_, _
from medledare.text.marks import MARK_WORDS
from medledare.tui.areas.asking import AskingArea
from medledare.tui.areas.base import NOTED
from medledare.tui.areas.writing_part import WritingPart
from medledare.tui.commands import Command

if TYPE_CHECKING:
    from textual.widgets import Input

    from medledare.coach.first_weeks import Step
    from medledare.services.checkins import Asked
    from medledare.tui.doing import Seen
    from medledare.tui.undoing import Touched
    from medledare.tui.widgets.check_in import CheckIn
    from medledare.tui.widgets.goal_lines import GoalLines

ANSWER, GOAL = "answer", "goal "
"""Names of the drafts; a goal's is followed by its id."""
QUESTION = ("later", "dismiss", "why")
"""What can be done with the day's question beside answering it."""


class Today(AskingArea):
    """The day as it stands.

    It can be written in before the vault is open; so what needs the vault is loaded when it is first used.
    """

    HEADING = N_("Today")
    BINDINGS: ClassVar[list[BindingType]] = [("pageup", "page_up"), ("pagedown", "page_down")]
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), N_("Save what you wrote as an entry"), footer=True),
        Command("mark('control')", "ctrl+r", *MARK_WORDS["control"], footer=True),
        Command("mark('dissent')", "ctrl+o", *MARK_WORDS["dissent"], footer=True),
        Command(
            "leave",
            "escape",
            N_("Leave"),
            N_("So that the other keys work; what you typed stays"),
            footer=True,
            palette=False,
        ),
        Command("check_in", "c", N_("Check in"), N_("Answer today's items with digits"), footer=True, priority=True),
        Command("answer", "a", N_("Answer"), N_("Answer the day's question"), footer=True, priority=True),
        Command("goals", "g", N_("For a goal"), N_("Write what you did for a goal today"), footer=True, priority=True),
        Command(
            "template",
            "ctrl+t",
            N_("Template"),
            N_("Begin from a text of yours, or keep what stands in the editor as one"),
        ),
        Command("later", "l", N_("Later"), N_("Not today: put the day's question off")),
        Command("dismiss", "d", N_("Not for me"), N_("Let the day's question rest twice as long")),
        Command("why", "y", N_("Why this question"), N_("The rule and the records behind it")),
        Command("note_down('close')", "e", *NOTED["close"]),
        Command(
            "no_suggestions",
            "p",
            N_("No more suggestions"),
            N_("Put the suggestions of the first weeks away for good; undo brings them back"),
        ),
        Command("focus", "", N_("Focus principle"), N_("Choose a principle to practise, or none")),
        Command("conditions", "f", N_("The week's conditions"), N_("Say how good they were, apart from what you did")),
        Command("fill_in", "", N_("Fill in an earlier day"), N_("Answer the check-in of a day that has been")),
        Command("fill_in('week')", "", N_("Fill in an earlier week"), N_("Say how good its conditions were")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.add_class("-early")
        self._seen: Seen | None = None
        self.filled = asyncio.Event()
        """Set once the day is shown for the first time."""

    def compose(self) -> ComposeResult:
        yield Vertical(id="today-morning", classes="part")
        yield WritingPart(self._do)

    def on_mount(self, event: events.Mount) -> None:
        self.take_drafts()

    def enter(self) -> None:
        """As elsewhere; and the day begins at its top, unless something is being written."""
        super().enter()
        self.call_after_refresh(self._to_the_top)

    def _to_the_top(self) -> None:
        if not self.typing:
            self.scroll_home(animate=False)

    def take_drafts(self) -> None:
        """Go on with what was being written last time."""
        self._writing.take_drafts()

    # Showing

    def load(self) -> None:
        self._look()

    def freshen(self) -> None:
        """As elsewhere; and what the hour brings up comes and goes by itself."""
        super().freshen()
        if self._seen is not None and self.medledare.vault is not None:
            from medledare.tui.areas.today_parts import show_offer

            show_offer(self, self._seen, self.clock().time())

    @work(thread=True, exclusive=True, group="today-look")
    def _look(self) -> None:
        from medledare.tui.doing import keep_question, see

        vault = self.vault
        before = vault.generation, self.clock().date()
        seen = see(vault, self.clock, self.medledare.places)
        self.app.call_from_thread(lambda: self.call_later(self._show, seen))
        if keep_question(vault, seen.day) and vault.generation == before[0] + 1:
            # What is shown is all there is: no need to look again.
            self.app.call_from_thread(self._caught_up, before)

    def _caught_up(self, before: tuple[int, date]) -> None:
        if self._loaded == before:
            self._loaded = (before[0] + 1, before[1])

    async def _show(self, seen: "Seen") -> None:
        if not self.is_attached:
            # Locked or left while the day was looked at.
            return
        from medledare.tui.areas import today_parts

        drafts = self.medledare.drafts
        text = drafts.text if drafts else lambda _field: ""
        if self._seen is None:
            with self.app.batch_update():
                await today_parts.complete(self, text(ANSWER))
            if not self.is_attached:
                return
            self.remove_class("-early")
        self._seen, day = seen, seen.day
        self._writing.show(seen.title)
        typed = {goal.goal.id: text(GOAL + goal.goal.id) for goal in day.goals}
        today_parts.show(self, seen, typed, self.clock().time())
        if not day.offered.open:
            today_parts.leave_question(self)
        self.refresh_bindings()
        self.filled.set()

    # Writing

    @property
    def _writing(self) -> WritingPart:
        return self.query_one(WritingPart)

    def write(self) -> None:
        """Go to the editor."""
        self.screen.set_focus(self._writing.editor)

    # Named after the messages, whose classes are not loaded before there is anything to send them.

    def on_input_changed(self, event: "Input.Changed") -> None:
        if event.input.id == "today-answer":
            self._keep(ANSWER, event.value)

    def on_goal_lines_typed(self, event: "GoalLines.Typed") -> None:
        self._keep(GOAL + event.goal, event.text)

    def _keep(self, field: str, text: str) -> None:
        self.medledare.keep_draft(field, text)

    async def action_save(self) -> None:
        """Save the field that has the focus, or else the editor."""
        focused = self.app.focused
        if focused is None or focused is self._writing.editor or not self.typing:
            await self._writing.save()
        else:
            await focused.run_action("submit")

    async def on_input_submitted(self, event: "Input.Submitted") -> None:
        """The day's question was answered."""
        from medledare.tui.doing import answer_question

        seen, text = self._seen, event.value
        if seen is None or event.input.id != "today-answer" or not text.strip():
            return
        if not event.input.value.startswith(text):
            # Answered already: enter was pressed twice.
            return
        if await self._do(lambda: answer_question(self.vault, self.clock, seen.day, text)):
            # What was typed meanwhile stays.
            event.input.value = event.input.value.removeprefix(text)
            self.tell(_("Saved in the journal. ctrl+z takes it back."))

    async def action_later(self) -> None:
        """Put the day's question off."""
        from medledare.tui.doing import put_off_question

        if (seen := self._seen) is not None:
            await self._do(lambda: put_off_question(self.vault, self.clock, seen.day))

    async def action_dismiss(self) -> None:
        """Turn the day's question down."""
        from medledare.tui.doing import turn_down_question

        if (seen := self._seen) is not None:
            await self._do(lambda: turn_down_question(self.vault, self.clock, seen.day))

    async def action_no_suggestions(self) -> None:
        """Put the first weeks' suggestions away."""
        from medledare.tui.doing import put_suggestions_away

        if (step := self._suggested) is not None and await self._do(
            lambda: put_suggestions_away(self.vault, self.clock, step)
        ):
            self.tell(_("Put away for good. ctrl+z brings them back."))

    @property
    def _suggested(self) -> "Step | None":
        return self._seen.suggested(self.clock().time()) if self._seen is not None else None

    @work(thread=True, exclusive=True, group="today-why")
    def action_why(self) -> None:
        """Show what is behind the day's question."""
        from medledare.services import coach
        from medledare.tui.modals.why import Why

        if (seen := self._seen) is None:
            return
        try:
            why = coach.why(self.vault, self.clock, seen.day.offered.offer)
        except Problem as problem:
            self.app.call_from_thread(self.tell_problem, problem)
        else:
            self.app.call_from_thread(self.app.push_screen, Why(why))

    async def on_goal_lines_entered(self, event: "GoalLines.Entered") -> None:
        """Something was done for a goal."""
        from medledare.tui.doing import note_for_goal
        from medledare.tui.widgets.goal_lines import GoalLines

        lines = self.query_one(GoalLines)
        if not lines.holds(event):
            return
        if await self._do(lambda: note_for_goal(self.vault, self.clock, event.goal, event.text)):
            lines.clear(event)
            self.tell(_("Noted, in the journal too. ctrl+z takes it back."))

    async def on_check_in_answered(self, event: "CheckIn.Answered") -> None:
        """An item of the check-in was answered."""
        from medledare.tui.doing import answer_item

        await self._do(lambda: answer_item(self.vault, self.clock, event.day, event.item, event.value))

    async def _do(self, write: Callable[[], object]) -> bool:
        """Write beside the event loop and show what came of it; say what went wrong."""
        if self.medledare.vault is None:
            self.tell(_("One moment, the journal is being opened."))
            return False
        try:
            await asyncio.to_thread(write)
        except Problem as problem:
            self.tell_problem(problem)
            return False
        self.freshen()
        return True

    def taken_back(self, touched: "Touched") -> None:
        """After undo: the entry just saved comes back to the editor."""
        self._writing.taken_back(touched)

    def action_template(self) -> None:
        """Choose a text to begin from."""
        from medledare.tui.modals.templates import Templates

        def chosen(text: str | None) -> None:
            if text is not None:
                self._writing.begin(text)
            self.freshen()

        self.app.push_screen(Templates(self._writing.editor.text), chosen)

    def action_mark(self, mark: str) -> None:
        """Put a tag on what is being written, or take it away."""
        self._writing.toggle(mark)

    # Going about

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Saving and leaving are for a field that is being written in."""
        if action in ("save", "leave"):
            return self.typing
        if action == "mark":
            return (focused := self.screen.focused) is not None and focused.id == "today-editor"
        if action in ("check_in", "answer", "goals", *QUESTION) and (self._seen is None or self.typing):
            return False
        if action in ("answer", *QUESTION):
            return self._asks(action)
        if action == "no_suggestions":
            return not self.typing and self._suggested is not None
        if action == "check_in" and (focused := self.screen.focused) and focused.id == "today-check-in":
            return False
        if action == "explain":
            return self._seen is not None and self._seen.day.mission is not None
        if action in ("mission", "so_far", "focus", "role", "template"):
            return self.medledare.vault is not None
        if action == "evening" and self.medledare.sample is not None:
            return False
        if action in ("conditions", "fill_in", "intend", "evening"):
            return self._seen is not None
        return super().check_action(action, parameters)

    def _asks(self, action: str) -> bool:
        """Whether the day's question can be answered, or for its reason, is there."""
        if self._seen is None:
            return False
        offered = self._seen.day.offered
        return offered.offer is not None if action == "why" else offered.open

    def action_leave(self) -> None:
        """Leave a text field, so that the other keys work."""
        self.focus(scroll_visible=False)

    def action_check_in(self) -> None:
        """Go to the check-in."""
        self.screen.set_focus(self.query_one("#today-check-in"))

    def action_answer(self) -> None:
        """Go to the question's field."""
        self.screen.set_focus(self.query_one("#today-answer"))

    def action_goals(self) -> None:
        """Go to the first goal's line."""
        if lines := self.query("#today-goals Line"):
            self.screen.set_focus(lines.first())
        else:
            self.tell(_("No active goals. Press 2 and then n to set one."))

    def action_focus(self) -> None:
        """Choose the focus principle."""
        from medledare.tui.doing import choose_focus, focus
        from medledare.tui.modals.focus import ask_for_focus

        def chosen(code: str | None) -> None:
            if code is not None:
                self.run_worker(self._do(lambda: choose_focus(self.vault, self.clock, code)))

        self.app.push_screen(ask_for_focus(focus(self.vault)), chosen)

    def fill_in(self, asked: "Asked") -> None:
        """Answer the check-in of a day, or answer it anew."""
        from medledare.tui.areas.check_in_part import CheckInPart

        self.query_one(CheckInPart).fill_in(asked)

    def action_fill_in(self, what: str = "day") -> None:
        """Answer the check-in of an earlier day, or say how good the conditions of an earlier week were."""
        from medledare.tui.areas.check_in_part import CheckInPart

        part = self.query_one(CheckInPart)
        part.ask_week(self._kept) if what == "week" else part.ask_day()

    def action_conditions(self, at: datetime | None = None) -> None:
        """Say how good the conditions were in the week of a moment, or of now."""
        from medledare.tui.modals.week import Week

        self.app.push_screen(Week(at), self._kept)
