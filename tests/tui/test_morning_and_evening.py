"""What one wants of the day in the morning, and the close in the evening: offered quietly, in one line at most."""

from datetime import timedelta

import pytest
from pilots import NOW, screen_text, settle, type_text, until
from textual.widgets import Button, Input

from medledare.coach.signals.practice import past_stop
from medledare.domain.records import Close, Entry
from medledare.services import capture, first_weeks, intention, records, settings
from medledare.services.coach import facts_of
from medledare.services.evening import Evening, evening
from medledare.tui.areas.today import Today
from medledare.tui.modals.ask import Ask
from medledare.tui.modals.form import Form
from medledare.tui.palette import Everything

WISH, OVER = "What do you want of today?", "Would you like to close the day?"


def at(clock, hour: int, minute: int = 0) -> None:
    """Let it be another time of the day."""
    clock.now = NOW.replace(hour=hour, minute=minute)


@pytest.fixture
def empty(empty, clock):
    """A vault with nothing in it yet, and the suggestions of the first weeks put away."""
    first_weeks.put_away(empty, clock, first_weeks.steps()[0])
    return empty


async def later(app, pilot) -> str:
    """The screen once the app has looked at the clock."""
    app.freshen()
    await settle(pilot)
    return screen_text(app)


async def test_the_morning_offers_a_sentence_until_noon_and_shows_it_all_day(make_app, empty, clock):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert WISH in screen_text(app)
        at(clock, 12)
        assert WISH not in await later(app, pilot)
        at(clock, 11, 59)
        assert WISH in await later(app, pilot)
        await pilot.press("i")
        await type_text(pilot, "call Anna")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert WISH not in screen_text(app)
        at(clock, 23)
        told = await later(app, pilot)
        assert told.count("call Anna") == 1
        assert "Today: call Anna" in told


@pytest.mark.parametrize(("days", "told"), [(1, True), (4, True), (5, False)])
async def test_what_was_left_to_wait_is_told_where_the_day_is_begun(make_app, empty, clock, days, told):
    records.add(empty, capture.written("close", clock, "answer Anna [/b]", at=NOW - timedelta(days=days)))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert ("answer Anna [/b]" in screen_text(app)) == told
        await pilot.press("i")
        await settle(pilot)
        assert ("answer Anna [/b]" in screen_text(app)) == told


async def test_it_can_be_worded_anew_and_taken_back(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("i")
        await type_text(pilot, "one")
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("i", "end")
        await type_text(pilot, " two")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert [entry.text for entry in records.all_of(empty, Entry)] == ["one two"]
        await pilot.press("u", "u")
        await settle(pilot)
        assert records.all_of(empty, Entry) == []
        assert WISH in screen_text(app)


@pytest.mark.parametrize("text", ["[/b] [x]", "tab\there\x1b[31m", "שלום ‮abc", "å" * 100_000, "one\ntwo\n" * 50])
async def test_whatever_was_written_stands_in_a_line_or_two(make_app, empty, text):
    intention.keep(empty, lambda: NOW, text)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Today: " in screen_text(app)
        assert app.screen.query_one("#today-intention").size.height <= 7
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, Form)


async def test_nobody_is_asked_to_close_the_day_who_did_not_wish_it(make_app, empty, clock):
    at(clock, 20)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert OVER not in screen_text(app)


@pytest.mark.parametrize(("stop", "before", "after"), [("", (14, 59), (15, 0)), ("16:30", (16, 29), (16, 30))])
async def test_who_wished_it_is_offered_the_close_after_the_stop_time(
    make_app, empty, places, clock, stop, before, after
):
    settings.store(places, "evening_close", "true")
    settings.store(places, "stop_time", stop)
    intention.keep(empty, clock, "call Anna")
    at(clock, *before)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert OVER not in screen_text(app)
        at(clock, *after)
        assert OVER in await later(app, pilot)
        assert app.screen.area.id == "today"
        await pilot.press("e")
        await settle(pilot)
        form = screen_text(app)
        assert form.index("call Anna") < form.index("What may wait")
        await type_text(pilot, "the budget")
        await pilot.press("ctrl+s")
        await settle(pilot)
        (close,) = records.all_of(empty, Close)
        assert (close.text, close.stop) == ("the budget", stop)
        assert OVER not in screen_text(app)
        await pilot.press("u")
        await settle(pilot)
        assert OVER in screen_text(app)


