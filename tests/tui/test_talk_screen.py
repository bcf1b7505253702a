"""Preparing for a talk on the screen: moved by a key, kept as an entry, and only the chosen part goes out."""

import pytest
from pilots import screen_text, settle, still, toasts, type_text

from medledare.domain.records import Departure, Entry
from medledare.services import records
from medledare.text import preparation as words
from medledare.tui.modals.sheet import Sheets
from medledare.tui.screens.talk import Talk
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.footer import Footer
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.page import Page


async def open_talk(pilot, occasion=0):
    await settle(pilot)
    await pilot.press("4", "p")
    await settle(pilot)
    for _ in range(occasion):
        await pilot.press("down")
    await pilot.press("enter")
    await still(pilot)
    assert isinstance(pilot.app.screen, Talk)
    return pilot.app.screen.query_one(Editor)


def go_to(editor, text):
    lines = editor.text.split("\n")
    at = next(row for row, line in enumerate(lines) if text in line and line.startswith("- "))
    editor.move_cursor((at, 0))
    return lines[at]


async def test_a_line_is_moved_written_out_and_kept(make_app, lived_in, tmp_path):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_talk(pilot)
        await pilot.press("f9")
        await settle(pilot)
        assert "Nothing is to be brought yet" in toasts(app)
        await pilot.press("f2")
        await settle(pilot)
        assert "begins with a dash" in toasts(app)
        line = go_to(editor, "2026")
        await pilot.press("f2")
        await settle(pilot)
        assert words.cited(line)[0] in words.cited(words.brought(editor.text))
        await pilot.press("f9")
        await settle(pilot)
        assert isinstance(app.screen, Sheets)
        target = tmp_path / "bring.md"
        app.screen.query_one(Line).value = str(target)
        await pilot.press("ctrl+s")
        await settle(pilot)
        written = target.read_text("utf-8")
        assert line.removeprefix("- ").rpartition(" (")[0] in written
        assert words.cited(line)[0] not in written
        assert records.all_of(lived_in, Departure)[-1].target == str(target)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert not isinstance(app.screen, Talk)
        (kept,) = (one for one in records.all_of(lived_in, Entry) if one.question.startswith("talk.dialogue."))
        assert words.brought(kept.text)
        editor = await open_talk(pilot)
        assert editor.text == kept.text


async def test_what_was_begun_waits_and_a_new_draft_can_be_undone(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_talk(pilot, 1)
        await type_text(pilot, "begun")
        await pilot.press("escape")
        await settle(pilot)
        editor = await open_talk(pilot, 1)
        assert "begun" in editor.text
        await pilot.press("f8")
        await settle(pilot)
        assert "begun" not in editor.text
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert "begun" in editor.text


async def test_one_writes_at_once_under_the_first_question_that_is_open(make_app, lived_in):
    async with make_app(lived_in).run_test(size=(80, 24)) as pilot:
        editor = await open_talk(pilot, 0)
        await type_text(pilot, "First things")
        lines = editor.text.split("\n")
        at = lines.index("First things")
        assert lines[at - 2].startswith(words.QUESTION)
        assert not lines[at - 1]
        assert words.first_open(editor.text) > at


@pytest.mark.parametrize("occasion", range(4))
async def test_it_is_read_in_both_languages_and_sizes(make_app, lived_in, spoken, size, occasion):
    async with make_app(lived_in).run_test(size=size) as pilot:
        await open_talk(pilot, occasion)
        talk = pilot.app.screen
        assert words.title(talk._occasion) in screen_text(pilot.app)
        assert talk.query_one(Page).size.height >= 5
        assert talk.query_one(Editor).size.height >= 10
        keys = [key for key, _label in talk.query_one(Footer)._fitting()]
        assert {"f2", "f9", "f1"} <= set(keys)


async def test_there_is_something_to_write_in_where_nothing_was_written_before(make_app, empty):
    async with make_app(empty).run_test(size=(80, 24)) as pilot:
        editor = await open_talk(pilot)
        assert "Nothing from this time stands here." in pilot.app.screen.query_one(Page).text
        assert words.QUESTION in editor.text


async def test_what_is_brought_can_be_copied_and_that_is_noted(make_app, lived_in):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_talk(pilot)
        line = go_to(editor, "2026")
        await pilot.press("f2", "f9")
        await settle(pilot)
        await pilot.press("f2")
        await settle(pilot)
        assert "Other programs can read" in screen_text(app)
        assert line.removeprefix("- ").rpartition(" (")[0] in app.clipboard
        assert records.all_of(lived_in, Departure)[-1].format == "talk"


async def test_names_and_marked_passages_stay_and_the_place_is_told_of_first(make_app, lived_in, tmp_path):
    (tmp_path / ".git").mkdir()
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await open_talk(pilot)
        await type_text(pilot, "Thank @Anna ((not the pay)) today")
        assert "@Anna" in words.brought(editor.text)
        await pilot.press("f9")
        await settle(pilot)
        assert "@Anna ((not the pay))" in screen_text(app)
        await pilot.press("f3")
        await settle(pilot)
        assert "Anna" not in screen_text(app)
        assert "the pay" not in screen_text(app)
        target = tmp_path / "bring.md"
        app.screen.query_one(Line).value = str(target)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "git repository" in " ".join(screen_text(app).split())
        assert "^s again" in screen_text(app)
        assert not target.exists()
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Thank @… […] today" in target.read_text("utf-8")
        assert records.all_of(lived_in, Departure)[-1].redacted


async def test_the_file_suggested_has_a_name_in_the_language_spoken(make_app, lived_in, spoken):
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_talk(pilot)
        await type_text(pilot, "x")
        await pilot.press("f9")
        await settle(pilot)
        name = {"sv": "medledare-samtal", "en": "medledare-talk"}[spoken]
        assert app.screen.query_one(Line).value == f"~/{name}-2026-11-23.md"
