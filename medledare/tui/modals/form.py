"""Any record's fields (services/forms.py) as a form that says what is wrong beside the field.

    self.app.push_screen(Form("goal", _("New goal"), lambda values: goals.create(self.vault, self.clock, **values)))

``keep`` is called with the values once they are right. If it raises a Problem, its sentence is shown and the form
stays with everything typed; else the form closes, and the callback given to ``push_screen`` gets True (False if
it was left).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.domain.records import Record
from medledare.text import N_
from medledare.tui.commands import Command
from medledare.tui.part import Part


class Form(Part, ModalScreen[bool]):
    """The fields of a kind of record. ctrl+s saves, escape leaves (asking only if something was typed)."""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), footer=True, priority=True),
        Command("leave", "escape", N_("Leave"), footer=True),
    )

    def __init__(
        self,
        kind: str,
        title: str,
        keep: Callable[[dict[str, Any]], object],
        *,
        record: Record | None = None,
        only: Sequence[str] = (),
        start: Mapping[str, str] | None = None,
    ) -> None:
        """``record`` is edited and fills the fields, or ``start`` does (field name to text as typed).

        ``only`` limits the form to some fields. With a ``record``, ``keep`` gets only the fields that changed.
        """
        super().__init__()
        self._kind, self._title, self._keep = kind, title, keep
        self._record, self._only, self._start = record, only, start or {}

    def compose(self) -> ComposeResult:
        yield Static(self._title, markup=False)

    def action_leave(self) -> None:
        """Leave without saving."""
        self.dismiss(False)

    def action_save(self) -> None:
        """Save what was typed."""
