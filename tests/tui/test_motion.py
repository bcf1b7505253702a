"""What moves on the screen, and that nothing does where the person wants it still."""

import pytest
from pilots import settle
from textual import constants
from textual.widgets import Input

from medledare.services import settings
from medledare.tui import applying
from medledare.tui.widgets.editor import Editor


@pytest.fixture
def blinking(monkeypatch):
    for widget in (Input, Editor):
        monkeypatch.setattr(widget.cursor_blink, "_default", True)


def blinks(app):
    return app.screen.query_one("#today-answer", Input).cursor_blink, app.screen.query_one(Editor).cursor_blink


async def test_things_move_unless_they_are_asked_not_to(app_as_set, empty, blinking):
    app = app_as_set(empty)
    assert app.animation_level == "full"
    async with app.run_test() as pilot:
        await settle(pilot)
        assert blinks(app) == (True, True)
        settings.store(app.places, "motion", "off")
        applying.apply(app, "motion")
        await settle(pilot)
        assert app.animation_level == "none"
        assert blinks(app) == (False, False)


async def test_all_is_still_from_the_start_where_motion_is_off(app_as_set, empty, places, blinking):
    settings.store(places, "motion", "off")
    app = app_as_set(empty)
    assert app.animation_level == "none"
    async with app.run_test() as pilot:
        await settle(pilot)
        assert blinks(app) == (False, False)
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert not app.screen.query_one(Input).cursor_blink


@pytest.mark.parametrize(("level", "motion"), [("none", False), ("basic", True)])
def test_what_the_environment_says_of_motion_is_not_overruled(app_as_set, empty, monkeypatch, level, motion):
    monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", level)
    app = app_as_set(empty)
    assert (app.animation_level, app.motion) == (level, motion)


@pytest.fixture
def app_as_set(places, clock):
    from medledare.tui.app import MedledareApp

    return lambda vault: MedledareApp(places, clock, vault)
