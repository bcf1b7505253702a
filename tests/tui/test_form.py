"""Forms: any record's fields, validated in place."""

import pytest
from pilots import NOW, burst, screen_text, settle, type_text
from textual import events
from textual.widgets import Checkbox, Select

from medledare.domain.problems import CannotReach
from medledare.domain.records import class_of
from medledare.services import capture, forms, goals, records
from medledare.services.forms import FORMS
from medledare.tui.modals.confirm import Confirm
from medledare.tui.modals.form import Form
from medledare.tui.modals.note import Note
from medledare.tui.screens.main import Main
from medledare.tui.widgets.editor import LONGEST_LINE, Editor
from medledare.tui.widgets.line import Line


async def _open(pilot, form, done=None):
    await settle(pilot)
    pilot.app.push_screen(form, done)
    await settle(pilot)


async def test_a_right_form_gives_its_values_and_closes(make_app, empty):
    kept, closed = [], []
    app = make_app(empty)
    async with app.run_test() as pilot:
        await _open(pilot, Form("goal", "New", kept.append), closed.append)
        await type_text(pilot, "A goal")
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert kept[0]["title"] == "A goal"
    assert closed == [True]


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(make_app, empty):
    kept = []
    app = make_app(empty)
    async with app.run_test(size=(100, 60)) as pilot:
        await _open(pilot, Form("goal", "New", kept.append))
        app.screen.query_one("#field-by", Line).value = "the 31st of never"
        await pilot.press("ctrl+s")
        await settle(pilot)
        lines = screen_text(app).splitlines()
        title = next(number for number, line in enumerate(lines) if "Write a few words here." in line)
        by = next(number for number, line in enumerate(lines) if "could not be read as a date" in line)
        assert title < by
        assert app.focused.id == "field-title"
    assert kept == []


async def test_a_field_is_looked_at_when_one_leaves_it(make_app, empty):
    app = make_app(empty)
    async with app.run_test(size=(100, 60)) as pilot:
        await _open(pilot, Form("goal", "New", lambda values: None))
        app.screen.query_one("#field-by").focus()
        await type_text(pilot, "never")
        await pilot.press("tab")
        await settle(pilot)
        assert "could not be read as a date" in screen_text(app)


async def test_a_save_that_fails_keeps_the_form_with_everything_typed(make_app, empty):
    def full(values):
        raise CannotReach(path="/v", reason="No space left")

    app = make_app(empty)
    async with app.run_test(size=(100, 60)) as pilot:
        await _open(pilot, Form("goal", "New", full))
        await type_text(pilot, "A goal")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "No space left" in screen_text(app)
        assert app.screen.query_one("#field-title", Line).value == "A goal"


async def test_leaving_asks_only_if_something_was_typed(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await _open(pilot, Form("goal", "New", lambda values: None))
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Main)
        await _open(pilot, Form("goal", "New", lambda values: None))
        await pilot.press("x", "escape")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen.query_one("#field-title", Line).value == "x"
        await pilot.press("escape", "enter")
        await settle(pilot)
        assert app.screen.query_one("#field-title", Line).value == "x"
        await pilot.press("escape", "left", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Main)


async def test_editing_gives_only_what_changed(make_app, empty):
    goal = goals.create(empty, lambda: NOW, "Old", serves="the whole", principles=("TIL", "MED"))
    kept = []
    app = make_app(empty)
    async with app.run_test() as pilot:
        await _open(pilot, Form("goal", "Edit", kept.append, record=goal))
        await pilot.press("end")
        await type_text(pilot, "er")
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert kept == [{"title": "Older"}]


@pytest.mark.parametrize("kind", list(FORMS))
async def test_every_kind_of_record_comes_back_from_its_form_as_it_was(make_app, lived_in, kind):
    """Each field's widget gives the very text it was given, for a record with everything said."""
    record = _full(lived_in, kind)
    app = make_app(lived_in)
    async with app.run_test(size=(100, 60)) as pilot:
        form = Form(kind, "Edit", lambda values: None, record=record)
        await _open(pilot, form)
        assert form._typed() == {field.name: forms.show(record, field) for field in FORMS[kind]}


