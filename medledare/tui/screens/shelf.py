"""A team's shelf: the cards that lie there, one of them to read, and what one may do with it."""

import asyncio
from collections.abc import Sequence
from textwrap import shorten
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from medledare.domain.matching import words_of
from medledare.domain.problems import Problem
from medledare.domain.records import Failure, Learning
from medledare.services import records, telling
from medledare.services import shelf as shelves
from medledare.services.shelf import OnShelf, Seen, Team, Thanks
from medledare.text import N_, _
from medledare.text import shelf as words
from medledare.text.dates import short_day
from medledare.text.team import REFUSED
from medledare.tui.areas.base import WIDE
from medledare.tui.commands import Command
from medledare.tui.modals.choose import Choose
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.note import Note
from medledare.tui.modals.to_shelf import ToShelf
from medledare.tui.screens import shelf_page as pages
from medledare.tui.screens.at_folder import AtFolder
from medledare.tui.screens.team_pages import refused
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import Heading, ItemList
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import AT_ONCE, Page

ROOM = 50
"""Characters that are shown of what one chooses among."""


class Shelf(AtFolder):
    """The cards to the left, newest first, and one of them to the right."""

    AUTO_FOCUS = "#shelf-list"
    CSS_PATH = "shelf.tcss"
    HEADING = N_("The shelf")
    UNDOES = False
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("put", "n", N_("Put a card"), N_("Make a card of a failure or a learning of yours"), footer=True),
        Command("thank", "t", N_("Thank"), N_("Thank for the card with a word, under your name"), footer=True),
        Command("take_back", "x", N_("Take back"), N_("Take back a card or thanks of yours"), footer=True),
        Command("search", "f", N_("Search"), N_("Search the cards and their thanks"), footer=True),
        Command("look", "r", N_("Look again"), N_("See what has come to the folder meanwhile")),
        Command("leave", "escape", N_("Back"), N_("To the list, then back to where you were"), footer=True),
    )

    def __init__(self, team: Team) -> None:
        super().__init__()
        self._team = team
        self._seen = Seen((), (), "")
        self._wanted: tuple[str, ...] = ()
        self._shown = ""
        """The id of the card on the page."""
        self._problem: Problem | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="shelf-top"):
            title = _("The shelf of {team}").format(team=shown_line(self._team.name))
            yield Static(title, id="shelf-title", markup=False)
            yield Line(placeholder=_("Search the cards"), id="shelf-search")
        with Container(classes="split"):
            yield ItemList(pages.drawn, lambda card: card.id, id="shelf-list")
            yield Page(id="shelf-page")
        yield Footer()

    def on_mount(self) -> None:
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.keep_watch()
        self.action_look()

    def watched(self) -> Team:
        return self._team

    def look_again(self) -> None:
        self.action_look()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    # What is shown

    @work(exclusive=True, group="look")
    async def action_look(self, key: str = "") -> None:
        """Read the team's folder, and show what stands."""
        try:
            self._seen = await asyncio.to_thread(shelves.look, self.vault, self.clock, self._team)
            self._problem = None
        except Problem as problem:
            self._problem = problem
            self.tell_problem(problem)
        await self._fill(key)

    async def _fill(self, key: str = "", *, keep: bool = True) -> None:
        found = await asyncio.to_thread(shelves.found, self._seen.cards, self._wanted)
        rows: list[OnShelf | Heading] = [*pages.newest_first(found)]
        if self._seen.rejected and not self._wanted:
            rows += [Heading(""), Heading(_(REFUSED), "refused")]
        self.set_class(not rows, "-empty")
        # What a short list needs no room for is the page's.
        self._list.styles.max_height = max(1, len(rows))
        self._list.show(rows, keep=keep, key=key)

    @property
    def _list(self) -> ItemList:
        return self.query_one(ItemList)

    @property
    def card(self) -> OnShelf | None:
        """The card under the cursor."""
        row = self._list.current if self.is_mounted else None
        return row if isinstance(row, OnShelf) else None

    @on(ItemList.Highlighted)
    def _highlighted(self, message: ItemList.Highlighted) -> None:
        page, card, seen, wanted = self.query_one(Page), message.row, self._seen, self._wanted
        before, self._shown = self._shown, card.id if isinstance(card, OnShelf) else ""
        if isinstance(card, OnShelf):
            page.show(
                lambda _width: pages.card_page(card, seen, wanted),
                keep_place=card.id == before,
                beside=pages.length(card) > AT_ONCE,
            )
        elif card is not None:
            page.show(refused(seen.rejected)[1:])
        elif wanted:
            page.show([Block(_(words.NOT_FOUND), "muted")])
        else:
            page.show([] if self._problem else pages.empty_page())
        self.refresh_bindings()

    @on(ItemList.Chosen)
    def _chosen(self) -> None:
        self.query_one(Page).focus()

    # Searching

    def action_search(self) -> None:
        """Go to the line one searches in."""
        self.query_one(Line).focus()

    @on(Input.Changed, "#shelf-search")
    def _typed(self, message: Input.Changed) -> None:
        self._wanted = words_of(message.value)
        self._search()

    @work(exclusive=True, group="search")
    async def _search(self) -> None:
        await self._fill(keep=False)

    @on(Input.Submitted, "#shelf-search")
    def _to_list(self) -> None:
        self._list.focus()

    def action_leave(self) -> None:
        """From the page or a search to the list with all there is; from there back."""
        search = self.query_one(Line)
        if self._list.has_focus and not search.value:
            self.dismiss(None)
            return
        if not self.query_one(Page).has_focus:
            search.value = ""
        self._list.focus()

    # What one may do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a card, or something of one's own, is greyed out without."""
        if action == "thank" and self.card is None:
            return None
        if action == "take_back" and not self._mine():
            return None
        return super().check_action(action, parameters)

    def action_put(self) -> None:
        """Choose what the card is made of, then write it."""
        found: list[Failure | Learning] = [
            *records.all_of(self.vault, Failure),
            *records.all_of(self.vault, Learning),
        ]
        if not found:
            self.tell(_(words.NOTHING_OF_YOURS))
            return
        found.sort(key=lambda one: (one.at, one.id), reverse=True)

        def chosen(id: str | None) -> None:
            if id is not None:
                record = next(one for one in found if one.id == id)
                self._open(ToShelf(self._team, record), _(words.ON_THE_SHELF).format(team=self._team.name))

        rows = [(one.id, short_day(one.at.date()), _short(one.headline)) for one in found]
        self.app.push_screen(Choose(_("What shall the card be made of?"), rows), chosen)

    def action_thank(self) -> None:
        """Write a word of thanks for the card under the cursor."""
        if (card := self.card) is None:
            return

        def keep(text: str) -> None:
            shelves.thank(self.vault, self.clock, self._team, card, text)

        title = _("Thank {name}").format(name=card.by.name)
        hint = f"{_short(words.headline(card.text))}\n\n{_(words.THANKS_HINT)}"
        self._open(Note(title, keep, hint=hint), _(words.THANKED))

    def action_take_back(self) -> None:
        """Take back what of the card under the cursor is one's own."""
        mine = self._mine()
        if len(mine) == 1:
            self._ask_to_take_back(mine[0])
            return

        def chosen(id: str | None) -> None:
            if id is not None:
                self._ask_to_take_back(next(one for one in mine if one.id == id))

        rows = [(one.id, _kind(one), _short(words.headline(one.text))) for one in mine]
        self.app.push_screen(Choose(_("What shall be taken back?"), rows), chosen)

    def _mine(self) -> Sequence[OnShelf | Thanks]:
        said: list[OnShelf | Thanks] = [self.card, *self.card.thanks] if self.card else []
        return [one for one in said if self._seen.mine(one)]

    def _ask_to_take_back(self, said: OnShelf | Thanks) -> None:
        def answered(agreed: bool | None) -> None:
            if agreed:
                self._take_back(said.id)

        question = f"{_short(words.headline(said.text))}\n\n{_(words.TAKING_BACK)}"
        self.app.push_screen(Confirm(question, _("Take back")), answered)

    @work(exclusive=True, group="do")
    async def _take_back(self, id: str) -> None:
        try:
            await asyncio.to_thread(telling.take_back, self.vault, self.clock, self._team, [id])
        except Problem as problem:
            self.tell_problem(problem)
        else:
            self._done(_(telling.CANNOT_CALL_BACK))

    def _open(self, modal: ModalScreen[bool], then: str) -> None:
        def closed(kept: bool | None) -> None:
            if kept:
                self._done(then)

        self.app.push_screen(modal, closed)

    def _done(self, sentence: str) -> None:
        """Say what was done, and show the shelf as it is now."""
        self.tell(sentence)
        self.action_look()
        self.medledare.freshen()


def _short(text: str) -> str:
    return shorten(shown_line(text), ROOM, placeholder=" …")


def _kind(said: OnShelf | Thanks) -> str:
    return _("The card") if isinstance(said, OnShelf) else _("Your thanks")
