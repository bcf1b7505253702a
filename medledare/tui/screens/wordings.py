"""A team's wordings of the mission beside each other. They are compared, people are not: no name stands here."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from medledare.domain.problems import Problem
from medledare.services import telling, wordings
from medledare.services.wordings import Seen, Team, Wording
from medledare.text import N_, _
from medledare.text import wordings as words
from medledare.text.shelf import TAKING_BACK, who_reads_wording
from medledare.tui.commands import Command
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.through import Through
from medledare.tui.screens.at_folder import AtFolder
from medledare.tui.screens.tasks import wrong
from medledare.tui.screens.wordings_page import page
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.page import Page


class Wordings(AtFolder):
    """A page to read, and one's own wording shown or taken back."""

    AUTO_FOCUS = "#wordings-page"
    CSS_PATH = "wordings.tcss"
    HEADING = N_("The mission as the team words it")
    UNDOES = False
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "show_mine", "s", N_("Show mine"), N_("Show the team your wording, as your mission is now"), footer=True
        ),
        Command("take_back", "x", N_("Take mine back"), N_("Show yours no longer"), footer=True),
        Command("look", "r", N_("Look again"), N_("See what has come to the folder meanwhile"), footer=True),
        Command("leave", "escape", N_("Back"), footer=True),
    )

    def __init__(self, team: Team) -> None:
        super().__init__()
        self._team = team
        self._seen: Seen | None = None

    def compose(self) -> ComposeResult:
        yield Page(id="wordings-page")
        yield Footer()

    def on_mount(self) -> None:
        self.keep_watch()
        self.action_look()

    def watched(self) -> Team:
        return self._team

    def look_again(self) -> None:
        self.action_look()

    @work(exclusive=True, group="look")
    async def action_look(self) -> None:
        """Read the team's folder, and show the wordings that stand."""
        try:
            self._seen = seen = await asyncio.to_thread(wordings.look, self.vault, self._team)
        except Problem as problem:
            self.query_one(Page).show([wrong(problem)])
        else:
            self.query_one(Page).show(lambda width: page(self._team.name, seen, width), keep_place=True, beside=True)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a wording of one's own there is none to take back."""
        if action == "take_back" and (self._seen is None or self._seen.mine is None):
            return None
        return super().check_action(action, parameters)

    def action_show_mine(self) -> None:
        """Read one's wording through, then show it."""
        try:
            own = wordings.own(self.vault)
        except Problem as problem:
            self.tell_problem(problem)
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._show(own)

        text, told = words.as_text(own.fields), [who_reads_wording(self._team.name)]
        through = Through(text, told, title=_("Exactly this would leave"), yes=_("Show it to the team"))
        self.app.push_screen(through, answered)

    @work(exclusive=True, group="do")
    async def _show(self, own: Wording) -> None:
        try:
            await asyncio.to_thread(wordings.show, self.vault, self.clock, self._team, own)
        except Problem as problem:
            self.tell_problem(problem)
        else:
            self._done(_(words.SHOWN).format(team=self._team.name))

    def action_take_back(self) -> None:
        """Ask, then show one's own wording no longer."""

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._take_back()

        self.app.push_screen(Confirm(_(TAKING_BACK), _("Take back")), answered)

    @work(exclusive=True, group="do")
    async def _take_back(self) -> None:
        try:
            await asyncio.to_thread(wordings.withdraw, self.vault, self.clock, self._team)
        except Problem as problem:
            self.tell_problem(problem)
        else:
            self._done(_(telling.CANNOT_CALL_BACK))

    def _done(self, sentence: str) -> None:
        self.tell(sentence)
        self.action_look()
        self.medledare.freshen()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)
