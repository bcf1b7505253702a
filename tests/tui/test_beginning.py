"""Beginning an entry from a template in Today, and looking after one's own."""

import pytest
from area_app import write
from pilots import screen_text, settle, toasts, type_text, until

from medledare.domain.records import Entry, Template
from medledare.services import capture, records
from medledare.tui.modals.form import Form
from medledare.tui.modals.templates import Templates
from medledare.tui.screens.main import Main
from medledare.tui.widgets.editor import Editor

HOSTILE = ["[/b] [x]", "a\x1b[2J\x07b", "👩‍👩‍👧 日本", "مرحبا", "{__class__} {date", "å\n" * 20_000]


def kept(vault, clock, text: str, name: str = "") -> Template:
    return records.add(vault, capture.written("template", clock, text, name=name))


def editor(app) -> Editor:
    return app.screen.query_one("#today-editor", Editor)


async def test_one_begins_from_a_template_where_the_cursor_is(make_app, empty, clock):
    kept(empty, clock, "Vecka {vecka}\n\nBra:\n\nSvårt:\n", "A brev")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "min ")
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert "Vecka {vecka}" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert editor(app).has_focus
        await type_text(pilot, " ja")
        assert editor(app).text == "min Vecka 48\n\nBra: ja\n\nSvårt:\n"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert [one.text for one in records.all_of(empty, Entry)] == ["min Vecka 48\n\nBra: ja\n\nSvårt:\n"]


async def test_what_comes_with_the_program_is_offered_and_kept_nowhere(make_app, empty, spoken):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert {"sv": "Veckobrev", "en": "Weekly letter"}[spoken] in screen_text(app)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert editor(app).text.startswith({"sv": "Vecka 48", "en": "Week 48"}[spoken])
        assert records.all_of(empty, Template) == []


async def test_the_present_text_is_kept_as_a_template_and_stays(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "Mina rader")
        await pilot.press("ctrl+t", "n")
        await settle(pilot)
        app.screen.query_one("#field-name").focus()
        await type_text(pilot, "Brev")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Main))
        (template,) = records.all_of(empty, Template)
        assert (template.text, template.name) == ("Mina rader", "Brev")
        assert editor(app).text == "Mina rader"
        await pilot.press("escape", "ctrl+z")
        await settle(pilot)
        assert records.all_of(empty, Template) == []


async def put_an_x_before_the_first(pilot):
    """Change the first template there is to choose."""
    await pilot.press("ctrl+t", "e")
    await until(pilot, lambda: isinstance(pilot.app.screen, Form))
    await type_text(pilot, "x")
    await pilot.press("ctrl+s")


async def test_an_own_one_is_changed_and_deleted(make_app, empty, clock):
    kept(empty, clock, "text", "A brev")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await put_an_x_before_the_first(pilot)
        await until(pilot, lambda: isinstance(app.screen, Templates))
        assert records.all_of(empty, Template)[0].text == "xtext"
        await pilot.press("x")
        await settle(pilot)
        assert records.all_of(empty, Template) == []
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert records.all_of(empty, Template)[0].text == "xtext"


async def test_one_of_the_program_becomes_ones_own_when_it_is_changed(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await put_an_x_before_the_first(pilot)
        await until(pilot, lambda: isinstance(app.screen, Main))
        (template,) = records.all_of(empty, Template)
        assert template.text.startswith("x")
        assert template.name


@pytest.mark.parametrize("pasted", [False, True], ids=["template", "pasted"])
async def test_more_lines_than_fit_are_taken_back_and_put_in_again(make_app, empty, clock, pasted):
    text = "Bra:\n" * 30
    kept(empty, clock, text, "A brev")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w", "a")
        if pasted:
            await write(pilot, text)
        else:
            await pilot.press("ctrl+t")
            await settle(pilot)
            await pilot.press("enter")
        await settle(pilot)
        assert editor(app).text == "a" + text
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown", "ctrl+z")
        await settle(pilot)
        assert editor(app).text == "a"
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert editor(app).text == "a" + text


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "escape", "emoji", "right to left", "braces", "many lines"])
async def test_whatever_a_template_holds_is_shown_and_put_in(make_app, empty, clock, text):
    kept(empty, clock, text, text[:50])
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        app.screen.query_one("OptionList").highlighted = [one.text for one in app.screen._known].index(text)
        await pilot.press("enter")
        await settle(pilot)
        assert editor(app).text == text


async def test_a_line_too_long_to_edit_is_not_put_in(make_app, empty, clock):
    kept(empty, clock, "å" * 1_000_000, "A")
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert editor(app).text == ""
        assert "too long to edit here" in toasts(app)
