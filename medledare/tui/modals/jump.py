"""A letter over everything one can go to; typing it goes there. It lies over the screen and moves nothing of it."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from medledare.text import N_, _
from medledare.tui.commands import Command
from medledare.tui.jumping import Spot, letters, spots
from medledare.tui.part import Part


class Name(Widget):
    """The letters of one spot. ``typed`` are those that have been typed of them."""

    def __init__(self, letters: str, spot: Spot) -> None:
        super().__init__()
        self.letters, self.spot = letters, spot
        self.styles.offset = spot.place
        self.styles.width = len(letters)

    def render(self) -> Content:
        return Content(self.letters)

    def show_rest(self, typed: str) -> None:
        """Show what is left to type, if it can still be meant."""
        self.display = self.letters.startswith(typed)
        self.set_class(bool(typed), "-begun")


class Jump(Part, ModalScreen[Spot | None]):
    """Gives the spot whose letters were typed; any other key leaves."""

    CSS_PATH = "jump.tcss"
    ALONE = True
    AUTO_FOCUS = None
    HEADING = N_("Go to")
    OFFERS: ClassVar[tuple[Command, ...]] = (Command("leave", "escape", N_("Leave"), footer=True),)

    def __init__(self, over: Screen[Any]) -> None:
        """``over``: the screen it lies on."""
        super().__init__()
        self._over = over
        self._spots = spots(over)
        self._typed = ""

    def on_mount(self) -> None:
        self._room = self.app.size
        self._over.screen_layout_refresh_signal.subscribe(self, self._moved)

    def compose(self) -> ComposeResult:
        yield from self._names()
        yield Static(_("Type the letters of where you want to go. esc stays here."), id="jump-told", markup=False)

    def _names(self) -> Iterator[Name]:
        return map(Name, letters(len(self._spots)), self._spots)

    async def _moved(self, _over: Screen[Any]) -> None:
        """What lies below was still being shown, or has changed: the letters follow, unless one has begun to type."""
        found = spots(self._over)
        if self._typed or [one.place for one in found] == [one.place for one in self._spots]:
            return
        self._spots = found
        async with self.batch():
            await self.query(Name).remove()
            await self.mount_all(self._names())

    def on_key(self, event: events.Key) -> None:
        """A letter goes on; whatever else is pressed leaves, and does nothing else."""
        event.stop()
        event.prevent_default()
        letter = (event.character or "").lower()
        if len(letter) != 1 or not letter.isalpha():
            self.action_leave()
            return
        meant = [one for one in self.query(Name) if one.letters.startswith(self._typed + letter)]
        if not meant:
            return
        self._typed += letter
        if meant[0].letters == self._typed:
            self.dismiss(meant[0].spot)
            return
        for one in self.query(Name):
            one.show_rest(self._typed)

    def on_click(self, event: events.Click) -> None:
        """A click on letters goes there, elsewhere it leaves."""
        event.stop()
        there = [one for one in self.query(Name) if one.region.contains_point(event.screen_offset)]
        self.dismiss(there[0].spot if there else None)

    def on_resize(self, event: events.Resize) -> None:
        """Where everything stands has changed."""
        if event.size != self._room:
            self._room = event.size
            self.action_leave()

    def action_leave(self) -> None:
        """Stay where one is."""
        self.dismiss(None)
