"""What was changed on two devices at once: both versions beside each other, and what shall stand of them."""

from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from medledare.domain.problems import Problem
from medledare.services import conflicts
from medledare.services.conflicts import Conflict, Side
from medledare.services.differences import differences
from medledare.services.forms import Field, show
from medledare.text import N_, _, say
from medledare.text.dates import clock_time, long_day
from medledare.text.kinds import KIND_WORDS, choice_words
from medledare.tui.commands import Command
from medledare.tui.modals.form import Form
from medledare.tui.part import Part
from medledare.tui.widgets.blocks import Block, plain, shown
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.reader import principle_names
from medledare.tui.widgets.typed import as_shown

WIDE = 110
"""From this many columns the versions stand side by side, else one above the other."""
AROUND = 14
"""Rows of the screen that are needed around the versions."""


class Settle(Part, ModalScreen[bool]):
    """Two versions of a record, and ways to settle them. Gives True once that was done, False if it was left.

    Of more than two versions the first two are settled; the others stand as before.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "settle.tcss"]
    HEADING = N_("Two versions")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("keep(0)", "1", N_("Keep the first"), N_("The other one stays in the history")),
        Command("keep(1)", "2", N_("Keep the second"), N_("The other one stays in the history")),
        Command("keep_both", "b", N_("Keep both"), N_("Each becomes a record of its own"), footer=True),
        Command("write", "w", N_("Write one"), N_("Make one text of both"), footer=True),
        Command("leave", "escape", N_("Leave"), N_("Both stand as before"), footer=True),
        Command("app.help", "f1,question_mark", N_("Help"), palette=False),
    )

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self._conflict = conflict
        self._sides = conflict.sides[:2]

    def compose(self) -> ComposeResult:
        more = len(self._conflict.sides) - len(self._sides)
        title = _("Changed on two devices at once")
        if more:
            title = _("Changed on several devices at once: the first two of {count}").format(count=more + 2)
        with Vertical(classes="box settle"):
            yield Static(title, classes="title", markup=False)
            yield Static(self._about(), classes="muted", id="settle-about", markup=False)
            with Container(id="settle-sides"):
                for number, side in enumerate(self._sides, 1):
                    with Vertical(classes="side"):
                        yield Static(as_shown(f"{number}  {self._above(side)}"), classes="heading", markup=False)
                        yield Page(id=f"settle-page-{number}")
            with Horizontal(classes="buttons"):
                yield Button(Content(_("Keep 1")), id="keep-0", compact=True)
                yield Button(Content(_("Keep 2")), id="keep-1", compact=True)
                yield Button(Content(_("Keep both")), id="both", compact=True)
                yield Button(Content(_("Write one")), id="write", compact=True, disabled=not self._texts)
            message = Static(classes="message", markup=False)
            message.display = False
            yield message

    def on_mount(self) -> None:
        for number, side in enumerate(self._sides, 1):
            self.query_one(f"#settle-page-{number}", Page).show(self._blocks(side))
        self.query_one("#keep-0").focus()

    def on_resize(self, event: events.Resize) -> None:
        wide = event.size.width >= WIDE
        self.set_class(wide, "-wide")
        room = max(3, event.size.height - AROUND)
        for page in self.query(Page):
            page.styles.max_height = room if wide else max(3, room // 2)

    # What is shown

    def _about(self) -> str:
        record = self._sides[0].record
        when = f"{long_day(record.at.date())}  {clock_time(record.at)}"
        return " · ".join(part for part in (_(KIND_WORDS.get(self._conflict.kind, "")), when) if part)

    @property
    def _fields(self) -> list[Field]:
        return conflicts.differing(self._conflict, self._sides)

    @property
    def _texts(self) -> dict[str, str]:
        return conflicts.joint(self._conflict, self._above, self._sides)

    def _above(self, side: Side) -> str:
        """Where and when a version was written."""
        at = side.at.astimezone(self.clock().tzinfo)
        when = f"{long_day(at.date())}  {clock_time(at)}"
        return (_("here, {when}") if side.here else _("on another device, {when}")).format(when=when)

    def _blocks(self, side: Side) -> list[Block]:
        """The fields in which the two differ, with what only this one has marked."""
        other = self._sides[1 - self._sides.index(side)]
        blocks: list[Block] = []
        for field in self._fields:
            mine, theirs = shown(_words(side, field)), shown(_words(other, field))
            marks, _theirs = differences(mine, theirs)
            blocks += [Block(), Block(_(field.label), "label"), *plain(mine or "–", marks)]
        return blocks[1:] or plain(shown(side.record.headline))

    # What can be done

    def action_keep(self, number: int) -> None:
        """Let one of the two stand."""
        self._settle(lambda: conflicts.keep(self.vault, self._conflict, self._sides[number], self._sides))

    def action_keep_both(self) -> None:
        """Make two records of them."""
        self._settle(lambda: conflicts.keep_all(self.vault, self._conflict, self._sides))

    def action_write(self) -> None:
        """Write one of both, beginning with both texts."""
        if texts := self._texts:
            form = Form(
                self._conflict.kind,
                _("One text of both"),
                lambda values: conflicts.join(self.vault, self._conflict, values, self._sides),
                start=texts,
                only=list(texts),
                about=self._conflict.id,
            )
            self.app.push_screen(form, self._written)

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.dismiss(False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where no text differs there is none to write."""
        return None if action == "write" and not self._texts else super().check_action(action, parameters)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        name = str(event.button.id)
        if name == "both":
            self.action_keep_both()
        elif name == "write":
            self.action_write()
        else:
            self.action_keep(int(name.removeprefix("keep-")))

    def _written(self, kept: bool | None) -> None:
        if kept:
            self.dismiss(True)

    def _settle(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Problem as problem:
            message = self.query_one(".message", Static)
            message.update(as_shown(say(problem)))
            message.display = True
        else:
            self.dismiss(True)


def _words(side: Side, field: Field) -> str:
    text = show(side.record, field)
    if field.shape == "yes":
        return _("yes") if text else ""
    if field.shape == "choice":
        return choice_words(text)
    return principle_names(text.split()) if field.shape == "principles" else text
