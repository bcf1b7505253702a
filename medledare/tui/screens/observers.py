"""Observers: who agreed to observe what, the invitation, the sealed reply taken in, and the end of it."""

from pathlib import Path
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from medledare.domain.problems import Problem
from medledare.domain.records import Observation, Observer
from medledare.services import capture, myself, observing, records
from medledare.services.observing import Asked as Invited
from medledare.services.sheets import Sheet
from medledare.text import N_, _
from medledare.text.dates import short_day
from medledare.tui.areas.base import NOTED, WIDE
from medledare.tui.commands import Command
from medledare.tui.modals.ask import Answers, Ask, Asked
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.form import Form
from medledare.tui.modals.sheet import Sheets
from medledare.tui.part import Part
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.item_list import Drawn, ItemList, Piece, words
from medledare.tui.widgets.observed import about, page
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.working import Progress, Working

QUESTION_FIELDS = 3


class Observers(Part, Screen[None]):
    """Observers to the left, one of them and all that came of it to the right."""

    AUTO_FOCUS = "#observers-list"
    CSS_PATH = "observers.tcss"
    HEADING = N_("Observers")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("new", "n", *NOTED["observer"], footer=True),
        Command(
            "invite", "i", N_("Invite"), N_("Make a file that a colleague can answer without a vault"), footer=True
        ),
        Command("receive", "y", N_("Take in a reply"), N_("Open the sealed reply; it is yours"), footer=True),
        Command("revoke", "x", N_("Revoke"), N_("Destroy the key, so that no later reply can be opened"), footer=True),
        Command("leave", "escape", N_("Back"), footer=True),
    )

    def __init__(self, first: str = "") -> None:
        """``first``: the id of the observer that the cursor begins on."""
        super().__init__()
        self._first = first
        self._invited: list[Invited] = []
        self._seen: list[Observation] = []

    def compose(self) -> ComposeResult:
        with Container(id="observers-split"):
            yield ItemList(_drawn, lambda one: one.id, id="observers-list")
            yield Page(id="observers-page")
        yield Working()
        yield Footer()

    def on_mount(self) -> None:
        self._show(self._first)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    def _show(self, place: str = "") -> None:
        """Show all there is, with the cursor on an observer, if one is named."""
        found = records.all_of(self.vault, Observer)[::-1]
        self._invited = observing.invitations(self.vault)
        self._seen = records.all_of(self.vault, Observation)
        self.set_class(not found, "-empty")
        self.query_one(ItemList).show(found, key=place)
        self._show_one()

    @property
    def _observer(self) -> Observer | None:
        row = self.query_one(ItemList).current
        return row if isinstance(row, Observer) else None

    @on(ItemList.Highlighted)
    def _show_one(self) -> None:
        one = self._observer
        if one is None:
            self.query_one(Page).show(about())
        else:
            seen = [each for each in self._seen if each.observer == one.id]
            self.query_one(Page).show(page(one, self._invitations_of(one), seen))
        self.refresh_bindings()

    @on(ItemList.Chosen)
    def _chosen(self) -> None:
        self.query_one(Page).focus()

    def _invitations_of(self, one: Observer) -> list[Invited]:
        return [each for each in self._invited if each.observer == one.id]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An invitation is made to an observer, and revoked while it is open."""
        one = self._observer if self.query(ItemList) else None
        if action == "invite":
            return one is not None or None
        if action == "revoke":
            return one is not None and any(each.open for each in self._invitations_of(one))
        return super().check_action(action, parameters)

    # The steps

    def action_new(self) -> None:
        """Note that a colleague agreed."""
        made: list[Observer] = []

        def keep(values: dict[str, Any]) -> None:
            record = capture.written("observer", self.clock, values.pop("behaviour"), **values)
            assert isinstance(record, Observer)
            made.append(records.add(self.vault, record))

        def closed(kept: bool | None) -> None:
            if kept:
                self.tell(_("Saved. ctrl+z takes it back."))
                self._changed(made[0].id)

        self.app.push_screen(Form("observer", _(NOTED["observer"][0]), keep), closed)

    def action_invite(self) -> None:
        """Ask what is to be asked; then show the file, and write it."""
        if (one := self._observer) is None:
            return
        vault, clock = self.vault, self.clock
        known = myself.known(vault)
        usual = observing.usual_questions()

        def draw_up(answers: Answers, _tell: Progress) -> Invited:
            questions = [answers[f"question-{number}"] for number in range(QUESTION_FIELDS)]
            return observing.draw_up(vault, clock, one, questions, answers["name"])

        def drawn_up(asked: Invited | None) -> None:
            if asked is not None:
                self._hand_out(one, asked)

        fields = [
            Asked(f"question-{number}", _("Question {number}").format(number=number + 1), "line", usual[number], False)
            for number in range(QUESTION_FIELDS)
        ]
        fields.append(
            Asked("name", _("Your name, as the colleague knows you"), "line", known.name if known else "", False)
        )
        told = _("The colleague reads these questions about: {behaviour}. Leave out what you like.")
        ask = Ask(
            _("An invitation to observe"), told.format(behaviour=one.headline), fields, _("See the file"), draw_up
        )
        self.app.push_screen(ask, drawn_up)

    def _hand_out(self, one: Observer, asked: Invited) -> None:
        """Show the very file, then write it."""

        def write(path: Path | None, _redact: bool) -> None:
            observing.hand_out(self.vault, self.clock, one, asked, path)

        def closed(_written: bool | None) -> None:
            self._changed(one.id)

        self.app.push_screen(Sheets(Sheet("invitation", observing.text_of(asked), 1), write), closed)

    def action_receive(self) -> None:
        """Ask for the file of a reply, and take it in."""
        vault, clock = self.vault, self.clock

        def keep(answers: Answers, _tell: Progress) -> Observation:
            data = observing.read_reply(Path(answers["path"].strip()).expanduser())
            return observing.receive(vault, clock, data)

        def closed(seen: Observation | None) -> None:
            if seen is not None:
                self.tell(_("Taken in. It is yours; ctrl+z takes it back."))
                self._changed(seen.observer)

        told = _("The sealed reply, as the colleague sent it back. Only an open invitation of yours can open it.")
        asked = [Asked("path", _("File"))]
        self.app.push_screen(Ask(_("Take in a reply"), told, asked, _("Take it in"), keep), closed)

    def action_revoke(self) -> None:
        """Ask, and destroy the keys of the open invitations."""
        if (one := self._observer) is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._revoke(one)

        question = _("Destroy the key of this invitation? A later reply cannot be opened then. This cannot be undone.")
        self.app.push_screen(Confirm(question, _("Revoke")), answered)

    @work(exclusive=True, group="revoke")
    async def _revoke(self, one: Observer) -> None:
        vault, clock = self.vault, self.clock
        try:
            gone = await self.query_one(Working).run(
                _("Destroying the key"), lambda _tell: observing.revoke(vault, clock, one)
            )
        except Problem as problem:
            self.tell_problem(problem)
        else:
            self.tell(_(observing.REVOKED) if gone else f"{_(observing.REVOKED)} {_(observing.LEFT_IN_LOG)}")
        self._changed(one.id)

    def _changed(self, place: str) -> None:
        self._show(place)
        self.medledare.freshen()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def _drawn(one: Observer) -> Drawn:
    right = [Piece(_("until {day}").format(day=short_day(one.until)), "muted")] if one.until else []
    return Drawn((Piece(f"{short_day(one.at.date()):<13}", "muted"), words(one.headline)), right)
