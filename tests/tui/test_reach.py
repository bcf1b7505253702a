"""Whatever can be done is a key or three away, or stands in the palette; and help finds it."""

import pytest
from all_screens import AREAS, SCREENS, furnish, go_to
from area_app import press
from pilots import screen_text, settle, type_text
from textual.widget import Widget

from medledare.tui.catalogue import catalogue
from medledare.tui.commands import Offer, offers
from medledare.tui.modals.help import Help, Row
from medledare.tui.part import is_typing

LEADS = {"today": "cagw", "journal": "fw", "goals": "w", "learnings": "w", "trends": "w", "share": "w"}
"""Keys of an area that lead to a part of it, where more can be done."""


def reached(app, start: Widget) -> tuple[dict[tuple[str, int], Offer], set[tuple[str, int]]]:
    """What is offered from a widget on, and what of it a key or the palette carries out from there."""
    bound = app.screen.active_bindings
    typing = is_typing(app.screen)
    palette = "ctrl+p" in bound and bound["ctrl+p"].binding.action == "command_palette"
    offered, by = {}, set()
    for offer in offers(start):
        if not offer.enabled:
            continue
        name = offer.command.id, id(offer.node)
        offered[name] = offer
        for key in filter(None, offer.command.key.split(",")):
            if typing and len(key) == 1 and not offer.command.priority:
                continue
            active = bound.get(key)
            if active is not None and active.node is offer.node and active.binding.action == offer.command.id:
                by.add(name)
        if offer.command.key and offer.command.priority and offer.node is app:
            # Looked for before anything on the screen, over a modal too.
            by.add(name)
        if palette and offer.command.palette:
            by.add(name)
    return offered, by


def places(app) -> list[Widget]:
    """Where the focus can be."""
    return [widget for widget in app.screen.query("*") if widget.focusable and widget.is_on_screen]


@pytest.fixture
def ready(make_app, lived_in, tmp_path):
    folder = tmp_path / "team"
    folder.mkdir()
    furnish(lived_in, folder)
    return make_app(lived_in)


@pytest.mark.parametrize("name", SCREENS)
async def test_everything_on_a_screen_can_be_reached(ready, name):
    app = ready
    async with app.run_test(size=(120, 50)) as pilot:
        await go_to(pilot, name)
        offered, by = reached(app, app.focused or app.screen)
        for widget in places(app):
            app.screen.set_focus(widget)
            await pilot.pause()
            more, also = reached(app, widget)
            offered, by = {**offered, **more}, by | also
        assert not [offer.command.id for key, offer in offered.items() if key not in by]


@pytest.mark.parametrize("name", AREAS)
async def test_everything_in_an_area_is_three_keys_away_or_in_the_palette(ready, name):
    app = ready
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        app.screen.set_focus(None)
        await press(pilot, AREAS[name])
        offered, by = reached(app, app.focused or app.screen)
        assert by
        for key in LEADS[name]:
            app.screen.area.focus()
            await press(pilot, AREAS[name], key)
            by |= reached(app, app.focused or app.screen)[1]
            if key == "w":
                await press(pilot, "escape", AREAS[name])
        for widget in places(app):
            app.screen.set_focus(widget)
            await pilot.pause()
            offered |= reached(app, widget)[0]
        assert not [offer.command.id for key, offer in offered.items() if key not in by]


def test_no_command_is_declared_that_has_neither_key_nor_place_in_the_palette():
    assert not [one.id for one in catalogue() if not one.command.key and not one.command.palette]


async def test_help_is_searched_by_typing_in_both_languages(ready, spoken):
    app = ready
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        every = [row for row in app.screen.query(Row) if row.display]
        await type_text(pilot, {"sv": "dagen", "en": "close"}[spoken])
        await settle(pilot)
        some = [row for row in app.screen.query(Row) if row.display]
        assert 0 < len(some) < len(every)
        await press(pilot, *["backspace"] * 5)
        await type_text(pilot, "xyzzy")
        await settle(pilot)
        assert not [row for row in app.screen.query(Row) if row.display]
        assert {"sv": "Inget här heter så", "en": "Nothing here is called that"}[spoken] in screen_text(app)
        await press(pilot, "escape")
        assert not isinstance(app.screen, Help)


async def test_help_is_searched_in_its_order_and_scrolled_without_leaving_the_search(ready):
    app = ready
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "c", "question_mark")
        before = screen_text(app)
        await press(pilot, "pagedown")
        assert screen_text(app) != before
        await press(pilot, "pageup")
        assert screen_text(app) == before
        await type_text(pilot, "answer")
        await settle(pilot)
        text = screen_text(app)
        assert text.index("In the check-in") < text.index("Today", text.index("In the check-in"))
