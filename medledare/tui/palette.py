"""The palette: every command that fits here, the nearest to the focus first; and the choice of theme."""

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

from medledare.text import _
from medledare.tui.commands import Offer, offers
from medledare.tui.dressing import Dressing
from medledare.tui.themes import OWN
from medledare.tui.widgets.footer import key_name


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
            yield DiscoveryHit(_label(offer), self._runner(offer), _(offer.command.label), _(offer.command.help))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for distance, offer in enumerate(self._offers()):
            score = max(matcher.match(_(offer.command.label)), 0.5 * matcher.match(_(offer.command.help)))
            if score > 0:
                nearness = 1 / (1000 + distance)
                yield Hit(score + nearness, _label(offer), self._runner(offer), help=_(offer.command.help))

    def _offers(self) -> Iterator[Offer]:
        start: DOMNode = self.focused or self.screen
        return (offer for offer in offers(start) if offer.enabled and offer.command.palette)

    def _runner(self, offer: Offer) -> IgnoreReturnCallbackType:
        return partial(self.app.run_action, offer.command.id, offer.node)


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


def _label(offer: Offer) -> Content:
    key = offer.command.key.partition(",")[0]
    label = Content(_(offer.command.label))
    return Content.assemble(label, "  ", (key_name(key), "dim")) if key else label
