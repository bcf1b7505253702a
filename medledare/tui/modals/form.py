"""Any record's fields (services/forms.py) as a form that says what is wrong beside the field.

    self.app.push_screen(Form("goal", _("New goal"), lambda values: goals.create(self.vault, self.clock, **values)))

``keep`` is called with the values once they are right. If it raises a Problem, its sentence is shown and the form
stays with everything typed; else the form closes, and the callback given to ``push_screen`` gets True (False if
it was left). What is typed is kept in a draft meanwhile: the same form opened after a lock or a crash has it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, SelectionList, Static, TextArea

from medledare.domain.problems import Problem
from medledare.domain.records import Record
from medledare.services import forms
from medledare.services.forms import FORMS
from medledare.services.spots import form_name
from medledare.text import N_, _, language, say
from medledare.text.beneficiary import worded
from medledare.text.fields import label_of
from medledare.tui.commands import Command
from medledare.tui.modals.fields import field_widget, shows_its_hint, typed_in
from medledare.tui.modals.unsaved import Unsaved
from medledare.tui.widgets.editor import TOO_LONG, Editor
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.typed import as_shown

AROUND = 8
"""Rows of the screen that are needed around the fields."""


class Form(Unsaved):
    """The fields of a kind of record. ctrl+s saves, escape leaves (asking only if something was typed)."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "form.tcss"]
    HEADING = N_("In the form")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("save", "ctrl+s", N_("Save"), footer=True, priority=True),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1", N_("Help"), palette=False),
        # With priority, so that what is typed right after is in the next field.
        Command("next_field", "enter", N_("Next field"), palette=False, priority=True),
        Command("app.focus_next", "tab", N_("Next field"), palette=False, priority=True),
        Command("app.focus_previous", "shift+tab", N_("The field before"), palette=False, priority=True),
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
        about: str = "",
        intro: str = "",
    ) -> None:
        """``record`` is edited and fills the fields, or ``start`` does (field name to text as typed).

        ``only`` limits the form to some fields. With a ``record``, ``keep`` gets only the fields that changed.
        ``about`` is the id of the record that a form without one is about, for its draft. ``intro`` stands above it.
        """
        super().__init__()
        self._kind, self._title, self._keep, self._record = kind, title, keep, record
        self._intro = intro
        self._fields = [field for field in FORMS[kind] if not only or field.name in only]
        self._start = {field.name: (start or {}).get(field.name, "") for field in self._fields}
        if record is not None:
            self._start = {field.name: forms.show(record, field) for field in self._fields}
        self.draft = form_name(kind, record.id if record else about, only)
        self._leaving = False

    def compose(self) -> ComposeResult:
        typed = {**self._start, **self._from_draft()}
        with Vertical(classes="box form"):
            yield Static(as_shown(self._title), classes="title", markup=False)
            if self._intro:
                yield Static(as_shown(self._intro), classes="intro muted", markup=False)
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    with Vertical(classes="field"):
                        label = _(label_of(field, typed.get("as_colleague")))
                        yield Static(label, classes="label", id=f"label-{field.name}", markup=False)
                        yield field_widget(self._kind, field, typed[field.name], self.vault)
                        yield Static(classes="hint", id=f"hint-{field.name}", markup=False)
            yield Static(id="form-message", classes="message", markup=False)
            yield Static(_("^s saves · esc leaves · tab goes on"), classes="keys", markup=False)

    def on_mount(self) -> None:
        self._show_problems({}, set(self._start))
        if self._typed() != self._start:
            self._say(_("What you typed here before is still here."))

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(VerticalScroll).styles.max_height = max(4, event.size.height - AROUND)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The label comes into view together with its field."""
        field = next((one for one in event.widget.ancestors if one.has_class("field")), None)
        if isinstance(field, Widget):
            self.call_after_refresh(field.scroll_visible, animate=False)

    def _from_draft(self) -> dict[str, str]:
        drafts = self.medledare.drafts
        typed = json.loads(drafts.text(self.draft) or "{}") if drafts else {}
        return {name: text for name, text in typed.items() if name in self._start}

    def _typed(self) -> dict[str, str]:
        """The text of each field, as ``forms.read`` takes it."""
        return {field.name: typed_in(self.query_one(f"#field-{field.name}"), field) for field in self._fields}

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    @on(Checkbox.Changed)
    def _changed(self) -> None:
        typed = self._typed()
        for field in self._fields:
            if field.of_colleague:
                self.query_one(f"#label-{field.name}", Static).update(_(label_of(field, typed.get("as_colleague"))))
        self.medledare.keep_draft(self.draft, json.dumps(typed) if typed != self._start else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter goes on from a field of one line, unless it takes a word there; elsewhere it has its own work."""
        if action == "next_field":
            return isinstance(self.focused, Line) and not self.focused.choosing
        return super().check_action(action, parameters)

    def action_next_field(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    @on(Editor.TooLong)
    def _too_long(self) -> None:
        self._say(_(TOO_LONG))

    @on(Input.Blurred)
    def _left_field(self, event: Input.Blurred) -> None:
        """What was typed in a field is looked at when one leaves it."""
        name = (event.input.id or "").removeprefix("field-")
        if not self._leaving and (typed := self._typed())[name] != self._start[name]:
            self._show_problems(self._read({name: typed[name]})[1], {name})

    def _read(self, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Problem]]:
        return forms.read(self._kind, typed, self.clock(), language())

    def _show_problems(self, problems: Mapping[str, Problem], names: set[str]) -> None:
        for field in self._fields:
            if field.name in names:
                hint = self.query_one(f"#hint-{field.name}", Static)
                problem = problems.get(field.name)
                words = as_shown(say(problem)) if problem else "" if shows_its_hint(field) else worded(field.hint)
                hint.update(words)
                hint.set_class(problem is not None, "-problem")
                hint.display = bool(words)

    def action_save(self) -> None:
        """Keep it, if everything is right."""
        typed = self._typed()
        if self._record is not None:
            typed = {name: text for name, text in typed.items() if text != self._start[name]}
        values, problems = self._read(typed)
        self._show_problems(problems, set(self._start))
        if problems:
            first = next(field.name for field in self._fields if field.name in problems)
            self.query_one(f"#field-{first}").focus()
            return
        try:
            if values or self._record is None:
                self._keep(values)
        except Problem as problem:
            self._say(say(problem))
        else:
            self.close(True)

    @property
    def unsaved(self) -> bool:
        """Whether anything was typed that is not kept."""
        return self._typed() != self._start

    def close(self, saved: bool) -> None:
        """Be done with it. What fields still tell meanwhile is not kept."""
        self._leaving = True
        super().close(saved)

    def _say(self, message: str) -> None:
        self.query_one("#form-message", Static).update(as_shown(message))
