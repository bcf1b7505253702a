"""Share: what has left the vault, what others could see, and a way to take a copy out. Nothing leaves by itself."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from medledare.domain.problems import Problem
from medledare.domain.records import Departure
from medledare.services import exporting, privacy
from medledare.services.departures import departures
from medledare.services.exporting import Exported, Prepared
from medledare.services.outfile import TargetExists
from medledare.services.privacy import PlaceReport, Report
from medledare.services.surroundings import Remark, remark_words, remarks
from medledare.services.team_places import TeamPlace, team_places
from medledare.text import N_, _, ngettext, say
from medledare.text.dates import clock_time, long_day
from medledare.text.formats import FORMATS
from medledare.text.leaving import WORK_MAIL, taken_words
from medledare.text.said import left_words
from medledare.text.team import FOLDER_OF
from medledare.tui.areas.base import Area
from medledare.tui.areas.share_form import ShareForm
from medledare.tui.commands import Command
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.through import Through
from medledare.tui.screens.team_pages import place_blocks
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.keys import Keys
from medledare.tui.widgets.page import Page

WITH_OTHERS = (
    Command("team", "t", N_("Team"), palette=False),
    Command("tell('summary')", "s", N_("Summary"), palette=False),
    Command("tell('shared')", "d", N_("Shared"), palette=False),
    Command("app.answer_invitation", "a", N_("Answer an invitation"), palette=False),
    Command("tell('team_told')", "r", N_("Read summaries"), palette=False),
    Command("tell('open_sealed')", "o", N_("Open a sealed one"), palette=False),
    Command("observers", "b", N_("Observers"), palette=False),
)
"""What is done with others. It stands on the page itself with its keys: it is more than the footer has room for."""


class Share(Area):
    """What has left and what could be seen to the left, taking a copy out to the right."""

    HOME = "#share-page"
    HEADING = N_("Share")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        *WITH_OTHERS,
        Command("form", "n", N_("Take a copy out"), N_("Fill in what to export and where"), footer=True),
        Command("export", "ctrl+s", N_("Export"), N_("Write the copy to the file"), footer=True),
        Command("app.bring_in", "i", N_("Import"), N_("Bring a journal in from elsewhere"), footer=True, palette=False),
        Command("back", "escape", N_("Back"), N_("Back to what has left"), palette=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._departures: list[Departure] = []
        self._report: Report | None = None
        self._places: list[TeamPlace] = []
        self._wanted = False
        """Whether the form was asked for before it was there."""

    def compose(self) -> ComposeResult:
        with Container(classes="split"), Vertical(classes="page"):
            yield Keys(WITH_OTHERS, id="share-keys")
            yield Page(id="share-page")

    def load(self) -> None:
        self._departures = departures(self.vault)
        self._show()
        self._look_around()
        self._fill_form()

    @work(exclusive=True, group="share-form")
    async def _fill_form(self) -> None:
        """After the page has been drawn: a form of so many fields takes as long to put up as all the rest."""
        if not self.query(ShareForm):
            await self.query_one(".split").mount(ShareForm(lambda: self.vault, self.clock))
        self._form.fill()
        if self._wanted:
            self.action_form()

    @work(exclusive=True, group="share-report")
    async def _look_around(self) -> None:
        try:
            self._places = await asyncio.to_thread(team_places, self.vault)
        except Problem as problem:
            self.tell_problem(problem)
        self._report = self._report or await asyncio.to_thread(privacy.report, self.medledare.places)
        self._show()

    def _show(self) -> None:
        self.query_one(Page).show(page_of(self._departures, self._report, self._places), keep_place=True)

    def action_tell(self, what: str) -> None:
        """Tell others something, read what they told, or take something back."""
        from medledare.tui.telling import tell

        tell(self.medledare, what)

    # Taking a copy out

    @property
    def _form(self) -> ShareForm:
        return self.query_one(ShareForm)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is exported before the form is there."""
        if action == "export" and not self.query(ShareForm):
            return None
        return super().check_action(action, parameters)

    def action_export(self) -> None:
        """Write the copy; from outside the form go to it first, so that no copy is written in passing."""
        if self._form.has_focus_within:
            self._form.ask()
        else:
            self.action_form()

    @on(ShareForm.Wished)
    @work(exclusive=True, group="share-export")
    async def _prepare(self, wished: ShareForm.Wished) -> None:
        """Make it, and tell what there is to know of it before it is written."""
        wish, target = wished.wish, wished.target
        try:
            prepared = await asyncio.to_thread(exporting.prepare, self.vault, self.clock, wish)
        except Problem as problem:
            self._form.complain("target", say(problem))
            return
        known = await asyncio.to_thread(remarks, target)
        if not (wish.redact or known):
            self._write(prepared, target)
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._write(prepared, target)

        told = "\n\n".join(self._to_know(prepared, target, known))
        self.app.push_screen(Through(told, (), title=_("Before it leaves"), yes=_("Write the file")), answered)

    @work(exclusive=True, group="share-write")
    async def _write(self, prepared: Prepared, target: Path, overwrite: bool = False) -> None:
        """Write it; what is there already only if that is said."""
        try:
            done = await asyncio.to_thread(
                exporting.hand_out, self.vault, self.clock, prepared, target, overwrite=overwrite
            )
        except TargetExists as problem:
            self._ask_to_replace(problem, prepared, target)
        except Problem as problem:
            self._form.complain("target", say(problem))
        else:
            self._exported(done)

    def _ask_to_replace(self, problem: TargetExists, prepared: Prepared, target: Path) -> None:
        there = shown_line(str(problem.details["path"]))

        def answered(replace: bool | None) -> None:
            if replace:
                self._write(prepared, target, overwrite=True)
            else:
                self._form.complain("target", say(problem))

        question = _("There is already a file at {path}. Shall it be replaced?").format(path=there)
        self.app.push_screen(Confirm(question, _("Replace it")), answered)

    def _to_know(self, prepared: Prepared, target: Path, known: list[Remark]) -> list[str]:
        written = ngettext("{count} record would be written to", "{count} records would be written to", prepared.count)
        return [
            f"{written} {shown_line(str(target))}",
            *map(remark_words, known),
            *(taken_words(prepared.taken) if prepared.wish.redact else ()),
            _(WORK_MAIL),
        ]

    def _exported(self, done: Exported) -> None:
        written = ngettext("{count} record was written to", "{count} records were written to", done.count)
        hint = FORMATS[done.format].hint
        self.tell(f"{written} {shown_line(str(done.target))}" + (f". {_(hint)}" if hint else ""))
        self.freshen()

    def action_team(self) -> None:
        """One's card and one's teams."""
        from medledare.tui.screens.team import Team

        self.app.push_screen(Team())

    def action_form(self) -> None:
        """To the form; asked for before it is there, once it is."""
        self._wanted = not self.query(ShareForm)
        if not self._wanted:
            self._form.begin()

    async def action_observers(self) -> None:
        """Invite a colleague to observe, and take in what they saw."""
        await self.run_action("screen.observers")

    def action_back(self) -> None:
        self.query_one(Page).focus()


