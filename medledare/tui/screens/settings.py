"""Every setting: what it is now, where that comes from, and how to change it. The schema in ``config`` says it all."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from medledare.domain.problems import Problem
from medledare.services import settings
from medledare.services.setting_words import origin_words, value_words
from medledare.services.settings import Known
from medledare.text import N_, _
from medledare.tui import applying
from medledare.tui.commands import Command
from medledare.tui.modals.ask import Ask, Asked
from medledare.tui.modals.choose import Choose
from medledare.tui.screens.tasks import Task, Tasks, wrong
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece
from medledare.tui.widgets.page import Page


class SettingList(ItemList):
    """Enter stands in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Change"))]


class Settings(Tasks):
    """The settings to the left with their values, and what the cursor's is about to the right."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["tasks.tcss", "settings.tcss"]
    HEADING = N_("Settings")
    LIST = SettingList
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("choose", "enter", N_("Change"), N_("Change the setting that the cursor is on"), footer=True),
        Command("reset", "r", N_("Reset"), N_("Let its default hold again"), footer=True),
        Command("app.edit_keys", "k", N_("Keys"), N_("Every command with its key; give it another"), footer=True),
    )

    def __init__(self, start: str = "") -> None:
        """``start``: the setting that the cursor begins on."""
        super().__init__()
        self._start = start
        self._known: dict[str, Known] = {}

    def rows(self) -> Sequence[Heading | Task]:
        try:
            self._known = {one.setting.name: one for one in settings.known(self.medledare.places)}
        except Problem as problem:
            self.tell_problem(problem)
        return [Task(name, one.setting.label) for name, one in self._known.items()]

    def on_mount(self) -> None:
        self.list_anew(self._start)

    def drawn(self, task: Task) -> Drawn:
        setting, value, origin = self._known[task.key]
        role = "muted" if origin == "default" else "strong"
        return Drawn((Piece(_(setting.label)),), (Piece(shown_line(value_words(setting, value), 24), role),))

    def show(self, task: Task) -> None:
        """What the setting is about, its value and where that comes from, and what it can be."""
        setting, value, origin = self._known[task.key]
        rows = [
            (_("Now"), f"{value_words(setting, value)}, {origin_words(setting, origin)}"),
            (_("Default"), value_words(setting, setting.default)),
            (_("On the command line"), f"medledare config set {setting.name}"),
        ]
        blocks = [Block(_(setting.label), "title"), Block(), Block(_(setting.help) + ".")]
        for label, words in rows:
            blocks += [Block(), Block(label, "label"), Block(shown_line(words))]
        if origin == "environment":
            blocks += [Block(), Block(_("What is chosen here is kept, and holds once that variable is gone."), "mark")]
        self.query_one(Page).show([*blocks, *self._said.get(task.key, ())])

    def do(self, task: Task) -> None:
        """Change it, each kind in its way."""
        setting, value, _origin = self._known[task.key]
        if isinstance(value, bool):
            self._keep(setting.name, "false" if value else "true")
        elif setting.suggested:
            self._choose(task, ("", *setting.suggested), try_out=setting.name == "theme")
        elif setting.choices:
            self._choose(task, setting.choices)
        else:
            self._ask(task)

    def _choose(self, task: Task, choices: Sequence[str], *, try_out: bool = False) -> None:
        setting, value, _origin = self._known[task.key]

        def words(choice: str) -> str:
            return value_words(setting, choice)

        def chosen(choice: str | None) -> None:
            if choice is not None:
                self._keep(setting.name, choice)
            elif try_out:
                self.medledare.wear(str(value))

        def tried(choice: str) -> None:
            if try_out:
                self.medledare.wear(choice)

        rows = [(choice, words(choice), "") for choice in choices]
        self.app.push_screen(Choose(_(setting.label), rows, str(value), try_out=tried), chosen)

    def _ask(self, task: Task) -> None:
        setting, value, _origin = self._known[task.key]
        places = self.medledare.places

        def kept(done: bool | None) -> None:
            if done:
                self._changed(setting.name)

        def keep(answers: dict[str, str], _tell: object) -> bool:
            settings.store(places, setting.name, answers["value"])
            return True

        about = f"{_(setting.help)} ({setting.allowed})"
        asked = [Asked("value", _(setting.label), "day", start=shown_line(str(value)), needed=False)]
        self.app.push_screen(Ask(_(setting.label), about, asked, _("Keep it"), keep), kept)

    def _keep(self, name: str, typed: str) -> None:
        self._write(name, lambda: settings.store(self.medledare.places, name, typed))

    def action_reset(self) -> None:
        """Let the default hold again."""
        if (task := self.current) is not None:
            name = task.key
            self._write(name, lambda: settings.reset(self.medledare.places, name))

    @work(exclusive=True, group="do")
    async def _write(self, name: str, write: Callable[[], object]) -> None:
        try:
            await asyncio.to_thread(write)
        except Problem as problem:
            self.say_of(name, [Block(), wrong(problem)])
        else:
            self._changed(name)

    def _changed(self, name: str) -> None:
        """It holds at once."""
        self._said.clear()
        self.list_anew(name)
        applying.apply(self.medledare, name)
