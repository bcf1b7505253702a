"""Texts to begin an entry from: take one, keep what one has written as one, change and delete one's own."""

from pathlib import PurePath
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from medledare.domain.problems import Problem
from medledare.services import capture, records, templates
from medledare.text import N_, _, say
from medledare.text.fields import FORMS
from medledare.tui.commands import Command
from medledare.tui.modals.form import Form
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import shown_line
from medledare.tui.widgets.columns import columns
from medledare.tui.widgets.typed import as_shown

ON_THE_DAY = FORMS["template"][0].hint
"""What is said of a text while the field that has the hint is filled."""
AROUND = 12
"""Rows of the screen that are needed around the text."""
SEEN = 4_000
"""Characters of a template that are shown before it is taken."""


class Templates(Part, ModalScreen[str | None]):
    """Gives the text that was chosen as it is to be written on today, or None."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "templates.tcss"]
    HEADING = N_("Templates")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "new", "n", N_("New template"), N_("Keep what you are writing as a template, or write one"), footer=True
        ),
        Command(
            "change", "e", N_("Change"), N_("Change it; one that comes with the program becomes yours"), footer=True
        ),
        Command("remove", "x", N_("Delete"), N_("Delete a template of yours; ctrl+z brings it back"), footer=True),
        Command("leave", "escape", N_("Leave"), footer=True),
        Command("app.help", "f1,question_mark", N_("Help"), palette=False),
    )

    def __init__(self, writing: str = "") -> None:
        """``writing``: what stands where one writes, to be kept as a template."""
        super().__init__()
        self._writing = writing
        self._known: list[templates.Choice] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("Begin from a template"), classes="title", markup=False)
            yield OptionList(compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(id="templates-text", classes="muted", markup=False)
            yield Static(classes="message", markup=False)
            words = _("enter begins · n keeps your text · e changes · x deletes · esc leaves")
            yield Static(words, classes="keys", markup=False)

    def on_mount(self) -> None:
        self._show()
        self.query_one(OptionList).focus()

    def on_resize(self, event: events.Resize) -> None:
        half = max(3, (event.size.height - AROUND) // 2)
        self.query_one(OptionList).styles.max_height = half
        self.query_one(VerticalScroll).styles.max_height = half

    def _show(self, at: int = 0) -> None:
        """List them as they are now, the cursor on one."""
        self._known = templates.choices(self.vault)
        listed = self.query_one(OptionList)
        listed.clear_options()
        rows = [(shown_line(one.name), "" if one.record else _("comes with the program")) for one in self._known]
        listed.add_options(map(Option, columns(rows)))
        listed.highlighted = min(at, len(self._known) - 1)

    @property
    def _chosen(self) -> templates.Choice:
        return self._known[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self.query_one("#templates-text", Static).update(as_shown(self._chosen.text[:SEEN]))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.dismiss(templates.begun(self.vault, self.clock(), self._chosen.text))

    def action_new(self) -> None:
        """Keep what is being written as a template, or write one."""
        self._form({"text": self._writing})

    def action_change(self) -> None:
        """Change the one under the cursor; one of the program's is written anew as one's own."""
        one = self._chosen
        if (record := one.record) is None:
            self._form({"text": one.text, "name": one.name})
            return
        at = self.query_one(OptionList).highlighted or 0

        def kept(saved: bool | None) -> None:
            if saved:
                self._say(_("Saved."))
                self._show(at)

        def keep(values: dict[str, Any]) -> None:
            records.change(self.vault, record, **values)

        self.app.push_screen(Form("template", _("Template"), keep, record=record, intro=_(ON_THE_DAY)), kept)

    def _form(self, start: dict[str, str]) -> None:
        def keep(values: dict[str, Any]) -> None:
            records.add(self.vault, capture.written("template", self.clock, **values))

        def kept(saved: bool | None) -> None:
            if saved:
                self.tell(_("Saved. ctrl+z takes it back."))
                self.dismiss(None)

        intro = _(ON_THE_DAY) if start["text"] else ""
        self.app.push_screen(Form("template", _("New template"), keep, start=start, intro=intro), kept)

    def action_remove(self) -> None:
        """Delete the one under the cursor, if it is one's own."""
        one, at = self._chosen, self.query_one(OptionList).highlighted or 0
        if one.record is None:
            self._say(_("This one comes with the program, and is kept nowhere."))
            return
        try:
            records.remove(self.vault, one.record)
        except Problem as problem:
            self._say(say(problem))
        else:
            self._say(_("Deleted. ctrl+z brings it back once you have left."))
            self._show(at)

    def action_leave(self) -> None:
        """Begin from none."""
        self.dismiss(None)

    def _say(self, message: str) -> None:
        self.query_one(".message", Static).update(as_shown(message))
