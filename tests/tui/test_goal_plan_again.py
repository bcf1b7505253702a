"""A new if-then plan is asked for once more, left with one key; and a goal shows the mission it was set under."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from area_app import HOSTILE, NOW, clock, page, press, show, write
from pilots import screen_text

from medledare.domain.records import Goal
from medledare.services import goals, mission, records
from medledare.tui.app import MedledareApp
from medledare.tui.modals.form import Form
from medledare.vault.vault import Vault, memory_vault

MakeApp = Callable[[Vault], MedledareApp]
SIZES = [(80, 24), (160, 50)]


def the_goal(vault: Vault) -> Goal:
    (goal,) = records.all_of(vault, Goal)
    return goal


async def fill(app: MedledareApp, pilot: object, **texts: str) -> None:
    for name, text in texts.items():
        app.screen.query_one(f"#field-{name}").focus()
        await write(pilot, text)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_plan_is_written_once_more_and_the_latest_wording_stands(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    async with app.run_test(size=size) as pilot:
        await show(pilot, "goals")
        await press(pilot, "n")
        await fill(app, pilot, title="Answer", cue="I open the computer", action="I answer three")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Form)
        shown = screen_text(app)
        assert "Write the plan once more" in shown
        assert "I answer three" in shown
        assert [one.id for one in app.screen.query("Line")] == ["field-cue", "field-action"]
        await fill(app, pilot, cue="The coffee is poured", action="I answer three of them")
        await press(pilot, "ctrl+s")
        assert not isinstance(app.screen, Form)
        assert (the_goal(vault).cue, the_goal(vault).action) == ("The coffee is poured", "I answer three of them")
        assert "The coffee is poured" in page(app)


async def test_escape_leaves_the_plan_and_it_is_not_asked_for_again(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    goals.create(vault, clock, "Answer")
    app = make_app(vault)
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, "goals")
        await press(pilot, "e")
        await fill(app, pilot, cue="I open the computer", action="I answer")
        await press(pilot, "ctrl+s")
        assert "once more" in screen_text(app)
        await press(pilot, "escape")
        assert the_goal(vault).cue == "I open the computer"
        await press(pilot, "e")
        await fill(app, pilot, cue=" again")
        await press(pilot, "ctrl+s")
        assert not isinstance(app.screen, Form)


async def test_saving_it_empty_changes_nothing(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    goals.create(vault, clock, "Answer")
    app = make_app(vault)
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, "goals")
        await press(pilot, "e")
        await fill(app, pilot, cue="I open the computer", action="I answer")
        await press(pilot, "ctrl+s", "ctrl+s")
        assert (the_goal(vault).cue, the_goal(vault).action) == ("I open the computer", "I answer")


async def test_a_goal_without_a_whole_plan_is_not_asked_about(make_app: MakeApp) -> None:
    app = make_app(memory_vault(clock))
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, "goals")
        await press(pilot, "n")
        await fill(app, pilot, title="Answer", cue="I open the computer")
        await press(pilot, "ctrl+s")
        assert not isinstance(app.screen, Form)


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_in_a_plan_are_shown_as_words(make_app: MakeApp, words: str) -> None:
    vault = memory_vault(clock)
    app = make_app(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, "goals")
        await press(pilot, "n")
        await fill(app, pilot, title="x", cue=words, action=words)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Form)
        await press(pilot, "escape")
        assert the_goal(vault).planned


async def test_a_goal_shows_the_mission_it_was_set_under_once_that_reads_otherwise(make_app: MakeApp) -> None:
    vault = memory_vault(clock)
    mission.write(vault, lambda: NOW - timedelta(days=9), "Families get an answer [/b]", "families")
    goals.create(vault, lambda: NOW - timedelta(days=8), "Answer", serves="an answer")
    app = make_app(vault)
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, "goals")
        assert "when the goal was set" not in page(app)
        mission.write(vault, clock, "Families get an answer in time", "families")
        app.freshen()
        await press(pilot)
        assert "The mission when the goal was set" in page(app)
        assert "Families get an answer [/b]" in page(app)
        assert "in time" not in page(app)
