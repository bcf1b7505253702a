"""Tags, roles, goals and principles are offered while one types, and never stand in the way."""

import pytest
from area_app import write
from pilots import PASSPHRASE, screen_text, settle, type_text, until

from medledare.domain.records import Entry, Goal
from medledare.services import capture, goals, records
from medledare.tui.modals.form import Form
from medledare.tui.widgets.completing import Choices
from medledare.tui.widgets.editor import Editor
from medledare.tui.widgets.line import Line


def offered(app) -> list[str]:
    """What stands in the list below the cursor."""
    return [one.put for choices in app.screen.query(Choices) if choices.display for one in choices.offered]


@pytest.fixture
def written(empty, clock):
    """A vault in which some tags, a role and two goals were used, one after the other."""
    for text in ("one #lärande", "two #latens @kurator", "three #lärande #mötet"):
        records.add(empty, capture.entry(clock, text))
        clock.pass_by(minutes=1)
    goals.create(empty, clock, "Svara alla som skriver inom två dagar")
    goals.create(empty, clock, "Lugnare måndagar")
    records.add(empty, capture.written("decision", clock, "delegated", whom="Biträdande chef"))
    return empty


@pytest.fixture
async def pilot(make_app, written):
    """Someone who writes in Today."""
    async with make_app(written).run_test() as pilot:
        await settle(pilot)
        await pilot.press("w")
        yield pilot


async def test_tags_that_fit_are_offered_what_was_used_last_first(pilot):
    await type_text(pilot, "idag #l")
    await until(pilot, lambda: offered(pilot.app) == ["#lärande", "#latens"])
    await type_text(pilot, "a")
    assert offered(pilot.app) == ["#latens"]
    await pilot.press("tab")
    editor = pilot.app.screen.query_one("#today-editor", Editor)
    assert (editor.text, editor.has_focus) == ("idag #latens", True)
    assert offered(pilot.app) == []


async def test_enter_is_a_new_line_unless_one_of_the_list_was_chosen(pilot):
    editor = pilot.app.screen.query_one("#today-editor", Editor)
    await type_text(pilot, "#l")
    await until(pilot, lambda: bool(offered(pilot.app)))
    await pilot.press("enter")
    assert (editor.text, offered(pilot.app)) == ("#l\n", [])
    await type_text(pilot, "#l")
    await pilot.press("down", "down", "enter")
    assert editor.text == "#l\n#latens"


async def test_escape_puts_the_list_away_and_one_goes_on_writing(pilot):
    editor = pilot.app.screen.query_one("#today-editor", Editor)
    await type_text(pilot, "#l")
    await until(pilot, lambda: bool(offered(pilot.app)))
    await pilot.press("escape")
    assert (offered(pilot.app), editor.has_focus) == ([], True)
    await pilot.press("tab")
    assert (editor.text, editor.has_focus) == ("#l", False)


@pytest.mark.parametrize("text", ["C# ", "a@b.se", "1+1", "# Rubrik", "+ punkt", "så #", "x\n\n"])
async def test_nothing_is_offered_for_what_only_looks_like_it(pilot, text):
    await type_text(pilot, "#")
    await until(pilot, lambda: bool(offered(pilot.app)))
    await pilot.press("backspace")
    await type_text(pilot, text + ("" if text.endswith("#") else "o"))
    assert (offered(pilot.app) == []) is not text.endswith("#")


async def test_what_is_offered_goes_when_the_cursor_does(pilot):
    await type_text(pilot, "a #l")
    await until(pilot, lambda: bool(offered(pilot.app)))
    await pilot.press("left")
    assert offered(pilot.app) == []


async def test_a_goal_and_a_principle_are_linked_by_name_and_the_text_stays_as_it_is(pilot, written):
    await type_text(pilot, "Tog ett samtal +sv")
    await until(pilot, lambda: offered(pilot.app) == ["+svara-alla-som-skriver"])
    await pilot.press("tab")
    await type_text(pilot, " och +tru")
    await pilot.press("tab", "ctrl+s")
    await settle(pilot)
    entry = records.all_of(written, Entry)[-1]
    goal = next(one for one in records.all_of(written, Goal) if one.title.startswith("Svara"))
    assert (entry.goal, entry.principles) == (goal.id, ("TIL",))
    assert entry.text == "Tog ett samtal +svara-alla-som-skriver och +trust"


