"""Text that looks like markup, steers terminals or cannot be kept, typed and shown everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pilots import NOW, screen_text, settle, toasts
from textual import events

from medledare.domain.records import Entry
from medledare.services import capture, goals, mission, records
from medledare.tui.modals.choose import Choose
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.form import Form
from medledare.tui.modals.note import Note
from medledare.tui.modals.sheet import Sheets
from medledare.tui.screens.talk import Talk
from medledare.tui.widgets.editor import Editor, PlainDocument
from medledare.tui.widgets.line import Line
from medledare.tui.widgets.typed import as_shown

HOSTILE = [
    "[/b]",
    "[x]",
    "[link=file:///etc]here[/link]",
    "[@click=app.quit]quit[/]",
    "$primary [red]x",
    "👩‍👩‍👧 日本語",
    "مرحبا \u202eback",
    "bell\x07 and \x1b[2J\x1b]0;title\x07",
    "line\u2028separator\u0085next\x0btab\x0c",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_in_every_record_is_shown_and_breaks_nothing(make_app, empty, text):
    mission.write(empty, lambda: NOW, text, text, text)
    goals.create(empty, lambda: NOW, text, serves=text, for_whom=text)
    goal = goals.create(empty, lambda: NOW, text)
    goals.note(empty, lambda: NOW, goal, text)
    for make in (capture.entry, capture.failure, capture.learning):
        records.add(empty, make(lambda: NOW, text))
    records.add(empty, capture.entry(lambda: NOW.replace(year=2020), text))
    app = make_app(empty)
    async with app.run_test(size=(160, 50)) as pilot:
        for key in "123456":
            await settle(pilot)
            app.screen.area.focus()
            await pilot.press(key)
            await settle(pilot)
            shown = screen_text(app)
            assert _harmless(shown)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_pasted_into_the_editor_is_saved_as_it_was(make_app, empty, text):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        app.screen.query_one(Editor).post_message(events.Paste(text))
        await settle(pilot)
        assert "\x1b" not in screen_text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert [entry.text for entry in records.all_of(empty, Entry)] == [text]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_in_every_field_of_a_form(make_app, empty, text):
    kept = []
    app = make_app(empty)
    async with app.run_test(size=(100, 50)) as pilot:
        await settle(pilot)
        app.push_screen(Form("mission", text, kept.append))
        await settle(pilot)
        for name in ("statement", "for_whom", "value"):
            field = app.screen.query_one(f"#field-{name}")
            field.focus()
            field.post_message(events.Paste(text))
            await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert kept == [{"statement": text, "for_whom": text, "value": text}]


@pytest.mark.parametrize("text", ["a\x00b", "half \ud800 letter"])
async def test_what_cannot_be_kept_is_refused_with_a_sentence(make_app, empty, text):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        app.screen.query_one(Editor).post_message(events.Paste(text))
        await settle(pilot)
        assert app.screen.query_one(Editor).text == ""
        assert "cannot be stored" in toasts(app)
        await pilot.press("escape", "a")
        app.screen.query_one("#today-answer").post_message(events.Paste(text))
        await settle(pilot)
        assert app.screen.query_one("#today-answer", Line).value == ""


async def test_lines_pasted_into_a_one_line_field_are_joined_and_not_dropped(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("a")
        app.screen.query_one("#today-answer").post_message(events.Paste("one\ntwo\r\nthree"))
        await settle(pilot)
        assert app.screen.query_one("#today-answer", Line).value.split() == ["one", "two", "three"]


async def test_a_megabyte_in_a_field_of_one_line_leaves_the_machine_in_peace(make_app, empty, monkeypatch):
    monkeypatch.setattr(Line.cursor_blink, "_default", True)
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("a")
        line = app.screen.query_one("#today-answer", Line)
        line.post_message(events.Paste("å" * 1_000_000))
        await settle(pilot)
        assert len(line.value) == 1_000_000
        assert not line.cursor_blink


@pytest.mark.parametrize("text", HOSTILE)
async def test_modals_and_toasts_show_hostile_text(make_app, empty, text):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        for modal in (
            Confirm(text, text, text),
            Note(text, lambda typed: None, hint=text, start=text),
            Choose(text, [("a", text, text)]),
        ):
            app.push_screen(modal)
            await settle(pilot)
            app.notify(text)
            await settle(pilot)
            assert app.screen is modal
            assert _harmless(screen_text(app))
            await pilot.press("escape")
            await settle(pilot)


UNKEPT = ["a\x00b", "half \ud800 letter"]
"""No path, either."""


@pytest.mark.parametrize("text", [*HOSTILE, *UNKEPT, "å" * 5000, "one\ntwo\n" * 500], ids=range(13))
@pytest.mark.parametrize("keys", ["6", "6i", "3b", "4p", "3/"], ids=["share", "import", "look back", "talk", "search"])
async def test_hostile_text_in_every_field_of_one_line(make_app, empty, tmp_path, monkeypatch, keys, text):
    monkeypatch.chdir(tmp_path)
    records.add(empty, capture.entry(lambda: NOW, "one"))
    app = make_app(empty)
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        app.screen.set_focus(None)
        for key in keys:
            await pilot.press({"/": "slash"}.get(key, key))
            await settle(pilot)
        screen = app.screen
        for field in screen.query(Line):
            if app.screen is not screen or field not in screen.focus_chain:
                continue
            field.focus()
            field.value = ""
            field.post_message(events.Paste(text))
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert _harmless(screen_text(app))
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert _harmless(screen_text(app))
    assert "one" in [entry.text for entry in records.all_of(empty, Entry)]


@pytest.mark.parametrize("text", [*HOSTILE, "rad\n" * 100_000], ids=range(10))
async def test_hostile_text_in_a_preparation_and_its_path(make_app, empty, tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    app = make_app(empty)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("4", "p", "enter")
        await settle(pilot)
        editor = app.screen.query_one(Editor)
        before = editor.text
        lines = before.split("\n")
        heading = next(row for row, line in enumerate(lines) if line.startswith("###"))
        editor.move_cursor((heading, len(lines[heading])))
        editor.post_message(events.Paste("\n- " + text + "\n"))
        await settle(pilot)
        await pilot.press("f9")
        await settle(pilot)
        assert isinstance(app.screen, Sheets), toasts(app)
        app.screen.query_one(Line).value = text
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert _harmless(screen_text(app))
        while not isinstance(app.screen, Talk):
            await pilot.press("escape")
            await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        (kept,) = records.all_of(empty, Entry)
        assert text in kept.text
        assert len(kept.text) >= len(before)
    assert len(list(tmp_path.rglob("*.medledare-*"))) == 0


def _harmless(shown):
    """Nothing on the screen that a terminal would obey."""
    return not [letter for letter in shown if (letter < " " and letter != "\n") or letter in "\x7f\x9b\u202e"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_the_editors_document_gives_every_text_back(text):
    document = PlainDocument(text)
    assert document.text == text
    half = len(text) // 2
    document = PlainDocument("")
    end = document.replace_range((0, 0), (0, 0), text[:half]).end_location
    document.replace_range(end, end, text[half:])
    assert document.text == text


@given(st.text())
def test_what_steers_a_terminal_is_shown_as_a_sign_of_its_own(text):
    shown = as_shown(text)
    assert len(shown) == len(text)
    assert not {letter for letter in shown if (letter < " " and letter not in "\t\n") or "\x7f" <= letter < "\xa0"}