@pytest.mark.parametrize(
    ("stop", "hour", "offered"),
    [("17:00", 0, False), ("17:00", 3, False), ("01:00", 0, False), ("01:00", 2, True), ("01:00", 16, False)],
)
async def test_past_midnight_the_evening_before_goes_on(make_app, empty, places, clock, stop, hour, offered):
    settings.store(places, "evening_close", "true")
    settings.store(places, "stop_time", stop)
    at(clock, hour)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert (OVER in screen_text(app)) == offered
        assert WISH not in screen_text(app) or hour >= 4


async def test_a_close_after_midnight_is_yesterdays(make_app, empty, places, clock):
    settings.store(places, "evening_close", "true")
    records.add(empty, capture.written("close", clock, "late", at=NOW.replace(hour=0, minute=20)))
    at(clock, 18)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert OVER in screen_text(app)


async def test_there_is_never_more_than_one_line_offered(make_app, empty, places, clock):
    settings.store(places, "evening_close", "true")
    settings.store(places, "stop_time", "06:00")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert OVER in screen_text(app)
        assert WISH not in screen_text(app)


async def test_settings_that_cannot_be_read_offer_nothing_and_stop_nothing(make_app, empty, places, clock):
    app = make_app(empty)
    settings.settings_file(places.config).parent.mkdir(parents=True, exist_ok=True)
    settings.settings_file(places.config).write_text("stop_time = '25:99'", encoding="utf-8")
    at(clock, 18)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert OVER not in screen_text(app)
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, Form)


async def test_the_offer_is_chosen_and_given_up_from_the_palette(make_app, plain_vault, clock):
    at(clock, 18)
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.vault is not None and isinstance(app.screen.area, Today), seconds=20)
        await settle(pilot)
        names = [hit.text async for hit in Everything(app.screen).discover()]
        assert "Evening close" in names
        await app.screen.area.run_action("evening")
        await settle(pilot)
        app.screen.query_one("#ask-stop", Input).value = "soon"
        app.screen.query_one("#yes", Button).press()
        await settle(pilot)
        assert isinstance(app.screen, Ask)
        assert "stop_time cannot be “soon”" in screen_text(app)
        assert evening(plain_vault) == Evening()
        app.screen.query_one("#ask-stop", Input).value = "17.30"
        app.screen.query_one("#yes", Button).press()
        await settle(pilot)
        assert evening(plain_vault) == Evening(True, "17:30")
        assert OVER in screen_text(app)
        await app.screen.area.run_action("evening")
        await settle(pilot)
        app.screen.query_one("#without", Button).press()
        await settle(pilot)
        assert evening(plain_vault) == Evening(False, "17:30")
        assert OVER not in screen_text(app)
    app.close()


async def test_a_sample_vault_changes_no_settings(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test() as pilot:
        await settle(pilot)
        names = [hit.text async for hit in Everything(app.screen).discover()]
        assert "What you want of the day" in names
        assert "Evening close" not in names


async def test_the_coach_sees_evenings_that_went_on_after_the_usual_stop_time(make_app, empty, places, clock):
    settings.store(places, "stop_time", "17:00")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        for hour in (16, 18, 18, 16, 18):
            clock.pass_by(days=1)
            clock.now = clock.now.replace(hour=hour)
            await pilot.press("e", "x", "ctrl+s")
            await settle(pilot)
        found = list(past_stop(facts_of(empty, clock, ()), times=3, last=5))
        assert [len(one.ids) for one in found] == [3]
