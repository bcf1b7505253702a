"""What the tests of the five areas share: going to an area, filling fields, and reading what it shows."""

from typing import Any

from pilots import NOW, settle, toasts
from textual import events
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher

from medledare.tui.app import MedledareApp
from medledare.tui.areas.base import Area
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page

__all__ = ["HOSTILE", "NOW", "area", "clock", "page", "press", "rows", "settle", "show", "toasts", "write"]

KEYS = {"today": "1", "goals": "2", "journal": "3", "learnings": "4", "trends": "5", "share": "6"}
HOSTILE = [
    "[/b]", "[x]", "[link=javascript:1]a[/link]", "a\x1b[2J\x07b", "\u202eabc", "👩‍👩‍👧 日本", "مرحبا", "$primary {x}",
]  # fmt: skip


def clock() -> Any:
    """The frozen time."""
    return NOW


async def show(pilot: Pilot[Any], area: str) -> None:
    """Go to an area by its key, and wait until it is filled."""
    await settle(pilot)
    pilot.app.screen.set_focus(None)
    await press(pilot, KEYS[area])


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys and wait for what comes of it."""
    await pilot.press(*keys)
    await settle(pilot)


async def write(pilot: Pilot[Any], text: str) -> None:
    """Paste text into the field that has the focus."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


def area(app: MedledareApp) -> Area:
    """The area shown."""
    shown = app.screen.query_one(ContentSwitcher).visible_content
    assert isinstance(shown, Area)
    return shown


def rows(app: MedledareApp) -> list[str]:
    """The lines of the area's list."""
    items = area(app).query_one(ItemList)
    return [items.line_text(index) for index in range(len(items.rows))]


def page(app: MedledareApp) -> str:
    """What stands on the area's page."""
    return area(app).query_one(Page).text