async def test_a_choice_a_goal_and_a_star_can_be_chosen(make_app, lived_in):
    kept = []
    goal = goals.grouped(lived_in)[0].goals[0]
    app = make_app(lived_in)
    async with app.run_test(size=(100, 60)) as pilot:
        await _open(pilot, Form("entry", "Entry", kept.append))
        await type_text(pilot, "Hello")
        app.screen.query_one("#field-place", Select).value = "home"
        app.screen.query_one("#field-goal", Select).value = goal.id
        app.screen.query_one("#field-starred", Checkbox).value = True
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert (kept[0]["place"], kept[0]["goal"], kept[0]["starred"]) == ("home", goal.id, True)


async def test_a_note_is_kept_as_typed_and_an_empty_one_is_not(make_app, empty):
    kept, closed = [], []
    app = make_app(empty)
    async with app.run_test() as pilot:
        await _open(pilot, Note("What did you do?", kept.append), closed.append)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert closed == []
        await type_text(pilot, "Two\nlines")
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert kept == ["Two\nlines"]
    assert closed == [True]


def _full(vault, kind):
    """A record of a kind with something in every field of its form."""
    goal = goals.grouped(vault)[0].goals[0]
    failure = records.add(vault, capture.failure(lambda: NOW, "a\nb", goal=goal.id))
    shapes = {
        "line": "[/b] [x]",
        "text": "Title\n\nbody [/b]",
        "day": NOW.date(),
        "moment": NOW,
        "repeat": "FREQ=WEEKLY;BYDAY=FR",
        "clock": "17:00",
        "tags": ("#one", "@two"),
        "principles": ("TIL", "MED"),
        "goal": goal.id,
        "failure": failure.id,
        "yes": True,
    }
    values = {field.name: field.choices[1] if field.choices else shapes[field.shape] for field in FORMS[kind]}
    return class_of(kind)(**{"id": "x", "at": NOW, "created": NOW} | values)


async def test_help_in_a_form_tells_the_forms_own_keys(make_app, empty):
    app = make_app(empty)
    async with app.run_test(size=(100, 50)) as pilot:
        await _open(pilot, Form("goal", "New", lambda values: None))
        await pilot.press("f1")
        await settle(pilot)
        assert "In the form" in screen_text(app)


async def test_an_editor_in_a_form_lets_tab_go_on(make_app, empty):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await _open(pilot, Form("failure", "New", lambda values: None))
        assert isinstance(app.focused, Editor)
        await pilot.press("tab")
        assert app.focused.id == "field-as_colleague"


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_what_is_typed_right_after_a_field_is_in_the_next(make_app, empty, key):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await _open(pilot, Form("goal", "New", lambda values: None))
        await burst(pilot, *"one", key, *"two", "shift+tab", *"more")
        assert app.screen.query_one("#field-title", Line).value == "onemore"
        assert app.screen.query_one("#field-serves", Line).value == "two"


@pytest.mark.parametrize("modal", [lambda: Form("failure", "New", print), lambda: Note("A note", print)])
async def test_a_line_too_long_to_edit_is_refused_with_a_sentence(make_app, empty, modal):
    app = make_app(empty)
    async with app.run_test() as pilot:
        await _open(pilot, modal())
        await type_text(pilot, "before")
        app.focused.post_message(events.Paste("x" * (LONGEST_LINE + 1)))
        await settle(pilot)
        assert app.focused.text == "before"
        assert "too long to edit here" in " ".join(screen_text(app).split())


async def test_principles_are_seen_to_be_chosen_also_without_colours(make_app, empty):
    kept = []
    app = make_app(empty)
    async with app.run_test(size=(100, 60)) as pilot:
        await _open(pilot, Form("goal", "New", kept.append, start={"title": "A goal", "principles": "HEL"}))
        row = {
            line.partition("Holistic")[0][-6:].strip() for line in screen_text(app).splitlines() if "Holistic" in line
        }
        other = {
            line.partition("Openness")[0][-6:].strip() for line in screen_text(app).splitlines() if "Openness" in line
        }
        assert "✓" in row.pop()
        assert not set(other.pop()) & set("✓X")


async def test_what_was_said_before_does_not_stand_on_the_line_that_tells_how_to_save(make_app, empty):
    app = make_app(empty)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.notify("Saved. ctrl+z takes it back.")
        await settle(pilot)
        assert "Saved." in screen_text(app)
        await _open(pilot, Form("goal", "New goal", lambda values: None))
        assert "Saved." not in screen_text(app)
        assert "saves" in screen_text(app)
