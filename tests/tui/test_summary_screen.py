"""A summary on the screen: off until chosen, read through before it leaves, sealed, told a team, taken back."""

import subprocess

import pytest
from area_app import HOSTILE, press, show
from pilots import NOW, screen_text, settle, still, toasts, type_text
from textual.widgets import Button, Select

from medledare.domain.period import numbered
from medledare.services import myself, others, summaries, teams
from medledare.services.demo import demo_vault
from medledare.services.departures import departures, shared
from medledare.sharing import sealed_text
from medledare.sharing.people import new_person
from medledare.text import summary as words
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.parts import Parts
from medledare.tui.modals.send_to import SendTo
from medledare.tui.modals.through import Through
from medledare.tui.screens.main import Main
from medledare.tui.screens.summary import Summary
from medledare.tui.screens.team_tasks import WITHIN
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import Page
from medledare.tui.widgets.ticks import Ticks

BO = new_person("Bo")


@pytest.fixture
def anna(lived_in):
    """A vault that has been lived in, with a card of its own and Bo's."""
    myself.make_card(lived_in, "Anna")
    others.pin(lived_in, BO.card)
    return lived_in


async def open_summary(pilot, period="October"):
    await show(pilot, "share")
    await press(pilot, "s")
    await type_text(pilot, period)
    await press(pilot, "enter")
    await still(pilot)
    assert isinstance(pilot.app.screen, Summary)
    return pilot.app.screen.query_one(Editor)


async def choose(pilot, *codes):
    await press(pilot, "f2")
    for code in codes:
        pilot.app.screen.query_one(Ticks).select(code)
    await press(pilot, "ctrl+s")


async def ready(pilot, form, **fields):
    """From the editor to what is to be read through."""
    await press(pilot, "ctrl+s")
    assert isinstance(pilot.app.screen, SendTo)
    pilot.app.screen.query_one("#send-form", Select).value = form
    await settle(pilot)
    for name, text in fields.items():
        pilot.app.screen.query_one(f"#send-{name}", Line).value = text


async def test_nothing_is_in_it_until_it_is_chosen_and_it_comes_and_goes(make_app, anna):
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_summary(pilot)
        assert editor.text == "# Summary: October 2026\n"
        assert "Nothing is told until you choose it" in app.screen.query_one(Page).text
        await press(pilot, "f2")
        assert isinstance(app.screen, Parts)
        assert app.screen.query_one(Ticks).selected == []
        await press(pilot, "escape")
        await choose(pilot, "learnings", "well")
        assert words.chosen(editor.text) == ("well", "learnings")
        assert "✓ What I learned" in app.screen.query_one(Page).text
        await press(pilot, "f2")
        app.screen.query_one(Ticks).deselect("well")
        await press(pilot, "ctrl+s")
        assert words.chosen(editor.text) == ("learnings",)
        await press(pilot, "ctrl+z")
        assert words.chosen(editor.text) == ("well", "learnings")


async def test_it_is_read_through_and_only_then_written(make_app, anna, tmp_path):
    target = tmp_path / "a.md"
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_summary(pilot)
        await press(pilot, "ctrl+s")
        await press(pilot, "ctrl+s")
        assert "says nothing yet" in screen_text(app)
        await press(pilot, "escape")
        await choose(pilot, "learnings", "failures")
        await type_text(pilot, "[/b] mine")
        await ready(pilot, "markdown", target=str(target))
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Through)
        assert app.screen._text == editor.text.rstrip("\n") + "\n"
        await press(pilot, "enter")
        assert isinstance(app.screen, Summary)
        assert not target.exists()
        assert shared(anna) == []
        await ready(pilot, "markdown", target=str(target))
        await press(pilot, "ctrl+s", "left", "enter")
        assert isinstance(app.screen, Main)
        assert target.read_text("utf-8") == editor.text.rstrip("\n") + "\n"
        assert shared(anna)[-1].text == target.read_text("utf-8")
        assert "for whoever has the file" in " ".join(app.screen.query_one("#share-page", Page).text.split())
        assert summaries.told_before(anna) == ("learnings",)
        editor = await open_summary(pilot)
        assert editor.text == "# Summary: October 2026\n"
        await press(pilot, "f2")
        assert "told last time" in screen_text(app)
        await press(pilot, "f3", "ctrl+s")
        assert words.chosen(editor.text) == ("learnings",)


async def test_it_is_sealed_to_those_ticked_and_read_with_stock_age(make_app, anna, tmp_path):
    target, key = tmp_path / "a.age", tmp_path / "key"
    key.write_text(BO.identity)
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_summary(pilot)
        await choose(pilot, "learnings")
        await ready(pilot, "sealed", target=str(target))
        await press(pilot, "ctrl+s")
        assert "Say whom it is for" in screen_text(app)
        assert "Bo (number not compared)" in screen_text(app)
        app.screen.query_one("#send-people", Ticks).select("Bo")
        await press(pilot, "ctrl+s")
        shown = app.screen._text
        assert "for Bo" in " ".join(screen_text(app).split())
        doubt = f"You have not compared the number of Bo's card. Call and compare it: {BO.card.fingerprint}."
        assert doubt in app.screen._told
        await press(pilot, "left", "enter")
    read = subprocess.run(["age", "-d", "-i", key, target], capture_output=True, check=True).stdout.decode()
    assert read == shown
    assert read.startswith(editor.text.rstrip("\n"))


