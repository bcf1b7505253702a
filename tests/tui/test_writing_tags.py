"""Tags that one key puts on what is being written in Today."""

import pytest
from pilots import screen_text, settle, type_text, until

from medledare.domain.records import Entry
from medledare.services import records
from medledare.text.marks import MARKS
from medledare.tui.palette import Everything
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.footer import Footer

KEYS = {"control": "ctrl+r", "dissent": "ctrl+o"}


@pytest.mark.parametrize("mark", KEYS)
async def test_a_key_tags_what_is_being_written_and_the_text_is_left_as_it_is(make_app, empty, spoken, mark):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "I took it over")
        await pilot.press(KEYS[mark])
        await settle(pilot)
        tag = f"#{MARKS[mark][spoken]}"
        assert tag in screen_text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        (entry,) = records.all_of(empty, Entry)
        assert (entry.text, entry.tags) == ("I took it over", (tag,))
        # The next entry begins without it.
        await type_text(pilot, "two")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert records.all_of(empty, Entry)[1].tags == ()


async def test_the_key_again_takes_the_tag_away(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w", "x", "ctrl+r", "ctrl+o", "ctrl+r", "ctrl+s")
        await settle(pilot)
        assert records.all_of(empty, Entry)[0].tags == ("#dissent",)


async def test_undo_gives_the_text_back_with_its_tags(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w", "x", "ctrl+r", "ctrl+s")
        await settle(pilot)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert records.all_of(empty, Entry) == []
        assert "#control" in screen_text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert records.all_of(empty, Entry)[0].tags == ("#control",)


async def test_tags_are_there_the_next_time_like_the_text(make_app, plain_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.drafts is not None, seconds=20)
        await settle(pilot)
        await pilot.press("w", "x", "ctrl+o")
        await settle(pilot)
    app.close()
    again = make_app()
    async with again.run_test() as pilot:
        await until(pilot, lambda: bool(again.screen.query(Editor)) and again.screen.query_one(Editor).text == "x")
        await settle(pilot)
        assert "#dissent" in screen_text(again)
    again.close()


async def test_the_keys_stand_in_the_footer_and_the_palette_while_writing_and_not_otherwise(make_app, empty, spoken):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert not {key for key, _label in app.screen.query_one(Footer)._fitting()} & set(KEYS.values())
        await pilot.press("w")
        await settle(pilot)
        assert set(KEYS.values()) <= {key for key, _label in app.screen.query_one(Footer)._fitting()}
        names = [hit.text async for hit in Everything(app.screen).discover()]
        assert {"en": "Control reflex", "sv": "Kontrollreflex"}[spoken] in names
