"""What was done, browsed: seen before it is taken back, taken back as far as one likes, and done again."""

import pytest
from area_app import press
from pilots import screen_text, settle, still, toasts, until

from medledare.domain.records import Entry, Goal
from medledare.services import capture, records
from medledare.text import speak
from medledare.tui.modals.through import Through
from medledare.tui.screens.done import DoneSteps
from medledare.tui.widgets.item_list import ItemList
from medledare.tui.widgets.page import Page

HOSTILE = "[/b] Snö\x1b]0;x\x07 i natt."


@pytest.fixture
def busy(lived_in, clock):
    """Half a year, and then a few steps."""
    entry = records.add(lived_in, capture.entry(clock, HOSTILE))
    clock.pass_by(minutes=3)
    records.change(lived_in, entry, text=HOSTILE + " Och i morgon.", starred=True)
    clock.pass_by(minutes=3)
    records.remove(lived_in, records.all_of(lived_in, Goal)[0])
    return lived_in


def rows(app):
    """The steps as they are told, without the headings."""
    found = app.screen.query_one(ItemList)
    return [found.line_text(at) for at, row in enumerate(found.rows) if hasattr(row, "label")]


async def test_steps_stand_newest_first_and_show_what_they_changed(make_app, busy):
    speak("en")
    app = make_app(busy)
    async with app.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "U")
        assert isinstance(app.screen, DoneSteps)
        told = rows(app)
        assert told[0].startswith("Deleted goal: ")
        assert told[1].startswith("Changed entry: [/b] Snö")
        assert told[2].startswith("Added entry: [/b] Snö")
        await press(pilot, "down")
        await until(pilot, lambda: "[+" in app.screen.query_one(Page).text)
        assert "Och i morgon." in app.screen.query_one(Page).text
        assert "\x1b" not in screen_text(app)


async def test_each_step_is_shown_before_it_is_taken_back_and_leaving_changes_nothing(make_app, busy):
    speak("en")
    app = make_app(busy)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        before = busy.generation
        await press(pilot, "U", "down", "down", "enter")
        assert isinstance(app.screen, Through)
        shown = app.screen.query_one(Page).text
        assert [line.split(":")[0] for line in shown.splitlines() if ": " in line] == [
            "Deleted goal",
            "Changed entry",
            "Added entry",
        ]
        await press(pilot, "enter")
        assert isinstance(app.screen, DoneSteps)
        assert busy.generation == before


async def test_one_goes_back_and_forth(make_app, busy):
    speak("en")
    app = make_app(busy)
    goals = len(records.all_of(busy, Goal))
    entries = len(records.all_of(busy, Entry))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "U", "down", "down", "enter", "left", "enter")
        assert "Took back 2 changes." in toasts(app)
        assert len(records.all_of(busy, Goal)) == goals + 1
        assert len(records.all_of(busy, Entry)) == entries - 1
        assert [line.endswith("taken back") for line in rows(app)[:4]] == [True, True, True, False]
        # What was taken back already cannot be once more.
        await press(pilot, "enter")
        assert isinstance(app.screen, DoneSteps)
        await press(pilot, "ctrl+y", "ctrl+y")
        assert len(records.all_of(busy, Entry)) == entries
        assert any("Och i morgon." in one.text for one in records.all_of(busy, Entry))
        await press(pilot, "ctrl+y", "ctrl+y")
        assert len(records.all_of(busy, Goal)) == goals
        assert "There is nothing to do again." in toasts(app)
        await until(pilot, lambda: not any(line.endswith("taken back") for line in rows(app)))


async def test_a_vault_in_which_nothing_was_done_says_so(make_app, empty):
    speak("en")
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.action_done()
        await settle(pilot)
        await until(pilot, lambda: rows(app) or "Nothing was done here yet." in screen_text(app))


def test_what_was_done_as_a_picture(snap_compare, make_app, busy, spoken, size):
    records.undo(busy)

    async def go(pilot):
        await settle(pilot)
        await pilot.press("U", "down")
        await still(pilot)

    assert snap_compare(make_app(busy), terminal_size=size, run_before=go)
