"""Which period is meant, to look back on or to tell of: one from a list, or one that is written as one says it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from medledare.domain.period import SCALES, Period, nearest_its_end
from medledare.domain.problems import Problem
from medledare.text import N_, _, say
from medledare.text.periods import parse_any
from medledare.text.review import days, title
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.columns import columns, named
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.typed import as_shown

EARLIER = {"week": 3, "month": 2, "quarter": 1, "year": 1}
"""How many earlier periods of each scale the list has."""


class LookBack(Part, ModalScreen[Period | None]):
    """Gives the period that was chosen, or None. What is typed goes before what the cursor is on."""

    AUTO_FOCUS = "Line"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "look_back.tcss"]
    HEADING = N_("Look back")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("move(1)", "down", N_("Further down"), palette=False, priority=True),
        Command("move(-1)", "up", N_("Further up"), palette=False, priority=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(
        self,
        today: date,
        question: str = N_("What do you want to look back on?"),
        named_as: Callable[[Period], str] = title,
    ) -> None:
        """``question``: a message id. ``named_as``: what a period is called in the list."""
        super().__init__()
        self._periods = list(_periods(today))
        self._question, self._title = question, named_as

    def compose(self) -> ComposeResult:
        rows = columns([(self._title(one), days(one)) for one in self._periods])
        options: list[Option | None] = [*map(Option, rows)]
        options.insert(len(SCALES), None)
        with Vertical(classes="box"):
            yield Static(_(self._question), classes="title", markup=False)
            yield (periods := OptionList(*options, compact=True))
            periods.can_focus = False
            yield Line(placeholder=_("Or write it: last month, week 46, Q3, 2025"), id="look-back-typed")
            yield Static(classes="message", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Say which period is meant, as soon as it can be told."""
        try:
            meant = self._meant(self._read(event.value)) if event.value.strip() else ""
        except Problem:
            meant = ""
        self._say(meant)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.dismiss(self._periods[self.query_one(OptionList).highlighted or 0])
            return
        try:
            self.dismiss(self._read(event.value))
        except Problem as problem:
            self._say(as_shown(say(problem)))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._periods[event.option_index])

    def action_move(self, by: int) -> None:
        """Move the cursor of the list."""
        periods = self.query_one(OptionList)
        periods.action_cursor_down() if by > 0 else periods.action_cursor_up()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def _read(self, typed: str) -> Period:
        return parse_any(typed, self.clock())

    def _meant(self, period: Period) -> Content:
        return named(self._title(period), days(period))

    def _say(self, message: str | Content) -> None:
        self.query_one(".message", Static).update(message)


def _periods(today: date) -> Iterator[Period]:
    """First the one of each scale that one would look back on today, then those before."""
    nearest = [nearest_its_end(scale, today) for scale in SCALES]
    yield from nearest
    for period in nearest:
        for _number in range(EARLIER[period.scale]):
            period = period.before()
            yield period
