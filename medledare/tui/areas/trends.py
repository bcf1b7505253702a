"""Trends: all principles at a glance, one of them in full, the year as a calendar, and the pairs that were chosen."""

import asyncio
import gc
from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Button

from medledare.domain.principles import PRINCIPLES
from medledare.domain.problems import Problem
from medledare.services import records, trends, written
from medledare.services.pairs import Followed
from medledare.services.trends import WINDOWS, Band, History, Window
from medledare.text import N_, _
from medledare.tui.areas.base import Area
from medledare.tui.commands import Command
from medledare.tui.opening import spare_the_collector
from medledare.tui.widgets import trend_full, trend_pairs
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.glance import Glance
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.trend_strip import tiles
from medledare.tui.widgets.trend_year import TrendYear

FOCUS = {"glance": "#trends-glance", "full": "#trends-page", "year": "#trends-calendar", "pairs": "#trends-pairs"}
"""What the area can show, and what has the focus then."""
PARTS = {
    "trends-weeks": ("glance", "full"),
    "trends-glance": ("glance",),
    "trends-full": ("full",),
    "trends-year": ("year",),
    "trends-chosen": ("pairs",),
}
"""In which of these each part is seen."""


class Trends(Area):
    """One view at a time. Everything is read in a thread; what is shown meanwhile stays."""

    HOME = "#trends-glance"
    HEADING = N_("Trends")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("back", "escape", N_("Back"), N_("Back to all principles"), footer=True, palette=False),
        Command("weeks", "v", N_("Weeks"), N_("Look back over 12, 26 or 52 weeks, or all there is"), footer=True),
        Command("full", "o", N_("In full"), N_("Show the principle under the cursor in full"), footer=True),
        Command("calendar", "c", N_("Calendar"), N_("The year as a calendar of what you have written"), footer=True),
        Command("pairs", "p", N_("Pairs"), N_("Pairs you wonder about, and what coincided"), footer=True),
        Command("new_pair", "n", N_("New pair"), N_("Choose a pair to follow from now on"), footer=True),
        Command("remove_pair", "x", N_("Remove"), N_("Follow the pair no longer"), footer=True),
        Command("step(1)", "right", N_("Next"), N_("The next principle in full"), palette=False),
        Command("step(-1)", "left", N_("Before"), N_("The principle before in full"), palette=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._weeks: int | None = 26
        self._view = "glance"
        self._history: History | None = None
        self._window: Window | None = None
        self._bands: Mapping[str, Band] = {}

    def compose(self) -> ComposeResult:
        with Horizontal(id="trends-weeks"):
            for place, weeks in enumerate(WINDOWS):
                name = _("{weeks} weeks").format(weeks=weeks) if weeks else _("Everything")
                yield Button(name, id=f"trends-window-{place}", compact=True)
        yield Glance(id="trends-glance")
        with Horizontal(id="trends-full"):
            yield Page(id="trends-page")
            yield Page(id="trends-beside")
        yield TrendYear(self.clock().date(), id="trends-year")
        with Container(id="trends-chosen", classes="split"):
            yield ItemList(trend_pairs.drawn, _id_of, id="trends-pairs", classes="list")
            yield Page(id="trends-pair", classes="page")

    def on_mount(self, event: events.Mount) -> None:
        self._show_parts()
        super().on_mount(event)

    # What is read, and in which thread

    def load(self) -> None:
        self._read()
        if self._view == "year":
            self._read_year()

    @work(exclusive=True, group="trends")
    async def _read(self) -> None:
        history, self._bands = await asyncio.to_thread(_everything, self)
        self._history = history
        await self._cut()
        self.query_one("#trends-pairs", ItemList).show(history.pairs)

    @work(exclusive=True, group="trends-window")
    async def _read_window(self) -> None:
        await self._cut()

    async def _cut(self) -> None:
        if self._history is not None:
            self._window = await asyncio.to_thread(trends.window, self._history, self._weeks)
            self._draw()

    @work(exclusive=True, group="trends-year")
    async def _read_year(self) -> None:
        days = await asyncio.to_thread(written.by_day, self.vault)
        self.query_one(TrendYear).show(days, self.clock().date())

    # What is shown

    def _draw(self) -> None:
        if self._window is None:
            return
        for place, weeks in enumerate(WINDOWS):
            self.query_one(f"#trends-window-{place}", Button).set_class(weeks == self._weeks, "-chosen")
        self.query_one(Glance).show(partial(tiles, self._window, self._bands))
        if self._view == "full":
            self._draw_full()

    def _draw_full(self) -> None:
        window, bands = self._window, self._bands
        if window is None:
            return
        trend, wide = window.of(self._glance.principle), self.has_class("-wide")
        beside = [*trend_full.key(trend, bands), Block(), *trend_full.beside(trend)]

        def page(width: int) -> list[Block]:
            head = trend_full.head(trend)
            if not trend.series.count:
                return [*head, *trend_full.nothing(trend)]
            drawn = [*head, *trend_full.picture(window, trend, bands, width), Block()]
            return [*drawn, *([] if wide else [*beside, Block()]), *trend_full.twin(trend, bands)]

        self.query_one("#trends-page", Page).show(page, keep_place=True)
        self.query_one("#trends-beside", Page).show(beside if trend.series.count else [])

    @property
    def _glance(self) -> Glance:
        return self.query_one(Glance)

    def _look_at(self, view: str) -> None:
        self._view = view
        self._show_parts()
        self.query_one(FOCUS[view]).focus()
        self.refresh_bindings()

    def _show_parts(self) -> None:
        # By display and not by a class, which would style all that is in here anew.
        for part, views in PARTS.items():
            self.query_one(f"#{part}").display = self._view in views

    @on(Glance.Chosen)
    def _chosen(self) -> None:
        self.action_full()

    @on(ItemList.Highlighted, "#trends-pairs")
    def _pair(self, message: ItemList.Highlighted) -> None:
        self.query_one("#trends-pair", Page).show(trend_pairs.page(message.row))
        self.refresh_bindings()

    @on(ItemList.Chosen, "#trends-pairs")
    def _read_on(self) -> None:
        self.query_one("#trends-pair", Page).focus()

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        self._look_back(WINDOWS[int((message.button.id or "").rpartition("-")[2])])

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each view has its own."""
        view = self._view
        if action == "remove_pair":
            return (None if self._followed is None else True) if view == "pairs" else False
        where = {
            "back": view != "glance",
            "weeks": view in ("glance", "full"),
            "full": view == "glance",
            "step": view == "full",
            "calendar": view != "year",
            "pairs": view != "pairs",
            "new_pair": view == "pairs",
        }
        return where.get(action, True) and super().check_action(action, parameters)

    def action_weeks(self) -> None:
        """The next longer look back, and round again."""
        self._look_back(WINDOWS[(WINDOWS.index(self._weeks) + 1) % len(WINDOWS)])

    def _look_back(self, weeks: int | None) -> None:
        self._weeks = weeks
        self._read_window()

    def action_full(self) -> None:
        """The principle under the cursor in full."""
        self._look_at("full")
        self._draw_full()
        self.query_one("#trends-page", Page).scroll_home(animate=False)

    def action_step(self, step: int) -> None:
        """Another principle in full."""
        glance = self._glance
        glance.select(PRINCIPLES[(PRINCIPLES.index(glance.principle) + step) % len(PRINCIPLES)])
        self.action_full()

    def action_calendar(self) -> None:
        """The year of what was written."""
        self._look_at("year")
        self._read_year()

    def action_pairs(self) -> None:
        """The chosen pairs."""
        self._look_at("pairs")

    def action_back(self) -> None:
        """All principles."""
        self._look_at("glance")

    @property
    def _followed(self) -> Followed | None:
        return next((one.current for one in self.query("#trends-pairs").results(ItemList)), None)

    def action_new_pair(self) -> None:
        """Ask for a pair."""
        from medledare.tui.modals.pair import ask_for_pair

        def closed(kept: object) -> None:
            if kept:
                self.tell(_("You follow the pair from now on. ctrl+z takes it back."))
                self.freshen()

        self.app.push_screen(ask_for_pair(self.vault, self.clock), closed)

    def action_remove_pair(self) -> None:
        """Follow the pair under the cursor no longer."""
        if (followed := self._followed) is None:
            return
        try:
            records.remove(self.vault, followed.pair)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self.tell(_("Removed. ctrl+z brings it back."))
        self.freshen()


def _everything(area: Trends) -> tuple[History, Mapping[str, Band]]:
    # Nothing of what is read is garbage, and it stays as long as the area.
    gc.disable()
    try:
        history = trends.read(area.vault, area.clock())
        return history, history.bands
    finally:
        spare_the_collector()


def _id_of(followed: Followed) -> str:
    return followed.pair.id
