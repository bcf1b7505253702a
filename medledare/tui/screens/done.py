"""What was done on this device, newest first. Taken back as far as one likes, each step shown before; done again."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from medledare.domain.problems import Problem
from medledare.services import steps
from medledare.services.steps import sentence
from medledare.text import N_, _, ngettext
from medledare.text.dates import clock_time, long_day
from medledare.tui.commands import Command
from medledare.tui.modals.through import Through
from medledare.tui.screens.done_page import page
from medledare.tui.screens.tasks import Task, Tasks
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece
from medledare.tui.widgets.page import Page

if TYPE_CHECKING:
    from medledare.services.steps import Done

NEWS = 0.5
"""Seconds between looks for what was done meanwhile."""


class StepList(ItemList):
    """Enter stands in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Take back to here"))]


class DoneSteps(Tasks):
    """The steps to the left, and what the cursor's one changed to the right."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["tasks.tcss", "done.tcss"]
    HEADING = N_("What was done")
    LIST = StepList
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "choose",
            "enter",
            N_("Take back to here"),
            N_("Take back this step and all after it; you see them first"),
            footer=True,
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self._steps: dict[str, Done] = {}
        self._seen = -1

    def on_mount(self) -> None:
        self.look()
        self.set_interval(NEWS, self._look_for_news)

    def _look_for_news(self) -> None:
        vault = self.medledare.vault
        if vault is not None and vault.generation != self._seen:
            self.look()

    @work(exclusive=True, group="steps")
    async def look(self) -> None:
        """Read what was done, and show it."""
        try:
            self._seen = self.vault.generation
            found = await asyncio.to_thread(steps.done, self.vault)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self._steps = {one.name: one for one in found}
        self.list_anew()
        if not found:
            self.query_one(Page).show([Block(_("Nothing was done here yet."), "muted")])
        self.refresh_bindings()

    def rows(self) -> Sequence[Heading | Task]:
        return list(self._by_day())

    def _by_day(self) -> Iterator[Heading | Task]:
        zone = self.clock().tzinfo
        for day, some in groupby(self._steps.values(), key=lambda one: one.at.astimezone(zone).date()):
            yield Heading(long_day(day))
            for one in some:
                yield Task(one.name, sentence(one))

    def drawn(self, task: Task) -> Drawn:
        step = self._steps[task.key]
        at = clock_time(step.at.astimezone(self.clock().tzinfo))
        if step.stands:
            return Drawn((Piece(task.label),), (Piece(at, "muted"),))
        return Drawn((Piece(task.label, "muted"),), (Piece(_("taken back"), "muted"),))

    def show(self, task: Task) -> None:
        """What the step changed."""
        step = self._steps[task.key]
        at = step.at.astimezone(self.clock().tzinfo)
        moment = f"{long_day(at.date())} {clock_time(at)}"
        self.query_one(Page).show(lambda _width: page(step, moment), beside=True)

    @on(ItemList.Highlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was taken back already is not taken back once more."""
        if action == "choose":
            task = self.current
            return True if task is not None and self._steps[task.key].stands else None
        return super().check_action(action, parameters)

    def do(self, task: Task) -> None:
        """Show every step down to this one, then take them back."""
        wanted = self._steps[task.key]
        if not wanted.stands:
            return
        names = list(self._steps)
        back = [one for one in list(self._steps.values())[: names.index(task.key) + 1] if one.stands]

        def answered(yes: bool | None) -> None:
            if yes:
                self._take(lambda: steps.take_back_to(self.vault, wanted))

        title = ngettext("Take back {count} step?", "Take back {count} steps?", len(back))
        about = [_("The newest is taken back first. It can be done again, as long as nothing else is done.")]
        text = "\n".join(sentence(one) for one in back)
        self.app.push_screen(Through(text, about, title=title, yes=_("Undo")), answered)

    @work(exclusive=True, group="do")
    async def _take(self, do: Callable[[], list[tuple[str, str]]]) -> None:
        try:
            touched = await asyncio.to_thread(do)
        except Problem as problem:
            self.tell_problem(problem)
            return
        if touched:
            self.tell(ngettext("Took back {count} change.", "Took back {count} changes.", len(touched)))
        else:
            self.tell(_("There is nothing to take back."))
        self.medledare.freshen()
        self.look()