async def test_a_team_is_told_it_is_read_there_and_taken_back(make_app, anna, clock, tmp_path):
    team = teams.create(anna, clock, "Norr", tmp_path / "space")
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_summary(pilot)
        await choose(pilot, "learnings")
        await ready(pilot, team.id)
        await press(pilot, "ctrl+s", "left", "enter")
        assert "Told to Norr." in toasts(app)
        await press(pilot, "r", "enter")
        assert isinstance(app.screen, Through)
        assert "Signed by Anna" in screen_text(app)
        assert app.screen.query(Button).first().id == "no"
        await press(pilot, "enter", "t")
        await press(pilot, *["down"] * [task.key for task in WITHIN].index("summaries"))
        assert "Anna: Summary: October 2026" in screen_text(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, Through)
        await press(pilot, "escape", "escape")
        await press(pilot, "d", "enter")
        assert "Shared with Norr" in screen_text(app)
        await press(pilot, "left", "enter")
        assert "cannot be called back" in screen_text(app)
        await press(pilot, "left", "enter")
        assert shared(anna)[-1].withdrawn
        assert "withdrawn" in app.screen.query_one("#share-page", Page).text
        await press(pilot, "r")
        assert "There is no summary to read." in toasts(app)


async def test_a_sealed_one_is_opened_and_taken_back_with_a_notice(make_app, anna, tmp_path):
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_summary(pilot)
        await type_text(pilot, "For me")
        await ready(pilot, "sealed", target=str(tmp_path / "a.age"), more=myself.oneself(anna).card.text)
        await press(pilot, "ctrl+s", "left", "enter")
        for name, seen in (("nothing.age", "Could not use"), ("a.age", "Signed by Anna")):
            await press(pilot, "o")
            app.screen.query_one("#ask-path", Line).value = str(tmp_path / name)
            await press(pilot, "enter", "enter")
            assert seen in screen_text(app)
            await press(pilot, "escape")
        await press(pilot, "d", "enter", "left", "enter")
        app.screen.query_one("#ask-path", Line).value = str(tmp_path / "notice.age")
        await press(pilot, "enter")
        assert (tmp_path / "notice.age").exists()
        assert departures(anna)[-1].withdrawn


async def test_what_somebody_sealed_whose_number_was_not_compared_is_opened_with_a_doubt(make_app, anna, tmp_path):
    path = tmp_path / "from-bo.md"
    path.write_bytes(sealed_text.signed(BO, sealed_text.new_id(), NOW, b"Hello from Bo\n", []))
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "share")
        for number, doubted in (("", True), (BO.card.fingerprint, False), ("", False)):
            await press(pilot, "o")
            app.screen.query_one("#ask-path", Line).value = str(path)
            app.screen.query_one("#ask-number", Line).value = number
            await press(pilot, "enter", "enter")
            seen = " ".join(screen_text(app).replace("│", " ").split())
            assert "Hello from Bo" in seen
            assert ("You have not compared the number of Bo's card" in seen) is doubted
            await press(pilot, "escape")


async def test_what_was_begun_waits_and_another_period_is_told_of(make_app, anna):
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_summary(pilot)
        await type_text(pilot, "begun")
        await press(pilot, "f8")
        await type_text(pilot, "September")
        await press(pilot, "enter")
        assert editor.text == "# Summary: September 2026\n"
        await press(pilot, "escape")
        editor = await open_summary(pilot)
        assert "begun" in editor.text
        await press(pilot, "f9")
        assert editor.text == "# Summary: October 2026\n"


async def test_hostile_words_and_names_are_shown_as_they_are_and_a_place_that_cannot_be_written_is_told(
    make_app, anna, tmp_path
):
    others.pin(anna, new_person("[/b] [x]").card)
    hostile = "\n\n".join(["# T", *HOSTILE, "å" * 1_000_000]) + "\n"
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_summary(pilot)
        editor.load_text(hostile)
        await settle(pilot)
        for form, target in (("sealed", "/proc/nowhere/a.age"), ("markdown", str(tmp_path))):
            await ready(pilot, form, target=target)
            if form == "sealed":
                assert "[/b] [x]" in screen_text(app)
                app.screen.query_one("#send-people", Ticks).select("[/b] [x]")
            await press(pilot, "ctrl+s")
            assert app.screen._text.startswith(hostile[:-1])
            await press(pilot, "left", "enter")
            if isinstance(app.screen, Confirm):
                await press(pilot, "enter")
            assert isinstance(app.screen, Summary)
        assert "Could not use" in toasts(app)
        assert shared(anna) == []
        assert editor.text == hostile


async def test_it_is_read_in_both_languages_and_sizes(make_app, anna, spoken, size):
    app = make_app(anna)
    async with app.run_test(size=size) as pilot:
        editor = await open_summary(pilot, "2026-10")
        assert editor.text == words.start(numbered("month", 2026, 10))
        assert app.screen.query_one(Page).size.height >= 5
        assert app.screen.query_one(Editor).size.height >= 10
        keys = [key for key, _label in app.screen.query_one(Footer)._fitting()]
        assert {"f2", "ctrl+s", "f1"} <= set(keys)


def test_a_summary_looks(snap_compare, make_app, clock, spoken, size):
    async def look(pilot):
        await open_summary(pilot, "2026-10")
        await choose(pilot, "learnings", "goals")

    assert snap_compare(make_app(demo_vault(clock, spoken)), terminal_size=size, run_before=look)
