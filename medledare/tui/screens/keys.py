"""The keys: every command by the place it is offered in, to search among, and to give another key by pressing it."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from medledare.config import keymap
from medledare.domain.problems import Problem
from medledare.text import N_, _
from medledare.tui.commands import Command
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.press_key import PressKey
from medledare.tui.screens.tasks import Task, Tasks
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.working import Working

if TYPE_CHECKING:
    from medledare.tui.catalogue import Declared


class KeyList(ItemList):
    """Enter stands in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Other key"))]


class Keys(Tasks):
    """The commands to the left with their keys, and what the cursor's does to the right."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["tasks.tcss", "keys.tcss"]
    HEADING = N_("Keys")
    LIST = KeyList
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("choose", "enter", N_("Other key"), N_("Press the key that the command shall have"), footer=True),
        Command("search", "f", N_("Search"), N_("Search the commands"), footer=True),
        Command("reset", "r", N_("Reset"), N_("Give the command its usual key again"), footer=True),
        Command("reset_all", "R", N_("Reset all"), N_("Give every command its usual key again")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._all: dict[str, Declared] = {}
        self._wanted = ""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="split"):
            with Vertical(classes="left"):
                yield Line(placeholder=_("Search"), id="keys-search", compact=True)
                yield self.LIST(self.drawn, lambda task: task.key, classes="tasks")
            with Vertical(classes="side"):
                yield Page(classes="told")
                yield Working()
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Page).show([Block(_("Gathering the commands …"), "muted")])
        self._gather()

    @work(exclusive=True, group="look")
    async def _gather(self) -> None:
        from medledare.tui.catalogue import catalogue

        self._all = {one.id: one for one in await asyncio.to_thread(catalogue)}
        self.list_anew()

    def rows(self) -> Sequence[Heading | Task]:
        found: list[Heading | Task] = []
        matching = [one for one in self._all.values() if self._matches(one)]
        for place, some in groupby(matching, key=lambda one: one.place):
            found.append(Heading(_(place)))
            found += [Task(one.id, one.command.label, one.command.help) for one in some]
        return found

    def _matches(self, one: "Declared") -> bool:
        said = f"{_(one.place)} {_(one.command.label)} {_(one.command.help)} {one.id} {self._keys(one)}".casefold()
        return all(word in said for word in self._wanted.casefold().split())

    def _keys(self, one: "Declared") -> str:
        from medledare.tui.catalogue import key_names, keys_now

        return key_names(keys_now(one, self.medledare.keys))

    def drawn(self, task: Task) -> Drawn:
        role = "strong" if task.key in self.medledare.keys else "muted"
        return Drawn((Piece(_(task.label)),), (Piece(self._keys(self._all[task.key]), role),))

    def show(self, task: Task) -> None:
        """What the command does, its keys, and what they usually are."""
        from medledare.tui.catalogue import key_names

        one = self._all[task.key]
        rows = [
            (_("Now"), self._keys(one) or _("no key; the palette has it")),
            (_("Usually"), key_names(one.command.key) or _("no key; the palette has it")),
            (_("On the command line"), f"medledare keys set {one.id}"),
        ]
        blocks = [Block(_(one.command.label), "title"), Block(_(one.place), "muted")]
        blocks += [Block(), Block(_(one.command.help))] if one.command.help else []
        for label, words in rows:
            blocks += [Block(), Block(label, "label"), Block(words)]
        self.query_one(Page).show(blocks)

    # Searching

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one(Line).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._wanted = event.value
        self.list_anew()

    @on(Input.Submitted)
    def _searched(self) -> None:
        self.query_one(ItemList).focus()

    def action_leave(self) -> None:
        """From the search to the list; from the list to where one came from."""
        if self.query_one(Line).has_focus:
            self.query_one(ItemList).focus()
        else:
            super().action_leave()

    # Changing

    def do(self, task: Task) -> None:
        """Ask for the key."""
        from medledare.tui.catalogue import considered

        one = self._all[task.key]

        def consider(key: str) -> list[str]:
            return considered(list(self._all.values()), one, self.medledare.keys, key)

        def pressed(key: str | None) -> None:
            if key is not None:
                self._write(lambda: keymap.store(self.medledare.places.config, one.id, key))

        now = _("Now") + ": " + (self._keys(one) or _("no key; the palette has it"))
        self.app.push_screen(PressKey(_(one.command.label), now, consider), pressed)

    def action_reset(self) -> None:
        """Give the command its usual key again."""
        if (task := self.current) is not None and task.key in self.medledare.keys:
            name = task.key
            self._write(lambda: keymap.reset(self.medledare.places.config, name))

    def action_reset_all(self) -> None:
        """Give every command its usual key again, if one says so."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(lambda: keymap.reset(self.medledare.places.config))

        self.app.push_screen(Confirm(_("Give every command its usual key again?"), _("Reset all")), answered)

    @work(exclusive=True, group="do")
    async def _write(self, write: Callable[[], object]) -> None:
        try:
            await asyncio.to_thread(write)
        except Problem as problem:
            self.tell_problem(problem)
        self.medledare.read_keys()
        self.list_anew()
