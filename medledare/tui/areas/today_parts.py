"""The parts of Today that have nothing to show before the vault is open; the first drawing is spared them."""

from datetime import time
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from medledare.services.coach import Offered
from medledare.services.coach_told import because
from medledare.text import N_, _, say
from medledare.tui.areas.check_in_part import CheckInPart
from medledare.tui.widgets.blocks import shown
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.goal_lines import GoalLines
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.told import Told

if TYPE_CHECKING:
    from medledare.tui.areas.today import Today
    from medledare.tui.doing import Seen

NO_GOALS = "#today-no-goals"
NOTHING_ASKED = N_("Nothing is asked today.")
BECAME = {
    "answered": N_("Answered, and kept in the journal. Nothing more is asked today."),
    "later": N_("Put off. Nothing more is asked today."),
    "dismissed": N_("Turned down, so it rests twice as long. Nothing more is asked today."),
}
"""What is said where the question stood."""


async def complete(area: Widget, answer: str) -> None:
    """Add the parts to the area. ``answer``: what was being answered last time."""
    await area.query_one("#today-morning").mount(
        Static(id="today-mission", markup=False),
        Static(id="today-whom", classes="muted", markup=False),
        Static(id="today-at-hand", markup=False),
        Static(id="today-intention", markup=False),
        Static(id="today-offer", classes="muted", markup=False),
        Static(_("Question of the day"), classes="heading"),
        Static(id="today-question", markup=False),
        Static(id="today-because", classes="muted", markup=False),
        Line(answer, placeholder=_("Your answer, and enter"), id="today-answer", fills="text"),
        CheckInPart(),
    )
    doing = Vertical(
        Static(_("For the goals"), classes="heading"),
        GoalLines(id="today-goals"),
        Static(_("No active goals. Press 2 and then n to set one."), id=NO_GOALS[1:], classes="muted", markup=False),
        id="today-doing",
        classes="part",
    )
    back = Vertical(Told(id="today-written"), Told(id="today-earlier"), id="today-back", classes="part")
    await area.mount(doing, back)


def show_question(area: Widget, offered: Offered) -> None:
    """Show the day's question with its reason while it waits; then only what became of it."""
    offer = offered.offer
    question, below = area.query_one("#today-question", Static), area.query_one("#today-because", Static)
    question.display = offered.open
    area.query_one("#today-answer").display = offered.open
    if offer is not None and offered.open:
        question.update(shown(offer.text))
        told = because(offer.reason)
    else:
        told = _(BECAME[offer.state] if offer else NOTHING_ASKED)
    below.update(shown("\n".join([told, *([say(offered.problem)] if offered.problem else [])])))


def leave_question(area: "Today") -> None:
    """The question waits no longer: what still stands in its field goes on in the editor, with the cursor."""
    line, editor = area.query_one("#today-answer", Line), area.query_one("#today-editor", Editor)
    there, moves = area.screen.focused is line, bool(line.value)
    if moves:
        editor.load_text(editor.text + line.value)
        editor.move_cursor(editor.document.end)
        line.value = ""
    if there and moves:
        area.write()
    elif there:
        area.action_leave()


def show_offer(area: "Today", seen: "Seen", now: time) -> None:
    """Show what one could try next or what the hour brings up, if anything.

    While something is suggested, the missing mission waits for its turn.
    """
    waits = seen.day.mission is None and seen.suggested(now) is not None
    for selector, words in zip(("#today-mission", "#today-whom"), seen.mission, strict=True):
        _say(area, selector, "" if waits else words)
    _say(area, "#today-offer", seen.offered(now, area.medledare.keys))


def _say(area: Widget, selector: str, words: str) -> None:
    told = area.query_one(selector, Static)
    if words != told.content:
        told.update(words)
    told.display = bool(words)


def show(area: "Today", seen: "Seen", typed: dict[str, str], now: time) -> None:
    """Show the day as it stands. ``typed``: unsaved text for goals, by their ids."""
    day = seen.day
    _say(area, "#today-at-hand", seen.at_hand)
    _say(area, "#today-intention", seen.intention)
    show_offer(area, seen, now)
    show_question(area, day.offered)
    area.query_one(CheckInPart).show(seen)
    area.query_one(GoalLines).show(day.goals, typed)
    area.query_one(NO_GOALS).display = not day.goals
    area.query_one("#today-written", Told).show(seen.written)
    area.query_one("#today-earlier", Told).show(seen.earlier)
