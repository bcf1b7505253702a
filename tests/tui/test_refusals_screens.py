"""No score, rank, streak, reward, percentage of goals or count of missed days on any screen, in either language."""

from collections.abc import Callable
from typing import Any

from area_app import KEYS, show
from pilots import screen_text, settle
from refused import refused
from textual.pilot import Pilot

from medledare.services.demo import demo_vault
from medledare.tui.app import MedledareApp
from medledare.tui.widgets.page import Page

ROWS = 4
"""How far down an area's list is looked."""


def everything(pilot: Pilot[Any]) -> str:
    """What can be read, the parts that are scrolled out of sight too."""
    pages = [page.text for page in pilot.app.screen.query(Page) if page.display]
    return "\n".join([screen_text(pilot.app), *pages])


async def test_no_area_says_any_of_it(
    make_app: Callable[..., MedledareApp], clock: Any, spoken: str, size: tuple[int, int]
) -> None:
    app = make_app(demo_vault(clock, spoken))
    async with app.run_test(size=size) as pilot:
        for name in KEYS:
            await show(pilot, name)
            assert refused(everything(pilot)) == [], name
            for _ in range(ROWS):
                await pilot.press("down")
                await settle(pilot)
                assert refused(everything(pilot)) == [], name


async def test_an_empty_vault_says_none_of_it_either(
    make_app: Callable[..., MedledareApp], empty: Any, spoken: str
) -> None:
    """Nothing written is nothing to be counted."""
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        for name in KEYS:
            await show(pilot, name)
            assert refused(everything(pilot)) == []
