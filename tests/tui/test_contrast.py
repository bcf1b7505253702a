"""Everything that is drawn in the program's own themes can be read: WCAG 2.1 AA, measured on the screens themselves."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from all_screens import AREAS, SCREENS, furnish, go_to
from contrast import poor, ratio
from pilots import still, until
from textual.pilot import Pilot

from medledare.config.paths import Places
from medledare.tui.app import MedledareApp
from medledare.tui.screens.lock import Lock
from medledare.tui.themes import OWN
from medledare.vault.vault import Vault

MakeApp = Callable[..., MedledareApp]
TEXT, PARTS = 4.5, 3.0
"""Success criteria 1.4.3 and 1.4.11."""


@pytest.fixture
def furnished(lived_in: Vault, tmp_path: Path) -> Vault:
    furnish(lived_in, tmp_path / "space")
    return lived_in


@pytest.mark.parametrize("name", [*AREAS, *SCREENS])
async def test_all_text_in_our_themes_can_be_read(make_app: MakeApp, furnished: Vault, name: str) -> None:
    app = make_app(furnished)
    async with app.run_test(size=(160, 60)) as pilot:
        await go_to(pilot, name)
        assert await unreadable(pilot) == ""


async def test_the_lock_in_our_themes_can_be_read(make_app: MakeApp, sealed_vault: Places) -> None:
    app = make_app()
    async with app.run_test(size=(160, 60)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Lock))
        assert await unreadable(pilot) == ""


async def unreadable(pilot: Pilot[Any]) -> str:
    """What falls short, a line each."""
    found = []
    for theme in OWN:
        pilot.app.theme = theme
        await still(pilot)
        found += [f"{theme}: {one}" for one in sorted(set(poor(pilot.app, TEXT, PARTS)))]
    return "\n".join(found)


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert ratio((255, 255, 255), (0, 0, 0)) == 21
    assert round(ratio((0x76, 0x76, 0x76), (255, 255, 255)), 2) == 4.54
