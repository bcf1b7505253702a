"""The first weeks in Today: one line that says what one could try, and a key that puts it away."""

from area_app import press
from pilots import screen_text, settle, type_text
from textual.widgets import Static

from medledare.services import capture, first_weeks, records
from medledare.tui.catalogue import catalogue
from medledare.tui.first_weeks import AWAY
from medledare.tui.screens.main import Main

HOW, WISH, MISSION = "How is it today?", "What do you want of today?", "What are you here to do"


def told(app) -> str:
    """Everything on the screen as running words."""
    return " ".join(screen_text(app).split())


async def test_one_thing_at_a_time_and_the_next_once_it_is_done(make_app, empty, clock):
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert HOW in told(app)
        assert WISH not in told(app)
        assert MISSION not in told(app)
        await press(pilot, "w")
        await type_text(pilot, "A good start")
        await press(pilot, "ctrl+s")
        said = str(app.screen.query_one("#today-offer", Static).content)
        assert said.startswith(MISSION)
        assert not app.screen.query_one("#today-mission").display


async def test_one_key_puts_them_away_and_undo_brings_them_back(make_app, empty):
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        assert HOW not in told(app)
        assert WISH in told(app)
        assert MISSION in told(app)
        await press(pilot, "p")
        await press(pilot, "ctrl+z")
        assert HOW in told(app)


async def test_the_key_does_nothing_once_there_is_nothing_to_put_away(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = lived_in.generation
        await press(pilot, "p")
        assert lived_in.generation == before


async def test_what_the_hour_brings_comes_by_itself(make_app, empty, clock):
    records.add(empty, capture.entry(clock, "a line"))
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        clock.pass_by(hours=7)
        app.freshen()
        await settle(pilot)
        assert "what may wait until tomorrow" in told(app)


async def test_it_fits_the_line_that_it_has_in_both_languages(make_app, empty, spoken):
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        from medledare.tui.first_weeks import told as said

        assert all(len(said(step, {})) <= 2 * 76 for step in first_weeks.steps())


async def test_the_keys_it_names_are_those_the_commands_have():
    known = {one.id: one.command for one in catalogue()}
    for step in first_weeks.steps():
        for key in step.keys:
            assert known[key.command].key.partition(",")[0] == key.usual
        if step.label is not None:
            assert known[step.label.command].label == step.label.usual
    assert known[AWAY.command].key == AWAY.usual


async def test_a_key_that_was_changed_is_named_as_it_is_now(make_app, empty, places):
    places.config.mkdir(parents=True, exist_ok=True)
    (places.config / "keys.toml").write_text('"main.write" = "f6"\n')
    app = make_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, Main)
        assert "Press f6." in told(app)
