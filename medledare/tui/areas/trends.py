"""Trends: for each principle the answers as dots over time, how many there are, and no claims."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Button

from medledare.services import trends
from medledare.text import N_, _
from medledare.text.library import principle_line, principle_name
from medledare.trends.dots import Series
from medledare.tui.areas.base import Area
from medledare.tui.commands import Command
from medledare.tui.widgets import dots
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.item_list import Drawn, ItemList, Piece
from medledare.tui.widgets.page import Page

WINDOWS = (12, 26, 52)
"""Weeks that can be looked back over."""

CAVEATS = (
    N_("These are your own answers, not a measure of you. The items are not a validated instrument."),
    N_("Answering can change what one does, and days without an answer may have been different."),
)


class Trends(Area):
    """The principles to the left, the answers of one of them to the right."""

    HOME = "#trends-list"
    HEADING = N_("Trends")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("weeks", "v", N_("Weeks"), N_("Look back over 12, 26 or 52 weeks"), footer=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._weeks = 26

    def compose(self) -> ComposeResult:
        with Horizontal(id="trends-weeks"):
            for weeks in WINDOWS:
                yield Button(_("{weeks} weeks").format(weeks=weeks), id=f"trends-{weeks}", compact=True)
        with Container(classes="split"):
            yield ItemList(_drawn, _key, id="trends-list", classes="list")
            yield Page(id="trends-page", classes="page")

    def load(self) -> None:
        self._read()

    @work(exclusive=True, group="trends")
    async def _read(self) -> None:
        self._take(await asyncio.to_thread(trends.overview, self.vault, self.clock(), self._weeks))

    def _take(self, overview: list[Series]) -> None:
        for weeks in WINDOWS:
            self.query_one(f"#trends-{weeks}", Button).set_class(weeks == self._weeks, "-chosen")
        self.query_one(ItemList).show(overview)

    @on(ItemList.Highlighted)
    def _show(self, message: ItemList.Highlighted) -> None:
        series = message.row
        self.query_one(Page).show(lambda width: page_of(series, width), keep_place=True)

    @on(ItemList.Chosen)
    def _read_on(self) -> None:
        self.query_one(Page).focus()

    @on(Button.Pressed)
    def _window(self, message: Button.Pressed) -> None:
        self._look_back(int((message.button.id or "").rpartition("-")[2]))

    def action_weeks(self) -> None:
        """The next longer look back, and round again."""
        self._look_back(WINDOWS[(WINDOWS.index(self._weeks) + 1) % len(WINDOWS)])

    def _look_back(self, weeks: int) -> None:
        self._weeks = weeks
        self.load()


def page_of(series: Series, width: int) -> list[Block]:
    """All there is to say of a principle's answers."""
    counted = f"{dots.level_words(series.level)} · {dots.count_words(series.count)}"
    name = principle_name(series.principle)
    head = [
        Block(f"{name}   {counted}", "title"),
        Block(principle_line(series.principle), "muted"),
        *dots.legend(series),
    ]
    if not series.count:
        nothing = _("Nothing answered in these weeks. The check-in is in Today.")
        return [*head, Block(), Block(nothing), Block(), *_caveats()]
    return [
        *head,
        *dots.chart(series, width),
        Block(dots.apart(series), "muted"),
        Block(),
        Block(_("The same in words"), "heading"),
        *dots.twin(series),
        Block(),
        *_caveats(),
    ]


def _caveats() -> list[Block]:
    return [Block(_(sentence), "muted") for sentence in CAVEATS]


def _drawn(series: Series) -> Drawn:
    return Drawn(
        (Piece(principle_name(series.principle)),),
        (Piece(dots.count_words(series.count), "muted"),),
    )


def _key(series: Series) -> str:
    return series.principle