def page_of(departures: list[Departure], report: Report | None, places: Sequence[TeamPlace] = ()) -> list[Block]:
    """What has left, what others could see, where everything lies, and the folders that teams meet in."""
    blocks = [Block(_("What has left the vault"), "title")]
    if not departures:
        blocks.append(Block(_("Nothing. What you write stays here until you take it out yourself.")))
    for one in reversed(departures):
        when = f"{long_day(one.at.date())}  {clock_time(one.at)}"
        where = shown_line(one.target) or _("shown on the screen")
        blocks += [
            Block(when, "label"),
            Block(f"{shown_line(left_words(one, target=False))} → {where}", first="  ", rest="  "),
        ]
    if report is None:
        return blocks
    blocks += [Block(), Block(_("What others could see"), "title")]
    blocks += [Block(_(sentence), first="· ", rest="  ") for sentence in report.sentences]
    blocks += [Block(), Block(_("Where it lies"), "title")]
    for place in report.places:
        blocks += [Block(_(place.what), "label"), Block(f"{place.path}", first="  ", rest="  ")]
        blocks.append(Block(_who(place), "muted", first="  ", rest="  "))
    for folder in places:
        team = _(FOLDER_OF).format(team=shown_line(folder.team.name))
        blocks += [Block(), Block(team, "title"), *place_blocks(folder)]
    return blocks


def _who(place: PlaceReport) -> str:
    if place.mode is None:
        return _("nothing there yet")
    return _("only you can open it") if place.private else _("others on this computer can open it")