async def test_roles_are_offered_as_tags(pilot):
    await type_text(pilot, "@")
    await until(pilot, lambda: offered(pilot.app) == ["@kurator", "@biträdande-chef"])
    assert "Biträdande chef" in screen_text(pilot.app)


async def test_a_pasted_text_offers_nothing(pilot):
    await type_text(pilot, "#")
    await until(pilot, lambda: bool(offered(pilot.app)))
    await pilot.press("backspace")
    await write(pilot, "mycket text #l")
    assert offered(pilot.app) == []


async def test_what_is_new_is_offered_too(pilot, written, clock):
    await type_text(pilot, "#")
    await until(pilot, lambda: bool(offered(pilot.app)))
    await type_text(pilot, "nytt")
    await pilot.press("ctrl+s")
    await settle(pilot)
    await type_text(pilot, "#ny")
    await until(pilot, lambda: offered(pilot.app) == ["#nytt"])


async def test_a_form_offers_tags_in_their_field_and_tab_goes_on_where_nothing_is_offered(make_app, written, clock):
    app = make_app(written)
    async with app.run_test() as pilot:
        await settle(pilot)
        entry = records.all_of(written, Entry)[0]
        app.push_screen(Form("entry", "Entry", lambda values: records.change(written, entry, **values), record=entry))
        await settle(pilot)
        line = app.screen.query_one("#field-tags", Line)
        line.focus()
        await type_text(pilot, "#lat")
        await until(pilot, lambda: offered(app) == ["#latens"])
        await pilot.press("tab")
        await type_text(pilot, " mö")
        assert offered(app) == ["#mötet"]
        await pilot.press("down", "enter")
        assert (line.value, line.has_focus) == ("#latens #mötet", True)
        await pilot.press("tab")
        assert not line.has_focus
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert records.all_of(written, Entry)[0].tags == ("#latens", "#mötet")


async def test_a_form_offers_whom_one_named_before(make_app, written, clock):
    app = make_app(written)
    async with app.run_test() as pilot:
        await settle(pilot)
        app.push_screen(Form("need", "Need", lambda values: None))
        await settle(pilot)
        app.screen.query_one("#field-whom", Line).focus()
        await type_text(pilot, "bi")
        await until(pilot, lambda: offered(app) == ["Biträdande chef"])
        await pilot.press("down", "enter")
        assert app.screen.query_one("#field-whom", Line).value == "Biträdande chef"


async def test_nothing_is_remembered_once_the_vault_is_locked(make_app, sealed_vault):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await type_text(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query("#today-editor")) and app.vault is not None, seconds=20)
        await settle(pilot)
        await pilot.press("w")
        await type_text(pilot, "#hemlig")
        await pilot.press("ctrl+s")
        await settle(pilot)
        await type_text(pilot, "#h")
        await until(pilot, lambda: offered(app) == ["#hemlig"])
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.vault is None)
        assert app._gathered is None
    app.close()


@pytest.mark.parametrize(
    "title",
    ["[/b] [x]", "👩‍👩‍👧 日本", "مرحبا بالعالم", "a\x1b[2J", "[link=x]y[/link] +tillit", "m" * 5000],
    ids=["markup", "emoji", "right to left", "escape", "link", "long"],
)
async def test_hostile_titles_are_offered_as_they_are_or_not_at_all(make_app, empty, clock, title):
    goals.create(empty, clock, title)
    records.add(empty, capture.entry(clock, "x", tags=["[/b]", "👩‍👩‍👧", "مرحبا", "[red]"]))
    app = make_app(empty)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("w", "#")
        await until(pilot, lambda: len(offered(app)) == 4)
        await pilot.press("space", "+")
        assert 6 <= len(offered(app)) <= 7
        await pilot.press("tab", "ctrl+s")
        await settle(pilot)
        assert len(records.all_of(empty, Entry)) == 2


async def test_a_very_long_line_is_typed_in_as_ever(pilot):
    editor = pilot.app.screen.query_one("#today-editor", Editor)
    await write(pilot, "o" * 19_000)
    await type_text(pilot, " #l")
    await until(pilot, lambda: offered(pilot.app) == ["#lärande", "#latens"])
    assert editor.text.endswith("o #l")
