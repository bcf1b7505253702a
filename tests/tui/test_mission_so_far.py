"""The mission so far: its wordings, what changed, and the explanations, on one page."""

from collections.abc import Callable

import pytest
from area_app import HOSTILE, press, show
from pilots import NOW, FrozenClock, screen_text

from medledare.services import mission
from medledare.tui.app import MedledareApp
from medledare.tui.modals.mission import MissionSoFar
from medledare.tui.widgets.blocks import shown
from medledare.tui.widgets.page import Page
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]


async def read(app: MedledareApp, size: tuple[int, int] = (100, 40)) -> str:
    async with app.run_test(size=size) as pilot:
        await show(pilot, "today")
        await press(pilot, "escape", "h")
        assert isinstance(app.screen, MissionSoFar)
        text = app.screen.query_one(Page).text
        await press(pilot, "escape")
        assert not isinstance(app.screen, MissionSoFar)
        return text


async def test_the_latest_wording_comes_first_with_what_changed_and_how_it_was_explained(make_app: MakeApp) -> None:
    clock = FrozenClock()
    vault = memory_vault(clock)
    clock.pass_by(days=-9)
    mission.write(vault, clock, "Parents get an answer")
    mission.explain(vault, clock, "we call back")
    clock.pass_by(days=5)
    mission.write(vault, clock, "Parents get an answer in two days")
    mission.explain(vault, clock, "we call back soon")
    text = await read(make_app(vault))
    assert "Parents get an answer[+ in two days+]" in text
    assert text.index("we call back soon") < text.rindex("we call back")


async def test_without_a_mission_the_page_says_so(make_app: MakeApp) -> None:
    assert "Nothing is written" in await read(make_app(memory_vault(lambda: NOW)))


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_wordings_are_shown_as_they_are(make_app: MakeApp, text: str) -> None:
    vault = memory_vault(lambda: NOW)
    mission.write(vault, lambda: NOW, text)
    mission.write(vault, lambda: NOW, f"{text} x", text, text)
    mission.explain(vault, lambda: NOW, text)
    assert (await read(make_app(vault), (80, 24))).count(shown(text)) >= 4


async def test_a_change_is_marked_without_colour(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    vault = memory_vault(lambda: NOW)
    mission.write(vault, lambda: NOW, "one two")
    mission.write(vault, lambda: NOW, "one three")
    app = make_app(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "today")
        await press(pilot, "escape", "h")
        assert "one [-two-][+three+]" in screen_text(app)
