"""Failures and learnings: written down, linked, told when one wishes; nothing weighs how bad it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from area_app import HOSTILE, area, clock, page, press, rows, settle, show, write
from pilots import screen_text
from textual.widgets import Select

from medledare.domain.records import Failure, Learning
from medledare.services import capture, failures, records
from medledare.services.demo import demo_vault
from medledare.tui.app import MedledareApp
from medledare.tui.widgets.blocks import shown
from medledare.tui.widgets.item_list import ItemList
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]
Look = Callable[..., bool]

SIZE = (120, 40)


@pytest.fixture
def vault() -> Vault:
    vault = memory_vault(clock)
    failure = records.add(
        vault, capture.failure(clock, "I sent it unread", expected="Thanks", why="Haste", next="Wait")
    )
    records.add(vault, capture.learning(clock, "Sleep on it", failure=failure.id))
    records.add(vault, capture.learning(clock, "Coffee first", learned_from="colleague"))
    return vault


async def test_failures_and_learnings_stand_apart(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        assert [row[13:] if row[:1].isdigit() else row for row in rows(app)] == [
            "Failures",
            " I sent it unread",
            "",
            "Learnings",
            " Coffee first",
            " Sleep on it",
        ]


async def test_a_failure_is_read_with_what_was_learned_from_it(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        for said in ("I sent it unread", "Thanks", "Haste", "Wait", "Learned from it\nSleep on it"):
            assert said in page(app)


async def test_one_can_go_from_a_failure_to_its_learning_and_back(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "o")
        assert "Sleep on it" in page(app)
        assert "I sent it unread" in page(app)
        await press(pilot, "o")
        assert "Haste" in page(app)


async def test_nothing_written_yet_is_a_welcome(make_app: MakeApp) -> None:
    for size in (SIZE, (80, 24)):
        app = make_app(memory_vault(clock))
        async with app.run_test(size=size) as pilot:
            await show(pilot, "learnings")
            assert "Only you see it" in page(app)
            assert "Press n" in page(app)


async def test_a_failure_needs_only_what_happened(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "n")
        await write(pilot, "I forgot")
        await press(pilot, "ctrl+s")
        assert [one.text for one in records.all_of(vault, Failure)] == ["I forgot"]
        assert "I forgot" in page(app)


async def test_a_learning_begun_at_a_failure_grows_out_of_it(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        failure = records.all_of(vault, Failure)[0]
        await press(pilot, "l")
        assert app.screen.query_one("#field-failure", Select).value == failure.id
        await write(pilot, "Ask somebody to read it")
        await press(pilot, "ctrl+s")
        made = next(one for one in records.all_of(vault, Learning) if one.text == "Ask somebody to read it")
        assert (made.failure, made.learned_from) == (failure.id, "failure")
        assert "Ask somebody to read it" in page(app)


async def test_telling_is_noted_with_a_role(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "t")
        await write(pilot, "a colleague")
        await press(pilot, "ctrl+s")
        assert [one.whom for one in records.all_of(vault, Failure)[0].told] == ["a colleague"]
        assert "told" in rows(app)[1]
        assert "a colleague" in page(app)


async def test_that_it_happened_again_is_noted_with_its_day(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "r")
        assert "It happened again  Monday 23 November 2026" in page(app)
        await press(pilot, "u")
        assert "It happened again" not in page(app)


async def test_what_fits_only_a_failure_is_greyed_at_a_learning(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        assert area(app).check_action("told", ()) is True
        await press(pilot, "end")
        assert area(app).check_action("told", ()) is None
        assert area(app).check_action("recurred", ()) is None


async def test_a_click_shows_what_is_under_the_mouse(make_app: MakeApp, vault: Vault) -> None:
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await pilot.click(ItemList, offset=(20, 4))
        await settle(pilot)
        assert "Coffee first" in page(app)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_in_every_field_is_shown_as_it_is(make_app: MakeApp, text: str) -> None:
    vault = memory_vault(clock)
    failure = records.add(vault, capture.failure(clock, text, expected=text, why=text, next=text))
    failures.told(vault, clock, failure, text)
    records.add(vault, capture.learning(clock, text, failure=failure.id))
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        seen = shown(text)
        assert page(app).count(seen) >= 6
        assert seen in rows(app)[1]
        await press(pilot, "h", "t", "escape", "l", "escape", "o")
        assert page(app).count(seen) >= 2


def test_learnings_look(snap_compare: Look, make_app: MakeApp, spoken: str, size: tuple[int, int]) -> None:
    app = make_app(demo_vault(clock, spoken))
    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: show(pilot, "learnings"))


def learned_before(vault: Vault, days: int, text: str) -> Learning:
    return records.add(vault, capture.learning(clock, text, at=clock() - timedelta(days=days)))


async def test_something_learned_is_typed_before_it_is_shown(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    one, two = (learned_before(vault, days, text) for days, text in ((8, "Ask first"), (22, "Sleep on it [/b]")))
    app = make_app(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "learnings")
        assert area(app).query_one("#learnings-due").display
        await press(pilot, "m")
        assert "Ask first" not in screen_text(app).partition("From memory")[2].partition("^s")[0]
        assert not app.screen.query_one("#recall-after").display
        await write(pilot, "Always ask first")
        await press(pilot, "ctrl+s")
        assert "Ask first" in screen_text(app)
        await press(pilot, "space", "ctrl+s")
        assert records.get(vault, one.id).text == "Ask first"
        assert len(records.get(vault, one.id).used) == 1
        assert records.get(vault, one.id).recalled == (clock(),)
        # The next one that waits; its wording is kept by a tick.
        await write(pilot, "Sleep")
        await press(pilot, "ctrl+s", "tab", "tab", "space", "ctrl+s")
        assert records.get(vault, two.id).text == "Sleep"
        assert not area(app).query_one("#learnings-due").display


async def test_leaving_a_recall_notes_nothing_and_used_again_is_one_key(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    one = learned_before(vault, 8, "Ask first")
    app = make_app(vault)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot, "learnings")
        await press(pilot, "m", "ctrl+s", "escape")
        assert records.get(vault, one.id) == one
        await press(pilot, "g")
        assert records.get(vault, one.id).used == (clock(),)
        assert "Used again  Monday 23 November 2026" in page(app)
