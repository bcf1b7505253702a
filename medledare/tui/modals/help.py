"""What the keys do here: from the focus outward, built from the commands, and searched by typing."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from medledare.text import N_, _
from medledare.tui.commands import Command, Offer, offers
from medledare.tui.part import Part
from medledare.tui.widgets.footer import key_name
from medledare.tui.widgets.line import Line

AROUND = 7
"""Rows of the screen that are needed around the commands."""


class Row(Horizontal):
    """Keys and what they do. ``said`` is what a search looks through."""

    def __init__(self, heading: str, keys: str, what: str) -> None:
        super().__init__(
            Static(keys, classes="key", markup=False), Static(what, classes="what", markup=False), classes="row"
        )
        self.said = f"{heading} {keys} {what}".casefold()


class Help(Part, ModalScreen[None]):
    """The commands that work where help was asked for. What is typed leaves those that have all its words."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "help.tcss"]
    OFFERS: ClassVar[tuple[Command, ...]] = (
        # With priority, as the search has the focus.
        Command("leave", "escape,question_mark,f1,enter", N_("Close"), footer=True, priority=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll('up')", show=False),
        Binding("down", "scroll('down')", show=False),
        Binding("pageup", "scroll('page_up')", show=False),
        Binding("pagedown", "scroll('page_down')", show=False),
    ]

    def __init__(self, start: DOMNode) -> None:
        """``start``: the widget that had the focus."""
        super().__init__()
        self._offers = list(offers(start))

    def compose(self) -> ComposeResult:
        with Vertical(classes="box help"):
            yield Static(_("What the keys do here"), classes="title")
            yield Line(placeholder=_("Search"), id="help-search")
            with VerticalScroll(can_focus=False):
                for heading, group in groupby(self._offers, lambda offer: offer.heading):
                    with Vertical(classes="place"):
                        yield Static(_(heading), classes="heading", markup=False)
                        for keys, what in _rows(group):
                            yield Row(_(heading), keys, what)
                yield (nothing := Static(_("Nothing here is called that."), id="help-nothing", markup=False))
                nothing.display = False
            yield Static(_("esc closes this. ^p finds every command by name."), classes="keys", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(VerticalScroll).styles.max_height = max(4, event.size.height - AROUND)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Leave the commands that have all words typed, each place with its heading."""
        wanted = event.value.casefold().split()
        for row in self.query(Row):
            row.display = all(word in row.said for word in wanted)
        for place in self.query(".place"):
            place.display = any(row.display for row in place.query(Row))
        self.query_one("#help-nothing").display = not any(row.display for row in self.query(Row))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, how: str) -> None:
        """Read on or back, while the cursor stays in the search."""
        getattr(self.query_one(VerticalScroll), f"scroll_{how}")(animate=False)

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss()


def _rows(group: Iterable[Offer]) -> Iterator[tuple[str, str]]:
    """Keys and what they do; keys that do the same thing share a row."""
    for (label, help), same in groupby(group, lambda offer: (offer.command.label, offer.command.help)):
        keys = " ".join(key_name(key) for offer in same for key in offer.command.key.split(",") if key)
        yield keys, _(label) + (f" · {_(help)}" if help else "")
