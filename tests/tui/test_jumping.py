"""Going anywhere by letters: on every screen, over whatever one writes, without moving anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from all_screens import AREAS, SCREENS, furnish, go_to
from area_app import area, press
from pilots import settle, still, until
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Button, OptionList

from medledare.config.paths import Places
from medledare.tui.app import MedledareApp
from medledare.tui.jumping import spots
from medledare.tui.modals.jump import Jump, Name
from medledare.tui.modals.press_key import PressKey
from medledare.tui.screens.lock import Lock
from medledare.tui.screens.welcome import Welcome
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.line import Line
from medledare.vault.vault import Vault

MakeApp = Callable[..., MedledareApp]


def names(app: MedledareApp) -> list[Name]:
    """The letters on the screen, line by line."""
    assert isinstance(app.screen, Jump)
    return sorted(app.screen.query(Name), key=lambda one: (one.spot.place.y, one.spot.place.x))


async def type_name(pilot: Pilot[Any], name: Name) -> None:
    await press(pilot, *name.letters)


@pytest.mark.parametrize("name", [*AREAS, *SCREENS])
async def test_every_screen_has_letters_where_the_focus_can_be_and_each_leads_there(
    make_app: MakeApp, lived_in: Vault, tmp_path: Path, name: str
) -> None:
    furnish(lived_in, tmp_path / "space")
    app = make_app(lived_in)
    async with app.run_test(size=(100, 40)) as pilot:
        await go_to(pilot, name)
        screen, focus, before = app.screen, app.focused, app.export_screenshot()
        await press(pilot, "ctrl+g")
        shown = names(app)
        assert shown
        assert {(one.region.x, one.region.y) for one in shown} == {tuple(one.spot.place) for one in shown}
        await press(pilot, "escape")
        await still(pilot)
        assert app.screen is screen
        assert app.focused is focus
        assert app.export_screenshot() == before
        fields = [one for one in screen.query("Line, Editor, Button").results(Widget) if one.focusable]
        reached = set()
        for spot in spots(screen):
            spot.go()
            await settle(pilot)
            if app.screen is screen:
                reached.add(app.focused)
        assert {one for one in fields if _in_sight(one)} <= reached


def _in_sight(widget: Widget) -> bool:
    if not widget.is_on_screen:
        return False
    return widget.screen.find_widget(widget).visible_region.contains_point(widget.content_region.offset)


async def test_a_tab_a_line_of_a_list_and_a_field_are_gone_to(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test(size=(140, 40)) as pilot:
        await go_to(pilot, "today")
        await press(pilot, "ctrl+g")
        await type_name(pilot, names(app)[2])
        await still(pilot)
        assert area(app).id == "journal"
        items = area(app).query_one(ItemList)
        await press(pilot, "ctrl+g")
        below = [one for one in names(app) if one.spot.place.x == items.content_region.x]
        row = below[3].spot.place.y - items.content_region.y
        await type_name(pilot, below[3])
        assert items.current is items.rows[row]
        assert app.focused is items
        field = area(app).query_one(Line)
        await press(pilot, "ctrl+g")
        (over,) = (one for one in names(app) if one.spot.place == field.content_region.offset)
        await type_name(pilot, over)
        assert app.focused is field


async def test_it_works_while_one_writes_and_types_nothing(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await go_to(pilot, "today")
        await press(pilot, "w", "a", "b")
        editor = app.screen.query_one("#today-editor", Editor)
        await press(pilot, "ctrl+g")
        assert isinstance(app.screen, Jump)
        await type_name(pilot, names(app)[1])
        await still(pilot)
        assert editor.text == "ab"
        assert area(app).id == "goals"


async def test_a_button_gets_the_focus_and_is_not_pressed(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await go_to(pilot, "confirm")
        confirm = app.screen
        buttons = list(confirm.query(Button))
        for button in buttons:
            await press(pilot, "ctrl+g")
            (over,) = (one for one in names(app) if one.spot.place == button.content_region.offset)
            await type_name(pilot, over)
            assert app.screen is confirm
            assert app.focused is button


async def test_one_of_several_choices_is_gone_to(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await go_to(pilot, "choose")
        options = app.screen.query_one(OptionList)
        await press(pilot, "ctrl+g")
        await type_name(pilot, names(app)[1])
        assert options.highlighted == 1


async def test_what_cannot_be_meant_any_more_goes_and_any_other_key_leaves(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test(size=(140, 60)) as pilot:
        await go_to(pilot, "journal")
        await press(pilot, "ctrl+g")
        longer = next(one for one in names(app) if len(one.letters) == 2)
        await press(pilot, longer.letters[0])
        assert {one.letters[0] for one in app.screen.query(Name) if one.display} == {longer.letters[0]}
        await press(pilot, "1")
        assert not isinstance(app.screen, Jump)
        assert area(app).id == "journal"
        await press(pilot, "ctrl+g", "ctrl+g")
        assert not isinstance(app.screen, Jump)


async def test_a_click_on_letters_goes_there(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await go_to(pilot, "today")
        await press(pilot, "ctrl+g")
        await pilot.click(offset=tuple(names(app)[3].spot.place))
        await still(pilot)
        assert area(app).id == "learnings"


async def test_a_window_of_another_size_puts_it_away(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await go_to(pilot, "today")
        await press(pilot, "ctrl+g")
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: not isinstance(app.screen, Jump))


async def test_the_lock_has_letters_and_no_search(make_app: MakeApp, sealed_vault: Places) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Lock))
        await press(pilot, "ctrl+f", "ctrl+g")
        assert names(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Lock)
    app.close()


async def test_the_first_start_has_letters(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+g")
        assert names(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Welcome)


async def test_a_question_for_a_key_takes_its_key(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        app.push_screen(PressKey("Which?", "Now: x", lambda key: []))
        await settle(pilot)
        await press(pilot, "ctrl+g")
        assert isinstance(app.screen, PressKey)
        assert app.screen.chosen == "ctrl+g"


@pytest.mark.parametrize("theme", ["medledare-light", "ansi-dark"])
def test_letters_look(snap_compare: Callable[..., bool], make_app: MakeApp, lived_in: Vault, theme: str) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme
        await go_to(pilot, "goals")
        await press(pilot, "ctrl+g")
        await still(pilot)

    assert snap_compare(make_app(lived_in), terminal_size=(80, 24), run_before=look)
