"""For whom a summary is, and as what: the last question before one reads through what would leave."""

import asyncio
from pathlib import Path, PurePath
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Select, Static
from textual.widgets.selection_list import Selection

from medledare.domain.period import Period
from medledare.domain.problems import Problem
from medledare.services import recipients, sending, teams
from medledare.services.others import Known
from medledare.services.recipients import Recipient
from medledare.services.sending import ENDINGS, SEALED, Prepared
from medledare.services.surroundings import remark_words, remarks
from medledare.text import N_, _, say
from medledare.text.compared import mark
from medledare.text.sending import before_words
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.ticks import Ticks
from medledare.tui.widgets.typed import as_shown

FORMS = {
    SEALED: N_("a sealed file, for those I choose"),
    "markdown": N_("Markdown, for whoever has the file"),
    "html": N_("a page (HTML), for whoever has the file"),
}
"""What it can be, in the order it is offered; then come one's teams."""
FILE = N_("medledare-summary")
"""How the name of the file begins that is suggested."""
AROUND = 14
"""Rows of the screen that are needed around the list of people."""


class Ready(NamedTuple):
    """What would leave, the file it would go to (None: a team), and what to read before one agrees."""

    prepared: Prepared
    target: Path | None
    told: tuple[str, ...]


class SendTo(Part, ModalScreen[Ready | None]):
    """Asks, and makes it ready. Nothing is written here."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "send_to.tcss"]
    AUTO_FOCUS = "#send-form"
    HEADING = N_("For whom it is")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("go_on", "ctrl+s", N_("Read it through"), footer=True, priority=True),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
    )

    def __init__(self, period: Period, text: str) -> None:
        super().__init__()
        self._period, self._text = period, text
        self._people = {one.name: one for one in recipients.known(self.vault)}
        self._teams = {one.id: one for one in teams.teams(self.vault)}
        self._suggested = ""

    def compose(self) -> ComposeResult:
        forms = [(Content(_(label)), form) for form, label in FORMS.items()]
        known = list(self._teams.values())
        forms += [
            (Content(shown_line(_("told to the team {team}").format(team=teams.called(one, known)))), one.id)
            for one in known
        ]
        start = SEALED if self._people else "markdown"
        people = [Selection(Content(shown_line(_person(one))), name, False) for name, one in self._people.items()]
        with Vertical(classes="box"):
            yield Static(_("For whom is it?"), classes="title", markup=False)
            with Horizontal(classes="field"):
                yield Static(_("As"), classes="label", markup=False)
                yield Select(forms, value=start, allow_blank=False, compact=True, id="send-form")
            with Horizontal(classes="field", id="send-people-field"):
                yield Static(_("For"), classes="label", markup=False)
                yield Ticks(*people, compact=True, id="send-people")
            with Horizontal(classes="field", id="send-more-field"):
                yield Static(_("And for"), classes="label", markup=False)
                yield Line(placeholder=_("A card, a file with one, or age1…"), id="send-more")
            with Horizontal(classes="field", id="send-target-field"):
                yield Static(_("File"), classes="label", markup=False)
                yield Line(id="send-target")
            yield Static(classes="hint", id="send-hint", markup=False)
            yield Static(classes="message", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Read it through"), id="yes", variant="primary", compact=True)
                yield Button(_("Leave it"), id="no", compact=True)

    def on_mount(self) -> None:
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#send-people").styles.max_height = max(2, event.size.height - AROUND)

    @property
    def _form(self) -> str:
        return str(self.query_one("#send-form", Select).value)

    @on(Select.Changed)
    def _fit(self) -> None:
        """What is asked for with this form, and a name for the file until the person writes one."""
        form = self._form
        told = form in self._teams
        self.query_one("#send-people-field").display = bool(self._people) and (told or form == SEALED)
        self.query_one("#send-more-field").display = form == SEALED
        self.query_one("#send-target-field").display = not told
        hint = _("With nobody chosen it is for all members.") if told else ""
        if form == SEALED:
            hint = _("It is signed by you. Only those you choose can open it, with medledare or with age.")
        self.query_one("#send-hint", Static).update(hint or _("It is not sealed: whoever has the file can read it."))
        target = self.query_one("#send-target", Line)
        if not told and target.value == self._suggested:
            self._suggested = f"~/{_(FILE)}-{self._period.code}.{ENDINGS[form]}"
            target.value = self._suggested

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "yes":
            await self.action_go_on()
        else:
            self.action_leave()

    async def action_go_on(self) -> None:
        """Make it ready, and give it to be read through."""
        typed = self.query_one("#send-target", Line).value.strip()
        form = self._form
        if form not in self._teams and not typed:
            self._say(_("Write a few words here."))
            return
        people = self.query_one("#send-people", Ticks).selected if self._people else []
        more = self.query_one("#send-more", Line).value.strip()
        wanted = [*people, *([more] if more and form == SEALED else [])]
        try:
            ready = await asyncio.to_thread(self._ready, form, wanted, Path(typed).expanduser().absolute())
        except Problem as problem:
            self._say(say(problem))
        else:
            self.dismiss(ready)

    def _ready(self, form: str, wanted: list[str], target: Path) -> Ready:
        vault = self.vault
        to = [recipients.recipient(vault, one) for one in wanted]
        if (team := self._teams.get(form)) is not None:
            prepared = sending.prepare_for_team(vault, self._text, team, to)
            return Ready(prepared, None, tuple(before_words(prepared.whom, "", team.name)))
        to = to if form == SEALED else []
        prepared = sending.prepare(vault, self.clock, self._period, self._text, form, to)
        told = [*before_words(prepared.whom, str(target)), *map(remark_words, remarks(target))]
        told += [_("The page is shown to its last byte; your words stand at the end.")] if form == "html" else []
        return Ready(prepared, target, tuple(told))

    def action_leave(self) -> None:
        """Nothing leaves."""
        self.dismiss(None)

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))


def _person(one: Recipient) -> str:
    """A name; and that its number was not compared, where it was not."""
    if one.card is None or one.compared:
        return one.name
    return f"{one.name} ({mark(Known(one.card, by=one.by))})"
