"""The check-in in Today: its day, its items, and a line about the week."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from medledare.services.checkins import Asked
from medledare.text import _, language
from medledare.text.dates import long_day
from medledare.tui.part import Part
from medledare.tui.widgets.check_in import CheckIn

if TYPE_CHECKING:
    from collections.abc import Callable

    from medledare.tui.doing import Seen
    from medledare.tui.widgets.working import Progress

STAYS = timedelta(minutes=10)
"""How long after an answer a day is still being answered, should midnight pass."""


class CheckInPart(Part, Vertical):
    """Shows today; or an earlier day, from when it is chosen until the focus goes elsewhere.

    At midnight a day that is being answered stays until it is left, so that no digit answers for another day.
    """

    DEFAULT_CSS = """
    CheckInPart {
        height: auto;
        & > #today-week { margin: 1 0 0 2; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="today-check-in-part")
        self._today: Seen | None = None
        self._earlier: date | None = None
        self._answered: datetime | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="today-check-in-heading", classes="heading", markup=False)
        yield CheckIn(id="today-check-in")
        week = Static(_("The week's conditions: press f"), id="today-week", classes="muted", markup=False)
        week.display = False
        yield week

    def on_mount(self, event: events.Mount) -> None:
        self.watch(self.screen, "focused", self._focus_went, init=False)

    @property
    def _items(self) -> CheckIn:
        return self.query_one(CheckIn)

    def show(self, seen: "Seen") -> None:
        """Show how the day stands, unless an earlier one is being answered."""
        self._today = seen
        self.query_one("#today-week").display = seen.week_unsaid
        if self._earlier is None and self._being_answered(seen.day.day):
            self._earlier = self._items.day
        if self._earlier is None:
            self._draw(seen.day.asked, seen.practised)
        else:
            self._look(self._earlier)

    def _being_answered(self, today: date) -> bool:
        """Whether what is shown is another day than today, and an answer to it was given just now."""
        now, shown = self.clock(), self._items.day
        return (
            shown is not None
            and shown != today
            and self._items.has_focus
            and self._answered is not None
            and now - self._answered < STAYS
        )

    def ask_day(self) -> None:
        """Ask which earlier day to fill in; yesterday, if nothing else is typed."""
        from medledare.tui.modals.ask import Answers, Ask
        from medledare.tui.modals.ask import Asked as Field

        now, vault, spoken = self.clock(), self.vault, language()

        def keep(answers: Answers, _progress: "Progress") -> Asked:
            from medledare.tui.doing import earlier_day

            return earlier_day(vault, now, answers["day"], spoken)

        def chosen(asked: Asked | None) -> None:
            if asked is not None:
                self.fill_in(asked)

        words = _("Answer as usual. The answers are marked as filled in afterwards.")
        day = Field("day", _("Day"), "day", start=_("yesterday"))
        self.app.push_screen(Ask(_("Fill in an earlier day"), words, [day], _("Go there"), keep), chosen)

    def ask_week(self, after: "Callable[[bool | None], None]") -> None:
        """Ask which earlier week to say the conditions of; last week, if nothing else is typed."""
        from medledare.tui.doing import earlier_week
        from medledare.tui.modals.ask import Answers, Ask
        from medledare.tui.modals.ask import Asked as Field
        from medledare.tui.modals.week import Week

        now, spoken = self.clock(), language()

        def keep(answers: Answers, _progress: "Progress") -> datetime:
            return earlier_week(now, answers["day"], spoken)

        def chosen(moment: datetime | None) -> None:
            if moment is not None:
                self.app.push_screen(Week(moment), after)

        words = _("Answer as usual. The answers are marked as filled in afterwards.")
        day = Field("day", _("A day in that week"), "day", start=_("last week"))
        self.app.push_screen(Ask(_("Fill in an earlier week"), words, [day], _("Go there"), keep), chosen)

    def fill_in(self, asked: Asked) -> None:
        """Show a day and let it be answered."""
        self._earlier = asked.day if asked.day != self.clock().date() else None
        self._draw(asked)
        self.screen.set_focus(self._items)

    @work(thread=True, exclusive=True, group="check-in-look")
    def _look(self, day: date) -> None:
        from medledare.services.checkins import for_day

        asked = for_day(self.vault, day)
        self.app.call_from_thread(lambda: self.call_later(self._looked, asked))

    def _looked(self, asked: Asked) -> None:
        if self.is_attached and self._earlier == asked.day:
            self._draw(asked)

    def _draw(self, asked: Asked, practised: str = "") -> None:
        about = [_("Check-in"), practised]
        if self._earlier is not None:
            about += [long_day(asked.day), _when(asked)]
        self.query_one("#today-check-in-heading", Static).update(" · ".join(part for part in about if part))
        self._items.show(asked)

    def on_check_in_answered(self, event: CheckIn.Answered) -> None:
        """What was answered is kept by Today; here it only counts that it was."""
        self._answered = self.clock()
        if event.last and event.day != self._answered.date():
            self.tell(_("That was the last item of {day}.").format(day=long_day(event.day)))

    def _focus_went(self, focused: Widget | None) -> None:
        """Whoever goes elsewhere is done with an earlier day. Nowhere is the focus while the terminal has none."""
        if self._earlier is None or focused is None or focused is self._items or self._today is None:
            return
        self._earlier = self._answered = None
        self._draw(self._today.day.asked, self._today.practised)


def _when(asked: Asked) -> str:
    """Whether the answers were given afterwards."""
    if not asked.afterwards:
        return ""
    every = asked.afterwards == asked.answers.keys()
    return _("filled in afterwards") if every else _("partly filled in afterwards")
