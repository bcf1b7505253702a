"""The goals of the day: each with what was done for it, and a line to write the next thing on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from medledare.text import _
from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.line import Line

if TYPE_CHECKING:
    from medledare.services.today import GoalToday


class GoalLine(Vertical):
    """One goal."""

    def __init__(self, goal: "GoalToday", typed: str) -> None:
        super().__init__()
        self.goal = goal
        self._typed = typed

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        yield Static(id="notes", markup=False, classes="muted")
        yield Line(self._typed, placeholder=_("What did you do for it today?"), fills="text")

    def on_mount(self) -> None:
        self.show(self.goal)

    def show(self, goal: "GoalToday") -> None:
        """Show the goal as it is now."""
        self.goal = goal
        notes = "\n".join(f"✓ {shown_line(note.title)}" for note in goal.notes)
        self.query_one("#title", Static).update("◦ " + shown_line(goal.goal.title) + _days(goal))
        noted = self.query_one("#notes", Static)
        noted.update(notes)
        noted.display = bool(notes)


class GoalLines(Vertical):
    """The active goals. It posts what is typed and what is entered."""

    @dataclass
    class Typed(Message):
        """A goal's line changed."""

        goal: str
        text: str

    @dataclass
    class Entered(Message):
        """A goal's line was finished with enter. The line keeps its text until ``clear``."""

        goal: "GoalToday"
        text: str
        line: Line

    def show(self, goals: "Sequence[GoalToday]", typed: dict[str, str]) -> None:
        """Show the goals; lines being written stay. ``typed``: text for new lines, by goal id."""
        lines = {line.goal.goal.id: line for line in self.query(GoalLine)}
        wanted = [goal.goal.id for goal in goals]
        if list(lines) == wanted:
            for goal in goals:
                lines[goal.goal.id].show(goal)
            return
        for goal_id, line in lines.items():
            if goal_id not in wanted:
                line.remove()
        for goal in goals:
            if goal.goal.id in lines:
                lines[goal.goal.id].show(goal)
            else:
                self.mount(GoalLine(goal, typed.get(goal.goal.id, "")))
        places = {goal_id: place for place, goal_id in enumerate(wanted)}
        self.sort_children(key=lambda line: places.get(line.goal.goal.id, 0) if isinstance(line, GoalLine) else 0)

    def holds(self, entered: Entered) -> bool:
        """Whether what was entered still stands in its line: enter may have been pressed twice."""
        return entered.line.value.startswith(entered.text)

    def clear(self, entered: Entered) -> None:
        """Empty a line of what was entered; what was typed after it meanwhile stays."""
        entered.line.value = entered.line.value.removeprefix(entered.text)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(self._line(event.input).goal.goal.id, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            line = self._line(event.input)
            self.post_message(self.Entered(line.goal, event.value, line.query_one(Line)))

    def _line(self, field: Input) -> GoalLine:
        line = field.parent
        assert isinstance(line, GoalLine)
        return line


def _days(goal: "GoalToday") -> str:
    """What stands after the title of a goal that has its day."""
    if not goal.has_its_day:
        return ""
    from medledare.text.repeats import words

    return " · " + words(goal.goal.every)
