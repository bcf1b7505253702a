"""What the keys do here: from the focus outward, built from the commands."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePath
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from medledare.text import N_, _
from medledare.tui.commands import Command, Offer, offers
from medledare.tui.part import Part
from medledare.tui.widgets.footer import key_name

AROUND = 6
"""Rows of the screen that are needed around the commands."""


class Help(Part, ModalScreen[None]):
    """The commands that work where help was asked for."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["modal.tcss", "help.tcss"]
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("leave", "escape,question_mark,f1,enter", N_("Close"), footer=True),
    )

    def __init__(self, start: DOMNode) -> None:
        """``start``: the widget that had the focus."""
        super().__init__()
        self._offers = list(offers(start))

    def compose(self) -> ComposeResult:
        with Vertical(classes="box help"):
            yield Static(_("What the keys do here"), classes="title")
            with VerticalScroll():
                for heading, group in groupby(self._offers, lambda offer: offer.heading):
                    yield Static(_(heading), classes="heading", markup=False)
                    for keys, what in _rows(group):
                        with Horizontal(classes="row"):
                            yield Static(keys, classes="key", markup=False)
                            yield Static(what, classes="what", markup=False)
            yield Static(_("esc closes this. ^p finds every command by name."), classes="keys", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(VerticalScroll).styles.max_height = max(4, event.size.height - AROUND)

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss()


def _rows(group: Iterable[Offer]) -> Iterator[tuple[str, str]]:
    """Keys and what they do; keys that do the same thing share a row."""
    for (label, help), same in groupby(group, lambda offer: (offer.command.label, offer.command.help)):
        keys = " ".join(key_name(key) for offer in same for key in offer.command.key.split(",") if key)
        yield keys, _(label) + (f" · {_(help)}" if help else "")
