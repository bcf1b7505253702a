"""What can be done with the record under the cursor, the same in every area that lists records."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from textual.screen import ModalScreen

from medledare.domain.problems import Problem
from medledare.domain.records import QUIET, Record
from medledare.services import records
from medledare.services.forms import FORMS
from medledare.text import N_, _
from medledare.text.kinds import KIND_WORDS
from medledare.tui.areas.base import Area
from medledare.tui.commands import Command
from medledare.tui.modals.form import Form
from medledare.tui.modals.plan import plan_form
from medledare.tui.widgets.blocks import Block
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.reader import history


class RecordArea(Area):
    """Edit, delete and history. The area has a ``Page`` and says what lies under its cursor."""

    HEADING = N_("What the cursor is on")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "edit",
            "e",
            N_("Edit"),
            N_("Change what was written; the earlier wording stays in its history"),
            footer=True,
        ),
        Command("delete", "x", N_("Delete"), N_("Delete it; this can be undone")),
        Command("history", "h", N_("History"), N_("Show every wording it has had")),
        Command("settle", "v", N_("Two versions"), N_("See both versions, and say what shall stand"), footer=True),
    )
    ON_RECORD: ClassVar[frozenset[str]] = frozenset()
    """The area's own commands that need a record under the cursor."""
    _history_shown = False
    _standing: Mapping[str, int] = MappingProxyType({})
    """How many versions stand of the records that were changed on several devices at once."""

    def freshen(self) -> None:
        if (vault := self.medledare.vault) is not None and self._loaded != (vault.generation, self.clock().date()):
            self._standing = vault.standing()
        super().freshen()

    def beside(self, record: Record) -> list[Block]:
        """What stands above a record of which there are several versions."""
        if record.id not in self._standing:
            return []
        return [Block(_("Changed on two devices at once. v shows both versions."), "mark"), Block()]

    @property
    def record(self) -> Record | None:
        """The record under the cursor."""
        raise NotImplementedError

    def show_record(self) -> None:
        """Put the record under the cursor on the page."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a record under the cursor, what needs one is greyed out."""
        record = self.record
        if record is None and (action in ("edit", "delete", "history") or action in self.ON_RECORD):
            return None
        if action == "settle":
            return record is not None and record.id in self._standing
        if action in ("edit", "delete") and record is not None and record.kind in QUIET:
            return None
        return super().check_action(action, parameters)

    def attempt(self, do: Callable[[], object], then: str = "") -> bool:
        """Do something that writes, say ``then`` and show what came of it; or say what went wrong."""
        try:
            do()
        except Problem as problem:
            self.tell_problem(problem)
            return False
        if then:
            self.tell(then)
        self.freshen()
        return True

    def ask(
        self,
        kind: str,
        title: str,
        keep: Callable[[dict[str, Any]], object],
        then: str,
        *,
        record: Record | None = None,
        **options: Any,
    ) -> None:
        """Open a form. When it was kept, say ``then`` and show what came of it; a new plan may be written once more."""
        kept: list[object] = []

        def after() -> None:
            if kept and (form := plan_form(self.vault, record, kept[0])):
                self.open(form, _("The plan stands."))

        self.open(Form(kind, title, lambda values: kept.append(keep(values)), record=record, **options), then, after)

    def open(self, modal: ModalScreen[bool], then: str, after: Callable[[], object] = lambda: None) -> None:
        """Open a modal that keeps something. When it did, say ``then`` and show what came of it, then ``after``."""

        def closed(kept: bool | None) -> None:
            if kept:
                self.tell(then)
                self.freshen()
                after()

        self.app.push_screen(modal, closed)

    def action_edit(self) -> None:
        if (record := self.record) is not None and record.kind not in FORMS:
            self.screen.run_worker(self._say_anew(record))
        elif record is not None:
            self.ask(
                record.kind,
                _(KIND_WORDS[record.kind]),
                lambda values: records.change(self.vault, record, **values),
                _("Saved. ctrl+z takes it back."),
                record=record,
            )

    async def _say_anew(self, record: Record) -> None:
        from medledare.tui.areas.anew import say_anew
        from medledare.tui.screens.main import Main

        if isinstance(self.screen, Main):
            await say_anew(self.screen, record)

    def action_delete(self) -> None:
        if (record := self.record) is not None:
            self.attempt(lambda: records.remove(self.vault, record), _("Deleted. ctrl+z brings it back."))

    def action_settle(self) -> None:
        """Show the versions beside each other, until one stands."""
        from medledare.services import conflicts
        from medledare.tui.modals.settle import Settle

        if (record := self.record) is not None and (conflict := conflicts.of(self.vault, record)) is not None:
            self.open(Settle(conflict), _("Settled. What was not kept is in the history."))

    def action_history(self) -> None:
        """Show the history on the page, or put it away again."""
        if (record := self.record) is None:
            return
        self._history_shown = not self._history_shown
        if self._history_shown:
            self.query_one(Page).show(history(records.history(self.vault, record)))
        else:
            self.show_record()
