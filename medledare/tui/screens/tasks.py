"""Things to do to the left, what is said of each to the right: what the vault's screen and a team's share."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from medledare.domain.problems import Problem
from medledare.text import N_, _, say
from medledare.tui.areas.base import WIDE
from medledare.tui.commands import Command
from medledare.tui.modals.ask import Ask
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.working import Progress, Working

Look = Callable[[], list[Block]]


class Task(NamedTuple):
    """Something to do. ``about``: what is said of it while the cursor is on it; empty where the screen looks instead.

    ``opens``: the screen that it opens, as ``module:class``.
    """

    key: str
    label: str
    about: str = ""
    opens: str = ""


class TaskList(ItemList):
    """Enter stands in the footer. It is the list's own, so that it comes after the keys pressed before it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Do it"))]


class Tasks(Part, Screen[None]):
    """A list of tasks and a page. A task that opens nothing is done by the method ``_do_<key>``."""

    AUTO_FOCUS = ".tasks"
    LIST: ClassVar[type[ItemList]] = TaskList
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "tasks.tcss"
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("choose", "enter", N_("Do it"), N_("Do what the cursor is on"), footer=True),
        Command("leave", "escape", N_("Back"), N_("Back to the journal"), footer=True),
        Command("app.focus_next", "tab", N_("The other side"), palette=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, list[Block]] = {}
        """What came of what was done here, by task."""

    def rows(self) -> Sequence[Heading | Task]:
        """What can be done now, under headings in the language spoken."""
        raise NotImplementedError

    def looks(self) -> dict[str, Look]:
        """How to say how things are, in a thread, of the tasks without ``about``."""
        return {}

    def drawn(self, task: Task) -> Drawn:
        """A task's line in the list."""
        return Drawn((Piece(_(task.label)),))

    def compose(self) -> ComposeResult:
        with Horizontal(classes="split"):
            yield self.LIST(self.drawn, lambda task: task.key, classes="tasks")
            with Vertical(classes="side"):
                yield Page(classes="told")
                yield Working()
        yield Footer()

    def on_mount(self) -> None:
        self.list_anew()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    def list_anew(self, key: str = "") -> None:
        """Show what can be done now, with the cursor on ``key`` or where it was."""
        rows: list[Task | Heading] = []
        for row in self.rows():
            if isinstance(row, Heading) and rows:
                rows.append(Heading(""))
            rows.append(row)
        self.query_one(ItemList).show(rows, key=key)

    # What is said

    @on(ItemList.Highlighted)
    def _highlighted(self, event: ItemList.Highlighted) -> None:
        if isinstance(event.row, Task):
            self.show(event.row)

    @property
    def current(self) -> Task | None:
        """What the cursor is on."""
        task = self.query_one(ItemList).current
        return task if isinstance(task, Task) else None

    def show(self, task: Task) -> None:
        """What came of it, or what it is about, or how things are."""
        self.workers.cancel_group(self, "look")
        title = [Block(_(task.label), "title"), Block()]
        if (said := self._said.get(task.key)) is not None:
            self.query_one(Page).show([*title, *said])
        elif task.about:
            self.query_one(Page).show([*title, Block(_(task.about)), Block(), Block(_("Enter does it."), "muted")])
        else:
            self.query_one(Page).show(title)
            self._look(task, title)

    def show_anew(self) -> None:
        """Look at how things are once more, if that is what is shown, and stay where one has come to."""
        task = self.current
        if task is not None and not task.about and task.key not in self._said:
            self._look(task, [Block(_(task.label), "title"), Block()], keep_place=True)

    @work(exclusive=True, group="look")
    async def _look(self, task: Task, title: list[Block], *, keep_place: bool = False) -> None:
        """Look at how things are, which may take a while, and say it."""
        try:
            said = await asyncio.to_thread(self.looks()[task.key])
        except Problem as problem:
            said = [wrong(problem)]
        self.query_one(Page).show([*title, *said], keep_place=keep_place)

    def say_of(self, key: str, said: list[Block] | None) -> None:
        """Say what came of something, where it is still looked at."""
        if said is None:
            return
        self._said[key] = said
        if (task := self.current) is not None and task.key == key:
            self.show(task)

    # What is done

    @on(ItemList.Chosen)
    def _chosen(self, event: ItemList.Chosen) -> None:
        if isinstance(event.row, Task) and not self.busy:
            self._said.pop(event.row.key, None)
            self.do(event.row)

    def do(self, task: Task) -> None:
        """Do it."""
        getattr(self, f"_do_{task.key}")()

    def action_choose(self) -> None:
        """Do what the cursor is on."""
        self.query_one(ItemList).action_choose()

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return any(one.busy for one in self.query(Working))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is under way, one stays."""
        if action in ("leave", "choose") and self.busy:
            return None
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    @work(exclusive=True, group="do")
    async def run_task(self, key: str, words: str, do: Callable[[Progress], list[Block]]) -> None:
        """Do something in a thread, and say what came of it."""
        self.refresh_bindings()
        try:
            said = await self.query_one(Working).run(words, do)
        except Problem as problem:
            said = [wrong(problem)]
        self.refresh_bindings()
        self.say_of(key, said)
        self.done(key)

    def ask(self, key: str, ask: Ask) -> None:
        """Ask for what it takes, do it, and say what came of it."""

        def answered(said: list[Block] | None) -> None:
            self.say_of(key, said)
            self.done(key)

        self.app.push_screen(ask, answered)

    def done(self, key: str) -> None:
        """Something was done, or left."""
        self.medledare.freshen()


def wrong(problem: Problem) -> Block:
    """What went wrong, as it stands on the page."""
    return Block(shown_line(say(problem)), "mark")
