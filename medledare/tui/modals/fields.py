"""The widget for each shape of field, and the text it holds as ``services.forms`` reads it."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Select
from textual.widgets.selection_list import Selection

from medledare.domain.principles import PRINCIPLES
from medledare.domain.records import Failure, Goal, Record
from medledare.services import records
from medledare.services.forms import FORMS, Field
from medledare.services.suggestions import VALUES
from medledare.text import _
from medledare.text.beneficiary import worded
from medledare.text.kinds import choice_words
from medledare.text.library import principle_line, principle_name
from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.completing import Fills
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.ticks import Tick, Ticks

if TYPE_CHECKING:
    from medledare.vault.vault import Vault


def field_widget(kind: str, field: Field, text: str, vault: "Vault") -> Widget:
    """A widget with the id ``field-<name>`` that holds ``text``, for a field of a kind."""
    name = f"field-{field.name}"
    running: Fills = "text" if any(one.shape == "goal" for one in FORMS[kind]) else ""
    if field.shape == "text":
        return Editor(text, placeholder=worded(field.hint), id=name, fills=running)
    if field.shape == "choice":
        return _select(name, text, [(choice, choice_words(choice)) for choice in field.choices])
    if field.shape in ("goal", "failure"):
        return _select(name, text, _records(vault, Goal if field.shape == "goal" else Failure, text))
    if field.shape == "principles":
        chosen = text.split()
        return Ticks(*(Selection(_principle(code), code, code in chosen) for code in PRINCIPLES), id=name, compact=True)
    if field.shape == "yes":
        return Tick(_("yes"), value=bool(text), id=name)
    fills: Fills = "tags" if field.shape == "tags" else "value" if field.name in VALUES else ""
    if field.required:
        fills = running
    return Line(text, placeholder=worded(field.hint), id=name, compact=True, fills=fills)


def shows_its_hint(field: Field) -> bool:
    """Whether the hint stands in the field itself, for as long as it is empty."""
    return field.shape in ("line", "text", "day", "repeat", "moment", "clock", "tags")


def typed_in(widget: Widget, field: Field) -> str:
    """The text in a field's widget."""
    if isinstance(widget, Editor):
        return widget.text
    if isinstance(widget, Select):
        return "" if widget.is_blank() else str(widget.value)
    if isinstance(widget, Ticks):
        chosen = widget.selected
        return " ".join(code for code in PRINCIPLES if code in chosen)
    if isinstance(widget, Tick):
        return "yes" if widget.value else ""
    assert isinstance(widget, Line)
    return widget.value


def _select(name: str, text: str, choices: list[tuple[str, str]]) -> Select[str]:
    options = [(Content(label), key) for key, label in choices]
    value = text if any(key == text for key, _label in choices) else Select.NULL
    return Select(options, prompt=_("not said"), value=value, id=name, compact=True)


def _records(vault: "Vault", kind: type[Record], chosen: str) -> list[tuple[str, str]]:
    """What can be pointed at: the latest first, and of goals only those still open (and the one chosen)."""
    found = [one for one in records.all_of(vault, kind) if one.id == chosen or _open(one)]
    return [(one.id, shown_line(one.headline)) for one in reversed(found)]


def _open(record: Record) -> bool:
    return not isinstance(record, Goal) or record.state in ("active", "resting")


def _principle(code: str) -> Content:
    return Content.assemble((principle_name(code), "bold"), "  ", principle_line(code))
