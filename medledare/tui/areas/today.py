"""Today: the mission, the day's question, the check-in, the goals, and a place to write."""

from textual.app import ComposeResult
from textual.widgets import Static

from medledare.services import today
from medledare.tui.areas.base import Area


class Today(Area):
    """The day as it stands."""

    def compose(self) -> ComposeResult:
        yield Static(id="today-mission", markup=False)

    def load(self) -> None:
        day = today.look(self.vault, self.clock)
        self.query_one("#today-mission", Static).update(day.mission.statement if day.mission else "")
