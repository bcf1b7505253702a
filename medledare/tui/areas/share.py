"""Share: what has left the vault, what others could see, and a way to take a copy out. Nothing leaves by itself."""

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import Button, Checkbox, Input, Select, Static

from medledare.domain.problems import Problem
from medledare.domain.records import QUIET, Departure
from medledare.services import exporting, privacy
from medledare.services.exporting import Exported
from medledare.services.privacy import PlaceReport, Report
from medledare.services.search import Query
from medledare.text import N_, _, language, ngettext, say
from medledare.text.dates import clock_time, long_day, parse_day
from medledare.text.formats import FORMATS
from medledare.text.kinds import KINDS_WORDS
from medledare.text.said import format_words
from medledare.tui.areas.base import Area
from medledare.tui.commands import Command
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.ticks import Tick

KINDS = {kind: name for kind, name in KINDS_WORDS.items() if kind not in QUIET}
"""Kinds that can be taken out, in the order they are asked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be taken out, and where to."""

    format: str
    query: Query
    target: Path


class Share(Area):
    """What has left and what could be seen to the left, taking a copy out to the right."""

    HOME = "#share-page"
    HEADING = N_("Share")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("form", "n", N_("Take a copy out"), N_("Fill in what to export and where"), footer=True),
        Command("export", "ctrl+s", N_("Export"), N_("Write the copy to the file"), footer=True),
        Command("app.bring_in", "i", N_("Import"), N_("Bring a journal in from elsewhere"), footer=True, palette=False),
        Command("back", "escape", N_("Back"), N_("Back to what has left"), palette=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._departures: list[Departure] = []
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        with Container(classes="split"):
            yield Page(id="share-page", classes="page")
            with VerticalScroll(id="share-form", can_focus=False):
                yield Static(_("Take a copy out"), classes="title", markup=False)
                yield Static(
                    _("The copy is not encrypted. Whoever can open the file can read it."), classes="hint", markup=False
                )
                with Horizontal(classes="field"):
                    yield Static(_("Format"), classes="label", markup=False)
                    yield Select(
                        [(_(one.words), name) for name, one in FORMATS.items()],
                        value=next(iter(FORMATS)),
                        allow_blank=False,
                        compact=True,
                        id="share-format",
                    )
                yield from self._field("since", _("From"), _("The beginning"))
                yield from self._field("until", _("To"), _("Today"))
                with Horizontal(classes="field kinds"):
                    yield Static(_("What"), classes="label", markup=False)
                    with Container(id="share-kinds"):
                        for kind, name in KINDS.items():
                            yield Tick(_(name), value=True, compact=True, id=f"share-kind-{kind}")
                yield Static(classes="message", id="share-kinds-message", markup=False)
                yield from self._field("target", _("File"), "")
                yield Button(_("Export"), id="share-export", variant="primary", compact=True)

    def _field(self, name: str, label: str, hint: str) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Static(label, classes="label", markup=False)
            yield Line(placeholder=hint, id=f"share-{name}")
        yield Static(classes="message", id=f"share-{name}-message", markup=False)

    def load(self) -> None:
        self._departures = exporting.departures(self.vault)
        self._suggest_target()
        self._show()
        if self._report is None:
            self._look_around()

    @work(exclusive=True, group="share-report")
    async def _look_around(self) -> None:
        self._report = await asyncio.to_thread(privacy.report, self.medledare.places)
        self._show()

    def _show(self) -> None:
        self.query_one(Page).show(page_of(self._departures, self._report), keep_place=True)

    # Taking a copy out

    @on(Select.Changed, "#share-format")
    def _suggest_target(self) -> None:
        """A file name that fits the format and the day, until the person writes one."""
        target = self._input("target")
        if not target.value or target.value == getattr(self, "_suggested", ""):
            name = str(self.query_one("#share-format", Select).value)
            self._suggested = f"~/medledare-{self.clock().date()}.{FORMATS[name].ending}"
            target.value = self._suggested

    def _input(self, name: str) -> Input:
        return self.query_one(f"#share-{name}", Input)

    def _complain(self, name: str, message: str) -> None:
        below = self.query_one(f"#share-{name}-message", Static)
        below.update(message)
        below.set_class(bool(message), "-wrong")

    @on(Input.Changed)
    @on(Checkbox.Changed)
    def _changed(self) -> None:
        """What is wrong is said beside its field as soon as it is typed."""
        self._wish()

    def _wish(self) -> Wish | None:
        """What the form asks for; None, with a sentence beside each field that is wrong."""
        since, since_fits = self._day("since")
        until, until_fits = self._day("until")
        kinds = tuple(kind for kind in KINDS if self.query_one(f"#share-kind-{kind}", Checkbox).value)
        self._complain("kinds", "" if kinds else _("Choose at least one."))
        typed = self._input("target").value.strip()
        self._complain("target", "" if typed else _("Write a few words here."))
        if since and until and since > until:
            self._complain("until", _("This is before the beginning."))
            until_fits = False
        if not (since_fits and until_fits and kinds and typed):
            return None
        query = Query(since=since, until=until, kinds=kinds if len(kinds) < len(KINDS) else ())
        name = str(self.query_one("#share-format", Select).value)
        return Wish(name, query, Path(typed).expanduser().absolute())

    def _day(self, name: str) -> tuple[date | None, bool]:
        typed, message, day = self._input(name).value.strip(), "", None
        try:
            day = parse_day(typed, self.clock(), language()) if typed else None
        except Problem as problem:
            message = say(problem)
        self._complain(name, message)
        return day, not message

    @on(Button.Pressed, "#share-export")
    @on(Input.Submitted)
    def action_export(self) -> None:
        if wish := self._wish():
            self._export(wish)

    @work(exclusive=True, group="share-export")
    async def _export(self, wish: Wish) -> None:
        try:
            done = await asyncio.to_thread(
                exporting.export, self.vault, self.clock, wish.format, wish.query, wish.target
            )
        except Problem as problem:
            self._complain("target", say(problem))
        else:
            self._exported(done)

    def _exported(self, done: Exported) -> None:
        written = ngettext("{count} record was written to", "{count} records were written to", done.count)
        self.tell(f"{written} {shown_line(str(done.target))}")
        self.freshen()

    def action_form(self) -> None:
        self._input("since").focus()

    def action_back(self) -> None:
        self.query_one(Page).focus()


def page_of(departures: list[Departure], report: Report | None) -> list[Block]:
    """What has left, what others could see, and where everything lies."""
    blocks = [Block(_("What has left the vault"), "title")]
    if not departures:
        blocks.append(Block(_("Nothing. What you write stays here until you take it out yourself.")))
    for one in reversed(departures):
        when = f"{long_day(one.at.date())}  {clock_time(one.at)}"
        records = ngettext("{count} record", "{count} records", one.count)
        where = shown_line(one.target) or _("shown on the screen")
        blocks += [
            Block(when, "label"),
            Block(f"{records}, {format_words(one.format)} → {where}", first="  ", rest="  "),
        ]
    if report is None:
        return blocks
    blocks += [Block(), Block(_("What others could see"), "title")]
    blocks += [Block(_(sentence), first="· ", rest="  ") for sentence in report.sentences]
    blocks += [Block(), Block(_("Where it lies"), "title")]
    for place in report.places:
        blocks += [Block(_(place.what), "label"), Block(f"{place.path}", first="  ", rest="  ")]
        blocks.append(Block(_who(place), "muted", first="  ", rest="  "))
    return blocks


def _who(place: PlaceReport) -> str:
    if place.mode is None:
        return _("nothing there yet")
    return _("only you can open it") if place.private else _("others on this computer can open it")
