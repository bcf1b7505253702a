"""The palette: every command that fits here, the nearest to the focus first; and the choice of theme."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Any, cast

from rich.align import Align
from rich.text import Text
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.types import IgnoreReturnCallbackType
from textual.widgets import Input
from textual.widgets.option_list import Option

from medledare.domain.matching import fold, holds, words_of
from medledare.text import _
from medledare.tui.commands import Command, Offer, command_id, offers
from medledare.tui.dressing import Dressing
from medledare.tui.screens.main import AREAS, Main, class_of
from medledare.tui.themes import OWN
from medledare.tui.widgets.footer import key_name

BEYOND = 100
"""What leads to another area comes after all that can be done here."""


class Palette(CommandPalette):
    """Textual's, speaking the chosen language."""

    def on_mount(self) -> None:
        if not cast(Dressing, self.app).motion:
            self.query_one(Input).cursor_blink = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave it. A key that came twice before it was gone must not leave the screen below too."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                prompt = Align.center(Text(_("Nothing here is called that."), style="not bold"))
                self.query_one(CommandList).add_option(Option(prompt, disabled=True, id=self._NO_MATCHES))
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)


class Everything(Provider):
    """All that is offered from the focus outward."""

    async def discover(self) -> Hits:
        for offer in self._offers():
            label, help = _(offer.command.label), _(offer.command.help)
            yield DiscoveryHit(_label(offer.command), self._runner(offer), label, help)

    async def search(self, query: str) -> Hits:
        for distance, offer in enumerate(self._offers()):
            if score := _fits(query, offer.command):
                nearness = 1 / (1000 + distance)
                yield Hit(score + nearness, _label(offer.command), self._runner(offer), help=_(offer.command.help))

    def _offers(self) -> Iterator[Offer]:
        start: DOMNode = self.focused or self.screen
        return (offer for offer in offers(start) if offer.enabled and offer.command.palette)

    def _runner(self, offer: Offer) -> IgnoreReturnCallbackType:
        return partial(self.app.run_action, offer.command.id, offer.node)


class OtherAreas(Provider):
    """What the areas that are not shown offer: it leads there, where one sees what it would be done to."""

    async def search(self, query: str) -> Hits:
        main = self.screen
        if not isinstance(main, Main) or main.area is None:
            return
        for name, heading in AREAS.items():
            if name == main.area.id:
                continue
            area = await asyncio.to_thread(class_of, name)
            for command in area.OFFERS:
                if command.palette and (score := _fits(query, command)):
                    command = command._replace(key=main.medledare.keys.get(command_id(area, command), command.key))
                    told = _("In {area}: {help}").format(area=_(heading), help=_(command.help or command.label))
                    yield Hit(score / BEYOND, _label(command), partial(main.action_show, name), help=told)


class Themes(Provider):
    """The themes by name."""

    async def discover(self) -> Hits:
        for name in self._names():
            yield DiscoveryHit(name, self._chooser(name), name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name in self._names():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), self._chooser(name))

    def _names(self) -> list[str]:
        return sorted(self.app.available_themes, key=lambda name: (name not in OWN, name))

    def _chooser(self, name: str) -> IgnoreReturnCallbackType:
        from medledare.tui.app import MedledareApp

        return partial(cast(MedledareApp, self.app).choose_theme, name)


def _fits(query: str, command: Command) -> float:
    """How well a command fits: by the beginnings of the words in its name, by what is in it, or by its help; else 0."""
    wanted, label, help = words_of(query), fold(_(command.label)), fold(_(command.help))
    if not wanted:
        return 0
    if all(f" {word}" in f" {label}" for word in wanted):
        return 1
    if holds(label, wanted):
        return 0.75
    return 0.5 if all(f" {word}" in f" {label} {help}" for word in wanted) else 0


def _label(command: Command) -> Content:
    key = command.key.partition(",")[0]
    label = Content(_(command.label))
    return Content.assemble(label, "  ", (key_name(key), "dim")) if key else label
