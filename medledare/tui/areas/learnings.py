"""Learnings: what failed and what was learned, and how the two hang together. A failure has no severity here."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from medledare.domain.records import Failure, Goal, Learning, Record
from medledare.services import capture, failures, records
from medledare.text import N_, _
from medledare.text.dates import short_day
from medledare.tui.areas.acting import RecordArea
from medledare.tui.commands import Command
from medledare.tui.modals.note import Note
from medledare.tui.widgets.blocks import Block, shown_line
from medledare.tui.widgets.item_list import Drawn, Heading, ItemList, Piece, words
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.reader import reading


class Learnings(RecordArea):
    """Failures and learnings to the left, one of them to the right."""

    HOME = "#learnings-list"
    HEADING = N_("Learnings")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("fail", "n", N_("Failure"), N_("Log something that went another way than you meant"), footer=True),
        Command(
            "learn",
            "l",
            N_("Learning"),
            N_("Write down something you learned, from the failure under the cursor if there is one"),
            footer=True,
        ),
        Command("told", "t", N_("Told"), N_("Note whom you told of the failure"), footer=True),
        Command("recurred", "r", N_("It happened again"), N_("Note that it happened again today")),
        Command("follow", "o", N_("Follow the link"), N_("Go from a failure to its learning, or back"), footer=True),
        Command("back", "escape", N_("Back"), N_("Back to the list"), palette=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._headlines: dict[str, str] = {}
        self._learnings: Sequence[Learning] = ()
        self._made = ""

    def compose(self) -> ComposeResult:
        with Container(classes="split"):
            yield ItemList(_drawn, _id_of, id="learnings-list", classes="list")
            yield Page(id="learnings-page", classes="page")

    def load(self) -> None:
        failed = records.all_of(self.vault, Failure)
        self._learnings = records.all_of(self.vault, Learning)
        self._headlines = {one.id: one.headline for one in (*failed, *records.all_of(self.vault, Goal))}
        rows: list[Record | Heading] = []
        for title, found in ((_("Failures"), failed), (_("Learnings"), self._learnings)):
            if found:
                rows += [Heading("")] if rows else []
                rows += [Heading(title), *reversed(found)]
        self._list.show(rows, key=self._made)
        self._made = ""
        self.set_class(not rows, "-empty")

    @property
    def record(self) -> Failure | Learning | None:
        row = self._list.current if self.query(ItemList) else None
        return row if isinstance(row, Failure | Learning) else None

    @property
    def _list(self) -> ItemList:
        return self.query_one(ItemList)

    def show_record(self) -> None:
        self._history_shown = False
        record, page = self.record, self.query_one(Page)
        if record is None:
            page.show(
                [
                    Block(
                        _("What went another way than you meant, and what came of it, can stand here. Only you see it.")
                    ),
                    Block(),
                    Block(_("Press n for a failure, l for something you learned."), "muted"),
                ]
            )
            return
        blocks = self.beside(record) + reading(record, lambda record_id: self._headlines.get(record_id, ""))
        if isinstance(record, Failure):
            blocks += self._aftermath(record)
        page.show(blocks)

    def _aftermath(self, failure: Failure) -> list[Block]:
        """What was learned from a failure."""
        learned = [Block(shown_line(one.headline), rest="  ") for one in self._learnings_of(failure)]
        return [Block(_("Learned from it"), "label"), *learned, Block()] if learned else []

    def _learnings_of(self, failure: Failure) -> list[Learning]:
        return [learning for learning in self._learnings if learning.failure == failure.id]

    @on(ItemList.Highlighted)
    def _highlighted(self) -> None:
        self.show_record()
        self.refresh_bindings()

    @on(ItemList.Chosen)
    def _chosen(self) -> None:
        self.query_one(Page).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        record = self.record
        if action in ("told", "recurred") and not isinstance(record, Failure):
            return None
        if action == "follow" and not self._linked(record):
            return None
        return super().check_action(action, parameters)

    def _linked(self, record: Record | None) -> str:
        """The id of what a record is linked to: a learning's failure, a failure's latest learning."""
        if isinstance(record, Learning):
            return record.failure if record.failure in self._headlines else ""
        found = self._learnings_of(record) if isinstance(record, Failure) else []
        return found[-1].id if found else ""

    def action_back(self) -> None:
        self._list.focus()

    def action_follow(self) -> None:
        if linked := self._linked(self.record):
            self._list.select(linked)

    def action_fail(self) -> None:
        self._write("failure", _("What failed?"), _("Kept, for you alone. ctrl+z takes it back."))

    def action_learn(self) -> None:
        start = {"failure": self.record.id} if isinstance(self.record, Failure) else {}
        self._write("learning", _("What did you learn?"), _("Learned. ctrl+z takes it back."), start=start)

    def _write(self, kind: str, title: str, then: str, **options: Any) -> None:
        build: Any = capture.failure if kind == "failure" else capture.learning

        def keep(values: dict[str, Any]) -> None:
            record: Record = build(self.clock, values.pop("text"), **values)
            self._made = records.add(self.vault, record).id

        self.ask(kind, title, keep, then, **options)

    def action_told(self) -> None:
        if isinstance(failure := self.record, Failure):
            self.open(
                Note(
                    _("Whom did you tell?"),
                    lambda whom: failures.told(self.vault, self.clock, failure, whom),
                    hint=_("A role is enough, such as “a colleague”. Nobody is asked to tell."),
                ),
                _("Noted. ctrl+z takes it back."),
            )

    def action_recurred(self) -> None:
        if isinstance(failure := self.record, Failure):
            self.attempt(
                lambda: failures.recurred(self.vault, self.clock, failure),
                _("Noted that it happened again. ctrl+z takes it back."),
            )


def _drawn(record: Record) -> Drawn:
    when = Piece(f"{short_day(record.at.date()):<13}", "muted")
    right: list[Piece] = []
    if isinstance(record, Failure):
        said = [_("again")] * bool(record.recurred) + [_("told")] * bool(record.told)
        right = [Piece(" · ".join(said), "muted")] if said else []
    return Drawn((when, words(record.headline)), right)


def _id_of(record: Record) -> str:
    return record.id
