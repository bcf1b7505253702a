"""The main screen: a tab bar over six areas, each made when first shown."""

from importlib import import_module
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from medledare.text import N_
from medledare.tui.areas.base import Area
from medledare.tui.commands import Command
from medledare.tui.part import Part
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.tab_bar import TabBar

AREAS: dict[str, str] = {
    "today": N_("Today"),
    "goals": N_("Goals"),
    "journal": N_("Journal"),
    "learnings": N_("Learnings"),
    "trends": N_("Trends"),
    "share": N_("Share"),
}
"""Module and class name (``goals``, ``Goals``) of each area, and its label."""


class Main(Part, Screen[None]):
    """Where one is with the vault open."""

    OFFERS: ClassVar[tuple[Command, ...]] = tuple(
        Command(f"show('{name}')", str(number), label, where=N_("Areas"))
        for number, (name, label) in enumerate(AREAS.items(), 1)
    )

    def compose(self) -> ComposeResult:
        yield TabBar(AREAS)
        yield ContentSwitcher()
        yield Footer()

    async def on_mount(self, event: events.Mount) -> None:
        await self.show("today")

    async def show(self, name: str) -> Area:
        """Show an area, making it first if it is not there."""
        switcher = self.query_one(ContentSwitcher)
        found = switcher.query_children(f"#{name}")
        if found:
            area = found.first(Area)
            area.freshen()
        else:
            module = import_module(f"medledare.tui.areas.{name}")
            area = getattr(module, name.capitalize())()
            await switcher.mount(area)
        switcher.current = name
        self.query_one(TabBar).current = name
        area.enter()
        return area

    @property
    def area(self) -> Area | None:
        """The area shown."""
        shown = self.query_one(ContentSwitcher).visible_content
        return shown if isinstance(shown, Area) else None

    async def action_show(self, name: str) -> None:
        """Show an area."""
        await self.show(name)

    @on(TabBar.Chosen)
    async def _chosen(self, event: TabBar.Chosen) -> None:
        await self.show(event.name)
