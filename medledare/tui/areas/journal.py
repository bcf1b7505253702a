"""Journal: a calendar of the year, everything written, and a page to read it on. Searching is as one types."""

import asyncio
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from medledare.domain.matching import hits, words_of
from medledare.domain.records import DAILY, Entry, Failure, Goal, Record, class_of
from medledare.services import records
from medledare.services.index import Found, Index
from medledare.text import N_, _, ngettext
from medledare.text.dates import long_day
from medledare.text.kinds import KINDS_WORDS
from medledare.text.marks import MARK_WORDS
from medledare.tui.areas.acting import RecordArea
from medledare.tui.commands import Command
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.item_list import Drawn, ItemList
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import AT_ONCE, Page
from medledare.tui.widgets.reader import reading, written
from medledare.tui.widgets.record_rows import NewestFirst, by_month, drawn, drawn_found
from medledare.tui.widgets.year_calendar import WRITTEN as WRITTEN_ON
from medledare.tui.widgets.year_calendar import YearCalendar

if TYPE_CHECKING:
    from medledare.domain.period import Period
    from medledare.vault.vault import Vault


class Journal(RecordArea):
    """Everything written, newest first."""

    HOME = "#journal-list"
    HEADING = N_("Journal")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("back", "escape", N_("Back"), N_("Back to the list"), footer=True, palette=False),
        Command("search", "f", N_("Search"), N_("Search everything you have written"), footer=True),
        Command("one_kind", "t", N_("One kind"), N_("Show only one kind of record, such as check-ins or roles")),
        Command("new", "n", N_("New entry"), N_("Write a new entry, in Today")),
        Command("star", "s", N_("Star"), N_("Put a star on an entry, or take it away"), footer=True),
        Command("mark('control')", "k", *MARK_WORDS["control"]),
        Command("mark('dissent')", "d", *MARK_WORDS["dissent"]),
        Command("calendar", "c", N_("Calendar"), N_("Go to a day in the calendar"), footer=True),
        Command("look_back", "b", N_("Look back"), N_("Review a week, a month, a quarter or a year"), footer=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._index: Index | None = None
        self._all: Sequence[Record] = ()
        self._shown: Sequence[Record] = ()
        self._days: set[date] = set()
        self._headlines: dict[str, str] = {}
        self._words: tuple[str, ...] = ()
        self._kind = ""
        """The one kind that is shown; empty for what is told day by day."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="journal-top"):
            yield YearCalendar(self.clock().date(), id="journal-calendar")
            with Vertical(id="journal-aside"):
                search = Line(placeholder=_("Search everything"), id="journal-search")
                # Another search takes the place of the one before.
                search.select_on_focus = True
                yield search
                yield Static(id="journal-about", markup=False)
        with Horizontal(id="journal-body"):
            yield ItemList(self._draw, _id_of, id="journal-list")
            yield Page(id="journal-page")

    # What is shown

    def load(self) -> None:
        self._read()

    @work(exclusive=True, group="journal-read")
    async def _read(self) -> None:
        await self._take(*await asyncio.to_thread(_everything, self.vault, self._index, self._kind))

    async def _take(self, index: Index, written: Sequence[Record], headlines: dict[str, str]) -> None:
        self._index, self._all, self._headlines = index, written, headlines
        self._days = {record.at.date() for record in written}
        self.query_one(YearCalendar).show(self._days, self.clock().date())
        await self._fill(keep=True)

    async def _fill(self, keep: bool) -> None:
        if self._words and self._index:
            found = await self._found(self._index, self._typed)
            if found is None:
                return
            self._shown = NewestFirst(found)
            self._list.show(self._shown, keep=keep)
        else:
            self._shown = self._all
            self._list.show(by_month(self._all), keep=keep)
        self.set_class(not self._shown, "-empty")

    async def _found(self, index: Index, typed: str) -> Found | None:
        """What is found, keys being taken meanwhile; None where they changed what is looked for."""
        for found in index.look(typed):
            if found is not None:
                return found
            await asyncio.sleep(0)
            if self._typed != typed:
                break
        return None

    async def reveal(self, record: Record) -> bool:
        """Among what is told day by day, or among all of its kind; on its page, where there is room for one thing."""
        search = self.query_one("#journal-search", Input)
        with search.prevent(Input.Changed):
            search.value = ""
        self._words = ()
        self._name_kind("" if record.kind in DAILY else record.kind)
        await self._take(*await asyncio.to_thread(_everything, self.vault, self._index, self._kind))
        found, wide = self._list.select(record.id), self.has_class("-wide")
        self.set_class(found and not wide, "-reading")
        self.query_one(Page if found and not wide else ItemList).focus()
        return found

    @property
    def record(self) -> Record | None:
        return self._list.current if self.is_mounted else None

    @property
    def _list(self) -> ItemList:
        return self.query_one("#journal-list", ItemList)

    @property
    def _typed(self) -> str:
        return self.query_one("#journal-search", Input).value

    def _draw(self, record: Record) -> Drawn:
        return drawn_found(record, self._words) if self._words else drawn(record)

    def show_record(self) -> None:
        self._show_page(self.record)

    def _show_page(self, record: Record | None) -> None:
        self._history_shown = False
        page = self.query_one(Page)
        if record is None:
            page.show([Block(self._nothing(), "muted")])
            return
        words = self._words
        marked = (lambda text: hits(text, words)) if words else None
        long = sum(len(text) for _label, text in written(record)) > AT_ONCE
        above = self.beside(record)
        page.show(lambda width: above + reading(record, self._headline, marked), beside=long)

    def _headline(self, record_id: str) -> str:
        return self._headlines.get(record_id, "")

    def _nothing(self) -> str:
        if self._words:
            return _("Nothing found. Fewer letters find more.")
        if self._kind:
            return _("There is nothing here. esc shows everything.")
        if self._all:
            return _("Nothing was written this day.")
        return _("Your journal begins with one line. Press n to write it.")

    def _tell(self, day: date) -> None:
        # There is room for the day, in two lines, and for one thing more.
        found = ngettext("{count} found", "{count} found", len(self._shown))
        about = f"{long_day(day)}\n\n" + (found if self._words else f"{WRITTEN_ON} " + _("something written"))
        self.query_one("#journal-about", Static).update(about, layout=False)

    # The calendar, the list and the page follow each other

    @on(ItemList.Highlighted)
    def _highlighted(self, message: ItemList.Highlighted) -> None:
        calendar = self.query_one(YearCalendar)
        if message.row is not None and not calendar.has_focus:
            calendar.day = message.row.at.date()
        self._tell(calendar.day)
        self._show_page(message.row)
        self.refresh_bindings()

    @on(ItemList.Chosen)
    def _chosen(self) -> None:
        self.set_class(True, "-reading")
        self.query_one(Page).focus()

    @on(YearCalendar.Moved)
    def _moved(self, message: YearCalendar.Moved) -> None:
        self._go_to(message.day)

    @on(YearCalendar.Chosen)
    def _day_chosen(self, message: YearCalendar.Chosen) -> None:
        if self._go_to(message.day):
            self._list.focus()

    def _go_to(self, day: date) -> bool:
        """Put the cursor on the first thing written on ``day``; whether there is any."""
        place = bisect_left(self._shown, -day.toordinal(), key=lambda record: -record.at.date().toordinal())
        self._tell(day)
        if place < len(self._shown) and self._shown[place].at.date() == day:
            self._list.select(self._shown[place].id)
            return True
        self._show_page(None)
        return False

    # Searching

    @on(Input.Changed, "#journal-search")
    async def _search(self) -> None:
        self._words = words_of(self._typed)
        await self._fill(keep=False)

    @on(Input.Submitted, "#journal-search")
    def _to_the_list(self) -> None:
        self._list.focus()

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back":
            return self.is_mounted and (self._reading or bool(self._typed or self._kind) or not self._list.has_focus)
        if action == "mark" and not isinstance(self.record, Entry):
            return None
        return super().check_action(action, parameters)

    @property
    def _reading(self) -> bool:
        return self.has_class("-reading")

    def action_search(self) -> None:
        self._close_page()
        self.query_one("#journal-search").focus()

    def action_calendar(self) -> None:
        self._close_page()
        self.query_one(YearCalendar).focus()

    def action_back(self) -> None:
        """From the page to the list; from a search, and then from one kind, to everything."""
        if self._reading or not self._list.has_focus:
            self._close_page()
            self._list.focus()
        elif self._typed:
            self.query_one("#journal-search", Input).value = ""
        elif self._kind:
            self._show_kind("")

    def _close_page(self) -> None:
        self.remove_class("-reading")

    def action_star(self) -> None:
        record = self.record
        if isinstance(record, Entry):
            starred = not record.starred
            said = _("Starred.") if starred else _("The star is gone.")
            self.attempt(lambda: records.change(self.vault, record, starred=starred), said)

    def action_mark(self, mark: str) -> None:
        """Put a tag on the entry, or take it away."""
        from medledare.services import marks

        record = self.record
        if not isinstance(record, Entry):
            return
        if not marks.can_be_taken(record, mark):
            self.tell(_("The tag stands in the text itself; press e to change it."))
        elif marks.is_marked(record, mark):
            self.attempt(lambda: marks.toggle(self.vault, record, mark), _("The tag is gone."))
        else:
            self.attempt(lambda: marks.toggle(self.vault, record, mark), _("Tagged. The key again takes it away."))

    def action_one_kind(self) -> None:
        """Choose the one kind to show."""
        from medledare.tui.modals.choose import Choose

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._show_kind(kind)

        kinds = [(kind, _(KINDS_WORDS[kind]), "") for kind in records.kinds_there(self.vault)]
        everything = ("", _("Everything"), _("What is told day by day, and all kinds when you search"))
        self.app.push_screen(Choose(_("What do you want to see?"), [everything, *kinds], self._kind), chosen)

    def _show_kind(self, kind: str) -> None:
        if kind != self._kind:
            self._name_kind(kind)
            self.load()

    def _name_kind(self, kind: str) -> None:
        if kind == self._kind:
            return
        self._kind, self._index = kind, None
        words = _("Search: {kinds}").format(kinds=_(KINDS_WORDS[kind])) if kind else _("Search everything")
        self.query_one("#journal-search", Input).placeholder = words

    def action_look_back(self) -> None:
        """Choose what to look back on."""
        from medledare.tui.modals.look_back import LookBack
        from medledare.tui.screens.review import Review

        def chosen(period: "Period | None") -> None:
            if period is not None:
                self.app.push_screen(Review(period))

        self.app.push_screen(LookBack(self.clock().date()), chosen)

    async def action_new(self) -> None:
        await self.run_action("screen.write")


def _id_of(record: Record) -> str:
    return record.id


def _everything(vault: "Vault", index: Index | None, kind: str) -> tuple[Index, list[Record], dict[str, str]]:
    """Decode and fold everything, or one kind: too much to do while somebody waits for a key."""
    index = index or (Index(vault, (kind,)) if kind else Index(vault))
    index.refresh()
    written = [record for one in ((kind,) if kind else DAILY) for record in records.all_of(vault, class_of(one))]
    written.sort(key=lambda record: (record.at, record.id), reverse=True)
    headlines = {one.id: one.headline for kind in (Goal, Failure) for one in records.all_of(vault, kind)}
    return index, written, headlines
